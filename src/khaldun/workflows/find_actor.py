"""How a name would be coded, and why: the tables' entities of it, and the coding that the pipeline would give it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from khaldun.codebooks.actors import Affiliation
from khaldun.codebooks.name_keys import name_words
from khaldun.codebooks.name_lookup import (
    Candidate,
    NameCoding,
    NameReport,
    find_candidates,
    near_names,
    place_of,
    read_words,
    word_readings,
)
from khaldun.codebooks.naming import Match, NameReader, load_names
from khaldun.pipeline.party_coding import PhraseWords, code_phrase


def find_actor(name: str, on: str | None = None, codebooks: tuple[Path, ...] = ()) -> NameReport:
    """All that is known of a name on a day, with a user's codebook files over ours.

    Raises CodebookError for a faulty file.
    """
    reader, words = load_names(codebooks), name_words(name)
    matches = read_words(reader, words) if words else []
    candidates = find_candidates(name, on, codebooks)
    return NameReport(
        name=name,
        on=on,
        coding=_code(reader, words, matches, on),
        candidates=candidates,
        words=tuple(word_readings(matches, words)),
        near=near_names(reader.actors, name, {one.reading.entity_id for one in candidates}),
    )


def as_record(report: NameReport) -> dict[str, Any]:
    """The report as plain data for JSON."""
    coding = report.coding
    return {
        "name": report.name,
        "on": report.on,
        "coding": {
            "kind": coding.kind,
            "country": coding.country,
            "sectors": list(coding.sectors),
            "entity_id": coding.entity_id,
            "rules": list(coding.rules),
        },
        "candidates": [_candidate(candidate) for candidate in report.candidates],
        "words": [{"words": one.words, "sort": one.sort, "says": one.says} for one in report.words],
        "near": [{"name": one.name, "entity_id": one.entity_id, "alike": one.alike} for one in report.near],
    }


def _code(reader: NameReader, words: tuple[str, ...], matches: list[Match], on: str | None) -> NameCoding:
    """What the pipeline makes of the name where it stands alone and does something; the head is its last word, or the
    last before *of*.
    """
    core = words.index("of") if "of" in words[1:] else len(words)
    phrase = PhraseWords(
        words=words or ("",),
        names=tuple(word[:1].isupper() for word in words) or (False,),
        head=max(core - 1, 0),
        core=core,
        plural=any(match.role is not None and match.role.plural for match in matches),
        acting=True,
        on=on,
        matches=tuple(matches),
    )
    coding = code_phrase(phrase, reader)
    return NameCoding(
        kind=coding.kind,
        country=coding.country,
        sectors=tuple(dict.fromkeys(coding.sectors)),
        entity_id=coding.entity_id,
        rules=tuple(coding.rule),
    )


def _candidate(candidate: Candidate) -> dict[str, Any]:
    reading = candidate.reading
    return {
        "entity_id": reading.entity_id,
        "name": reading.affiliation.name,
        "kind": reading.affiliation.kind,
        "found_by": reading.found_by,
        "reason": reading.reason,
        "country": reading.affiliation.country,
        "sectors": list(reading.affiliation.codes),
        "rows": [_row(candidate, row) for row in candidate.rows],
    }


def _row(candidate: Candidate, row: Affiliation) -> dict[str, Any]:
    return {
        "from": row.since or None,
        "to": row.until or None,
        "country": row.country,
        "sectors": list(row.codes),
        "parent": row.parent or None,
        "note": row.note or None,
        "at": place_of(row),
        "chosen": candidate.is_chosen(row),
    }
