"""Places of a report as a map: an SVG picture that needs no network, drawn from records alone.

Cities, districts and sites have markers; a first-level unit has a broken ring about its middle; a country is a hatched
outline and a region a name, neither ever a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10, sqrt

from markupsafe import Markup

from khaldun.codebooks.outlines import load_outlines
from khaldun.rendering.map_labels import Label, LabelSetter
from khaldun.rendering.map_land import Land
from khaldun.rendering.places import AREAS, PlaceView
from khaldun.rendering.projection import WIDTH, Box, Point, View, view_of
from khaldun.rendering.templating import template

#: Degrees around the middle of an area whose borders we do not know.
_REACH = {"admin1": 1.2, "region": 4.0, "country": 2.0}
#: From so many events on a marker has the next darker colour.
_HEATS = (1, 2, 5)
_KILOMETRES = 111.2
_SMALL, _LARGE = 5.0, 20.0
#: The ring of a first-level unit: its radius in degrees and the most of it in picture units.
_RING, _LARGEST_RING = 0.5, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the map: its shape (`path` is that of a country), size, number of events, and what is said of it."""

    key: str
    shape: str
    spot: Point
    radius: float
    events: int
    heat: int
    about: str
    label: Label
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """A picture with its heading, and the names of the places that it leaves out."""

    heading: str
    svg: Markup
    outside: tuple[str, ...]


def place_maps(views: Sequence[PlaceView], name: str = "map") -> list[PlaceMap]:
    """The map of where events happened and, where it leaves a place out, the map of all places named.

    `name` keeps the ids of several maps on one page apart.
    """
    resolved = [view for view in views if view.is_resolved]
    with_events = [view for view in resolved if view.events]
    if not resolved:
        return []
    if not with_events:
        return [_place_map(resolved, resolved, heading="Places named", name=name)]
    maps = [_place_map(resolved, with_events, heading="Where events happened", name=name)]
    if maps[0].outside:
        maps.append(_place_map(resolved, resolved, heading="All places named", name=f"{name}-all"))
    return maps


def _place_map(views: Sequence[PlaceView], shown: Sequence[PlaceView], *, heading: str, name: str) -> PlaceMap:
    view = zoom(shown)
    land = Land(load_outlines(), view)
    marks = draw_marks(views, view, land)
    keys = {mark.key for mark in marks}
    outside = tuple(each.place.name for each in views if each.key not in keys)
    return PlaceMap(
        heading=heading, svg=Markup(_draw(marks, view, land=land, name=name, about=heading)), outside=outside
    )


def _draw(marks: Sequence[Mark], view: View, *, land: Land, name: str, about: str) -> str:
    setter = LabelSetter(view.height)
    for mark in marks:
        setter.keep(mark.label)
        setter.take(*mark.spot, mark.radius)
    taken = {mark.label.text for mark in marks}
    names = [setter.within(text, *spot, most=1) for text, spot in land.name_spots() if text not in taken]
    return template("map.svg.j2").render(
        name=name,
        about=about,
        width=WIDTH,
        height=view.height,
        land=land.path(),
        names=[label for label in names if label.is_clear],
        marks=sorted(marks, key=lambda mark: (mark.shape not in AREAS, -mark.radius)),
        scale=_scale_bar(view),
    )


def draw_marks(views: Sequence[PlaceView], view: View, land: Land) -> list[Mark]:
    """The marks of all places that lie in a view: points first, so that no area's name takes their room."""
    setter = LabelSetter(view.height)
    areas = [each for each in views if each.place.precision in AREAS and _area_spot(each, view, land)]
    points = [each for each in views if each.place.precision not in AREAS and view.shows(*_degrees(each))]
    for each in points:
        setter.take(*view.spot(*_degrees(each)), _radius(each, view))
    by_events = sorted(points, key=_by_events)
    return [_point(each, view, setter) for each in by_events] + [
        _area(each, view, setter, land) for each in sorted(areas, key=_by_events)
    ]


def zoom(views: Sequence[PlaceView]) -> View:
    """The view of all points and of those areas that the points alone do not bring into it."""
    points = [extent(each) for each in views if each.place.precision not in AREAS]
    areas = [each for each in views if each.place.precision in AREAS]
    if points and areas:
        near = view_of(points)
        land = Land(load_outlines(), near)
        areas = [each for each in areas if _area_spot(each, near, land) is None]
    return view_of([*points, *map(extent, areas)])


def extent(view: PlaceView) -> Box:
    """The degrees that a place takes up: the main part of a country, a square for other areas, a point else."""
    place, (lon, lat) = view.place, _degrees(view)
    country = load_outlines().country(place.country) if place.precision == "country" else None
    if country:
        return country.rings[0].box
    reach = _REACH.get(place.precision or "", 0.0)
    return lon - reach, lat - reach, lon + reach, lat + reach


def _degrees(each: PlaceView) -> Point:
    return each.place.lon or 0.0, each.place.lat or 0.0


def _by_events(each: PlaceView) -> int:
    return -len(each.events)


def _point(each: PlaceView, view: View, setter: LabelSetter) -> Mark:
    spot, radius = view.spot(*_degrees(each)), _radius(each, view)
    return _mark(each, spot, radius=radius, label=setter.beside(each.place.name, spot, radius))


def _area(each: PlaceView, view: View, setter: LabelSetter, land: Land) -> Mark:
    """A country as its outline, any other area as its name."""
    place, spot = each.place, _area_spot(each, view, land) or (0.0, 0.0)
    number = f" ({len(each.events)})" if each.events else ""
    label = setter.within(place.name + number, *spot, most=3 if place.precision == "country" else 9)
    path = land.path(place.country) if place.precision == "country" and place.country else ""
    return _mark(each, spot, radius=0.0, label=label, path=path)


def _area_spot(each: PlaceView, view: View, land: Land) -> Point | None:
    """Where the name of an area stands; None where the view shows nothing of it."""
    place = each.place
    if place.precision == "country" and load_outlines().country(place.country):
        return land.spot(place.country)
    return view.spot(*_degrees(each)) if view.shows(*_degrees(each)) else None


def _mark(each: PlaceView, spot: Point, *, radius: float, label: Label, path: str = "") -> Mark:
    count = len(each.events)
    return Mark(
        key=each.key,
        shape=each.place.precision or "point",
        spot=spot,
        radius=radius,
        events=count,
        heat=sum(count >= least for least in _HEATS),
        about=_about(each),
        label=label,
        path=path,
    )


def _about(each: PlaceView) -> str:
    """Name, units, what kind of place, and what happened there."""
    place = each.place
    where = ", ".join(dict.fromkeys(value for value in (place.name, place.admin1, place.country) if value))
    remark = ", no point" if place.precision in AREAS else ", middle only" if place.precision == "admin1" else ""
    return f"{where} ({place.precision}{remark}): {each.happenings or 'named, no event coded there'}"


def _radius(each: PlaceView, view: View) -> float:
    size = min(_LARGE, 8.0 + 2.5 * sqrt(len(each.events))) if each.events else _SMALL
    return max(size, min(_LARGEST_RING, view.scale * _RING)) if each.place.precision == "admin1" else size


def _scale_bar(view: View) -> tuple[float, str]:
    """The length of a bar and the distance it stands for: 1, 2 or 5 times a power of ten."""
    most = WIDTH / 5 / view.scale * _KILOMETRES
    power = 10 ** int(log10(most))
    distance = max(power * step for step in (1, 2, 5) if power * step <= most)
    return distance / _KILOMETRES * view.scale, f"{distance:,} km"
