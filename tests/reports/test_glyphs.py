from __future__ import annotations

import pytest

from muster.reports.glyphs import PROBE, find_drawable, without_marks
from muster.reports.typesetting import UntypesettableError, typeset


def test_what_cannot_be_drawn_is_shown_as_its_code() -> None:
    plain = find_drawable("Zoë Ωμέγα Жук مرشح")
    assert plain.codes == {}
    assert not plain.system_fonts
    unassigned = find_drawable("a\U0003fffd")
    assert unassigned.words("a\U0003fffd") == "a[U+3FFFD]"


def test_marks_that_cannot_join_their_letter_are_shown_as_codes() -> None:
    text = "x\u20d7"
    drawable = find_drawable(text)
    with pytest.raises(UntypesettableError):
        typeset(PROBE, [drawable.words(text)])
    apart = without_marks(text, drawable)
    assert apart.words(text) == "x[U+20D7]"
    assert typeset(PROBE, [apart.words(text)]).startswith(b"%PDF")
