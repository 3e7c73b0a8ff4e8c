"""Sample sentences for which event a toll belongs to: text, triggers, and what each count must be."""

from __future__ import annotations

import pytest

ASSAULT, RIOT, GAS = ("ASSAULT", None), ("PROTEST", "riot"), ("ASSAULT", "crowd-control")

#: As in casualty_samples.CASES.
TIES = [
    pytest.param(
        "Police fired gas at protesters angry over the killing of a teenager.",
        {"fired": ASSAULT},
        {},
        id="behind-over-it-is-another-deed",
    ),
    pytest.param(
        "Youths attacked shops after the murder of a student.",
        {"attacked": ASSAULT},
        {},
        id="behind-after-it-is-another-deed",
    ),
    pytest.param(
        "Twelve people died after an attack on a market.",
        {"attack": ASSAULT},
        {("attack", "deaths"): (12, 12)},
        id="the-attack-itself-stands-behind-after",
    ),
    pytest.param(
        "The riots resulted in the death of over 200 people.",
        {"riots": RIOT},
        {("riots", "deaths"): (200, None)},
        id="riots-have-dead",
    ),
    pytest.param(
        "Riots in the town claimed 12 lives.",
        {"Riots": RIOT},
        {("Riots", "deaths"): (12, 12)},
        id="lives-claimed-by-riots",
    ),
    pytest.param(
        "The killing of a teenager sparked riots in which 70 people were injured.",
        {"killing": ASSAULT, "riots": RIOT},
        {("killing", "deaths"): (1, 1), ("riots", "injuries"): (70, 70)},
        id="a-clause-counts-for-the-noun-it-describes",
    ),
    pytest.param(
        "Rebels sabotaged two pylons on Monday. A sergeant was killed in a separate attack.",
        {"sabotaged": ASSAULT, "killed": ASSAULT},
        {("killed", "deaths"): (1, 1)},
        id="a-separate-attack",
    ),
    pytest.param(
        "Police fired gas at a crowd. Two soldiers were killed.",
        {"fired": GAS},
        {},
        id="gas-has-no-dead-of-another-sentence",
    ),
    pytest.param(
        "A bomb exploded near a bank, killing 20 people. An official spoke of children. He said 35 were also wounded.",
        {"exploded": ASSAULT, "wounded": ASSAULT},
        {
            ("exploded", "deaths"): (20, 20),
            ("exploded", "injuries"): (35, 35),
            ("wounded", "deaths"): (20, 20),
            ("wounded", "injuries"): (35, 35),
        },
        id="harm-told-later-of-the-only-attack",
    ),
    pytest.param(
        "Soldiers killed the six priests and two women. The murder of the six priests shocked the country.",
        {"killed": ASSAULT, "murder": ASSAULT},
        {("killed", "deaths"): (8, 8), ("murder", "deaths"): (8, 8)},
        id="some-of-those-counted-before",
    ),
]

#: The same for the words of a count.
WORDS = [
    pytest.param(
        "The blast caused six injuries and millions in losses.",
        {"blast": ASSAULT},
        {("blast", "injuries"): (6, 6)},
        id="losses-are-no-people",
    ),
    pytest.param(
        "A gunman killed one and injured three.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (1, 1), ("killed", "injuries"): (3, 3)},
        id="one-and-three",
    ),
    pytest.param(
        "The attack left many hurt, killing one.",
        {"attack": ASSAULT},
        {("attack", "deaths"): (1, 1)},
        id="killing-one",
    ),
    pytest.param(
        "Up to 50 people were feared dead after the bombing.",
        {"bombing": ASSAULT},
        {("bombing", "deaths"): (None, 50)},
        id="feared-dead",
    ),
    pytest.param(
        "Gunmen murdered Ana Ruiz, her husband, and two other people.",
        {"murdered": ASSAULT},
        {("murdered", "deaths"): (4, 4)},
        id="kin-in-a-list",
    ),
    pytest.param(
        "Eva Paz, the mother of three, died in the blast.",
        {"blast": ASSAULT},
        {("blast", "deaths"): (1, 1)},
        id="children-of-a-victim",
    ),
    pytest.param(
        "One of the two nurses who were badly injured in the blast spoke.",
        {"blast": ASSAULT},
        {("blast", "injuries"): (2, 2)},
        id="one-of-those-who",
    ),
    pytest.param(
        "One of the two soldiers was killed in the ambush.",
        {"ambush": ASSAULT},
        {("ambush", "deaths"): (1, 1)},
        id="one-of-them-alone",
    ),
    pytest.param(
        "Gunmen killed Ana Ruiz, head of the union of teachers in the north, and two guards.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (3, 3)},
        id="a-description-parts-two-victims",
    ),
    pytest.param(
        "Eva Paz, a judge of the public order court, and two of her guards from the police, were shot dead.",
        {"shot": ASSAULT},
        {("shot", "deaths"): (3, 3)},
        id="a-description-before-the-verb",
    ),
    pytest.param(
        "A colonel was charged with the death of six Jesuit priests. The murder of the priests shocked the country.",
        {"murder": ASSAULT},
        {("murder", "deaths"): (6, 6)},
        id="those-counted-before",
    ),
    pytest.param(
        "Four police agents and two clerks vanished. The agents were murdered on Monday.",
        {"murdered": ASSAULT},
        {("murdered", "deaths"): (4, 4)},
        id="only-those-of-the-noun",
    ),
    pytest.param(
        "Four agents vanished in May and six agents in June. The agents were murdered.",
        {"murdered": ASSAULT},
        {},
        id="counted-before-in-two-ways",
    ),
    pytest.param(
        "Four agents vanished. Agents were murdered in Cali.",
        {"murdered": ASSAULT},
        {},
        id="others-of-the-noun",
    ),
    pytest.param(
        "Ruiz, leader of the teachers and Eva Paz, a social democratic leader were killed in May.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (2, 2)},
        id="a-plural-verb-behind-a-description",
    ),
]
