"""Constructions that attribute: a cue word, its complement and its subject, read from a parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.pipeline import extensions as ext
from khaldun.pipeline import syntax
from khaldun.pipeline.speakers import (
    Range,
    according_source,
    noun_range,
    noun_source,
    subtract,
    subtree,
    verb_source,
)

#: Name of the construction, cue, content.
Reading = tuple[str, Range, tuple[Range, ...]]

#: Relations of clauses that are parts of a statement and no statement of their own.
_PARTS = frozenset({"advcl", "conj", "xcomp", "pcomp", "acl"})
_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_CONTENT_PREPOSITIONS = frozenset({"as", "of", "for", "with", "from", "to", "in", "about", "over", "into", "against"})
_OPENERS = frozenset({"that", "to", "whether", "if"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
#: Constructions whose content is a clause, and those whose content is a whole clause or utterance.
CLAUSES = frozenset({"clause", "quote", "parenthesis", "as"})
WHOLE = CLAUSES | {"sentence"}
#: The construction of a phrase that says by itself whose view follows: "in the words of the mayor", "in her view".
OPINION = "opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One reading of a cue: `head` is its token, `complement` the construction that holds the content.

    Ranges are token ranges [start, end). `source` is None where the text names none; `via` is who passes it on.
    """

    head: int
    complement: str
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    via: Range | None = None


def attributions_over(doc: Doc, index: int) -> list[int]:
    """Places in the list `attributions` of those whose content holds a token, outermost (widest content) first.

    An attribution whose own cue holds the token is none of them.
    """
    found = []
    for place, values in enumerate(ext.list_of(doc, "attributions")):
        cue, content = values["cue"], values["content"]
        if cue is not None and cue[0] <= index < cue[1]:
            continue
        if any(start <= index < end for start, end in content):
            found.append((-sum(end - start for start, end in content), place))
    return [place for _, place in sorted(found)]


def frames(token: Token) -> Iterator[Frame]:
    """The readings of a word as a cue; none for a word of a class that holds no cues."""
    accords = token.lower_ == "according"
    reader = _according_readings if accords else _READERS.get(token.pos_)
    if reader is None:
        return
    source = (according_source if accords else _SOURCES[token.pos_])(token)
    for complement, cue, content in reader(token):
        yield Frame(head=token.i, complement=complement, cue=cue, source=source, content=content)
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.lower_ == "in":
        yield from _setting_frames(token)


def _setting_frames(noun: Token) -> Iterator[Frame]:
    """ "In a poll, half of them …" (the poll says it), "in the words of the mayor", "in her view"."""
    preposition = noun.head
    clause = preposition.head
    if clause.pos_ not in ("VERB", "AUX"):
        return
    rest = tuple(subtract(subtree(clause), [subtree(preposition)]))
    cue = (preposition.i, preposition.i + 1)
    yield Frame(head=noun.i, complement="document", cue=cue, source=noun_range(noun), content=rest)
    for child in noun.children:
        if child.dep_ == "poss":
            source = noun_source(noun)
            yield Frame(head=noun.i, complement=OPINION, cue=(noun.i, noun.i + 1), source=source, content=rest)
        elif child.dep_ == "prep" and child.lower_ == "of":
            holders = syntax.objects_of_preposition(child)
            source = noun_range(holders[0]) if holders else None
            yield Frame(head=noun.i, complement=OPINION, cue=(preposition.i, child.i + 1), source=source, content=rest)


def _verb_readings(verb: Token) -> Iterator[Reading]:
    start, end = cue_range(verb)
    for complement, last, content in _verb_complements(verb):
        yield complement, (start, max(end, last + 1)), content


