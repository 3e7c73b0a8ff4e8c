"""Where the people stand that a casualty word counts: one reader for each role of the word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from khaldun.codebooks.casualties import CueRole
from khaldun.pipeline.components.casualties.scene import QUOTES, REACH, Scene

#: A verb's form that is a noun here ("the riots") has no subject.
_NOMINAL = frozenset({"NOUN", "PROPN"})
#: A word between a noun and its "of" that ends the search.
_ENDS_NOUN = frozenset({"VERB", "AUX", "PUNCT", "CCONJ"})


def _of_verb(scene: Scene, cue: int, skip: int = 0) -> int | None:
    adjacent = scene.adjacent(cue)
    if adjacent is not None or scene.word(cue - 1) in scene.book.grammar["articles"]:
        return adjacent
    if scene.word(cue + 1) in scene.book.grammar["inverted"]:
        found = scene.right(cue + 2, REACH)
        return found if found is not None else scene.named_from(cue + 2)
    if scene.is_passive(cue):
        return scene.subject(cue)
    if scene.has_object(cue + skip):
        return scene.object(cue, skip=skip)
    return scene.attached(cue)


def _of_subject(scene: Scene, cue: int) -> int | None:
    if scene.doc[cue].pos_ in _NOMINAL:
        return None
    adjacent = scene.adjacent(cue)
    return adjacent if adjacent is not None else scene.subject(cue)


def _of_state(scene: Scene, cue: int) -> int | None:
    if scene.is_passive(cue):
        return scene.subject(cue)
    for found in (scene.attached(cue), scene.governed(cue)):
        if found is not None:
            return found
    describes = (
        scene.word(cue - 1) in scene.book.grammar["articles"] and scene.word(cue + 1) in scene.book.grammar["passive"]
    )
    return None if describes else scene.right(cue + 1, REACH)


def _of_result(scene: Scene, cue: int) -> int | None:
    if scene.word(cue - 1) in scene.book.grammar["deadly"]:
        return _of_verb(scene, cue)
    behind = scene.words[cue + 1 : min(cue + 3, scene.end)]
    if any(word in scene.book.grammar["resultative"] for word in behind):
        return _of_verb(scene, cue, skip=1 + ("to" in behind))
    found = _of_verb(scene, cue)
    after = scene.people[found].end if found is not None else cue
    behind = scene.words[after : min(after + 2, scene.end)]
    return found if any(word in scene.book.grammar["resultative"] for word in behind) else None


def _of_noun(scene: Scene, cue: int) -> int | None:
    at = _of_after(scene, cue)
    if at is not None:
        return scene.beginning_at(at + 1)
    if scene.word(cue - 1) in scene.book.grammar["genitives"]:
        return scene.ending_at(cue - 1)
    if scene.word(cue - 1) in scene.book.grammar["possessives"]:
        return scene.ending_at(cue)
    sufferer = next(
        (i for i in range(max(scene.start, cue - 4), cue) if scene.word(i) in scene.book.grammar["suffer"]), None
    )
    return None if sufferer is None else scene.subject(sufferer)


def _of_after(scene: Scene, cue: int) -> int | None:
    """Index of the "of" that belongs to a noun, over a time or place: "the killing on Monday in Lima of two"."""
    for i in range(cue + 1, min(cue + REACH + 2, scene.end)):
        if scene.words[i] == "of":
            return i
        if scene.doc[i].pos_ in _ENDS_NOUN and scene.words[i] not in QUOTES:
            return None
    return None


def _of_tally(scene: Scene, cue: int) -> int | None:
    if scene.words[cue] == "lives" and not scene.is_near(cue, "lose"):
        return None
    zero_only = scene.words[cue] in scene.book.grammar["zero_only"]
    for at, mention in enumerate(scene.people):
        if mention.quantity is not None and mention.head == cue:
            return at if not zero_only or mention.high == 0 else None
    return None


def _of_toll(scene: Scene, cue: int) -> int | None:
    i = cue + 1
    while i < scene.end and scene.words[i] in scene.book.grammar["rise"]:
        i += 1
    return scene.right(i, 1)


READERS: Mapping[CueRole, Callable[[Scene, int], int | None]] = {
    "object": _of_verb,
    "subject": _of_subject,
    "state": _of_state,
    "result": _of_result,
    "noun": _of_noun,
    "tally": _of_tally,
    "toll": _of_toll,
}
