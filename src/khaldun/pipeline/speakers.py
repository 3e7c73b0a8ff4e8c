"""Token ranges of phrases, and who speaks: the noun phrase behind a cue."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from khaldun.pipeline import syntax

Range = tuple[int, int]

#: Relations in which a verb without a subject shares that of the verb above it.
_SHARING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "acl", "ccomp"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_MAX_CLIMB = 6


def verb_source(verb: Token) -> Range | None:
    """The noun phrase of who speaks: subject, agent of a passive, noun of a participle, or a higher subject."""
    for _ in range(_MAX_CLIMB):
        head = _source_head(verb)
        if head is not None:
            return noun_range(head)
        if verb.dep_ not in _SHARING or (verb.dep_ != "conj" and _is_passive(verb)):
            return None
        if verb.dep_ == "acl":
            return trim(verb.doc, (verb.head.left_edge.i, verb.left_edge.i))
        governor = _governor(verb)
        if governor is None:
            return None
        verb = governor
    return None


def _is_passive(verb: Token) -> bool:
    """Passive, a bare participle ("Asked if he knew, ...") included."""
    return syntax.is_passive(verb) or (verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts))


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a verb without one shares."""
    above = verb.head
    while above.dep_ in ("prep", "pcomp") and above.head.i != above.i:
        above = above.head
    return above if above.i != verb.i and above.pos_ in ("VERB", "AUX") else None


def _source_head(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj":
            return child
    for child in verb.lefts:
        if child.dep_ in ("npadvmod", "dep") and child.pos_ == "PROPN" and _opens_aside(child):
            return child
    agents = syntax.agents(verb)
    return agents[0] if agents else None


def beside(doc: Doc, cue: Range) -> Range | None:
    """The noun phrase right behind or right before a cue, whatever the parse ties it to."""
    start, end = cue
    if end < len(doc) and (head := _phrase_head(doc[end], floor=end, ceiling=len(doc))) is not None:
        return noun_range(head)
    if start > 0 and (head := _phrase_head(doc[start - 1], floor=0, ceiling=start)) is not None:
        return noun_range(head)
    return None


def _phrase_head(token: Token, *, floor: int, ceiling: int) -> Token | None:
    """The highest noun above a token whose phrase stays between two tokens."""
    found = None
    for _ in range(_MAX_CLIMB):
        if token.left_edge.i < floor or token.right_edge.i >= ceiling:
            break
        if token.pos_ in _NOMINAL:
            found = token
        if token.head.i == token.i or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return found


def noun_source(word: Token) -> Range | None:
    """Who holds what a noun or adjective says: possessor, subject of its verb, or *from*, *by*."""
    for child in word.lefts:
        if child.dep_ == "poss":
            start, end = noun_range(child)
            return start, end - (word.doc[end - 1].tag_ == "POS")
    if word.dep_ in ("dobj", "attr", "acomp", "oprd") and word.head.pos_ in ("VERB", "AUX"):
        return verb_source(word.head)
    holders = syntax.prepositional_heads(word, "from", "by", "among")
    return noun_range(holders[0]) if holders else None


def according_source(word: Token) -> Range | None:
    """The noun phrase after "according to"."""
    if word.i + 1 >= len(word.doc):
        return None
    for child in (*word.nbor(1).rights, *word.rights):
        if child.dep_ in ("pobj", "pcomp") and child.i > word.i + 1:
            return noun_range(child)
    return None


def _opens_aside(name: Token) -> bool:
    """Whether a name opens its sentence and a comma follows: "Xinhua, citing police, reported"."""
    after = name.right_edge.i + 1
    return bool(name.left_edge.is_sent_start) and after < len(name.doc) and name.doc[after].text == ","


def noun_range(head: Token) -> Range:
    """The whole noun phrase of a head, with appositions and relative clauses; no marks at its ends."""
    return trim(head.doc, subtree(head))


def head_of(doc: Doc, span: Range) -> Token:
    """The first token of a range that hangs on a word outside of it, else its first."""
    start, end = span
    return next((doc[i] for i in range(start, end) if not start <= doc[i].head.i < end), doc[start])


def subtree(token: Token) -> Range:
    """Token range of everything that a token governs."""
    return token.left_edge.i, token.right_edge.i + 1


def trim(doc: Doc, span: Range) -> Range:
    """A range without punctuation (save brackets and quotation marks) and white space at its ends."""
    start, end = span
    while start < end and _is_loose(doc[start]):
        start += 1
    while end > start and _is_loose(doc[end - 1]):
        end -= 1
    return start, end


def _is_loose(token: Token) -> bool:
    return (
        token.is_space
        or token.pos_ == "CCONJ"
        or (token.is_punct and not token.is_quote and not token.is_bracket and token.text != "%")
    )


def subtract(span: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of a range without other ranges, in text order."""
    left = [span]
    for a, b in holes:
        cut: list[Range] = []
        for start, end in left:
            if b <= start or end <= a:
                cut.append((start, end))
            else:
                cut += [(s, e) for s, e in ((start, a), (b, end)) if e > s]
        left = cut
    return left
