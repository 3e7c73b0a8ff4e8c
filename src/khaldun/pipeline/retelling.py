"""Whether two coded words of one report tell of the same event: what a telling holds, and what two of them share.

Every comparison gives named features; their weights (`data/triggers/retellings.tsv`) say how much each speaks for one
event. Nothing here changes a Doc.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from spacy.tokens import Doc, Span, Token

from khaldun.codebooks.relevance import RelevanceCodebook
from khaldun.codebooks.triggers import TriggerCodebook
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.matching import lemma_of
from khaldun.records.encoding import COUNTS
from khaldun.records.text import fold

#: Upper bounds of how many sentences lie between two tellings, and their names.
_DISTANCES = ((0, "none"), (1, "next"), (3, "near"), (8, "far"))
#: Upper bounds of the cosine of two sentences' words, and their names.
_LIKENESS = ((0.02, "no"), (0.08, "little"), (0.16, "some"), (0.3, "much"))
_MOST_RIVALS = 5
_NOUNS = ("NOUN", "PROPN")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_PLURAL = frozenset({"NNS", "NNPS"})
_LARGE = ("country", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party as far as two mentions of it can be compared."""

    root: str
    entity: str | None
    name: frozenset[str]
    word: str
    named: bool
    country: str | None
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place: gazetteer id, folded name, country, first-level unit, and whether it is no smaller than a country."""

    gazetteer_id: str | None
    name: str
    country: str | None
    admin1: str | None
    large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the words of one trigger tell of an event; `sentence` counts from 0 within the report."""

    trigger: str
    type: str
    mode: str | None
    status: str
    sentence: int
    word: str
    noun: bool
    plural: bool
    points: bool
    further: bool
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    dates: tuple[str, str] | None
    dated: bool
    place: Where | None
    counts: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    rivals: int = 0


def features_between(one: Telling, other: Telling) -> list[str]:
    """Names of the features that hold of two tellings of one type, the earlier first; each counts once."""
    names = ["bias", f"type={one.type}", *_forms(one, other), *_settings(one, other)]
    sides = {side: _relation(getattr(one, side), getattr(other, side)) for side in ("actor", "recipient")}
    names += [f"{side}={relation}" for side, relation in sides.items()]
    names.append(f"sides={sides['actor']}+{sides['recipient']}")
    if "same" in (_relation(one.actor, other.recipient), _relation(one.recipient, other.actor)):
        names.append("crossed")
    return names


def gathered(tellings: Sequence[Telling], weights: RelevanceCodebook) -> list[list[Telling]]:
    """Tellings of one event together, in text order: each joins the group that it is likeliest to tell of, if any.

    How likely is the mean over the group's tellings; nothing that contradicts one of them joins.
    """
    groups: list[list[Telling]] = []
    for telling in tellings:
        rated = [(_chance(group, telling, weights), -n) for n, group in enumerate(groups)]
        best, place = max(rated, default=(0.0, 0))
        if best >= weights.threshold:
            groups[-place].append(telling)
        else:
            groups.append([telling])
    return groups


def _chance(group: Sequence[Telling], telling: Telling, weights: RelevanceCodebook) -> float:
    if group[0].type != telling.type:
        return 0.0
    logits = [weights.logit(sorted(set(features_between(one, telling)))) for one in group]
    return logistic(sum(logits) / len(logits))


def fullness(telling: Telling) -> tuple[int, int, int]:
    """How much a telling says of its event, to be compared: parties, time, place, counts; a verb, and the earlier."""
    told = (telling.actor, telling.recipient, telling.dated, telling.place is not None, telling.counts)
    return sum(map(bool, told)), not telling.noun, -telling.sentence


