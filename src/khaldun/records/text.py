"""The one way to fold case, accents and white space for comparison; never used on text that is kept."""

from __future__ import annotations

import re
import unicodedata

_SURROGATES = re.compile("[\ud800-\udfff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes, single spaces."""
    if text.isascii():  # nothing to take apart
        return squeeze(text.replace("`", "'").casefold())
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    return squeeze("".join(c for c in plain if not unicodedata.combining(c)).casefold())


def straighten(text: str) -> str:
    """Typographic quotation marks and apostrophes as plain ones; same length as before."""
    return text.translate(_QUOTES)


def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return " ".join(text.split())


def encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 cannot hold; same length as before."""
    return _SURROGATES.sub("\ufffd", text)
