"""Judgements: which of many on one pair holds, and their file, one JSON object a line.

A person's judgement outranks every score, whenever it was made, and of people the last one holds. All are kept: a file
only grows, and linking again reads it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from khaldun.errors import ExportError, ReaderError
from khaldun.records.encoding import dump_line
from khaldun.records.judgement import DECISIONS, Judgement

Pair = tuple[str, str]
_KEYS = ("pair", "decision", "score", "reasons", "by", "at")
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def settle(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """The judgement that holds for each pair, in alphabetical order of the pairs.

    The order given matters only between judgements that people made at the same moment: the last one holds.
    """
    holding: dict[Pair, Judgement] = {}
    for judgement in judgements:
        known = holding.get(judgement.pair)
        if known is None or _rank(judgement) >= _rank(known):
            holding[judgement.pair] = judgement
    return dict(sorted(holding.items()))


def is_by_person(judgement: Judgement) -> bool:
    """Whether a person made it."""
    return judgement.by is not None


def judgement_to_dict(judgement: Judgement) -> dict[str, Any]:
    """A judgement in its exchange form; what is not known of it is left out."""
    values = {key: getattr(judgement, key) for key in _KEYS}
    values |= {"pair": list(judgement.pair), "reasons": list(judgement.reasons)}
    return {key: value for key, value in values.items() if value is not None}


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file in its order; empty lines are passed over.

    Raises ReaderError, with line and key, for a file that cannot be read and for a line that is no judgement.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReaderError(f"not UTF-8: {error.reason} at byte {error.start}", file=path) from error
    except OSError as error:
        raise ReaderError(error.strerror or str(error), file=path) from error
    lines = enumerate(text.split("\n"), 1)
    return tuple(_Line(path, number, line).judgement() for number, line in lines if line.strip())


def append_judgement(path: Path, judgement: Judgement) -> None:
    """Adds a judgement at the end of a file, which is made where there is none.

    Raises ExportError when it cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(dump_line(judgement_to_dict(judgement)) + "\n")
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=path) from error


def _rank(judgement: Judgement) -> tuple[bool, datetime, float, str]:
    """People over scores, then the later; of scores what remains makes the choice the same for every order."""
    if is_by_person(judgement):
        return True, _moment(judgement.at) or _BEFORE_ALL, 0.0, ""
    told = judgement.decision + "".join(judgement.reasons)
    return False, _moment(judgement.at) or _BEFORE_ALL, judgement.score or 0.0, told


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class _Line:
    """One line of a file, read and checked."""

    def __init__(self, path: Path, number: int, line: str) -> None:
        self._path, self._number = path, number
        try:
            values = json.loads(line)
        except ValueError:
            self._fail("no JSON object")
        if not isinstance(values, dict):
            self._fail("no JSON object")
        self._values: Mapping[str, Any] = values

    def judgement(self) -> Judgement:
        """The judgement; raises ReaderError for the first fault."""
        for key in self._values:
            if key not in _KEYS:
                self._fail(f"unknown key {key!r}; the keys are {', '.join(_KEYS)}")
        first, second = self._pair()
        by, at, score = self._text("by"), self._text("at"), self._score()
        if by is None and score is None:
            self._fail("by: missing, and no score: a judgement says who made it")
        if by is not None and _moment(at) is None:
            self._fail(f"at: {at!r} is no ISO date or time: a person's judgement says when it was made")
        if self._values.get("decision") not in DECISIONS:
            self._fail(f"decision: {self._values.get('decision')!r} is none of {', '.join(DECISIONS)}")
        return Judgement(
            pair=(min(first, second), max(first, second)),
            decision=self._values["decision"],
            score=score,
            reasons=self._reasons(),
            by=by,
            at=at,
        )

    def _pair(self) -> Pair:
        pair = self._values.get("pair")
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) and one for one in pair):
            self._fail(f"pair: {pair!r} is no list of two ids")
        if pair[0] == pair[1]:
            self._fail(f"pair: {pair[0]!r} twice: a judgement is about two")
        return pair[0], pair[1]

    def _text(self, key: str) -> str | None:
        value = self._values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self._fail(f"{key}: {value!r} is no text")
        return value

    def _score(self) -> float | None:
        score = self._values.get("score")
        if score is not None and (isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1):
            self._fail(f"score: {score!r} is no number from 0 to 1")
        return score

    def _reasons(self) -> tuple[str, ...]:
        reasons = self._values.get("reasons") or []
        if not isinstance(reasons, list) or not all(isinstance(reason, str) for reason in reasons):
            self._fail(f"reasons: {reasons!r} is no list of texts")
        return tuple(reasons)

    def _fail(self, problem: str) -> NoReturn:
        raise ReaderError(problem, file=self._path, line=self._number)
