"""Records to plain dictionaries and JSON, in the words and key order of the record contract (schema version 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution, Outlet
from khaldun.records.coded_report import SCHEMA_VERSION, CodedReport
from khaldun.records.counts import CountRange
from khaldun.records.event import Event, Trigger
from khaldun.records.fingerprint import fingerprint_to_dict
from khaldun.records.incident import Account, ClaimedCount, Incident
from khaldun.records.judgement import Judgement
from khaldun.records.place import Place
from khaldun.records.report import REPORT_KEYS, Report
from khaldun.records.spans import TextSpan
from khaldun.records.when import EventDate

JsonObject = dict[str, Any]
#: What a coded report says of its report besides id and language.
REPORT_FACTS = ("published", "publisher", "url")
COUNTS = ("deaths", "injuries", "detained", "displaced", "participants")


def to_dict(record: CodedReport | Event | Report) -> JsonObject:
    """A record as the plain dictionary that `schema.md` describes.

    Raises TypeError for anything that is not a report, an event or a coded report.
    """
    if isinstance(record, CodedReport):
        return coded_report_to_dict(record)
    if isinstance(record, Event):
        return event_to_dict(record)
    if isinstance(record, Report):
        return report_to_dict(record)
    raise TypeError(f"no exchange form for {type(record).__name__}")


def to_json(record: CodedReport | Event | Report) -> str:
    """`to_dict` as one line of JSON, non-ASCII characters kept."""
    return dump_line(to_dict(record))


def dump_line(value: Mapping[str, Any]) -> str:
    """One line of JSON with fixed separators and key order as given.

    Lone surrogates, which UTF-8 cannot hold, make the whole line fall back to ASCII escapes.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(", ", ": "))
    return line


def report_to_dict(report: Report) -> JsonObject:
    """A report in its input form."""
    return {key: getattr(report, key) for key in REPORT_KEYS}


