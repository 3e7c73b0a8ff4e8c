"""CAMEO: its codes with Goldstein scores, and the crosswalk with PLOVER in both directions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from khaldun.codebooks.loading import CodebookHeader, Row, data_path
from khaldun.codebooks.overlays import layered_table

FILE = data_path("cameo", "codes.csv")
DEFAULTS = data_path("cameo", "defaults.tsv")
COLUMNS = (
    "code", "level", "parent", "label", "goldstein", "goldstein_basis", "goldstein_parus", "quad_gdelt",
    "plover_type", "plover_mode", "plover_contexts", "mapping", "in_manual_1_1b3", "in_icews", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverCoding:
    """What a CAMEO code turns into."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One CAMEO code; `codings` are the PLOVER codings it may stand for (none: PLOVER has no such event)."""

    code: str
    parent: str
    label: str
    goldstein: float
    mapping: str
    codings: tuple[PloverCoding, ...]
    note: str

    @property
    def is_root(self) -> bool:
        """Whether this is one of the twenty two-digit roots, which code no event by themselves."""
        return len(self.code) == 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """The CAMEO codebook by code."""

    header: CodebookHeader
    codes: Mapping[str, CameoCode]
    by_type: Mapping[str, tuple[tuple[CameoCode, PloverCoding], ...]]
    defaults: Mapping[str, str]

    def cameo_for(
        self, event_type: str, mode: str | None = None, contexts: Collection[str] = ()
    ) -> tuple[str, float] | None:
        """The CAMEO code and Goldstein score nearest to a PLOVER coding, or None: derived, many to one.

        Codes of the same mode come first, then those that claim no context which the event lacks, then those that
        share most contexts with it, then the type's default code, then the shortest code, then the lowest.
        """
        candidates = self.by_type.get(event_type, ())
        if not candidates:
            return None
        wanted, default = frozenset(contexts), self.defaults.get(event_type)
        best = min(candidates, key=lambda pair: _distance(*pair, mode=mode, contexts=wanted, default=default))[0]
        return best.code, best.goldstein

    def plover_for(self, code: str) -> tuple[PloverCoding, ...]:
        """The PLOVER codings that a CAMEO code may stand for, best first; () where PLOVER has none.

        Raises KeyError for what is not a CAMEO code.
        """
        return self.codes[code].codings


@lru_cache
def load_cameo(overlays: tuple[Path, ...] = ()) -> Cameo:
    """CAMEO with a user's files over it (id `cameo-codes`). Raises CodebookError for a faulty file."""
    table = layered_table(FILE, columns=COLUMNS, key=("code",), overlays=overlays)
    codes = {row["code"]: _code(row) for row in table.rows}
    by_type: dict[str, list[tuple[CameoCode, PloverCoding]]] = {}
    for code in codes.values():
        for coding in () if code.is_root else code.codings:
            by_type.setdefault(coding.type, []).append((code, coding))
    frozen = MappingProxyType({name: tuple(pairs) for name, pairs in by_type.items()})
    defaults = _defaults(codes, overlays)
    return Cameo(header=table.header, codes=MappingProxyType(codes), by_type=frozen, defaults=defaults)


def _defaults(codes: Mapping[str, CameoCode], overlays: tuple[Path, ...]) -> Mapping[str, str]:
    table = layered_table(DEFAULTS, columns=("type", "code"), key=("type",), optional=("note",), overlays=overlays)
    for row in table.rows:
        if row["code"] not in codes:
            raise row.fail("no such CAMEO code", row["code"])
    return MappingProxyType({row["type"]: row["code"] for row in table.rows})


def _distance(
    code: CameoCode, coding: PloverCoding, *, mode: str | None, contexts: frozenset[str], default: str | None
) -> tuple[int, int, int, bool, int, str]:
    usual = code.code == default
    wrong_mode = 0 if coding.mode == mode or (usual and mode is None) else 1 if coding.mode is None or usual else 2
    claimed = frozenset[str]() if usual else frozenset(coding.contexts)
    return wrong_mode, len(claimed - contexts), -len(claimed & contexts), not usual, len(code.code), code.code


def _code(row: Row) -> CameoCode:
    return CameoCode(
        code=_checked_code(row),
        parent=row["parent"],
        label=row["label"],
        goldstein=row.number("goldstein", -10, 10),
        mapping=row["mapping"],
        codings=_codings(row),
        note=row["note"],
    )


def _checked_code(row: Row) -> str:
    code = row["code"]
    if not code.isdigit() or not 2 <= len(code) <= 4:
        raise row.fail("a CAMEO code has two to four digits", code)
    return code


def _codings(row: Row) -> tuple[PloverCoding, ...]:
    modes: tuple[str | None, ...] = tuple(row["plover_mode"].split("|")) if row["plover_mode"] else (None,)
    contexts = tuple(sorted(filter(None, row["plover_contexts"].split(";"))))
    types = filter(None, row["plover_type"].split("|"))
    return tuple(PloverCoding(type=name, mode=mode, contexts=contexts) for name in types for mode in modes)
