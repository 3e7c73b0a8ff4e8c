"""People that a verb has besides the list beside it: behind "along with", over a clause, in an elliptic list."""

from __future__ import annotations

from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mention
from khaldun.pipeline.components.casualties.scene import REACH, Scene

#: Words after a verb in which "along with" still adds to its people.
_BESIDE = 15
#: At most so many words lie between two members of an elliptic list.
_FAR = 12
#: Words of a description of one person in a list: more than so many, and at most so many.
_SHORT, _DESCRIPTION = 4, 20
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def with_the_rest(scene: Scene, cue: int, *, group: Group, at: int) -> Group:
    """The group with all that the sentence adds to it; `at` is one of its members."""
    if group.high == 0:
        return group
    group = _with_agreement(scene, cue, group)
    group = _over_description(scene, cue, group)
    group = _with_conjuncts(scene, group, scene.people[at])
    group = _with_ellipses(scene, cue, group)
    return _with_those_beside(scene, cue, group)


def _with_agreement(scene: Scene, cue: int, group: Group) -> Group:
    """The group and those before it, where a plural verb follows one person: "two men who ... and a driver were"."""
    plural = scene.word(group.end) in scene.book.grammar["plural"] and group.end < cue
    start = _behind_and(scene, group)
    if not plural or not group.low == group.high == 1 or start < 0:
        return group
    before = [m for m in scene.people if m.known and m.high != 0 and m.end < start]
    if not before or start - before[-1].end > _FAR:
        return group
    gap = scene.words[before[-1].end : start]
    broken = any(word in scene.book.grammar["including"] or word in scene.book.cues for word in gap)
    first = _first_of(scene, group)
    told = first.quantity is not None or first.named or scene.words[first.start] in scene.book.grammar["one"]
    return group.plus(_alone(before[-1])) if told and not broken else group


def _behind_and(scene: Scene, group: Group) -> int:
    """Where one person begins that "and" joins to another, with the name before a description of him, or -1."""
    if scene.word(group.start - 1) == "and":
        return group.start
    if scene.word(group.start - 1) != ",":
        return -1
    name = scene.finder.name_start(scene.doc, scene.words, group.start - 1, start=scene.start)
    return name if name < group.start - 1 and scene.word(name - 1) == "and" else -1


def _over_description(scene: Scene, cue: int, group: Group) -> Group:
    """The group and the one that a description parts from it: "Ana Ruiz, leader of the movement (MNR), and Eva Paz"."""
    for mention in scene.people:
        single = mention.known and mention.is_one and scene.word(mention.end) == ","
        if single and mention.end < group.start and group.end < cue and _are_plural(scene, group.end):
            between = (mention.end, group.start)
        elif mention.start > group.end and cue < group.start and mention.known and scene.word(group.end) == ",":
            between = (group.end, mention.start)
        else:
            continue
        if mention.high != 0 and not mention.loose and _is_described(scene, *between):
            return group.plus(_alone(mention))
    return group


def _are_plural(scene: Scene, index: int) -> bool:
    """Whether a form for several people follows, over a comma or a description between commas."""
    last = min(index + _DESCRIPTION, scene.end)
    return any(scene.words[i] in scene.book.grammar["plural"] for i in range(index, last))


def _is_described(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but a description of one person stands between two people, closed by a comma before "and"."""
    gap = scene.words[start:end]
    closed = len(gap) > _SHORT and gap[-1] == "and" and gap[-2] in {",", ")", "]"}
    grammar = scene.book.grammar
    broken = any(word in grammar["including"] or word in grammar["barriers"] or word in scene.book.cues for word in gap)
    told = any(scene.doc[i].tag_ in _FINITE for i in range(start, end))
    another = any(start < m.start and m.end < end and (m.named or m.quantity) for m in scene.people)
    return closed and len(gap) <= _DESCRIPTION and not (broken or told or another)


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
