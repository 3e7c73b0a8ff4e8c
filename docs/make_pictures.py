"""Draws docs/pictures/demo.svg: the demo's first events as a terminal shows them, in colour."""

from __future__ import annotations

import io
import re

from khaldun_docs.pages import DOCS
from khaldun_docs.results import coded_examples
from rich.console import Console

from khaldun.rendering.terminal import event_card, heading

PICTURE = DOCS / "pictures" / "demo.svg"
WIDTH, EVENTS = 104, 4
#: Rich names a font on the network: the picture shall need none.
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def make_pictures() -> None:
    """Writes the picture."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor")
    first = coded_examples()[0]
    console.print(heading(first))
    for number, event in enumerate(first.events[:EVENTS], 1):
        console.print(event_card(number, event))
    drawn = console.export_svg(title="khaldun code examples/reports.jsonl", unique_id="khaldun")
    plain = _FONT_FACE.sub("", drawn).replace("Fira Code,", "").replace("Fira Code", "monospace")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text("\n".join(line.rstrip() for line in plain.splitlines()) + "\n", "utf-8")


if __name__ == "__main__":
    make_pictures()
