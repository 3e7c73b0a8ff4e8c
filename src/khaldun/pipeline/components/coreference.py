"""Parties that are named again: surnames, short forms, descriptions and pronouns get the coding of what they stand for.

Precision first: a link is made only where one candidate is left, and close enough. What was copied is marked inferred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from khaldun.codebooks.agents import Agents, load_agents
from khaldun.codebooks.coding_rules import CodingRules, load_coding_rules
from khaldun.codebooks.name_keys import folded, name_words
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_layer import LAYER

NAME = "khaldun_coreference"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@Language.factory(
    NAME,
    assigns=["doc._.parties"],
    requires=["doc._.parties", "token.dep", "doc.sents"],
    default_config={"overlays": []},
)
def make_coreference(nlp: Language, name: str, overlays: list[str]) -> Coreference:
    """The component with the role words of our codebooks and the user's."""
    paths = tuple(Path(path) for path in overlays)
    return Coreference(load_agents(paths), load_coding_rules(paths))


@dataclass(slots=True, kw_only=True)
class Mention:
    """A party with what tells whether another one may be the same."""

    span: Span
    head: Token
    values: ext.PartyValues
    sentence: int
    words: tuple[str, ...]
    name: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        """Whether it is one person."""
        return self.values["kind"] == "person"


class Coreference:
    """Links the parties of one report."""

    def __init__(self, agents: Agents, rules: CodingRules) -> None:
        self._agents, self._rules = agents, rules

    def __call__(self, doc: Doc) -> Doc:
        """Sets `antecedent` and copies the coding, in text order."""
        mentions = _mentions(doc)
        if not mentions:
            return doc
        finder = _Finder(mentions, self._agents, self._rules)
        for mention in mentions:
            found = finder.antecedent(mention)
            if found is not None:
                _link(mention, found)
            elif mention.values["country"] is None or "country" in mention.values["inferred"]:
                _take_owner(mention, finder)
        return doc


class _Finder:
    def __init__(self, mentions: list[Mention], agents: Agents, rules: CodingRules) -> None:
        self.mentions, self.agents = mentions, agents
        self.small, self.limits, self.sectors = rules.words, rules.limits, rules.sectors
        self.full_names: dict[str, dict[str, Mention]] = {}
        self.short_forms: dict[str, Mention] = {}
        for mention in mentions:
            if mention.is_person and len(mention.name) > 1:
                self.full_names.setdefault(mention.name[-1], {}).setdefault(" ".join(mention.name), mention)
            for form in _short_forms(mention):
                self.short_forms.setdefault(form, mention)

    def antecedent(self, mention: Mention) -> Mention | None:
        """What a party stands for, or None where nothing is certain enough."""
        if mention.head.pos_ == "PRON":
            return self.of_pronoun(mention.head, mention.sentence)
        if mention.name and self.agents.role(" ".join(mention.name)) is None:
            return self._of_name(mention)
        if mention.span[0].lower_ in self.small["pointers"]:
            return self._of_description(mention)
        return None

    def _of_name(self, mention: Mention) -> Mention | None:
        """The fuller name of the same person, or the body that a short form was introduced for."""
        short = self.short_forms.get(mention.span[-1].text) if len(mention.name) == 1 else None
        if short is not None and short is not mention and short.span.start < mention.span.start:
            return short
        fuller = [found for found in self.full_names.get(mention.name[-1], {}).values() if found is not mention]
        if len(mention.name) == 1:
            return fuller[0] if len(fuller) == 1 and _may_be_person(mention) else None
        same = [found for found in fuller if found.name == mention.name]
        return same[0] if same and same[0].span.start < mention.span.start else None

    def _of_description(self, mention: Mention) -> Mention | None:
        """What *the* and a role word point back to: "the general", "the gunmen", "the group"."""
        if len(mention.words) > 2 or (len(mention.words) == 2 and mention.span[1].pos_ != "NUM"):
            return None
        word = mention.words[-1]
        nearby = self._before(mention.sentence, mention.span.start, int(self.limits["description"]))
        # No phrase stands for a part of itself: "the colonel whose base was attacked by the guerrillas".
        before = [found for found in nearby if found.span.end <= mention.span.start]
        said = [found for found in before if _same_noun(found.head, mention.head)]
        said += [found for found in before if word in found.words and found.is_person and found.name]
        fuller = [found for found in said if len(found.words) > len(mention.words) and _is_told(found)]
        if fuller:
            return _only(fuller)
        if self.agents.has_effect(word, "body") and mention.head.tag_ == "NN":
            bodies = [found for found in before[-8:] if self._is_named_body(found, word)]
            return _only(bodies)
        return None

    def _is_named_body(self, mention: Mention, word: str) -> bool:
        """Whether a body's name may be taken up by a word: an agency of the UN is an organization, but no group."""
        apart = self.sectors["not_a_group"]
        if word not in self.small["institutions"]:
            apart |= self.sectors["institutional"]
        is_body = mention.values["kind"] == "org" and mention.head.pos_ == "PROPN"
        return is_body and apart.isdisjoint(mention.values["sectors"])

    def of_pronoun(self, pronoun: Token, sentence: int) -> Mention | None:
        """Whom a pronoun of the third person stands for: the nearest fitting subject, else the only fitting party."""
        word = pronoun.lower_
        before = self._before(sentence, pronoun.i, int(self.limits["pronoun"]))
        fitting = [found for found in before if self._fits(found, word) and not _is_rival(found.head, pronoun)]
        subjects = [found for found in fitting if found.head.dep_ in _SUBJECTS]
        near = [found for found in subjects if found.sentence >= sentence - 1]
        if near:
            return near[-1]
        return _only(fitting)

    def _fits(self, mention: Mention, word: str) -> bool:
        kind = mention.values["kind"]
        if word in self.small["male"] or word in self.small["female"]:
            other = "female" if word in self.small["male"] else "male"
            return kind == "person" and not any(self.agents.has_effect(each, other) for each in mention.words)
        if word in self.small["plural"]:
            return kind == "group" or (kind == "org" and mention.head.tag_ in ("NNS", "NNPS"))
        return word in self.small["neuter"] and kind in ("org", "state")

    def _before(self, sentence: int, start: int, reach: int) -> list[Mention]:
        return [
            found
            for found in self.mentions
            if found.span.start < start and found.sentence >= sentence - reach and found.head.pos_ != "PRON"
        ]


