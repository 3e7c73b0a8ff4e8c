"""Episodes: sentences that go on about one attack ("in the attack", the same victim) share its dead and hurt."""

from __future__ import annotations

from collections.abc import Sequence, Set

from khaldun.codebooks.casualties import CountKind
from khaldun.pipeline.components.casualties.facts import OTHERS, Fact, is_same_member
from khaldun.pipeline.components.casualties.tying import Telling

#: "The attack" goes on about an attack told at most so many sentences before.
_REACH = 4
_HARM: tuple[CountKind, ...] = ("deaths", "injuries")


def share_in_episodes(tellings: Sequence[Telling], *, taking_up: Set[int], bare: Set[int], headline: Set[int]) -> None:
    """Gives each telling of an attack the dead and hurt of its episode, where the episode tells but one figure.

    `taking_up` are the sentences that speak of "the attack", "the blast"; `bare` those that tell of harm alone,
    which go on about the attack of a report that has told of one harmful attack only, besides that of its `headline`.
    """
    attacks = [t for t in tellings if t.type == "ASSAULT" and t.kinds <= set(_HARM)]
    for episode in _episodes(attacks, taking_up=taking_up, bare=bare, headline=headline):
        for kind in _HARM:
            _share(episode, kind)


def _share(episode: Sequence[Telling], kind: CountKind) -> None:
    told = [telling.facts[kind] for telling in episode if kind in telling.facts]
    if told and len({(fact.group.low, fact.group.high) for fact in told}) == 1 and not told[0].total:
        for telling in episode:
            if not telling.soft and kind not in telling.barred:
                telling.facts.setdefault(kind, told[0])


def _episodes(
    tellings: Sequence[Telling], *, taking_up: Set[int], bare: Set[int], headline: Set[int]
) -> list[list[Telling]]:
    episodes: list[list[Telling]] = []
    for sentence in sorted({telling.sentence for telling in tellings}):
        here = [telling for telling in tellings if telling.sentence == sentence]
        last = episodes[-1] if episodes else []
        near = bool(last) and sentence - last[-1].sentence <= _REACH
        same = next((episode for episode in episodes if _shares_victims(episode, here)), None)
        harmful = [episode for episode in episodes if _is_harmful(episode) and episode[-1].sentence not in headline]
        only = harmful[0] if len(harmful) == 1 and sentence - harmful[0][-1].sentence <= _REACH else None
        if same is not None:
            same.extend(here)
        elif sentence in bare and only is not None:
            only.extend(here)
        elif near and sentence in taking_up:
            last.extend(here)
        else:
            episodes.append(list(here))
    return episodes


def _is_harmful(episode: Sequence[Telling]) -> bool:
    return any(kind in telling.facts for telling in episode for kind in _HARM)


def _victims(tellings: Sequence[Telling]) -> set[tuple[str, ...]]:
    return {name for telling in tellings for name in _names(telling.facts.get("deaths"))}


def _names(fact: Fact | None) -> set[tuple[str, ...]]:
    return set() if fact is None or fact.total else {name for name in fact.who if name != OTHERS}


def _shares_victims(first: Sequence[Telling], second: Sequence[Telling]) -> bool:
    return any(is_same_member(one, other) for one in _victims(first) for other in _victims(second))
