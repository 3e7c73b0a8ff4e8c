"""Attribution: who says it, with which words, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.records.actor import Actor
from khaldun.records.spans import TextSpan

SpeechKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["asserts", "denies", "doubts", "quotes"]
Account = Literal["self_reported", "other_side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A media outlet: its standing with regard to those in power, and the entity that it belongs to."""

    standing: str
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content; `content` has several spans where the saying words stand inside what is said.

    `via` is the source reported through ("the ministry said the envoy had said": the ministry is via). On an event
    `account` says that a party tells of its own deed or of the other side's. Outlets are known for media only.
    """

    source: Actor | None
    cue: TextSpan | None
    content: tuple[TextSpan, ...]
    kind: SpeechKind
    stance: Stance = "asserts"
    via: Actor | None = None
    account: Account | None = None
    source_outlet: Outlet | None = None
    via_outlet: Outlet | None = None