def _verb_complements(verb: Token) -> Iterator[tuple[str, int, tuple[Range, ...]]]:
    """Name of the construction, last token of the cue, content."""
    after = {child.dep_: child for child in reversed(list(verb.rights))}
    before = {child.dep_: child for child in verb.lefts}
    subject = before.get("nsubjpass") or before.get("nsubj")
    passive = "auxpass" in before or "nsubjpass" in before
    clause = after.get("ccomp") or before.get("ccomp")
    if clause is not None:
        yield "clause", verb.i, (subtree(clause),)
    elif (host := _host(verb)) is not None:
        yield host
    if "xcomp" in after:
        yield from _infinitives(verb, after["xcomp"], subject=subject, passive=passive)
    noun = after.get("dobj") or before.get("dobj")
    if noun is not None and noun.lower_ not in _RELATIVES:
        yield "object", verb.i, (_object_range(verb, noun),)
    predicate = after.get("oprd") or after.get("acomp")
    if predicate is not None and noun is None and subject is not None:
        yield "predicate", verb.i, (subtree(subject), subtree(predicate))
    yield from _prepositions(verb)
    if passive and subject is not None and verb.tag_ == "VBN":
        yield "subject", verb.i, (subtree(subject),)


def _is_cue_part(helper: Token) -> bool:
    """Whether a helper of a verb is a word or two of the verb group itself ("very recently", no "how", no phrase)."""
    size = helper.right_edge.i - helper.left_edge.i + 1
    return size <= 2 and helper.tag_ != "WRB" and not any(token.is_punct for token in helper.subtree)


def _host(verb: Token) -> tuple[str, int, tuple[Range, ...]] | None:
    """The clause that a parenthesis ("X, officials said, did Y", "as officials said") stands in."""
    if verb.dep_ not in ("parataxis", "advcl", "ccomp", "dep") or verb.head.i == verb.i:
        return None
    marks = [c for c in verb.lefts if c.dep_ in ("mark", "advmod", "prep")]
    if verb.dep_ == "advcl" and not (marks and marks[0].lower_ == "as"):
        return None
    if verb.dep_ == "ccomp" and verb.i > verb.head.i and verb.left_edge.i < verb.head.i:
        return None
    own = subtree(verb)
    if own[1] - own[0] > 12 or (verb.dep_ == "ccomp" and own[1] - own[0] > 6):
        return None
    rest = tuple(subtract(subtree(verb.head), [own]))
    return ("as" if verb.dep_ == "advcl" else "parenthesis", verb.i, rest) if rest else None


def _infinitives(
    verb: Token, xcomp: Token, *, subject: Token | None, passive: bool
) -> Iterator[tuple[str, int, tuple[Range, ...]]]:
    inner = subtree(xcomp)
    yield "gerund" if xcomp.tag_ == "VBG" else "infinitive", verb.i, (inner,)
    if subject is not None:
        yield "raising passive" if passive else "raising", verb.i, (subtree(subject), inner)


def _prepositions(word: Token) -> Iterator[tuple[str, int, tuple[Range, ...]]]:
    for prep in word.rights:
        if prep.dep_ in ("prep", "agent", "dative") and prep.i - word.i <= 3:
            objects = [c for c in prep.rights if c.dep_ in ("pobj", "pcomp")]
            if objects:
                yield prep.lower_, prep.i, ((objects[0].left_edge.i, prep.right_edge.i + 1),)


def _object_range(verb: Token, noun: Token) -> Range:
    """A direct object with what is predicated of it: "him as unfit", "them of fraud", "it a disgrace"."""
    start, end = subtree(noun)
    for child in verb.rights:
        if child.i < noun.i:
            continue
        told = child.dep_ in ("oprd", "xcomp", "dative") or (child.dep_ == "advcl" and child.left_edge.lower_ == "as")
        if told or (child.dep_ == "prep" and child.lower_ in _CONTENT_PREPOSITIONS):
            end = max(end, child.right_edge.i + 1)
    return start, end


def _noun_readings(noun: Token) -> Iterator[Reading]:
    """ "the claim that", "his promise to", "criticism of"; the cue takes in a verb before it ("made claims")."""
    start = _noun_cue_start(noun)
    for child in noun.rights:
        form = _noun_clause(child)
        if form:
            yield form, (start, noun.i + 1), (subtree(child),)
    for complement, last, content in _prepositions(noun):
        yield complement, (start, last + 1), content


