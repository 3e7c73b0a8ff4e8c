"""Places of a report: views, table, map and page; an area is never a point."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from coded_records import TEXT, coded, event, span
from khaldun.records import CodedReport, Place, PlaceCandidate
from khaldun.rendering.map import place_maps, zoom
from khaldun.rendering.page import report_page
from khaldun.rendering.place_table import report_places
from khaldun.rendering.places import place_views
from khaldun.rendering.places_page import places_page

EVIL = '"><script>alert(1)</script>\x1b[2J&amp;'
OTHER = PlaceCandidate(gazetteer_id="g9", name="Kano", country="USA", score=0.25)
KANO = Place(
    span=span("KANO"), name="Kano", lat=12.0, lon=8.52, country="NGA", admin1="Kano", gazetteer_id="g1",
    precision="city", alternatives=(OTHER,), rule="gazetteer: city, lies in Nigeria, named with it",
)  # fmt: skip
NIGERIA = Place(
    span=span("Nigeria"), name="Nigeria", lat=10.0, lon=8.0, country="NGA", gazetteer_id="g2", precision="country"
)
ZAMFARA = event().place
OPEN = Place(span=span("village"), name="village", alternatives=(OTHER,), rule="gazetteer: undecided")


def report(*places: Place, **changes) -> CodedReport:
    return replace(coded(**changes), places=places)


class Svg(HTMLParser):
    """Elements of a page with their attributes; every element must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def classes(self, wanted: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.tags if wanted in (found.get("class") or "").split()]


def drawn(*places: Place, **changes) -> Svg:
    return Svg("".join(each.svg for each in place_maps(place_views(report(*places, **changes)))))


def shown(one: CodedReport, width: int = 120) -> str:
    written = io.StringIO()
    Console(file=written, width=width, no_color=True).print(report_places(one))
    return written.getvalue()


def test_mentions_of_one_place_are_one_view():
    again = replace(KANO, span=span("Zamfara"))
    first, second = place_views(report(KANO, NIGERIA, again, again, events=()))
    assert (first.key, second.key) == ("p1", "p2")
    assert first.toponyms == "KANO, Zamfara ×2"
    assert first.rules == KANO.rule, "the same rule is told once"


def test_events_stand_with_their_place():
    views = {view.place.name: view for view in place_views(report(KANO, ZAMFARA))}
    assert views["Zamfara"].happenings == "1 ASSAULT, firearms"
    assert views["Kano"].events == ()


def test_an_event_place_that_is_not_among_the_places_is_shown():
    assert [view.place.name for view in place_views(report())] == ["Zamfara"]


@pytest.mark.parametrize(
    ("place", "coordinates"),
    [
        (KANO, "12.00, 8.52"),
        (NIGERIA, "area, no point"),
        (replace(NIGERIA, precision="region"), "area, no point"),
        (ZAMFARA, "12.17, 6.66 (middle)"),
        (OPEN, ""),
    ],
    ids=["city", "country", "region", "first-level unit", "not resolved"],
)
def test_coordinates(place, coordinates):
    [view] = place_views(report(place, events=()))
    assert view.coordinates == coordinates


def test_the_table_tells_everything():
    words = " ".join(shown(report(KANO, NIGERIA, ZAMFARA, OPEN), 200).split())
    for part in (
        "1 KANO Kano Kano NGA city 12.00, 8.52 –",
        "2 Nigeria Nigeria – NGA country area, no point –",
        "1 ASSAULT, firearms",
        "3 village not resolved – – – – –",
        "1 gazetteer: city, lies in Nigeria, named with it not chosen: Kano [USA, g9] 0.25",
        "3 gazetteer: undecided open between: Kano [USA, g9] 0.25",
        "! reader: 2 bytes",
    ):
        assert part in words


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_fits_the_width(width):
    assert all(len(line) <= width for line in shown(report(KANO, NIGERIA, ZAMFARA, OPEN), width).splitlines())


def test_reports_cannot_steer_the_terminal():
    assert "\x1b" not in shown(report(replace(KANO, name=EVIL, admin1=EVIL, rule=EVIL)))


def test_no_place():
    empty = report(events=())
    assert "no place named" in shown(empty)
    assert place_maps(place_views(empty)) == []
    assert "No place is named" in places_page([empty])


@pytest.mark.parametrize(
    ("place", "tag"),
    [
        (KANO, "circle"),
        (replace(KANO, precision="district"), "rect"),
        (replace(KANO, precision="point"), "path"),
        (ZAMFARA, "circle"),
    ],
    ids=["city", "district", "site", "first-level unit"],
)
def test_points_have_a_sign_of_their_precision(place, tag):
    signs = [name for name, found in drawn(place, events=()).tags if "shape" in (found.get("class") or "").split()]
    assert signs == [tag]


@pytest.mark.parametrize("precision", ["country", "region"])
@pytest.mark.parametrize("events", [(), (event(),)], ids=["named only", "with an event"])
def test_an_area_is_never_a_point(precision, events):
    area = replace(NIGERIA, precision=precision)
    happened = tuple(replace(one, place=area) for one in events)
    picture = drawn(area, events=happened)
    assert picture.classes("shape") == []
    assert "circle" not in [tag for tag, _ in picture.tags]
    [sign] = picture.classes("place")
    assert "no point" in (sign["aria-label"] or "")
    assert len(picture.classes("held")) == (precision == "country"), "a country has its outline"


