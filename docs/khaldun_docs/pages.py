"""The pages: where they are, their generated parts, their headings and their links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
Part = Callable[[], str]

_PART = re.compile(
    r"(?P<begin><!-- (?P<name>[\w-]+):begin -->\n)(?P<body>.*?)(?P<end><!-- (?P=name):end -->)", re.DOTALL
)
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
#: Figures that another processor's arithmetic may move a little: not looked at when drift is looked for.
_FRACTION = re.compile(r"[+-]?\d+\.\d+")


def pages() -> list[Path]:
    """Every page: those at the root of the repository and those in docs/."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def part_names(text: str) -> list[str]:
    """Names of the generated parts of a page."""
    return [match["name"] for match in _PART.finditer(text)]


def fill(text: str, parts: Mapping[str, Part]) -> str:
    """A page with its parts made anew. Raises KeyError for a part that nothing makes."""
    return _PART.sub(lambda match: f"{match['begin']}{parts[match['name']]().rstrip()}\n{match['end']}", text)


def same(before: str, after: str) -> bool:
    """Whether two texts say the same, fractions aside."""
    return _FRACTION.sub("#", before) == _FRACTION.sub("#", after)


def prose(text: str) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", text)


def anchors(text: str) -> set[str]:
    """What a link may name behind `#` on a page: its headings, as GitHub spells them."""
    headings = _HEADING.findall(prose(text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text: str) -> Iterator[str]:
    """Targets of all links and pictures of a page that stay inside the repository."""
    for target in _LINK.findall(prose(text)):
        if not re.match(r"[a-z]+:", target):
            yield target