def _noun_clause(child: Token) -> str:
    """Whether a word behind a noun opens a clause or infinitive that says what the noun says; "" where it does not."""
    if child.dep_ not in ("acl", "ccomp", "relcl", "xcomp", "appos", "advcl"):
        return ""
    marks = [c.lower_ for c in child.lefts if c.dep_ in ("mark", "aux") and c.lower_ in _OPENERS]
    if not marks or (child.dep_ == "relcl" and _has_gap(child)):
        return ""
    return "infinitive" if marks[0] == "to" else "clause"


def _has_gap(clause: Token) -> bool:
    return any(c.lower_ in _RELATIVES and c.dep_ != "mark" for c in clause.lefts)


def _noun_cue_start(noun: Token) -> int:
    start = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ == "poss" or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    carrier = noun.head
    carried = noun.dep_ in ("dobj", "attr") and carrier.i == start - 1 and carrier.pos_ in ("VERB", "AUX")
    if carried and not any(child.dep_ == "poss" for child in noun.lefts):
        return cue_range(carrier)[0]
    return start


def _adjective_readings(adjective: Token) -> Iterator[Reading]:
    """ "is confident that", "are willing to", "was skeptical of"."""
    verb = adjective.head
    if adjective.dep_ not in ("acomp", "attr", "oprd") or verb.pos_ not in ("AUX", "VERB") or verb.i > adjective.i:
        return
    start = cue_range(verb)[0]
    for child in (*adjective.rights, *verb.rights):
        if child.i > adjective.i and child.dep_ in ("ccomp", "xcomp", "advcl") and child.head.i != child.i:
            if child.dep_ == "advcl" and child.head.i == verb.i:
                continue
            yield "infinitive" if child.dep_ == "xcomp" else "clause", (start, adjective.i + 1), (subtree(child),)
    for complement, last, content in _prepositions(adjective):
        yield complement, (start, last + 1), content


def _according_readings(word: Token) -> Iterator[Reading]:
    if word.lower_ != "according" or word.i + 1 >= len(word.doc) or word.nbor(1).lower_ != "to":
        return
    source = according_source(word)
    own = (word.i, source[1] if source else word.i + 2)
    clause = word.head if word.head.i != word.i else word
    while (clause.pos_ not in ("VERB", "AUX") or clause.dep_ in _PARTS) and clause.head.i != clause.i:
        clause = clause.head
    rest = tuple(subtract(subtree(clause), [own]))
    yield "sentence", (word.i, word.i + 2), rest


def _adverb_readings(adverb: Token) -> Iterator[Reading]:
    """ "reportedly", "allegedly": somebody unnamed says the clause."""
    if not adverb.lower_.endswith("ly"):
        return
    clause = adverb.head
    if clause.pos_ in ("VERB", "AUX") and adverb.dep_ == "advmod":
        yield "sentence", (adverb.i, adverb.i + 1), tuple(subtract(subtree(clause), [(adverb.i, adverb.i + 1)]))


def cue_range(verb: Token) -> Range:
    """A verb with its auxiliaries, negation, particles and the adverbs between and next to them.

    A verb that another one governs with *to* ("refused to say", "went on to say") takes that one in.
    """
    start, end = verb.i, verb.i + 1
    for child in reversed(list(verb.lefts)):
        if child.dep_ in _CUE_PARTS and child.right_edge.i + 1 == start and _is_cue_part(child):
            start = child.left_edge.i
    for child in verb.rights:
        if child.dep_ in ("prt", "neg") and child.i == end:
            end += 1
    if verb.dep_ == "xcomp" and verb.head.i < start and verb.head.pos_ in ("VERB", "AUX") and start - verb.head.i <= 3:
        outer = cue_range(verb.head)
        if outer[1] >= start - 1:
            start = outer[0]
    return start, end


def _no_source(_word: Token) -> Range | None:
    return None


_READERS = {"VERB": _verb_readings, "NOUN": _noun_readings, "ADJ": _adjective_readings, "ADV": _adverb_readings}
_SOURCES = {"VERB": verb_source, "NOUN": noun_source, "ADJ": noun_source, "ADV": _no_source}
