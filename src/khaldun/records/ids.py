"""Stable ids, made from content alone: the same text gives the same id on every run and machine."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 16 hexadecimal digits of a BLAKE2 digest over the parts, in their order."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()}"
