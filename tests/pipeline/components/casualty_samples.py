"""Sample sentences for counts: text, triggers (word, type, mode), and what each count must be."""

from __future__ import annotations

import pytest

ASSAULT, COERCE, PROTEST = ("ASSAULT", None), ("COERCE", "arrest"), ("PROTEST", None)

#: text, {trigger word: (type, mode)}, {(trigger word, count): (low, high)}; counts not named must be unknown.
CASES = [
    pytest.param(
        "Gunmen killed at least 12 villagers on Monday.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (12, None)},
        id="object-of-the-trigger",
    ),
    pytest.param(
        "Twelve people were killed and 30 wounded in the bombing.",
        {"bombing": ASSAULT},
        {("bombing", "deaths"): (12, 12), ("bombing", "injuries"): (30, 30)},
        id="passive-and-elliptic",
    ),
    pytest.param(
        "A bomb exploded at a market, killing 12 and wounding 30.",
        {"exploded": ASSAULT},
        {("exploded", "deaths"): (12, 12), ("exploded", "injuries"): (30, 30)},
        id="participles-behind",
    ),
    pytest.param(
        "The attack left 12 people dead.",
        {"attack": ASSAULT},
        {("attack", "deaths"): (12, 12)},
        id="left-dead",
    ),
    pytest.param(
        "Rebels attacked a base, a clash in which 15 soldiers died.",
        {"attacked": ASSAULT},
        {("attacked", "deaths"): (15, 15)},
        id="in-which-died",
    ),
    pytest.param(
        "Gunmen shot dead a journalist.",
        {"shot": ASSAULT},
        {("shot", "deaths"): (1, 1)},
        id="single-victim",
    ),
    pytest.param(
        "A mother and her two sons were killed in the raid.",
        {"raid": ASSAULT},
        {("raid", "deaths"): (3, 3)},
        id="list-of-victims",
    ),
    pytest.param(
        "Five policemen and a civilian were killed.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (6, 6)},
        id="sum-of-a-list",
    ),
    pytest.param(
        "Twenty people, including three children, were killed.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (20, 20)},
        id="including-is-not-added",
    ),
    pytest.param(
        "The blast killed three people, a man and two women.",
        {"blast": ASSAULT},
        {("blast", "deaths"): (3, 3)},
        id="spelled-out-is-not-added",
    ),
    pytest.param(
        "Rebels attacked a village on Sunday. No one was hurt.",
        {"attacked": ASSAULT},
        {("attacked", "injuries"): (0, 0)},
        id="none-hurt-in-the-next-sentence",
    ),
    pytest.param(
        "A grenade was thrown at the office, but there were no casualties.",
        {"thrown": ASSAULT},
        {("thrown", "deaths"): (0, 0), ("thrown", "injuries"): (0, 0)},
        id="no-casualties-is-both",
    ),
    pytest.param(
        "Gunmen ambushed a convoy near the border. Eleven soldiers died.",
        {"ambushed": ASSAULT},
        {("ambushed", "deaths"): (11, 11)},
        id="told-in-the-next-sentence",
    ),
    pytest.param(
        "Thirteen soldiers were killed or wounded in the clash.",
        {"clash": ASSAULT},
        {("clash", "deaths"): (None, 13), ("clash", "injuries"): (None, 13)},
        id="killed-or-wounded",
    ),
    pytest.param(
        "Gunmen killed an officer along with two guards.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (3, 3)},
        id="along-with",
    ),
    pytest.param(
        "The mayor was killed in a blast in which two guards also died.",
        {"killed": ASSAULT, "blast": ASSAULT},
        {("killed", "deaths"): (3, 3), ("blast", "deaths"): (3, 3)},
        id="also-adds",
    ),
    pytest.param(
        "Gunmen killed two reporters, Ana Ruiz and Juan Paz.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (2, 2)},
        id="names-behind-their-number",
    ),
    pytest.param(
        "Gunmen killed Ana Ruiz, Juan Paz and Luis Diaz.",
        {"killed": ASSAULT},
        {("killed", "deaths"): (3, 3)},
        id="list-of-names",
    ),
    pytest.param(
        "Police arrested 30 students after the march.",
        {"arrested": COERCE},
        {("arrested", "detained"): (30, 30)},
        id="arrested",
    ),
    pytest.param(
        "The mayor and his driver were detained.",
        {"detained": COERCE},
        {("detained", "detained"): (2, 2)},
        id="list-of-the-detained",
    ),
    pytest.param(
        "Police made 40 arrests during the raid.",
        {"arrests": COERCE},
        {("arrests", "detained"): (40, 40)},
        id="tally-of-arrests",
    ),
    pytest.param(
        "Thousands of workers marched through the capital.",
        {"marched": PROTEST},
        {("marched", "participants"): (2000, 9999)},
        id="marchers",
    ),
    pytest.param(
        "Several hundred students held a protest outside the court.",
        {"protest": PROTEST},
        {("protest", "participants"): (200, 999)},
        id="people-near-a-protest",
    ),
    pytest.param(
        "About 300 police faced the protest.",
        {"protest": PROTEST},
        {},
        id="police-are-no-participants",
    ),
    pytest.param(
        "The army expelled the villagers and 5,000 people fled.",
        {"expelled": ("SANCTION", None)},
        {("expelled", "displaced"): (5000, 5000)},
        id="fled",
    ),
    pytest.param(
        "Rebels tried to kill him in an attack.",
        {"attack": ASSAULT},
        {},
        id="what-was-only-meant",
    ),
    pytest.param(
        "The attack caused damage worth $3 million.",
        {"attack": ASSAULT},
        {},
        id="money-is-no-people",
    ),
    pytest.param(
        "Rebels attacked a camp on Monday. The government signed 12 contracts with miners.",
        {"attacked": ASSAULT},
        {},
        id="no-casualty-word",
    ),
    pytest.param(
        "Gunmen killed two guards and kidnapped four nurses.",
        {"killed": ASSAULT, "kidnapped": ("ASSAULT", "abduct")},
        {("killed", "deaths"): (2, 2), ("kidnapped", "detained"): (4, 4)},
        id="each-count-to-its-own-trigger",
    ),
    pytest.param(
        "Several people were killed in the attack.",
        {"attack": ASSAULT},
        {},
        id="several-says-too-little",
    ),
]
