"""Names of lines stand beside points, beside one another and near their lines' ends, where that can be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.reports.bar_names import CHARACTER, Box, Line, place_names

WIDTH = 600.0


def test_a_name_stands_above_the_end_of_its_line() -> None:
    [box] = place_names([Line("Engineer", 0, WIDTH, 100)], [], width=WIDTH)
    assert (box.right, box.bottom < 100) == (WIDTH, True)
    [box] = place_names([Line("Engineer", 0, WIDTH, 100)], [Box(550, 560, 40, 99)], width=WIDTH)
    assert (box.right, box.top > 100) == (WIDTH, True)
    [box] = place_names([Line("Engineer", 0, WIDTH, 100)], [], [Box(0, WIDTH, 90, 92)], width=WIDTH)
    assert (box.right, box.top > 100) == (WIDTH, True)
    [box] = place_names([Line("Engineer", 0, WIDTH, 100)], [Box(550, 560, 40, 160)], width=WIDTH)
    assert box.right <= 550
    assert box.bottom < 100


def test_a_name_longer_than_its_line_stays_in_the_picture() -> None:
    for start, end in ((0.0, 30.0), (570.0, WIDTH), (300.0, 330.0)):
        [box] = place_names([Line("A family with a long name", start, end, 50)], [], width=WIDTH)
        assert 0 <= box.left < box.right <= WIDTH
        assert min(box.right, end) - max(box.left, start) == end - start
    [whole] = place_names([Line("x" * 500, 0, WIDTH, 50)], [], width=WIDTH)
    assert (whole.left, whole.right) == (0, WIDTH)


@given(heights=st.lists(st.integers(40, 260), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_no_two_names_share_a_pixel_while_there_is_room(heights: list[int]) -> None:
    lines = [Line(f"Family {at}", 0, WIDTH, height) for at, height in enumerate(heights)]
    boxes = place_names(lines, [], width=WIDTH)
    for at, box in enumerate(boxes):
        assert box.right - box.left == pytest.approx(CHARACTER * len("Family 0"))
        assert all(box.shared(other) == 0 for other in boxes[at + 1 :])
