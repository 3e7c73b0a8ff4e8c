"""An annotated Doc to frozen records: the one place where annotation becomes record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.accounts import Accounts
from khaldun.pipeline.confidence import FieldConfidences, calibrated
from khaldun.pipeline.reader_layer import reading_of
from khaldun.pipeline.readout import Readout
from khaldun.pipeline.speech import attributions_over
from khaldun.pipeline.views import Views
from khaldun.records import (
    Actor,
    CodedReport,
    Event,
    Issue,
    Rejection,
    Report,
    TextSpan,
    Trigger,
    content_id,
)

_NO_PARTIES: dict[str, Any] = {"actor": [], "recipient": [], "reciprocal": False, "weapons": [], "rule": ""}
_UNKNOWN: dict[str, Any] = {"status": "actual", "factuality": 3.0, "rule": "no rule"}


class Makers:
    """What turns a coding into further fields by codebooks: views and confidences; a user's files over ours."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self.views, self.confidences = Views(overlays), FieldConfidences(overlays)
        self.accounts = Accounts(overlays)


def harvest(doc: Doc, report: Report, codebooks: tuple[str, ...], makers: Makers) -> CodedReport:
    """Every record that the annotations of a Doc amount to; `codebooks` are the labels of the codebooks used."""
    readout = Readout(doc, report.text)
    readout.attributions = [makers.accounts.with_outlets(said) for said in readout.attributions]
    triggers = ext.spans_of(doc, "triggers")
    events = {span.id_: event for span in triggers if (event := _event(readout, report, span, makers=makers))}
    return CodedReport(
        report=report,
        language=report.language or "en",
        events=tuple(sorted(events.values(), key=lambda event: (event.trigger.start, event.trigger.end, event.id))),
        triggers=tuple(_trigger(readout, span, _event_told(doc, span, events)) for span in triggers),
        entities=_in_text_order(readout.parties),
        places=tuple(readout.places.values()),
        times=tuple(time for time in readout.times.values() if time is not None),
        attributions=tuple(readout.attributions),
        issues=tuple(Issue(**remark) for remark in ext.list_of(doc, "remarks")),
        rejected=tuple(_rejection(readout, values) for values in ext.list_of(doc, "rejected")),
        codebooks=codebooks,
        sentences=tuple(readout.span(sentence) for sentence in doc.sents) if doc.has_annotation("SENT_START") else (),
    )


def _in_text_order(parties: dict[str, Actor]) -> tuple[Actor, ...]:
    return tuple(sorted(parties.values(), key=lambda party: (party.span.start, party.span.end)))


def _rejection(readout: Readout, values: dict[str, Any]) -> Rejection:
    return Rejection(span=readout.tokens(values["start"], values["end"]), reason=values["reason"])


def _event_told(doc: Doc, span: Span, events: dict[str, Event]) -> Event | None:
    """The event that a trigger stands for, or that it tells of once more."""
    values: ext.TriggerValues = ext.values_of(doc, "triggers")[span.id_]
    return events.get(values["operator"] if values["joined"] else span.id_)


def _trigger(readout: Readout, span: Span, event: Event | None) -> Trigger:
    factuality = ext.values_of(readout.doc, "factuality").get(span.id_, _UNKNOWN)
    return Trigger(
        span=readout.span(span),
        type=event.type if event else None,
        status=factuality["status"],
        factuality=factuality["factuality"],
        happening=ext.values_of(readout.doc, "triggers")[span.id_].get("happening"),
        event=event.id if event else None,
    )


def _event(readout: Readout, report: Report, span: Span, *, makers: Makers) -> Event | None:
    """The event of a trigger, or None where its words are no political event."""
    doc = readout.doc
    trigger: ext.TriggerValues = ext.values_of(doc, "triggers")[span.id_]
    if trigger["type"] is None:
        return None
    factuality = ext.values_of(doc, "factuality").get(span.id_, _UNKNOWN)
    contexts = tuple(ext.values_of(doc, "contexts").get(span.id_, {}).get("contexts", []))
    parties = ext.values_of(doc, "participants").get(span.id_, _NO_PARTIES)
    fields = {**_who(readout, parties), **_circumstances(readout, span)}
    words, said = readout.span(span), readout.attributions_of(span)
    score = trigger["confidence"]
    confidence = score if reading_of(doc) is None else round(calibrated(score), 4)
    views = makers.views
    coded = {"type": trigger["type"], "mode": trigger["mode"], "contexts": contexts, "status": factuality["status"]}
    return Event(
        id=_event_id(report, words, trigger["type"], fields["actor"] + fields["recipient"]),
        **coded,
        trigger=words,
        sentence=readout.span(span.sent),
        factuality=factuality["factuality"],
        attribution=makers.accounts.of_event(
            said, actor=fields["actor"], recipient=fields["recipient"], quad=views.plover.quad(trigger["type"])
        ),
        rule=trigger["rule"],
        evidence=tuple(_characters(report, pair) for pair in trigger["evidence"]),
        provenance=_provenance(doc, span, factuality["rule"]),
        **views.derive(coded, fields, lemmas_told(doc, span, trigger["evidence"])),
        confidence=confidence,
        confidences=makers.confidences.of(confidence, fields, said),
        **fields,
    )


def _event_id(report: Report, trigger: TextSpan, event_type: str, parties: tuple[Actor, ...]) -> str:
    spans = [(party.span.start, party.span.end) for party in parties]
    return content_id("ev", report.id, report.text, event_type, (trigger.start, trigger.end), spans)


def _characters(report: Report, pair: list[int]) -> TextSpan:
    return TextSpan(start=pair[0], end=pair[1], text=report.text[pair[0] : pair[1]])


def _who(readout: Readout, parties: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": tuple(readout.parties[party] for party in parties["actor"]),
        "recipient": tuple(readout.parties[party] for party in parties["recipient"]),
        "reciprocal": parties["reciprocal"],
        "weapons": tuple(readout.tokens(*pair) for pair in parties["weapons"]),
    }


def _circumstances(readout: Readout, span: Span) -> dict[str, Any]:
    counts, _ = readout.counts_of(span.id_)
    return {"date": readout.date_of(span.id_)[0], "place": readout.place_of(span.id_)[0], **counts}


def lemmas_told(doc: Doc, span: Span, evidence: Sequence[Sequence[int]]) -> frozenset[str]:
    """Lemmas of the sentence that tells an event, and of those that tell it again (`evidence`: character ranges)."""
    others = [doc.char_span(start, end, alignment_mode="expand") for start, end in evidence]
    sentences = {words.sent.start: words.sent for words in (span, *others) if words is not None}
    return frozenset(token.lemma_.lower() for sentence in sentences.values() for token in sentence)


def _provenance(doc: Doc, span: Span, factuality_rule: str) -> tuple[tuple[str, str], ...]:
    """Which rule decided each field that was filled, in words, in the order of the record."""
    circumstances = ext.values_of(doc, "circumstances").get(span.id_, {})
    trigger = ext.values_of(doc, "triggers")[span.id_]
    said = [ext.list_of(doc, "attributions")[index]["rule"] for index in attributions_over(doc, trigger["head"])]
    rules = {
        "type": trigger["rule"],
        "participants": ext.values_of(doc, "participants").get(span.id_, _NO_PARTIES)["rule"],
        "place": circumstances.get("place_rule", ""),
        "date": circumstances.get("date_rule", ""),
        "counts": ext.values_of(doc, "casualties").get(span.id_, {}).get("rule", ""),
        "status": factuality_rule,
        "attribution": "; ".join(said),
    }
    return tuple((field, rule) for field, rule in rules.items() if rule)