def span_to_dict(span: TextSpan | None) -> JsonObject | None:
    """A span, or None."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def actor_to_dict(actor: Actor | None) -> JsonObject | None:
    """A party, or None."""
    if actor is None:
        return None
    return {
        **(span_to_dict(actor.span) or {}),
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sectors": list(actor.sectors),
        "entity_id": actor.entity_id,
        "inferred": list(actor.inferred),
    }


def place_to_dict(place: Place | None) -> JsonObject | None:
    """A place, or None."""
    if place is None:
        return None
    return {
        **(span_to_dict(place.span) or {}),
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "gazetteer_id": place.gazetteer_id,
        "precision": place.precision,
        "alternatives": [
            {"gazetteer_id": a.gazetteer_id, "name": a.name, "country": a.country, "score": a.score}
            for a in place.alternatives
        ],
        "rule": place.rule,
    }


def date_to_dict(date: EventDate | None) -> JsonObject | None:
    """A time, or None; without words in the text its span keys are null."""
    if date is None:
        return None
    span = span_to_dict(date.span) or {"start": None, "end": None, "text": None}
    return {**span, "from": date.first, "to": date.last, "precision": date.precision, "basis": date.basis}


def count_to_dict(count: CountRange | None) -> JsonObject | None:
    """A count, or None."""
    if count is None:
        return None
    figures = {"low": count.low, "high": count.high, "best": count.best, "exact": count.exact}
    return {**figures, **(span_to_dict(count.span) or {})}


def attribution_to_dict(attribution: Attribution) -> JsonObject:
    """An attribution."""
    return {
        "source": actor_to_dict(attribution.source),
        "cue": span_to_dict(attribution.cue),
        "content": [span_to_dict(span) for span in attribution.content],
        "kind": attribution.kind,
        "stance": attribution.stance,
        "via": actor_to_dict(attribution.via),
        "account": attribution.account,
        "source_outlet": outlet_to_dict(attribution.source_outlet),
        "via_outlet": outlet_to_dict(attribution.via_outlet),
    }


def outlet_to_dict(outlet: Outlet | None) -> JsonObject | None:
    """An outlet, or None."""
    return None if outlet is None else {"standing": outlet.standing, "owner": outlet.owner}


def trigger_to_dict(trigger: Trigger) -> JsonObject:
    """A trigger."""
    return {
        **(span_to_dict(trigger.span) or {}),
        "type": trigger.type,
        "status": trigger.status,
        "factuality": trigger.factuality,
        "happening": trigger.happening,
        "event": trigger.event,
    }


def event_to_dict(event: Event) -> JsonObject:
    """An event."""
    confidences = event.confidences
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "trigger": span_to_dict(event.trigger),
        "sentence": span_to_dict(event.sentence),
        "actor": [actor_to_dict(a) for a in event.actor],
        "recipient": [actor_to_dict(a) for a in event.recipient],
        "reciprocal": event.reciprocal,
        "place": place_to_dict(event.place),
        "date": date_to_dict(event.date),
        **{name: count_to_dict(getattr(event, name)) for name in COUNTS},
        "weapons": [span_to_dict(w) for w in event.weapons],
        "status": event.status,
        "factuality": event.factuality,
        "attribution": [attribution_to_dict(a) for a in event.attribution],
        "quad": event.quad,
        "score": event.score,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "acled": None
        if event.acled is None
        else {"event_type": event.acled.event_type, "sub_event_type": event.acled.sub_event_type},
        "confidence": event.confidence,
        "confidences": {name: getattr(confidences, name) for name in confidences.__dataclass_fields__},
        "rule": event.rule,
        "evidence": [span_to_dict(span) for span in event.evidence],
        "provenance": dict(event.provenance),
    }


def coded_report_to_dict(coded: CodedReport) -> JsonObject:
    """A coded report: the full record of `khaldun annotate`."""
    return {
        "id": coded.report.id,
        "schema": SCHEMA_VERSION,
        "language": coded.language,
        **{name: getattr(coded.report, name) for name in REPORT_FACTS},
        "events": [event_to_dict(e) for e in coded.events],
        "triggers": [trigger_to_dict(t) for t in coded.triggers],
        "entities": [actor_to_dict(a) for a in coded.entities],
        "places": [place_to_dict(p) for p in coded.places],
        "times": [date_to_dict(t) for t in coded.times],
        "attributions": [attribution_to_dict(a) for a in coded.attributions],
        "issues": [{"component": i.component, "message": i.message} for i in coded.issues],
        "codebooks": list(coded.codebooks),
        "fingerprint": fingerprint_to_dict(coded.fingerprint),
    }


def incident_to_dict(incident: Incident) -> JsonObject:
    """An incident; spans of its fields belong to one report each and are left out."""
    return {
        "incident_id": incident.incident_id,
        "events": list(incident.events),
        "reports": list(incident.reports),
        "type": incident.type,
        "date": _without_span(date_to_dict(incident.date)),
        "place": _without_span(place_to_dict(incident.place), "alternatives", "rule"),
        "actor": [_without_span(actor_to_dict(actor)) for actor in incident.actor],
        "recipient": [_without_span(actor_to_dict(actor)) for actor in incident.recipient],
        **{name: claimed_to_dict(getattr(incident, name)) for name in COUNTS},
        "voices": incident.voices,
        "earliest": incident.earliest,
        "accounts": [account_to_dict(account) for account in incident.accounts],
        "conflicts": list(incident.conflicts),
        "near_duplicates": [list(group) for group in incident.near_duplicates],
        "judgements": [judgement_to_dict(judgement) for judgement in incident.judgements],
        "rules": dict(incident.rules),
    }


def claimed_to_dict(count: ClaimedCount | None) -> JsonObject | None:
    """A count as its claims have it, or None."""
    if count is None:
        return None
    claims = [
        {"report": c.report, "event": c.event, "source": c.source, "low": c.low, "high": c.high} for c in count.claims
    ]
    return {"low": count.low, "high": count.high, "best": count.best, "rule": count.rule, "claims": claims}


def account_to_dict(account: Account) -> JsonObject:
    """What one source says."""
    return {"source": account.source, "reports": list(account.reports), "says": dict(account.says)}


def judgement_to_dict(judgement: Judgement) -> JsonObject:
    """A decision on a pair; a person's has `by` and `at`, a score's has none."""
    own = {"pair": list(judgement.pair), "decision": judgement.decision, "score": judgement.score}
    made = {name: getattr(judgement, name) for name in ("by", "at") if getattr(judgement, name) is not None}
    return {**own, "reasons": list(judgement.reasons), **made}


def _without_span(part: JsonObject | None, *others: str) -> JsonObject | None:
    return part and {key: value for key, value in part.items() if key not in ("start", "end", "text", *others)}
