"""What holds for every page: its length, its links, its generated parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from khaldun_docs.pages import DOCS, ROOT, anchors, links, pages, part_names, same
from khaldun_docs.parts import PARTS

PAGES = pages()
IDS = [path.relative_to(ROOT).as_posix() for path in PAGES]
LONGEST = 500
LARGEST_PICTURE = 300_000


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_page_is_short(path: Path, texts: dict[Path, str]):
    assert len(texts[path].splitlines()) <= LONGEST


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_links_lead_somewhere(path: Path, texts: dict[Path, str]):
    broken = []
    for link in links(texts[path]):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_page_names_no_machine(path: Path, texts: dict[Path, str]):
    # Paths and hosts of whoever wrote the page mean nothing to who reads it.
    assert re.findall(r"/(?:work|tmp|home|root)/\S*|\S*pypi\S*", texts[path]) == []


def test_every_part_is_made_and_used(texts: dict[Path, str]):
    used = [name for text in texts.values() for name in part_names(text)]
    assert sorted(set(used)) == sorted(PARTS)


def test_every_marker_has_its_end(texts: dict[Path, str]):
    for text in texts.values():
        assert re.findall(r"^<!-- ([\w-]+):begin -->$", text, re.MULTILINE) == part_names(text)


def test_every_page_can_be_reached(texts: dict[Path, str]):
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in texts:
            continue
        seen.add(path)
        waiting += [(path.parent / link.partition("#")[0]).resolve() for link in links(texts[path])]
    unreached = [path.relative_to(ROOT).as_posix() for path in texts if path.is_relative_to(DOCS) and path not in seen]
    assert unreached == []


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    assert sizes
    assert [name for name, size in sizes.items() if size >= LARGEST_PICTURE] == []


SAME = [
    pytest.param("confidence: 0.91", "confidence: 0.90", True, id="another processor's last digit"),
    pytest.param("(+2.8)", "(-2.8)", True, id="a fraction whatever its sign"),
    pytest.param("deaths: 12", "deaths: 13", False, id="a whole number"),
    pytest.param("ASSAULT", "COERCE", False, id="a word"),
]


@pytest.mark.parametrize(("before", "after", "expected"), SAME)
def test_drift_looks_past_fractions(before: str, after: str, expected: bool):
    assert same(before, after) is expected
