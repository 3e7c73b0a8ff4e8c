"""JSON Schema (draft 2020-12) of everything that Khaldun reads and writes, made from the records themselves."""

from __future__ import annotations

from typing import Any, get_args

from khaldun.records.actor import PartyKind
from khaldun.records.attribution import Account, SpeechKind, Stance
from khaldun.records.coded_report import SCHEMA_VERSION
from khaldun.records.encoding import COUNTS, REPORT_FACTS
from khaldun.records.event import STATUSES, Confidences
from khaldun.records.fingerprint import FINGERPRINT_VERSION, Terms
from khaldun.records.judgement import DECISIONS
from khaldun.records.place import PlacePrecision
from khaldun.records.report import REPORT_KEYS
from khaldun.records.when import Basis, Precision

Schema = dict[str, Any]
#: What a schema can describe: the records of `annotate`, `code` and `link`, and a report as it is read.
SCHEMA_ROOTS = ("coded_report", "flat_event", "incident", "report")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_BOOLEAN: Schema = {"type": "boolean"}
_OFFSET: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_COUNTRY: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}
_SPAN: Schema = {"start": _OFFSET, "end": _OFFSET, "text": _STRING}
_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def json_schema(root: str = "coded_report") -> Schema:
    """The JSON Schema of one of `SCHEMA_ROOTS`, whole in itself.

    Raises KeyError for any other name.
    """
    definitions = _definitions()
    top = definitions[root]
    return {
        "$schema": _DIALECT,
        "title": f"Khaldun {root.replace('_', ' ')}, version {SCHEMA_VERSION}",
        **top,
        "$defs": {name: value for name, value in definitions.items() if name != root},
    }


