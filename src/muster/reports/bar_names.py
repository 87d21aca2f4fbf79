"""Where the names of lines stand in a picture of levels, so that they cover no point and not one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Box", "Line", "place_names"]

TALL = 15.0  # pixels of a name, from top to bottom
CHARACTER = 6.2  # pixels of a character of a name, on average
AWAY = 3.0  # pixels between a line and its name
STEP = 4.0  # pixels between the places that are tried
ON_NAME, ON_POINT, ON_LINE = 100.0, 10.0, 1.0  # how bad a covered pixel is
FAR, UNDER = 0.001, 0.02  # how bad a pixel from the line's end is, and a place under the line


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, x from where time begins and y from the top."""

    left: float
    right: float
    top: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return how many pixels two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(tall, 0.0)


@dataclass(frozen=True)
class Line:
    """A level line from `start` to `end` at the height `y`, in pixels, with its name."""

    name: str
    start: float
    end: float
    y: float


def place_names(
    lines: Sequence[Line], points: Sequence[Box], strokes: Sequence[Box] = (), *, width: float
) -> list[Box]:
    """Return the box of each line's name in a picture `width` pixels wide: along its line, above it or below, where it
    covers least of `points`, of other names and of `strokes`, which are lines that may be crossed; of places as good,
    nearest to the line's end.

    The longest name is placed first. A name wider than its line may begin before it, or end after it.
    """
    placed: dict[int, Box] = {}
    for at in sorted(range(len(lines)), key=lambda at: -len(lines[at].name)):

        def badness(box: Box, line: Line = lines[at]) -> float:
            return (
                ON_NAME * sum(box.shared(one) for one in placed.values())
                + ON_POINT * sum(box.shared(one) for one in points)
                + ON_LINE * sum(box.shared(one) for one in strokes)
                + FAR * abs(line.end - box.right)
                + UNDER * (box.top > line.y)
            )

        placed[at] = min(_places(lines[at], width), key=badness)
    return [placed[at] for at in range(len(lines))]


def _places(line: Line, width: float) -> Iterator[Box]:
    """Return where the name of a line may stand."""
    wide = min(CHARACTER * len(line.name), width)
    first = max(min(line.start, line.end - wide), 0.0)
    last = min(max(line.start, line.end - wide), width - wide)
    for number in range(int(max(last - first, 0.0) / STEP) + 1):
        left = max(last - number * STEP, 0.0)
        yield Box(left, left + wide, line.y - AWAY - TALL, line.y - AWAY)
        yield Box(left, left + wide, line.y + AWAY, line.y + AWAY + TALL)
