"""Repeated rows, against the plain way to find them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from muster.tables import duplicates
from muster.tables.duplicates import repeated_rows


def plainly(*columns: NDArray[np.int32]) -> list[tuple[int, int]]:
    first: dict[tuple[int, ...], int] = {}
    rows = enumerate(zip(*(column.tolist() for column in columns), strict=True))
    return [(row, first[key]) for row, key in rows if first.setdefault(key, row) != row]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=60), st.booleans(), st.integers(1, 4))
def test_as_found_plainly(rows: list[tuple[int, ...]], grouped: bool, fields: int) -> None:
    table = np.array(sorted(rows) if grouped else rows, np.int32).reshape(-1, 4)
    columns = [table[:, field] for field in range(fields)]
    again, first = repeated_rows(columns[0], *columns[1:], candidates=4)
    assert list(zip(again.tolist(), first.tolist(), strict=True)) == plainly(*columns)


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("sizes", [(64, 256), (1 << 16, 1 << 22)])
def test_across_spans_and_passes(
    monkeypatch: pytest.MonkeyPatch, grouped: bool, sizes: tuple[int, int]
) -> None:
    monkeypatch.setattr(duplicates, "_SPAN", sizes[0])
    monkeypatch.setattr(duplicates, "_PASS", sizes[1])
    rng = np.random.default_rng(3)
    candidate = rng.integers(0, 400, 20_000, dtype=np.int32)
    candidate = np.sort(candidate) if grouped else candidate
    others = [rng.integers(-1, 30, 20_000, dtype=np.int32) for _ in range(2)]
    again, first = repeated_rows(candidate, *others, candidates=400)
    expected = plainly(candidate, *others)
    assert len(expected) > 100
    assert list(zip(again.tolist(), first.tolist(), strict=True)) == expected


def test_nothing_repeats_in_nothing() -> None:
    nothing = np.empty(0, np.int32)
    again, first = repeated_rows(nothing, nothing, candidates=0)
    assert again.size == first.size == 0
