"""Tables of codes: event types, modes, contexts, statuses, sectors; CAMEO and ACLED."""

from __future__ import annotations

from khaldun.codebooks.cameo import CameoCode, load_cameo
from khaldun.codebooks.loading import column_names, data_path, read_table
from khaldun.codebooks.plover import EventType, load_plover
from khaldun.codebooks.sectors import load_sectors
from khaldun_docs.markdown import code, codes, table


def event_types() -> str:
    """One line an event type."""
    rows = [
        (f"[`{kind.name}`](#{kind.name.lower()})", kind.quad, f"{kind.score:g}", kind.definition)
        for kind in load_plover().types.values()
    ]
    return table(("type", "quad category", "score", "meaning"), rows)


def event_type_details() -> str:
    """A section an event type, with its rules and modes."""
    return "\n\n".join(_event_type(kind) for kind in load_plover().types.values())


def _event_type(kind: EventType) -> str:
    needs = "needs a recipient" if kind.recipient_required else "may stand without a recipient"
    lines = [f"### {kind.name}", "", f"{kind.definition} {kind.quad.capitalize()}, score {kind.score:g}; {needs}."]
    if kind.rules:
        lines += ["", *(f"* {rule}" for rule in kind.rules)]
    if kind.modes:
        rows = [(code(mode.name), f"{mode.score:g}", mode.definition) for mode in kind.modes.values()]
        lines += ["", table(("mode", "score", "meaning"), rows)]
    return "\n".join(lines)


def contexts() -> str:
    """The contexts."""
    return table(("context", "meaning"), [(code(name), text) for name, text in load_plover().contexts.items()])


def auxiliary_modes() -> str:
    """PLOVER's auxiliary modes, which the record calls status."""
    return table(("status", "meaning"), [(code(name), text) for name, text in load_plover().auxiliary_modes.items()])


def sectors() -> str:
    """The sector codes that records may carry."""
    found = [sector for sector in load_sectors().codes.values() if sector.in_use]
    return table(("code", "name", "use", "meaning"), [(code(s.code), s.name, s.use, s.definition) for s in found])


def retired_sectors() -> str:
    """CAMEO's codes that PLOVER gave up."""
    found = [sector for sector in load_sectors().codes.values() if not sector.in_use]
    return table(("code", "name", "meaning"), [(code(s.code), s.name, s.definition) for s in found])


def cameo() -> str:
    """Every CAMEO code with its Goldstein score and the PLOVER codings it may stand for."""
    rows = [
        (code(entry.code), entry.label, f"{entry.goldstein:g}", _codings(entry))
        for entry in load_cameo().codes.values()
    ]
    return table(("code", "label (our words)", "Goldstein", "PLOVER"), rows)


def _codings(entry: CameoCode) -> str:
    parts = [
        " ".join(
            filter(
                None,
                [
                    coding.type,
                    coding.mode and f"/ {coding.mode}",
                    f"({', '.join(coding.contexts)})" * bool(coding.contexts),
                ],
            )
        )
        for coding in entry.codings
    ]
    return "; ".join(parts) or "–"


def cameo_defaults() -> str:
    """The CAMEO code of each event type where nothing else decides."""
    known = load_cameo()
    rows = [(code(kind), code(number), known.codes[number].label) for kind, number in known.defaults.items()]
    return table(("type", "CAMEO", "label"), rows)


def acled_types() -> str:
    """ACLED's event types and sub-event types."""
    path = data_path("acled", "types.csv")
    rows = read_table(path, column_names(path)).rows
    return table(
        ("event type", "sub-event type", "meaning (our words)"),
        [(row["event_type"], row["sub_event_type"], row["definition"]) for row in rows],
    )


def acled_rules() -> str:
    """The rules from a PLOVER coding to an ACLED type, in the order in which they are tried."""
    path = data_path("acled", "rules.tsv")
    names = ("type", "modes", "contexts", "actor", "recipient", "words")
    rows = read_table(path, column_names(path)).rows
    made = [(*(row[name] for name in names), row["sub_event_type"] or "no event for ACLED") for row in rows]
    return table((*names, "ACLED sub-event type"), made)


def acled_sides() -> str:
    """What the rules call a side."""
    rows = read_table(data_path("acled", "sides.tsv"), ("side", "sectors")).rows
    return table(("side", "sectors"), [(code(row["side"]), codes(row["sectors"].split("|"))) for row in rows])
