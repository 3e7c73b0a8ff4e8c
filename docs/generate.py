"""Makes the generated parts of the documents anew: tables from data and code, figures, real output, the picture.

    python docs/generate.py            writes them
    python docs/generate.py --check    writes nothing; names the pages that are behind, and ends with code 1

A part stands in a page between `<!-- name:begin -->` and `<!-- name:end -->`; `khaldun_docs/parts.py` says what
makes it. All else in a page is written by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from khaldun_docs.pages import DOCS, ROOT, fill, pages, same
from khaldun_docs.parts import PARTS

from khaldun.records.json_schema import json_schema

SCHEMA = DOCS / "reference" / "schema.json"


def made_anew() -> Iterator[tuple[Path, str, str]]:
    """Every page with generated parts, and the schema: the path, what it holds, and what it should hold."""
    for path in pages():
        text = path.read_text("utf-8")
        yield path, text, fill(text, PARTS)
    yield SCHEMA, SCHEMA.read_text("utf-8"), json.dumps(json_schema(), indent=2) + "\n"


def behind() -> list[str]:
    """The pages that are not as they would be written."""
    return [path.relative_to(ROOT).as_posix() for path, before, after in made_anew() if not same(before, after)]


def write() -> None:
    """Writes all pages and the picture."""
    from make_pictures import make_pictures

    for path, before, after in made_anew():
        if before != after:
            path.write_text(after, "utf-8")
    make_pictures()


def main() -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; name the pages that are behind")
    if not parser.parse_args().check:
        write()
        return 0
    found = behind()
    for name in found:
        sys.stderr.write(f"{name}: behind the code; run `make docs`\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