def logistic(odds: float) -> float:
    """A chance from log odds, of any size."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _forms(one: Telling, other: Telling) -> Iterator[str]:
    between = other.sentence - one.sentence
    yield f"between={next((name for bound, name in _DISTANCES if between <= bound), 'farther')}"
    if one.sentence == 0 and between in (1, 2):
        yield "headline"
    yield f"form={'noun' if one.noun else 'verb'}+{'noun' if other.noun else 'verb'}"
    yield f"word={'same' if one.word == other.word else 'other'}"
    yield f"mode={_alike(one.mode, other.mode)}"
    if other.noun and not other.actor and not other.recipient:
        yield f"bare={'points' if other.points else 'plain'}"
    if other.further:
        yield "further"
    likeness = _likeness(one.words, other.words)
    yield f"likeness={next((name for bound, name in _LIKENESS if likeness < bound), 'most')}"
    yield f"rivals={min(other.rivals, _MOST_RIVALS)}"
    if one.plural != other.plural and one.noun and other.noun:
        yield "number=apart"


def _settings(one: Telling, other: Telling) -> Iterator[str]:
    statuses = {one.status, other.status}
    yield f"status={'same' if len(statuses) == 1 else '+'.join(sorted(statuses))}"
    yield f"date={_dates(one.dates, other.dates)}{'' if one.dated and other.dated else '?'}"
    yield f"place={_places(one.place, other.place)}"
    yield f"counts={_counts(one.counts, other.counts)}"


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two vectors of words."""
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    length = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return shared / length if length else 0.0


def _alike(one: object, other: object) -> str:
    if one is None or other is None:
        return "none" if one is other else "one"
    return "same" if one == other else "apart"


def _dates(one: tuple[str, str] | None, other: tuple[str, str] | None) -> str:
    if one is None or other is None or one == other:
        return _alike(one, other)
    return "within" if one[0] <= other[1] and other[0] <= one[1] else "apart"


def _places(one: Where | None, other: Where | None) -> str:
    if one is None or other is None:
        return _alike(one, other)
    if one.name == other.name or (one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id):
        return "same"
    if one.country is None or other.country is None:
        return "open"
    if one.country != other.country:
        return "abroad"
    units = {one.admin1, other.admin1}
    return "within" if one.large or other.large or (len(units) == 1 and None not in units) else "apart"


def _counts(one: dict[str, tuple[int | None, int | None]], other: dict[str, tuple[int | None, int | None]]) -> str:
    """The worst relation of the counts that both give: a death toll of 3 and one of 40 are not of one event."""
    shared = sorted(set(one) & set(other))
    if not shared:
        return "none" if not one and not other else "one"
    if any(not _meet(one[kind], other[kind]) for kind in shared):
        return "apart"
    return "same" if all(one[kind] == other[kind] for kind in shared) else "within"


def _meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    low = max(value[0] or 0 for value in (one, other))
    high = min((value[1] for value in (one, other) if value[1] is not None), default=None)
    return high is None or low <= high


def _relation(one: Sequence[Party], other: Sequence[Party]) -> str:
    """none, one (only one side tells), same (they share a party), apart (all contradict each other), or open."""
    if not one or not other:
        return "none" if not one and not other else "one"
    pairs = list(product(one, other))
    if any(_is_same(a, b) for a, b in pairs):
        return "same"
    return "apart" if all(_contradict(a, b) for a, b in pairs) else "open"


def _is_same(a: Party, b: Party) -> bool:
    if a.root == b.root or (a.entity is not None and a.entity == b.entity):
        return True
    if a.named and b.named:
        return bool(a.name) and bool(b.name) and (a.name <= b.name or b.name <= a.name)
    return not a.named and not b.named and a.word == b.word and not _differ(a.country, b.country)


def _contradict(a: Party, b: Party) -> bool:
    if a.named and b.named:
        return True
    return _differ(a.country, b.country) or bool(a.sectors and b.sectors and a.sectors.isdisjoint(b.sectors))


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _content(sentence: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for token in sentence if token.pos_ in _CONTENT and token.is_alpha)


