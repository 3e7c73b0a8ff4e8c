"""A Doc as plain lists, made once: words, tags, entities, and which words look like parts of names."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from khaldun.pipeline import extensions

PROPER = frozenset({"NNP", "NNPS"})
#: What lower-case names are tagged as.
_NOUNS = frozenset({"NN", "NNS", "JJ"})
#: How few or many of a text's letters-only words may be capitals before its case says nothing.
_MOSTLY, _HARDLY = 0.6, 0.03
_FEW_WORDS = 5


@dataclass(slots=True)
class Entity:
    """An entity of the model: its token range without article and possessive, and its label."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Sight:
    """What the finder looks at. `case` is "mixed", "upper" or "lower"; `named[i]`: word i may be part of a name."""

    text: str
    offsets: list[int]
    words: list[str]
    lower: list[str]
    tags: list[str]
    case: str
    entities: list[Entity]
    entity_at: list[int]
    named: list[bool]
    sentence_start: list[bool]
    dateline_start: int = -1
    surnames: set[str] = field(default_factory=set)

    def written(self, start: int, end: int) -> str:
        """The text of a token range."""
        return self.text[self.offsets[start] : self.offsets[end - 1] + len(self.words[end - 1])]

    def shown(self, index: int) -> str:
        """A word as it would be written in mixed case."""
        return self.words[index] if self.case == "mixed" else self.words[index].capitalize()


def look_at(doc: Doc, titles: frozenset[str]) -> Sight:
    """The lists for a Doc; a word after one of these titles is a surname."""
    words = [token.text for token in doc]
    tags = [token.tag_ for token in doc]
    entities, entity_at = _entities(doc, words)
    case = _case(words)
    sight = Sight(
        text=doc.text,
        offsets=[token.idx for token in doc],
        words=words, lower=[word.lower() for word in words], tags=tags, case=case, entities=entities,
        entity_at=entity_at, named=_named(words, tags, case=case, entity_at=entity_at),
        sentence_start=[bool(token.is_sent_start) for token in doc],
    )  # fmt: skip
    sight.dateline_start = next((span.start for span in extensions.spans_of(doc, "dateline")), -1)
    sight.surnames = _surnames(sight, titles)
    return sight


def _entities(doc: Doc, words: list[str]) -> tuple[list[Entity], list[int]]:
    entities: list[Entity] = []
    at = [-1] * len(words)
    for span in doc.ents:
        start, end = span.start, span.end
        if end - start > 1 and words[start].lower() == "the":
            start += 1
        if end - start > 1 and words[end - 1] in {"'s", "’s", "'", "’"}:
            end -= 1
        for index in range(start, end):
            at[index] = len(entities)
        entities.append(Entity(start, end, span.label_))
    return entities, at


def _case(words: list[str]) -> str:
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    if len(letters) < _FEW_WORDS:
        return "mixed"
    if sum(map(str.isupper, letters)) > _MOSTLY * len(letters):
        return "upper"
    capitals = sum(not word.islower() for word in letters)
    return "lower" if capitals <= _HARDLY * len(letters) else "mixed"


def _named(words: list[str], tags: list[str], *, case: str, entity_at: list[int]) -> list[bool]:
    if case == "mixed":
        return [word[:1].isupper() for word in words]
    return [
        word[:1].isalpha() and (tag in PROPER or at >= 0 or tag in _NOUNS)
        for word, tag, at in zip(words, tags, entity_at, strict=True)
    ]


def _surnames(sight: Sight, titles: frozenset[str]) -> set[str]:
    """Last words of persons' names of several words, and words after titles."""
    long = (entity.end - 1 for entity in sight.entities if entity.label == "PERSON" and entity.end - entity.start > 1)
    titled = (index for index in range(1, len(sight.words)) if sight.named[index] and sight.shown(index - 1) in titles)
    return {sight.words[index] for index in (*long, *titled)}
