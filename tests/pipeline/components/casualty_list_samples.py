"""Sample sentences for lists of victims and for attacks told over several sentences."""

from __future__ import annotations

import pytest

ASSAULT = ("ASSAULT", None)
DEATHS = ("killed", "deaths")

#: text, {trigger word: (type, mode)}, {(trigger word, count): (low, high)}; counts not named must be unknown.
LISTS = [
    pytest.param(
        "Peter Ade, 20 years old, and John Obi, 31, were killed on Monday.",
        {"killed": ASSAULT},
        {DEATHS: (2, 2)},
        id="ages-behind-names",
    ),
    pytest.param(
        "A police officer, a judge, and Senator Juan Paz were killed last week.",
        {"killed": ASSAULT},
        {DEATHS: (3, 3)},
        id="a-judge-is-not-the-officer",
    ),
    pytest.param(
        "Gunmen killed the rector Ana Ruiz, five other teachers, and two women.",
        {"killed": ASSAULT},
        {DEATHS: (8, 8)},
        id="a-number-describes-no-name",
    ),
    pytest.param(
        "Gunmen killed Ana Ruiz, a lawyer; Luis Diaz, a driver; and Juan Paz, a clerk.",
        {"killed": ASSAULT},
        {DEATHS: (3, 3)},
        id="semicolons-between-persons",
    ),
    pytest.param(
        "Two policemen who guarded the house and a driver were killed.",
        {"killed": ASSAULT},
        {DEATHS: (3, 3)},
        id="over-a-clause",
    ),
    pytest.param(
        "Rebels killed 12 people in Aba, two in Jos, and three in Kano.",
        {"killed": ASSAULT},
        {DEATHS: (17, 17)},
        id="elliptic-list-of-places",
    ),
    pytest.param(
        "Gunmen killed an old man known as Musa.",
        {"killed": ASSAULT},
        {DEATHS: (1, 1)},
        id="known-as-a-name",
    ),
    pytest.param(
        "Soldiers killed the reporters Ana Ruiz, Luis Diaz and Juan Paz.",
        {"killed": ASSAULT},
        {DEATHS: (3, 3)},
        id="names-behind-people-of-no-number",
    ),
    pytest.param(
        "The mourners buried six priests, five of them foreigners, who were killed on Thursday.",
        {"killed": ASSAULT},
        {DEATHS: (6, 6)},
        id="a-share-is-not-the-whole",
    ),
    pytest.param(
        "The gunman managed to kill two guards.",
        {"kill": ASSAULT},
        {("kill", "deaths"): (2, 2)},
        id="managed-to",
    ),
    pytest.param(
        "Guards fatally shot four men at the gate.",
        {"shot": ASSAULT},
        {("shot", "deaths"): (4, 4)},
        id="fatally-shot",
    ),
    pytest.param(
        "Two traders were fatally stabbed on Monday.",
        {"stabbed": ASSAULT},
        {("stabbed", "deaths"): (2, 2), ("stabbed", "injuries"): (2, 2)},
        id="fatally-stabbed",
    ),
    pytest.param(
        "The blast killed 20 people, police said, killing as many as 20 people.",
        {"blast": ASSAULT},
        {("blast", "deaths"): (20, 20)},
        id="the-same-figure-again-with-a-bound",
    ),
    pytest.param(
        "One of the wounded is a nun.",
        {"wounded": ASSAULT},
        {},
        id="one-of-the-wounded",
    ),
]

EPISODES = [
    pytest.param(
        "Gunmen killed a minister in the capital. Two of his guards were also killed in the attack.",
        {"killed": ASSAULT, "attack": ASSAULT},
        {DEATHS: (3, 3), ("attack", "deaths"): (3, 3)},
        id="also-killed-in-the-attack",
    ),
    pytest.param(
        "Gunmen attacked a post in Aba. Police came late. During the attack three guards were wounded.",
        {"attacked": ASSAULT, "wounded": ASSAULT},
        {("attacked", "injuries"): (3, 3), ("wounded", "injuries"): (3, 3)},
        id="the-attack-takes-up-the-attack",
    ),
    pytest.param(
        "Rebels killed Ana Ruiz and two guards in Aba. The president condemned the murder of Ana Ruiz.",
        {"killed": ASSAULT, "murder": ASSAULT},
        {DEATHS: (3, 3), ("murder", "deaths"): (3, 3)},
        id="nobody-dies-twice",
    ),
    pytest.param(
        "Rebels raided a village on Friday. The war has killed 2,000 people in the past ten years.",
        {"raided": ASSAULT, "war": ("ASSAULT", None)},
        {("war", "deaths"): (2000, 2000)},
        id="ten-years-of-war-are-not-the-raid",
    ),
]
