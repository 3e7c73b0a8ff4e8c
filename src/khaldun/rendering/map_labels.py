"""Sets the words of a map where they lie over nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.rendering.projection import WIDTH

#: Width of a letter and height of a line in picture units, at the size that the style gives labels.
_LETTER, _LINE = 7.4, 16.0
_GAP = 4.0
#: Left, top, right, bottom in picture units.
Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words on the map: `x`, `y` is where their line begins, is centred or ends (`anchor`)."""

    text: str
    x: float
    y: float
    anchor: str = "middle"
    is_clear: bool = True


class LabelSetter:
    """Remembers what is taken."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._taken: list[Frame] = []

    def take(self, x: float, y: float, radius: float) -> None:
        """Keeps labels away from a marker."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def keep(self, label: Label) -> None:
        """Keeps labels away from one that is set already."""
        if label.is_clear:
            self._taken.append(_frame(label))

    def beside(self, text: str, spot: tuple[float, float], radius: float) -> Label:
        """A label to the right, left, below or above of a marker; not clear where all of these are taken."""
        (x, y), away = spot, radius + _GAP
        spots = (
            Label(text=text, x=x + away, y=y + 5, anchor="start"),
            Label(text=text, x=x - away, y=y + 5, anchor="end"),
            Label(text=text, x=x, y=y + away + 12),
            Label(text=text, x=x, y=y - away),
        )
        return self._first_free(spots) or self._covered(spots[0] if self._fits(spots[0]) else spots[1])

    def within(self, text: str, x: float, y: float, *, most: int) -> Label:
        """A label centred at a point or up to `most` lines off, half of them above."""
        return self._first_free(list(self._around(text, x, y, most))) or self._covered(Label(text=text, x=x, y=y))

    def _around(self, text: str, x: float, y: float, most: int) -> Iterator[Label]:
        for number in range(most):
            off = (number + 1) // 2 * (_LINE + 2) * (-1 if number % 2 else 1)
            yield Label(text=text, x=x, y=y + off)

    def _first_free(self, labels: list[Label] | tuple[Label, ...]) -> Label | None:
        for label in labels:
            if self._fits(label) and not any(_overlap(_frame(label), taken) for taken in self._taken):
                self.keep(label)
                return label
        return None

    def _fits(self, label: Label) -> bool:
        left, top, right, bottom = _frame(label)
        return left >= 0 and top >= 0 and right <= WIDTH and bottom <= self._height

    def _covered(self, label: Label) -> Label:
        return Label(text=label.text, x=label.x, y=label.y, anchor=label.anchor, is_clear=False)


def _frame(label: Label) -> Frame:
    width = _LETTER * len(label.text)
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width
    return left, label.y - _LINE * 0.8, left + width, label.y + _LINE * 0.25


def _overlap(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
