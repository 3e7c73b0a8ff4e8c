"""Tables of the record's keys, from its JSON Schema and the notes in record_notes.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from khaldun.records.json_schema import json_schema
from khaldun_docs.markdown import code, codes, table

Schema = dict[str, Any]
NOTES = tomllib.loads((Path(__file__).parent / "record_notes.toml").read_text("utf-8"))
_NAMES = {"integer": "integer", "number": "number", "string": "text", "boolean": "true or false", "object": "object"}


def objects() -> dict[str, Schema]:
    """Every object of the contract by name, those of the output from the outside in, the input last."""
    whole = json_schema()
    own = {"coded_report": whole, **whole["$defs"]}
    order = ["coded_report", "event", "trigger", "party", "place", "candidate", "time", "count", "attribution", "span",
             "issue", "flat_event", "report"]  # fmt: skip
    return {name: own[name] for name in [*order, *sorted(set(own) - set(order))]}


def keys_of(name: str) -> list[str]:
    """Keys of an object that are its own: without those of the span or the event that it extends."""
    properties = objects()[name]["properties"]
    inherited = {"flat_event": "event"}.get(
        name, "span" if name in ("trigger", "party", "place", "time", "count") else ""
    )
    taken = set(objects()[inherited]["properties"]) if inherited else set()
    return [key for key in properties if key not in taken]


def record_keys() -> str:
    """A section an object, with a line a key."""
    return "\n\n".join(_section(name, schema) for name, schema in objects().items())


def _section(name: str, schema: Schema) -> str:
    rows = [(code(key), _kind(schema["properties"][key]), NOTES[name][key]) for key in keys_of(name)]
    return f"### {name}\n\n{schema['description']}{_beside(name)}\n\n{table(('key', 'value', 'meaning'), rows)}"


def _beside(name: str) -> str:
    if name == "flat_event":
        return " It has all keys of [event](#event), and these."
    if name in ("trigger", "party", "place", "time", "count"):
        return " It has the keys of a [span](#span), and these."
    return ""


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "enum" in schema:
        return codes(schema["enum"])
    if "const" in schema:
        return code(schema["const"])
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if schema["type"] == "array":
        return f"list of {_kind(schema['items'])}"
    if schema["type"] == "null":
        return "null"
    return _bounded(schema)


def _bounded(schema: Schema) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    if schema.get("pattern", "").startswith("^[A-Z]"):
        return "ISO 3166 alpha-3"
    return "ISO date" if "pattern" in schema else _NAMES[schema["type"]]
