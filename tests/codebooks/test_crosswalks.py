"""Across the files: every code that a table points at has a definition."""

from __future__ import annotations

import re

import pytest

from khaldun.codebooks.acled import load_acled
from khaldun.codebooks.actors import actor_tables, load_actors
from khaldun.codebooks.agents import load_agents
from khaldun.codebooks.cameo import load_cameo
from khaldun.codebooks.demonyms import load_demonyms
from khaldun.codebooks.loading import column_names, data_path, read_table
from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.sectors import load_sectors

COUNTRIES = data_path("gazetteer", "countries.tsv")


@pytest.fixture(scope="module")
def countries():
    withdrawn = {"ANT"}  # the gazetteer has the islands, news of before 2010 the federation
    return {row["iso3"] for row in read_table(COUNTRIES, column_names(COUNTRIES)).rows} | withdrawn


def test_cameo_points_into_plover():
    plover = load_plover()
    for code in load_cameo().codes.values():
        for coding in code.codings:
            assert coding.type in plover.types, code.code
            assert coding.mode is None or plover.has_mode(coding.type, coding.mode), code.code
            assert set(coding.contexts) <= set(plover.contexts), code.code


def test_cameo_codes_have_their_parents():
    codes = load_cameo().codes
    assert all(not code.parent or code.parent in codes for code in codes.values())


def test_every_plover_type_has_a_default_cameo_code():
    assert set(load_cameo().defaults) == set(load_plover().types)


def test_acled_rules_point_into_plover():
    plover = load_plover()
    for event_type, rules in load_acled().rules.items():
        assert event_type in plover.types
        for rule in rules:
            assert all(mode == "-" or plover.has_mode(event_type, mode) for mode in rule.modes), rule
            assert rule.contexts <= set(plover.contexts), rule


def test_acled_sides_are_sectors():
    allowed = load_sectors().allowed
    for side, sectors in load_acled().sides.items():
        assert sectors <= allowed, side


def test_every_acled_sub_event_type_but_other_can_be_reached():
    reached = {rule.target[1] for rules in load_acled().rules.values() for rule in rules if rule.target}
    assert set(load_acled().types) - reached == {"Other"}


def test_retired_codes_lead_to_living_ones():
    plover = load_plover()
    assert all(not now or now in plover.types for now in plover.retired_types.values())
    assert all(not now or plover.has_mode(of, now) for (of, _), now in plover.retired_modes.items())


def test_actors_have_known_countries_sectors_and_parents(countries):
    actors, allowed = load_actors(), load_sectors().allowed
    for rows in actors.entities.values():
        for row in rows:
            assert row.country is None or row.country in countries, row
            assert set(row.codes) <= allowed, row
            assert not row.parent or row.parent in actors.entities, row


def test_the_five_tables_share_their_columns():
    names = [set(table.rows[0].values) for table in actor_tables()]
    assert all(found == names[0] for found in names)


def test_demonyms_have_known_countries(countries):
    for key, found in load_demonyms().words.items():
        assert {demonym.country for demonym in found} <= countries, key


def test_roles_carry_sectors_in_use():
    allowed = load_sectors().allowed
    for role in load_agents().roles.values():
        assert set(role.sectors) <= allowed, role
        assert role.sectors or role.slot, role


def test_entity_ids_are_plain():
    pattern = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
    assert all(pattern.match(entity) for entity in load_actors().entities)