def _mentions(doc: Doc) -> list[Mention]:
    table = ext.values_of(doc, LAYER)
    spans = sorted(ext.spans_of(doc, LAYER), key=lambda span: (span.start, span.end))
    sentences = {token: number for number, sent in enumerate(doc.sents) for token in range(sent.start, sent.end)}
    return [_mention(span, table[span.id_], sentences[span.start]) for span in spans]


def _mention(span: Span, values: ext.PartyValues, sentence: int) -> Mention:
    head = span.doc[values["head"]]
    words = tuple(folded(word) for token in span if token.pos_ != "DET" for word in name_words(token.text))
    named = head.pos_ == "PROPN" and values["kind"] in ("person", "org", "place", None)
    name = tuple(folded(word) for word in name_words(values["name"])) if named else ()
    return Mention(span=span, head=head, values=values, sentence=sentence, words=words or ("",), name=name)


def _short_forms(mention: Mention) -> Iterable[str]:
    """Short forms that a phrase introduces in brackets, or that its capitals make ("Free Farmers Union" gives FFU)."""
    if mention.values["kind"] not in ("org", None) or mention.head.pos_ != "PROPN":
        return
    for token in mention.span[1:]:
        if token.text.isupper() and token.nbor(-1).text in ("(", "["):
            yield token.text
    capitals = "".join(token.text[0] for token in mention.span if token.text[0].isupper() and token.pos_ == "PROPN")
    if len(capitals) >= 3:
        yield capitals


def _same_noun(one: Token, other: Token) -> bool:
    return one.tag_ == other.tag_ and folded(one.text) == folded(other.text)


def _may_be_person(mention: Mention) -> bool:
    """Surnames that the tagger takes for places or bodies count as persons, those of the tables do not."""
    return mention.is_person or mention.values["entity_id"] is None


def _is_told(mention: Mention) -> bool:
    return bool(mention.values["country"] or mention.values["entity_id"] or mention.name)


def _is_rival(candidate: Token, pronoun: Token) -> bool:
    """Whether two words are arguments of one verb, which a plain pronoun never shares with what it stands for."""
    return pronoun.dep_ != "poss" and candidate.head.i == pronoun.head.i


def _only(mentions: list[Mention]) -> Mention | None:
    """The one party that all these mentions are, or None."""
    roots = {(found.values["antecedent"] or found.span.id_): found for found in mentions}
    if len(roots) == 1:
        return mentions[0]
    codings = {(found.values["entity_id"], " ".join(found.name)) for found in mentions if found.name}
    return mentions[0] if len(codings) == 1 and all(found.name for found in mentions) else None


def _link(mention: Mention, found: Mention) -> None:
    """Copies the coding of what a party stands for, where its own words say less."""
    values, source = mention.values, found.values
    values["antecedent"] = source["antecedent"] or found.span.id_
    values["name"] = source["name"]
    values["kind"] = values["kind"] or source["kind"]
    weak = set(values["inferred"])
    overruled = bool(mention.name and source["entity_id"] != values["entity_id"])
    mistaken = found.is_person and not mention.is_person and bool(mention.name)
    renamed = {"country", "sectors"} if overruled or mistaken else set[str]()
    values["kind"] = None if mistaken else values["kind"]
    copied = {"country": source["country"], "sectors": list(source["sectors"]), "entity_id": source["entity_id"]}
    own = dict(values)
    taken = {
        key: value
        for key, value in copied.items()
        if (overruled and key == "entity_id")
        or (value and value != own[key] and (not own[key] or key in weak | renamed))
    }
    values.update(cast("ext.PartyValues", taken))
    values["inferred"] = sorted(weak | set(taken))
    values["rule"] = f"{values['rule']}; same as {found.span.text}".strip("; ")


def _take_owner(mention: Mention, finder: _Finder) -> None:
    """ "His troops": the country of whom the possessive stands for."""
    owner = next((child for child in mention.head.lefts if child.dep_ == "poss" and child.pos_ == "PRON"), None)
    found = finder.of_pronoun(owner, mention.sentence) if owner is not None else None
    if found is not None and found.values["country"]:
        mention.values["country"] = found.values["country"]
        mention.values["inferred"] = sorted({*mention.values["inferred"], "country"})
        mention.values["rule"] = f"{mention.values['rule']}; of {found.span.text}".strip("; ")
