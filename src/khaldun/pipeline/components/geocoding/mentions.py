"""Toponyms of a report as mentions with their surroundings, and mentions of one name as one sense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from khaldun.codebooks.gazetteer import Gazetteer, GazetteerEntry
from khaldun.pipeline import extensions
from khaldun.records.text import fold


@dataclass(slots=True)
class Mention:
    """A toponym as it stands in the text; `container` is what a name right after it says it lies in."""

    id: str
    start: int
    end: int
    name: str
    form: str
    sentence: int
    dateline: bool
    kind: str | None = None
    container: tuple[GazetteerEntry, ...] = ()
    container_name: str = ""


@dataclass(slots=True)
class Sense:
    """Mentions that mean one place: one name, and one container where containers are named."""

    name: str
    form: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def container(self) -> tuple[GazetteerEntry, ...]:
        """What the first mention with a container names."""
        return next((mention.container for mention in self.mentions if mention.container), ())

    @property
    def container_name(self) -> str:
        """The folded name of that container."""
        return next((mention.container_name for mention in self.mentions if mention.container), "")


def read_mentions(doc: Doc, kinds: dict[str, str]) -> list[Mention]:
    """The toponyms of a Doc with their words of kind."""
    values = extensions.values_of(doc, "toponyms")
    spans = sorted(extensions.spans_of(doc, "toponyms"), key=lambda span: span.start)
    sentence_of = _sentences(doc)
    mentions = [_mention(span, values[span.id_], sentence_of) for span in spans]
    for mention in mentions:
        mention.kind = _kind_beside(doc, mention, kinds)
    return mentions


def publisher_senses(doc: Doc, gazetteer: Gazetteer, least_population: float) -> list[Sense]:
    """Places in the publisher's name ("The Columbus Dispatch"): they speak for their surroundings like a dateline."""
    words = str(extensions.values_of(doc, "report").get("publisher") or "").split()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if name[:1].isupper() and _is_well_known(name, gazetteer, least_population):
                mention = Mention("", 0, 0, name, "name", -1, dateline=True)
                return [Sense(name, "name", [mention])]
    return []


def _is_well_known(name: str, gazetteer: Gazetteer, least_population: float) -> bool:
    return any(
        entry.population >= least_population and entry.matched == "name" for entry in gazetteer.candidates(name, "none")
    )


def group_senses(mentions: Iterable[Mention]) -> list[Sense]:
    """Senses in order of first mention; a name without container joins the first sense of its name."""
    senses: dict[tuple[str, str], list[Sense]] = {}
    for mention in mentions:
        form = "adjective" if mention.form == "adjective" else "name"
        of_name = senses.setdefault((fold(mention.name), form), [])
        fitting = [sense for sense in of_name if _fits(sense, mention)]
        if not fitting:
            fitting = [Sense(mention.name, form)]
            of_name.append(fitting[0])
        fitting[0].mentions.append(mention)
    return [sense for of_name in senses.values() for sense in of_name]


def _fits(sense: Sense, mention: Mention) -> bool:
    named = sense.container_name
    return not mention.container or not named or named == mention.container_name


def _sentences(doc: Doc) -> list[int]:
    numbers: list[int] = []
    number = -1
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers


def _mention(span: Span, values: extensions.ToponymValues, sentence_of: list[int]) -> Mention:
    return Mention(
        span.id_, span.start, span.end, values["name"], values["form"], sentence_of[span.start], values["dateline"]
    )


def _kind_beside(doc: Doc, mention: Mention, kinds: dict[str, str]) -> str | None:
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    if after in kinds:
        return kinds[after]
    if mention.start > 1 and doc[mention.start - 1].lower_ == "of":
        return kinds.get(doc[mention.start - 2].lower_)
    return kinds.get(doc[mention.start - 1].lower_) if mention.start else None
