"""Draws the pictures of the documents from the first sample report.

python docs/make_pictures.py           demo.svg: its events as a terminal shows them (part of `make docs`)
python docs/make_pictures.py --page    page.png too: its rendered page, photographed by a browser on the path
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun_docs.pages import DOCS
from khaldun_docs.results import coded_examples
from rich.console import Console

from khaldun.rendering.page import report_page
from khaldun.rendering.terminal import event_card, heading

PAGE = DOCS / "pictures" / "page.png"
BROWSERS = ("chromium", "google-chrome", "chrome")
PAGE_SIZE = "1200,760"
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


def photograph_page() -> None:
    """Writes the picture of the page. Raises SystemExit when there is no browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("no browser on the path")
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(report_page(coded_examples()[0]), "utf-8")
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={PAGE_SIZE}"]
        subprocess.run([browser, *options, f"--screenshot={PAGE}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    make_pictures()
    if "--page" in sys.argv:
        photograph_page()
