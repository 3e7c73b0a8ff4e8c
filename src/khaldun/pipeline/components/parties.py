"""Every noun phrase that may be a party of an event or the source of a statement: named, or with a role word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.agents import Agents
from khaldun.codebooks.name_keys import folded, name_words
from khaldun.codebooks.naming import NameReader, load_names
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_layer import is_same_party, parties_at, time_tokens

NAME = "khaldun_parties"
#: Places in a clause where the head of a whole phrase never stands.
_INNER = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod", "case", "det", "attr", "meta"})
_NAMES = frozenset({"PERSON", "ORG", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST_ROLE = 5


@Language.factory(
    NAME,
    assigns=["doc._.parties"],
    requires=["token.dep", "doc.ents", "doc._.dateline", "doc._.timexes"],
    default_config={"overlays": []},
)
def make_parties(nlp: Language, name: str, overlays: list[str]) -> PartyFinder:
    """The component with the role words and names of our codebooks and the user's."""
    return PartyFinder(load_names(tuple(Path(path) for path in overlays)))


class PartyFinder:
    """Puts phrases on the layer `parties`, not coded yet."""

    def __init__(self, reader: NameReader) -> None:
        self._actors, self._agents, self._demonyms = reader.actors, reader.agents, reader.demonyms
        self._role_ends = frozenset(key.rpartition(" ")[2] for key in reader.agents.roles)
        self._things = _words_with(reader.agents, "member")

    def __call__(self, doc: Doc) -> Doc:
        """Finds the parties of a report, from where its dateline ends."""
        times = time_tokens(doc)
        for token in doc[ext.coding_start(doc) :]:
            reason = self._reason(token) if token.i not in times else None
            if reason is not None:
                parties_at(doc, token, rule=reason)
        return doc

    def _reason(self, token: Token) -> str | None:
        """Why the phrase of this token may be a party, or None."""
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or _is_inner(token) or not token.text[0].isalnum():
            return None
        if token.dep_ == "appos" and is_same_party(token):
            return None
        kind = token.ent_type_
        if kind in _NAMES:
            return "named"
        if kind in _PLACES:
            return None if self._is_location(token) else "named place"
        return "role word" if self._has_role(token) else self._named_otherwise(token)

    def _is_location(self, token: Token) -> bool:
        """Whether a place name only tells where: behind *in*, *at*, …, or as the second half of "Paris, France"."""
        above = token.head
        if token.dep_ == "appos":
            return above.ent_type_ in _PLACES
        return token.dep_ == "pobj" and self._agents.has_effect(above.lower_, "place")

    def _has_role(self, token: Token) -> bool:
        if token.pos_ == "NUM" or folded(token.text) not in self._role_ends:
            return False
        roles = (self._agents.role(key, token.text) for key in _keys_ending_at(token))
        return any(role is not None and role.kind != "object" for role in roles)

    def _named_otherwise(self, token: Token) -> str | None:
        """A name that spaCy does not label, or a thing of a side ("Saudi jets")."""
        if token.pos_ == "PROPN" and any(key in self._actors.exact for key in _names_ending_at(token)):
            return "named in the actor tables"
        if token.text in self._demonyms.words and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
            return "people of a country"
        owned = any(child.ent_type_ in ("NORP", "GPE", "ORG") for child in token.lefts)
        return "thing of a side" if owned and folded(token.text) in self._things else None


def _is_inner(token: Token) -> bool:
    """Whether a word stands inside the phrase of another head, itself or as a conjunct."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.dep_ in _INNER


def _words_with(agents: Agents, effect: str) -> frozenset[str]:
    return frozenset(word for word, effects in agents.effects.items() if effect in effects)


def _words_before(token: Token) -> list[str]:
    """The words up to a token, the last one first, at most as many as a role has."""
    words: list[str] = []
    for before in range(token.i, max(token.i - _LONGEST_ROLE - 2, token.sent.start - 1), -1):
        words += reversed(name_words(token.doc[before].text))
    return words[:_LONGEST_ROLE]


def _keys_ending_at(token: Token) -> Iterator[str]:
    words = [folded(word) for word in _words_before(token)]
    return (" ".join(reversed(words[:length])) for length in range(1, len(words) + 1))


def _names_ending_at(token: Token) -> Iterator[str]:
    words = _words_before(token)
    return (" ".join(reversed(words[:length])) for length in range(1, len(words) + 1))
