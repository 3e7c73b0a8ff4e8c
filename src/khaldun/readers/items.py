"""One item of a source to one Report: the values are checked here, for every form alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from khaldun.readers.base import MAX_TEXT_CHARS, ReadOptions
from khaldun.readers.published import normalise_published
from khaldun.readers.sources import Source
from khaldun.records import Report

_KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bytes: "bytes",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def place_of(source: Source) -> str:
    """Where the item at hand stands: the source's name, with the line where there is one."""
    return source.name if source.line is None else f"{source.name}:{source.line}"


def bad_item(source: Source, problem: str, *, line: int | None = None) -> Report:
    """The report that stands for an item which could not be read; `line` names the place where the item has none."""
    where = f"{source.name}:{line}" if source.line is None and line is not None else place_of(source)
    return Report(id=place_of(source), text="", problems=(f"{where}: {problem}",))


def make_report(
    source: Source, values: Mapping[str, object], options: ReadOptions, *, problem: str | None = None
) -> Report:
    """A report from what an item holds under the names of a report's fields.

    `problem` is what was met before (a byte that could not be decoded). Where there is no usable text, that is the one
    problem named.
    """
    noted: list[str] = [problem] if problem else []
    report_id = _id_of(values.get("id"), source, noted)
    text, text_problem = _text_of(values.get("text"))
    if text_problem:
        noted = [problem or text_problem]
    said: list[str] = noted if not text_problem else []
    return Report(
        id=report_id,
        text=text,
        title=_string_of("title", values.get("title"), said),
        published=_published_of(values.get("published"), said) or options.published,
        publisher=_string_of("publisher", values.get("publisher"), said),
        url=_string_of("url", values.get("url"), said),
        language=_string_of("language", values.get("language"), said) or options.language,
        problems=tuple(f"{place_of(source)}: {what}" for what in noted),
    )


def kind_of(value: object) -> str:
    """What sort of value this is, in words ("a list")."""
    return _KINDS.get(type(value), type(value).__name__)


def _text_of(value: object) -> tuple[str, str | None]:
    if isinstance(value, str) and value.strip():
        if len(value) > MAX_TEXT_CHARS:
            return "", f"the text has {len(value):,} characters; more than {MAX_TEXT_CHARS:,} are not read"
        return value, None
    if value is None or isinstance(value, str):
        return "", "no text"
    return "", f"the text is {kind_of(value)}, not a string"


def _id_of(value: object, source: Source, noted: list[str]) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value
    if value is not None and not isinstance(value, str):
        noted.append(f"the id is {kind_of(value)}, not a string; the place is used")
    return place_of(source)


def _string_of(field: str, value: object, noted: list[str]) -> str | None:
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        value = value["name"]
    if isinstance(value, str):
        return value if value.strip() else None
    if value is not None:
        noted.append(f"the {field} is {kind_of(value)}, not a string; it is left out")
    return None


def _published_of(value: object, noted: list[str]) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if isinstance(value, float) else str(value)
    if isinstance(value, str):
        if not value.strip():
            return None
        if not (found := normalise_published(value)):
            noted.append(f"the date {value[:60]!r} is not understood, or can be read in two ways; it is left out")
        return found
    if value is not None:
        noted.append(f"the date is {kind_of(value)}, not a string; it is left out")
    return None
