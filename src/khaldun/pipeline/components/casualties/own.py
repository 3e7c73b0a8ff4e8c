"""What a trigger's own phrase counts where no casualty word does: those it was done to, and those who took part."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.codebooks.casualties import CasualtyBook, CountKind, CueRole
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties.facts import Fact, is_wish, read_fact
from khaldun.pipeline.components.casualties.groups import group_around
from khaldun.pipeline.components.casualties.mentions import Mention
from khaldun.pipeline.components.casualties.scene import Scene
from khaldun.pipeline.components.casualties.tying import Telling

#: So many people at least make a crowd.
_CROWD = 20


def count_recipients(scene: Scene, telling: Telling, kind: CountKind) -> None:
    """Gives a telling the count of those it was done to, read from its own words, else from its recipients."""
    if is_wish(scene, telling.head):
        return
    role: CueRole = "noun" if scene.doc[telling.head].pos_ in {"NOUN", "PROPN"} else "object"
    found = read_fact(scene, telling.head, kind=kind, role=role)
    if not found:
        at = _of_recipients(scene, telling)
        group = None if at is None else group_around(scene.words, scene.people, at, book=scene.book)
        found = [] if group is None else [Fact(kind=kind, cue=telling.head, role="object", group=group)]
    if found:
        telling.facts[kind] = found[0]


def count_participants(scene: Scene, telling: Telling, taken: Sequence[Fact]) -> None:
    """Gives a protest or a deployment the number of those in it: the nearest people that no other word counts."""
    free = [
        (abs(mention.head - telling.head), at)
        for at, mention in enumerate(scene.people)
        if _takes_part(scene, mention, telling.type) and not any(_overlaps(fact, mention) for fact in taken)
    ]
    if free:
        group = group_around(scene.words, scene.people, min(free)[1], book=scene.book)
        if group is not None:
            telling.facts["participants"] = Fact(kind="participants", cue=telling.head, role="subject", group=group)


def count_crowd(scene: Scene, telling: Telling) -> None:
    """Gives an attack the number of the crowd that makes it: "about 100 youths hurled rocks"."""
    for mention in scene.people:
        crowd = scene.words[mention.head] in scene.book.crowds and mention.quantity is not None and mention.known
        many = (mention.low if mention.low is not None else mention.high or 0) >= _CROWD
        if crowd and many and any(mention.start <= head < mention.end for head in telling.actors):
            group = group_around(scene.words, [mention], 0, book=scene.book)
            if group is not None:
                telling.facts["participants"] = Fact(kind="participants", cue=telling.head, role="subject", group=group)


def is_attendance(fact: Fact, words: Sequence[str], book: CasualtyBook) -> bool:
    """Whether a fact of the kind participants counts a crowd: several people, and not those who face it."""
    group = fact.group
    return group.quantity is not None and group.high not in {0, 1} and words[group.end - 1] not in book.forces


def _of_recipients(scene: Scene, telling: Telling) -> int | None:
    row = extensions.values_of(scene.doc, "participants").get(telling.id)
    parties = extensions.values_of(scene.doc, "parties")
    heads = [parties[party]["head"] for party in row["recipient"]] if row else []
    for at, mention in enumerate(scene.people):
        if any(mention.start <= head < mention.end for head in heads):
            return at
    return None


def _takes_part(scene: Scene, mention: Mention, event_type: str) -> bool:
    if mention.quantity is None or mention.loose or not mention.known or mention.high in {0, 1}:
        return False
    is_force = scene.words[mention.head] in scene.book.forces
    return is_force == (event_type == "MOBILIZE")


def _overlaps(fact: Fact, mention: Mention) -> bool:
    return fact.kind != "participants" and fact.group.start < mention.end and mention.start < fact.group.end
