"""Cells that a spreadsheet would run are made harmless, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.formulas import neutralised, restored

STARTS = "=+-@\t\r'"


@pytest.mark.parametrize("cell", ["=1+1", "+62 21", "-x", "@home", "\tx", "\rx", "'=1", "''@"])
def test_what_would_be_run_gets_an_apostrophe(cell: str) -> None:
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", "'tis", " =1", "O'Neil"])
def test_the_rest_stays_as_it_is(cell: str) -> None:
    assert neutralised(cell) == restored(cell) == cell


@given(st.text(alphabet=STARTS + "ab\n", max_size=8))
def test_every_cell_comes_back(cell: str) -> None:
    assert restored(neutralised(cell)) == cell
    assert not neutralised(cell).startswith(tuple("=+-@\t\r"))
