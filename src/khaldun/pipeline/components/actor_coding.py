"""Codes every party of the layer: kind, country, sectors, entity, by its own words and what the report adds to them."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from khaldun.codebooks.naming import NameReader, load_names
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_coding import Coding, PhraseWords, code_phrase
from khaldun.pipeline.party_layer import LAYER, is_same_party
from khaldun.pipeline.report_names import ReportNames
from khaldun.pipeline.syntax import phrase

NAME = "khaldun_actor_coding"
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "agent", "csubj"})
_MODIFIERS = ("amod", "compound", "nmod")


@Language.factory(
    NAME,
    assigns=["doc._.parties"],
    requires=["doc._.parties", "doc._.dateline", "doc._.toponyms", "doc._.places", "token.dep", "doc.ents"],
    default_config={"overlays": []},
)
def make_actor_coding(nlp: Language, name: str, overlays: list[str]) -> ActorCoder:
    """The component with the actor tables of our codebooks and the user's."""
    return ActorCoder(load_names(tuple(Path(path) for path in overlays)))


class ActorCoder:
    """Fills the values of the layer `parties`."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Codes all parties of a report."""
        table = ext.values_of(doc, LAYER)
        if not table:
            return doc
        report = _ReportCoder(doc, self._reader)
        for span in ext.spans_of(doc, LAYER):
            report.code(span, table[span.id_])
        return doc


class _ReportCoder:
    def __init__(self, doc: Doc, reader: NameReader) -> None:
        self.doc, self.reader = doc, reader
        self.names = ReportNames(doc, reader)

    def code(self, span: Span, values: ext.PartyValues) -> None:
        """Fills the values of one party."""
        head = self.doc[values["head"]]
        coding = self._coding(span.start, span.end, head)
        self._add_noun_of_shared_name(coding, head)
        for other in _appositions(head):
            self._add_apposition(coding, other)
        self._add_place(coding, span)
        if self._infer_country(coding):
            values["inferred"] = ["country"]
        values["kind"], values["country"] = coding.kind, coding.country
        values["sectors"], values["entity_id"] = list(dict.fromkeys(coding.sectors)), coding.entity_id
        values["rule"] = "; ".join([values["rule"], *coding.rule]).strip("; ")
        values["name"] = self._name(span, head, coding)

    def _coding(self, start: int, end: int, head: Token) -> Coding:
        return code_phrase(self._words(start, end, head), self.reader)

    def _words(self, start: int, end: int, head: Token) -> PhraseWords:
        first, last, matches = self.names.between(start, end)
        core = next((token.i for token in self.doc[head.i + 1 : end] if token.pos_ == "ADP"), end)
        return PhraseWords(
            words=tuple(self.names.words[first:last]) or ("",),
            names=tuple(self.names.names[first:last]) or (False,),
            head=max(self.names.first_word[head.i + 1] - 1 - first, 0),
            core=self.names.first_word[core] - first,
            plural=head.tag_ in ("NNS", "NNPS"),
            label=head.ent_type_,
            acting=_is_acting(head, self.reader.rules.words["acting"]),
            on=self.names.on,
            context=self.names.main_country,
            matches=tuple(matches),
        )

    def _add_noun_of_shared_name(self, coding: Coding, head: Token) -> None:
        """*Hungarian* of "Hungarian and Romanian officials" is coded like the officials."""
        noun = _noun_of(head)
        if noun is not None and not (coding.entity_id and coding.kind in ("org", "group")):
            start = min(head.i + 1, noun.i)
            whole = self._coding(start, noun.i + 1, noun)
            own = coding.sectors if coding.entity_id else []
            coding.kind, coding.sectors = whole.kind, whole.sectors or own
            coding.rule += whole.rule
        elif head.dep_ == "conj" and coding.country is None and not any(head.lefts) and coding.sectors:
            first = self._coding(*phrase(head.head), head.head)
            if first.country and not first.entity_id:
                coding.country = first.country
                coding.rule.append("country of the first conjunct")

    def _add_apposition(self, coding: Coding, other: Token) -> None:
        """What the other half of an apposition says where the phrase itself says nothing."""
        told = self._coding(*phrase(other), other)
        if not told.is_known:
            return
        if coding.entity_id is None and told.entity_id and told.kind == "person":
            coding.entity_id = told.entity_id
        if not coding.sectors:
            coding.sectors = told.sectors
            coding.rule += [f"apposition {rule}" for rule in told.rule]
        coding.country = coding.country or told.country
        coding.kind = coding.kind or told.kind

    def _add_place(self, coding: Coding, span: Span) -> None:
        """The country of a place inside the phrase."""
        if coding.country is not None or coding.entity_id is not None:
            return
        for index in range(span.start, span.end):
            country = self.names.places.get(index)
            if country and self.doc[index].ent_type_ not in ("PERSON", "ORG"):
                coding.country = country
                coding.rule.append("place in the phrase")
                return

    def _infer_country(self, coding: Coding) -> bool:
        """Takes the country that the report is mostly about for a party of no country of its own."""
        if coding.country is not None or coding.entity_id is not None or self.names.main_country is None:
            return False
        if not self.reader.rules.sectors["international"].isdisjoint(coding.sectors) or coding.kind in (
            "place",
            "state",
        ):
            return False
        coding.country = self.names.main_country
        coding.rule.append("country of the report")
        return True

    def _name(self, span: Span, head: Token, coding: Coding) -> str:
        """The name in the phrase; without one, the phrase without its article."""
        for other in _appositions(head):
            if other.ent_type_ == "PERSON" and head.ent_type_ != "PERSON":
                head = other
        if head.pos_ == "PROPN" and head.ent_type_ == "PERSON":
            return _entity_text(head)
        start = span.start + 1 if span[0].pos_ == "DET" and len(span) > 1 else span.start
        return " ".join(self.doc[start : span.end].text.split())


def _is_acting(head: Token, prepositions: frozenset[str]) -> bool:
    above = head.head
    while head.dep_ == "conj":
        head = head.head
        above = head.head
    return head.dep_ in _ACTING or (head.dep_ == "pobj" and above.lower_ in prepositions)


def _noun_of(head: Token) -> Token | None:
    """The noun before which an adjective party stands ("Hungarian" of "Hungarian and Romanian officials"), or None."""
    while head.dep_ == "conj" and head.head.i < head.i and head.head.dep_ in (*_MODIFIERS, "conj"):
        head = head.head
    return head.head if head.dep_ in _MODIFIERS and head.head.pos_ in ("NOUN", "PROPN") else None


def _appositions(head: Token) -> list[Token]:
    return [child for child in head.rights if child.dep_ == "appos" and is_same_party(child)]


def _entity_text(head: Token) -> str:
    start = end = head.i
    while start > 0 and head.doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(head.doc) and head.doc[end + 1].ent_iob_ == "I":
        end += 1
    return " ".join(head.doc[start : end + 1].text.split()).removesuffix("'s").removesuffix("’s")