def test_a_country_without_outline_is_a_name():
    nowhere = replace(NIGERIA, name="Yugoslavia", country="YUG")
    picture = drawn(nowhere, events=())
    assert picture.classes("shape") == picture.classes("held") == []
    assert picture.classes("place")


def test_signs_are_reached_by_keyboard_and_say_what_they_are():
    picture = drawn(KANO, ZAMFARA)
    signs = picture.classes("place")
    assert {sign["tabindex"] for sign in signs} == {"0"}
    assert "Zamfara, NGA (admin1, middle only): 1 ASSAULT, firearms" in [sign["aria-label"] for sign in signs]
    assert {sign["data-place"] for sign in signs} == {"p1", "p2"}


def test_more_events_make_a_larger_and_darker_sign():
    happened = tuple(event(id=f"event-{n}", place=KANO) for n in range(6))
    [many] = drawn(KANO, events=happened).classes("shape")
    [none] = drawn(KANO, events=()).classes("shape")
    assert float(many["r"] or 0) > float(none["r"] or 0)
    assert drawn(KANO, events=happened).classes("heat3")
    assert ">6</text>" in place_maps(place_views(report(KANO, events=happened)))[0].svg, "the number can be read"


def test_the_map_shows_where_events_happened_and_all_places_after():
    washington = replace(KANO, span=span("March"), gazetteer_id="g7", name="Washington", lat=38.9, lon=-77.04)
    first, second = place_maps(place_views(report(washington, ZAMFARA)))
    assert (first.heading, first.outside) == ("Where events happened", ("Washington",))
    assert (second.heading, second.outside) == ("All places named", ())


def test_places_on_both_sides_of_the_180th_meridian_are_near():
    suva = replace(KANO, gazetteer_id="g3", lat=-18.14, lon=178.43, country="FJI")
    apia = replace(KANO, gazetteer_id="g4", lat=-13.83, lon=-171.77, country="WSM", span=span("March"))
    spots = [(float(sign["cx"] or 0), float(sign["cy"] or 0)) for sign in drawn(suva, apia, events=()).classes("shape")]
    assert all(0 < x < 960 for x, _ in spots)
    assert "500 km" in place_maps(place_views(report(suva, apia, events=())))[0].svg or len(spots) == 2


def test_the_same_records_give_the_same_map():
    one, other = (place_maps(place_views(report(KANO, NIGERIA, ZAMFARA))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("page", [lambda one: places_page([one, one]), report_page], ids=["places", "render"])
def test_what_a_report_says_is_text(page):
    evil = replace(KANO, name=EVIL, admin1=EVIL, rule=EVIL, alternatives=(replace(OTHER, name=EVIL),))
    html = page(report(evil, events=(event(place=evil, type=EVIL, mode=EVIL),), title=EVIL, text=TEXT))
    parsed = Svg(html)
    assert [tag for tag, _ in parsed.tags].count("script") == 1, "only our own"
    assert not any(re.match("on", name) for _, found in parsed.tags for name in found)


def test_ids_on_a_page_are_unique_and_words_are_tied_to_signs():
    parsed = Svg(places_page([report(KANO, ZAMFARA), report(KANO, NIGERIA)]))
    ids = [found["id"] for _, found in parsed.tags if "id" in found]
    assert len(ids) == len(set(ids))
    keys = {key for _, found in parsed.tags for key in (found.get("data-keys") or "").split()}
    assert keys == {found["data-place"] for _, found in parsed.tags if "data-place" in found}


def test_a_page_loads_nothing():
    html = places_page([report(KANO)])
    parsed = Svg(html)
    assert not {tag for tag, _ in parsed.tags} & {"link", "img", "image", "use", "iframe", "object"}
    assert not [found for _, found in parsed.tags if "src" in found or "href" in found]
    [policy] = [found["content"] or "" for _, found in parsed.tags if found.get("http-equiv")]
    assert policy.startswith("default-src 'none'")


def test_the_rendered_page_ties_toponyms_to_the_map():
    parsed = Svg(report_page(report(KANO, ZAMFARA)))
    keys = [set((found.get("data-keys") or "").split()) for _, found in parsed.tags]
    assert any({"e1-place", "p2"} <= found for found in keys), "the event's place and the place are one"
    assert [found for tag, found in parsed.tags if tag == "svg" and found.get("class") == "map"]
    assert {"p1", "p2"} == {found["data-place"] for _, found in parsed.tags if "data-place" in found}


def test_an_area_around_points_does_not_widen_the_view():
    near = zoom(place_views(report(KANO, NIGERIA, events=())))
    assert near == zoom(place_views(report(KANO, events=())))


def test_an_area_elsewhere_widens_the_view():
    peru = replace(NIGERIA, gazetteer_id="g5", country="PER", lat=-10.0, lon=-76.0)
    view = zoom(place_views(report(KANO, peru, events=())))
    assert view.shows(-76.0, -10.0)
    assert view.shows(8.52, 12.0)
