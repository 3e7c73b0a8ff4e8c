"""People that a verb has besides the list beside it: behind "along with", over a clause, in an elliptic list."""

from __future__ import annotations

from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mention
from khaldun.pipeline.components.casualties.scene import REACH, Scene

#: Words after a verb in which "along with" still adds to its people.
_BESIDE = 15
#: At most so many words lie between two members of an elliptic list.
_FAR = 12


def with_the_rest(scene: Scene, cue: int, *, group: Group, at: int) -> Group:
    """The group with all that the sentence adds to it; `at` is one of its members."""
    if group.high == 0:
        return group
    group = _with_agreement(scene, cue, group)
    group = _with_conjuncts(scene, group, scene.people[at])
    group = _with_ellipses(scene, cue, group)
    return _with_those_beside(scene, cue, group)


def _with_agreement(scene: Scene, cue: int, group: Group) -> Group:
    """The group and those before it, where a plural verb follows one person: "two men who ... and a driver were"."""
    plural = scene.word(group.end) in scene.book.grammar["plural"] and group.end < cue
    if not (plural and group.low == group.high == 1 and scene.word(group.start - 1) == "and"):
        return group
    before = [m for m in scene.people if m.known and m.high != 0 and m.end < group.start]
    far = not before or group.start - before[-1].end > _FAR
    return (
        group
        if far or not _adds_people(scene, _alone(before[-1]), _first_of(scene, group))
        else group.plus(_alone(before[-1]))
    )


def _first_of(scene: Scene, group: Group) -> Mention:
    return next(mention for mention in scene.people if mention.start == group.start)


def _with_conjuncts(scene: Scene, group: Group, member: Mention) -> Group:
    """The group and those that the parse joins to it over a clause or a place: "two men who ..., and a woman"."""
    for token in scene.doc[member.head].conjuncts:
        for mention in scene.people:
            is_new = mention.known and mention.start >= group.end and mention.start <= token.i < mention.end
            if is_new and _adds_people(scene, group, mention):
                group = group.plus(_alone(mention))
    return group


def _adds_people(scene: Scene, group: Group, mention: Mention) -> bool:
    grammar, words = scene.book.grammar, scene.words
    gap = words[group.end : mention.start]
    broken = any(word in grammar["including"] or word in scene.book.cues for word in gap)
    if not gap or gap[-1] not in grammar["binding"] or broken or mention.loose:
        return False
    return mention.quantity is not None or mention.named or words[mention.start] in grammar["one"]


def _with_ellipses(scene: Scene, cue: int, group: Group) -> Group:
    """The group and the bare numbers told for other places: "killed 12 in Aba, two in Jos, and three in Kano"."""
    grammar, words = scene.book.grammar, scene.words
    end = max(cue + 1, group.end)
    for mention in scene.people:
        if mention.start < end or not mention.loose:
            continue
        gap = words[end : mention.start]
        follows = scene.word(mention.end) in grammar["places"]
        joined = gap[-1:] and gap[-1] in {",", "and", ";"} and any(word in grammar["places"] for word in gap)
        broken = any(word in scene.book.cues or word in grammar["barriers"] - {";"} for word in gap)
        if not (follows and joined) or broken or len(gap) > _FAR:
            break
        group, end = group.plus(_alone(mention)), mention.end
    return group


def _with_those_beside(scene: Scene, cue: int, group: Group) -> Group:
    """The group and those that "along with" adds to it further on in the clause."""
    start = max(cue, group.end)
    for i in range(start, min(start + _BESIDE, scene.end - 1)):
        if scene.words[i] in scene.book.grammar["including"]:
            return group
        if f"{scene.words[i]} {scene.words[i + 1]}" not in scene.book.grammar["beside"]:
            continue
        at = scene.right(i + 2 + (scene.word(i + 2) == "as"), REACH)
        other = None if at is None else group_around(scene.words, scene.people, at, book=scene.book)
        return group if other is None or other.start < group.end else group.plus(other)
    return group


def _alone(mention: Mention) -> Group:
    return Group(
        start=mention.start,
        end=mention.end,
        low=mention.low,
        high=mention.high,
        best=mention.best,
        exact=mention.exact,
        quantity=mention.quantity,
    )
