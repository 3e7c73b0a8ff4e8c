"""From degrees to a picture: an equirectangular view that may lie over the 180th meridian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

Point = tuple[float, float]
#: West, south, east, north in degrees; east is not less than west and may pass 180.
Box = tuple[float, float, float, float]
WIDTH = 960.0
_HEIGHTS = (300.0, 560.0)
#: What is added around the places, and the least that is shown (degrees of latitude).
_MARGIN, _LEAST = 0.18, 6.0
_TURN = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A part of the world and its picture.

    `scale` is picture units a degree of latitude; one of longitude has `squeeze` times as many.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def place(self, lon: float, lat: float, turn: float = 0.0) -> Point:
        """Where a point stands in the picture."""
        return (lon + turn - self.west) * self.scale * self.squeeze, (self.north - lat) * self.scale

    def spot(self, lon: float, lat: float) -> Point:
        """Where a point stands, on the turn of the world that the view shows."""
        return self.place(self.west + (lon - self.west) % _TURN, lat)

    def shows(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the picture."""
        x, y = self.spot(lon, lat)
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def turns(self, line: Sequence[Point], box: Box) -> Iterator[list[Point]]:
        """A line (that `box` holds) in the picture, on each turn of the world on which the picture may show it."""
        for turn in (-2 * _TURN, -_TURN, 0.0, _TURN):
            left, top = self.place(box[0], box[3], turn)
            right, low = self.place(box[2], box[1], turn)
            if right >= 0 and left <= WIDTH and low >= 0 and top <= self.height:
                yield [self.place(lon, lat, turn) for lon, lat in line]


def view_of(boxes: Iterable[Box]) -> View:
    """The view that shows all boxes (the whole world where there are none) with a margin around them."""
    west, south, east, north = bounds(boxes)
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    tall = max((north - south) * (1 + 2 * _MARGIN), _LEAST)
    wide = max((east - west) * (1 + 2 * _MARGIN), _LEAST)
    wide = min(_TURN, max(wide, tall * WIDTH / _HEIGHTS[1] / squeeze))
    tall = max(tall, wide * squeeze * _HEIGHTS[0] / WIDTH)
    scale = WIDTH / (wide * squeeze)
    top = min(90.0, middle_y + tall / 2)
    height = min(tall, top + 90.0) * scale
    return View(west=middle_x - wide / 2, north=top, scale=scale, squeeze=squeeze, height=round(height))


def bounds(boxes: Iterable[Box]) -> Box:
    """The least box around all, by the shorter way round the world."""
    found = list(boxes)
    if not found:
        return -180.0, -58.0, 180.0, 78.0
    west, east = _least_arc([(west, east) for west, _, east, _ in found])
    return west, min(south for _, south, _, _ in found), east, max(north for _, _, _, north in found)


def _least_arc(arcs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The shortest arc that covers all: it begins after the widest gap."""
    merged: list[list[float]] = []
    for west, east in sorted(((west + 180) % _TURN - 180, east - west) for west, east in arcs):
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], west + east)
        else:
            merged.append([west, west + east])
    merged.append([merged[0][0] + _TURN, 0.0])
    gap, start = max((after[0] - before[1], after[0]) for before, after in pairwise(merged))
    if gap <= 0:
        return -180.0, 180.0
    start = start if start < 180 else start - _TURN
    return start, start + _TURN - gap


def clip(ring: Sequence[Point], height: float, edge: float = 4.0) -> list[Point]:
    """The part of a ring that lies in the picture or up to `edge` outside of it (Sutherland and Hodgman)."""
    sides = ((0, -edge, 1.0), (0, WIDTH + edge, -1.0), (1, -edge, 1.0), (1, height + edge, -1.0))
    points = list(ring)
    for axis, limit, sign in sides:
        points = list(_cut(points, axis, limit=limit, sign=sign))
    return points


def _cut(points: Sequence[Point], axis: int, *, limit: float, sign: float) -> Iterator[Point]:
    for before, after in zip([*points[-1:], *points[:-1]], points, strict=True):
        is_in, was_in = (after[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (after[axis] - before[axis])
            yield before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])
        if is_in:
            yield after


def thin(points: Sequence[Point], least: float) -> list[Point]:
    """A line without points that one would not see apart; its ends stay."""
    kept = list(points[:1])
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept + list(points[-1:]) if len(points) > 1 else kept


def middle(ring: Sequence[Point]) -> tuple[float, Point]:
    """The area of a ring and its centre of gravity."""
    twice = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, *ring[:1]]):
        cross = x1 * y2 - x2 * y1
        twice, x_sum, y_sum = twice + cross, x_sum + (x1 + x2) * cross, y_sum + (y1 + y2) * cross
    if abs(twice) < 1e-9:
        return 0.0, ring[0] if ring else (0.0, 0.0)
    return abs(twice) / 2, (x_sum / (3 * twice), y_sum / (3 * twice))
