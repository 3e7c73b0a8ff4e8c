"""IPTC ninjs: news items in JSON, one or a list of them in a file."""

from __future__ import annotations

import re

from khaldun.readers.base import NO, PROBABLE
from khaldun.readers.documents import peek_text
from khaldun.readers.json_document import JsonReader

_URI = re.compile(r'"uri"\s*:', re.IGNORECASE)
_BODY = re.compile(r'"(?:body_\w+|bodies|versioncreated)"\s*:', re.IGNORECASE)


class NinjsReader(JsonReader):
    """Reads ninjs 1.x, 2.x and 3.x; every JSON reader knows a ninjs item when it meets one."""

    name = "ninjs"
    suffixes = (".ninjs", ".json")

    def sniff(self, head: bytes) -> int:
        """Probable where an object opens that has the keys of the standard."""
        text = peek_text(head)
        if not super().sniff(head):
            return NO
        return PROBABLE if _URI.search(text) and _BODY.search(text) else NO
