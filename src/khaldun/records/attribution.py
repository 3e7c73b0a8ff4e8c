"""Attribution: who says it, with which words, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.records.actor import Actor
from khaldun.records.spans import TextSpan

SpeechKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["asserts", "denies", "doubts", "quotes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content; `content` has several spans where the saying words stand inside what is said.

    `via` is the source reported through ("the ministry said the envoy had said": the ministry is via).
    """

    source: Actor | None
    cue: TextSpan | None
    content: tuple[TextSpan, ...]
    kind: SpeechKind
    stance: Stance = "asserts"
    via: Actor | None = None