class Tellings:
    """Reads what the triggers of one Doc tell."""

    def __init__(self, doc: Doc, codebook: TriggerCodebook) -> None:
        self.doc, self.codebook = doc, codebook
        self.sentences = {token.i: number for number, sent in enumerate(doc.sents) for token in sent}
        self.told = [_content(sent) for sent in doc.sents]
        self.spread = Counter(word for words in self.told for word in words)
        triggers = ext.values_of(doc, "triggers").values()
        self.types = Counter(values["type"] for values in triggers if values["type"] is not None)

    def of(self, trigger: Span) -> Telling:
        """What a trigger with a type tells, as far as it is tied to parties, time, place and counts."""
        values: ext.TriggerValues = ext.values_of(self.doc, "triggers")[trigger.id_]
        head = self.doc[values["head"]]
        tied = ext.values_of(self.doc, "participants").get(trigger.id_, {})
        classes = self.codebook.classes
        befores = {child.lower_ for child in head.children if child.i < head.i}
        round_it = befores | {word.lower_ for child in head.children if child.pos_ in _NOUNS for word in child.lefts}
        return Telling(
            trigger=trigger.id_,
            type=str(values["type"]),
            mode=values["mode"],
            status=ext.values_of(self.doc, "factuality").get(trigger.id_, {}).get("ruled_status", "actual"),
            sentence=self.sentences[head.i],
            word=lemma_of(head, self.codebook.lemmas),
            noun=head.pos_ in _NOUNS,
            plural=head.tag_ in _PLURAL,
            points=not befores.isdisjoint(classes["pointer"]),
            further=not round_it.isdisjoint(classes["further"]),
            actor=tuple(self._party(party) for party in tied.get("actor", ())),
            recipient=tuple(self._party(party) for party in tied.get("recipient", ())),
            dates=self._dates(trigger.id_),
            dated=self._is_dated(trigger.id_),
            place=self._place(trigger.id_),
            counts=self._counts(trigger.id_),
            words=self._words(self.sentences[head.i], lemma_of(head, self.codebook.lemmas)),
            rivals=self.types[values["type"]] - 2,
        )

    def _words(self, sentence: int, own: str) -> dict[str, float]:
        """The content words of a sentence but the trigger itself, the rarer in the report the heavier."""
        found = self.told[sentence] - {own}
        return {word: math.log(1 + len(self.told) / self.spread[word]) for word in sorted(found)}

    def _party(self, party: str) -> Party:
        values: ext.PartyValues = ext.values_of(self.doc, "parties")[party]
        head: Token = self.doc[values["head"]]
        root = values["antecedent"] or party
        return Party(
            root=root,
            entity=values["entity_id"],
            name=frozenset(fold(values["name"] or "").split()),
            word=head.lemma_.lower(),
            named=head.pos_ == "PROPN" or values["entity_id"] is not None,
            country=values["country"] if "country" not in values["inferred"] else None,
            sectors=frozenset(values["sectors"][:1]),
        )

    def _dates(self, trigger: str) -> tuple[str, str] | None:
        values = ext.values_of(self.doc, "circumstances").get(trigger, {})
        if not values.get("first"):
            values = ext.values_of(self.doc, "timexes").get(values.get("timex") or "", {})
        first, last = values.get("first"), values.get("last")
        return (str(first), str(last)) if first and last else None

    def _is_dated(self, trigger: str) -> bool:
        """Whether the text itself gives the time."""
        return ext.values_of(self.doc, "circumstances").get(trigger, {}).get("timex") is not None

    def _place(self, trigger: str) -> Where | None:
        toponym = ext.values_of(self.doc, "circumstances").get(trigger, {}).get("toponym")
        if toponym is None:
            return None
        place = ext.values_of(self.doc, "places").get(toponym, {})
        name = place.get("name") or ext.values_of(self.doc, "toponyms")[toponym]["name"]
        return Where(
            gazetteer_id=place.get("gazetteer_id"),
            name=fold(name),
            country=place.get("country"),
            admin1=place.get("admin1"),
            large=place.get("precision") in _LARGE,
        )

    def _counts(self, trigger: str) -> dict[str, tuple[int | None, int | None]]:
        tied, quantities = ext.values_of(self.doc, "casualties").get(trigger, {}), ext.values_of(self.doc, "quantities")
        known = {kind: quantities[tied[kind]] for kind in COUNTS if tied.get(kind)}
        return {kind: (values["low"], values["high"]) for kind, values in known.items()}
