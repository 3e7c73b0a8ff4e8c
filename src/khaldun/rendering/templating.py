"""The templates of pages, and the styles and scripts that stand inside them."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_TEMPLATES = Path(str(files("khaldun.rendering"))) / "templates"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template(name: str) -> Template:
    """A template that escapes whatever is put into it."""
    return _environment().get_template(name)


@lru_cache(maxsize=8)
def asset(*names: str) -> str:
    """Styles or scripts, one after the other."""
    return "\n".join((_TEMPLATES / name).read_text("utf-8") for name in names)


def policy(style: str, script: str = "") -> str:
    """The content policy of a page: nothing from elsewhere, and no style or script but its own."""
    scripts = f" script-src '{_hash(script)}';" if script else ""
    return f"default-src 'none'; style-src '{_hash(style)}';{scripts} base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    """The digest by which the page's policy admits its own style or script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