def _object(properties: Schema, description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(values: tuple[str, ...]) -> Schema:
    return {"enum": list(values)}


def _definitions() -> Schema:
    event = _event()
    return {
        "span": _object(_SPAN, "Characters of the report's text: code points from start to end (exclusive)."),
        "party": _party(),
        "place": _place(),
        "candidate": _candidate(),
        "time": _time(),
        "count": _count(),
        "attribution": _attribution(),
        "outlet": _outlet(),
        "trigger": _trigger(),
        "event": _object(event, "Who did what to whom, when, where, how many, and according to whom."),
        "issue": _object({"component": _STRING, "message": _STRING}, "What went wrong on a report, and where."),
        "report": _report(),
        "flat_event": _object(_flat(event), "One event with what is known of its report."),
        "fingerprint": _fingerprint(),
        "claimed_count": _claimed_count(),
        "account": _account(),
        "judgement": _judgement(),
        "incident": _incident(),
        "coded_report": _coded_report(),
    }


def _party() -> Schema:
    own = {
        "name": _STRING,
        "kind": _or_null(_one_of(get_args(PartyKind))),
        "country": _or_null(_COUNTRY),
        "sectors": _list(_STRING),
        "entity_id": _or_null(_STRING),
        "inferred": _list(_STRING),
    }
    return _object(_SPAN | own, "A party as written and as coded.")


def _place() -> Schema:
    own = {
        "name": _STRING,
        "lat": _or_null({"type": "number", "minimum": -90, "maximum": 90}),
        "lon": _or_null({"type": "number", "minimum": -180, "maximum": 180}),
        "country": _or_null(_COUNTRY),
        "admin1": _or_null(_STRING),
        "gazetteer_id": _or_null(_STRING),
        "precision": _or_null(_one_of(get_args(PlacePrecision))),
        "alternatives": _list(_ref("candidate")),
        "rule": _STRING,
    }
    return _object(_SPAN | own, "A toponym and the gazetteer entry it was resolved to.")


def _candidate() -> Schema:
    own = {"gazetteer_id": _STRING, "name": _STRING, "country": _or_null(_COUNTRY), "score": _SHARE}
    return _object(own, "A reading of a toponym that was not chosen.")


def _time() -> Schema:
    span = {key: _or_null(schema) for key, schema in _SPAN.items()}
    own = {"from": _DAY, "to": _DAY, "precision": _one_of(get_args(Precision)), "basis": _one_of(get_args(Basis))}
    return _object(span | own, "A closed interval of days; the span is null where no words of the text name it.")


def _count() -> Schema:
    figure = _or_null({"type": "integer", "minimum": 0})
    own = {"low": figure, "high": figure, "best": figure, "exact": _BOOLEAN}
    return _object(own | _SPAN, "How many, as far as the text says; unknown is null, never 0.")


def _attribution() -> Schema:
    own = {
        "source": _or_null(_ref("party")),
        "cue": _or_null(_ref("span")),
        "content": _list(_ref("span")),
        "kind": _one_of(get_args(SpeechKind)),
        "stance": _one_of(get_args(Stance)),
        "via": _or_null(_ref("party")),
        "account": _or_null(_one_of(get_args(Account))),
        "source_outlet": _or_null(_ref("outlet")),
        "via_outlet": _or_null(_ref("outlet")),
    }
    return _object(own, "Who says it, with which words, and what is said.")


def _outlet() -> Schema:
    return _object({"standing": _STRING, "owner": _or_null(_STRING)}, "What a media outlet is, and whose.")


def _trigger() -> Schema:
    own = {
        "type": _or_null(_STRING),
        "status": _one_of(STATUSES),
        "factuality": {"type": "number", "minimum": -3, "maximum": 3},
        "happening": _or_null(_SHARE),
        "event": _or_null(_STRING),
    }
    return _object(_SPAN | own, "A word that may tell of an event, political or not.")


def _event() -> Schema:
    return _event_core() | _event_views() | _event_grounds()


def _event_core() -> Schema:
    return {
        "id": _STRING,
        "type": _STRING,
        "mode": _or_null(_STRING),
        "contexts": _list(_STRING),
        "trigger": _ref("span"),
        "sentence": _ref("span"),
        "actor": _list(_ref("party")),
        "recipient": _list(_ref("party")),
        "reciprocal": _BOOLEAN,
        "place": _or_null(_ref("place")),
        "date": _or_null(_ref("time")),
        **{name: _or_null(_ref("count")) for name in COUNTS},
        "weapons": _list(_ref("span")),
        "status": _one_of(STATUSES),
        "factuality": {"type": "number", "minimum": -3, "maximum": 3},
        "attribution": _list(_ref("attribution")),
    }


def _event_views() -> Schema:
    acled = _object({"event_type": _STRING, "sub_event_type": _STRING}, "The event in ACLED's terms (derived).")
    return {
        "quad": _one_of(_QUADS),
        "score": _NUMBER,
        "cameo": _or_null(_STRING),
        "goldstein": _or_null(_NUMBER),
        "acled": _or_null(acled),
    }


def _event_grounds() -> Schema:
    confidences = {name: _or_null(_SHARE) for name in Confidences.__dataclass_fields__}
    return {
        "confidence": _SHARE,
        "confidences": _object(confidences, "Confidence per field; null where the field is empty."),
        "rule": _STRING,
        "evidence": _list(_ref("span")),
        "provenance": {"type": "object", "additionalProperties": _STRING},
    }


def _report() -> Schema:
    required = ["id", "text"]
    keys = {name: _STRING if name in required else _or_null(_STRING) for name in REPORT_KEYS}
    return _object(keys, "One published text.") | {"required": required, "additionalProperties": True}


def _flat(event: Schema) -> Schema:
    before = {"report_id": _STRING, **{name: _or_null(_STRING) for name in ("published", "publisher", "url")}}
    return before | event | {"codebooks": _list(_STRING), "khaldun": _STRING}


def _coded_report() -> Schema:
    lists = {
        "events": "event",
        "triggers": "trigger",
        "entities": "party",
        "places": "place",
        "times": "time",
        "attributions": "attribution",
        "issues": "issue",
    }
    own = {
        "id": _STRING,
        "schema": {"const": SCHEMA_VERSION},
        "language": _or_null(_STRING),
        **{name: _or_null(_STRING) for name in REPORT_FACTS},
        **{key: _list(_ref(name)) for key, name in lists.items()},
        "codebooks": _list(_STRING),
        "fingerprint": _or_null(_ref("fingerprint")),
        "khaldun": _STRING,
    }
    return _object(own, "One report with everything that was read from it.")


def _fingerprint() -> Schema:
    counted = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
    terms = _object(dict.fromkeys(Terms.__dataclass_fields__, counted), "Terms of the report with their counts.")
    hashes = {name: {"type": "string", "contentEncoding": "base64"} for name in ("shingles", "lead", "names")}
    own = {"version": {"const": FINGERPRINT_VERSION}, "words": _OFFSET, **hashes, "terms": terms}
    return _object(own, "What linking needs of the report's words, so that it never needs its text again.")


def _claimed_count() -> Schema:
    figure = _or_null({"type": "integer", "minimum": 0})
    claim = {"report": _STRING, "event": _STRING, "source": _or_null(_STRING), "low": figure, "high": figure}
    own = {"low": figure, "high": figure, "best": figure, "rule": _STRING}
    claims = _list(_object(claim, "One event's figure, and who says so."))
    return _object(own | {"claims": claims}, "A count as all claims have it, from the lowest to the highest figure.")


def _account() -> Schema:
    says = {"type": "object"}
    return _object({"source": _or_null(_STRING), "reports": _list(_STRING), "says": says}, "What one source says.")


def _judgement() -> Schema:
    pair = {"type": "array", "items": _STRING, "minItems": 2, "maxItems": 2}
    own = {"pair": pair, "decision": _one_of(DECISIONS), "score": _or_null(_SHARE), "reasons": _list(_STRING)}
    made = {"by": _STRING, "at": _STRING}
    return _object(own | made, "A decision on a pair, a score's or a person's.") | {"required": list(own)}


def _incident() -> Schema:
    date = {"from": _DAY, "to": _DAY, "precision": _one_of(get_args(Precision)), "basis": _one_of(get_args(Basis))}
    place, party = (
        {key: value for key, value in made["properties"].items() if key not in (*_SPAN, "alternatives", "rule")}
        for made in (_place(), _party())
    )
    parties = _list(_object(party, "A party as coded."))
    own = {
        "incident_id": _STRING,
        "events": _list(_STRING),
        "reports": _list(_STRING),
        "type": _or_null(_STRING),
        "date": _or_null(_object(date, "When it happened.")),
        "place": _or_null(_object(place, "Where it happened.")),
        "actor": parties,
        "recipient": parties,
        **{name: _or_null(_ref("claimed_count")) for name in COUNTS},
        "voices": _OFFSET,
        "earliest": _or_null(_STRING),
        "accounts": _list(_ref("account")),
        "conflicts": _list(_STRING),
        "near_duplicates": _list(_list(_STRING)),
        "judgements": _list(_ref("judgement")),
        "rules": {"type": "object", "additionalProperties": _STRING},
    }
    return _object(own, "One happening with all its events, reports and accounts.")
