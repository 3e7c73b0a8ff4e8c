"""The fields of a report in an IPTC ninjs item: versions 1.x (`body_…`), 2.x (`bodies`) and 3.x (camel case)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from khaldun.readers.paragraphs import text_of_html

#: When the content, as it now stands, was made; else when this version of the item was.
_DATES = ("contentmodified", "contentcreated", "versioncreated", "firstcreated")
_BODIES = ("body_text", "body_main", "body_plain")


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether an object looks like ninjs: a `uri`, and a body or a date under the names of that standard."""
    names = {str(key).lower() for key in value}
    if "uri" not in names:
        return False
    return "bodies" in names or "versioncreated" in names or any(name.startswith("body_") for name in names)


def ninjs_values(item: Mapping[str, Any]) -> dict[str, object]:
    """The fields of a report; of several bodies the main one in plain text goes before mark-up."""
    plain = _lowered(item)
    return {
        "id": plain.get("uri"),
        "text": _body(plain),
        "title": _headline(plain),
        "published": next((plain[key] for key in _DATES if plain.get(key)), None),
        "publisher": _publisher(plain),
        "language": plain.get("language"),
    }


def _body(item: Mapping[str, Any]) -> object:
    bodies = sorted(_objects(item.get("bodies")), key=_rank)
    values = [body.get("value") for body in bodies] + _numbered_bodies(item)
    found = next((value for value in values if isinstance(value, str) and value.strip()), None)
    if found is None:
        return next((value for value in values if value is not None), None)
    return text_of_html(found) if _is_markup(found) else found


def _rank(body: Mapping[str, Any]) -> tuple[bool, bool]:
    return _is_markup(body.get("value")), body.get("role") not in (None, "main")


def _numbered_bodies(item: Mapping[str, Any]) -> list[object]:
    """The bodies of 1.x, best first; they have any name after `body_`."""
    others = sorted(key for key in item if key.startswith("body_") and key not in _BODIES)
    named = [item[key] for key in (*_BODIES, *others) if key in item]
    return sorted(named, key=_is_markup)


def _is_markup(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("<")


def _headline(item: Mapping[str, Any]) -> object:
    headlines = sorted(_objects(item.get("headlines")), key=_rank)
    values = [headline.get("value") for headline in headlines]
    values += [item.get(key) for key in ("headline", "headline_main", "title")]
    return next((value for value in values if value), None)


def _publisher(item: Mapping[str, Any]) -> object:
    rights = item.get("rightsinfo")
    owners = [item.get("infosource"), item.get("source"), item.get("copyrightholder")]
    owners += _objects(item.get("infosources")) + _objects(item.get("infosource"))
    owners += [_lowered(rights).get("copyrightholder")] if isinstance(rights, dict) else []
    names = (owner.get("name") if isinstance(owner, dict) else owner for owner in owners)
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _objects(value: object) -> list[dict[str, Any]]:
    return [_lowered(entry) for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _lowered(item: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in item.items()}
