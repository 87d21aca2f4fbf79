"""Ids to codes, against the plain way to do it."""

from __future__ import annotations

import unicodedata

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.tables.columns import Column, TextColumn, WholeColumn, text_column
from muster.tables.ids import Source, code_ids, code_interviews
from muster.tables.problems import Problems
from muster.tables.spelling import group_equal, look_at, same_numbers, study, to_numpy, whole_numbers

LETTERS = "abcXYZ019 -_.é漢😀ß\u00a0"
texts = st.text(LETTERS, max_size=6)


def source(column: Column) -> Source:
    return Source("a.csv", "id", column, lambda records: records.tolist())


def chunked(values: list[str], size: int) -> TextColumn:
    pieces = [pa.array(values[i : i + size], pa.string()) for i in range(0, len(values), size)]
    return text_column(pa.chunked_array(pieces, pa.string()), typed=True)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=30), st.integers(1, 9))
def test_codes_lead_back_to_the_ids(values: list[str], size: int) -> None:
    problems = Problems()
    coded = code_ids("id", [source(chunked(values, size))], problems)
    trimmed = [value.strip() for value in values]
    if len({folded(value) for value in set(values)}) == len(set(values)):
        assert not problems
        assert coded.ids.tolist() == sorted({value for value in trimmed if value})
    elif len({folded(v) for v in set(values) if v.strip()}) < len({v for v in values if v.strip()}):
        assert problems
    known = ["" if code < 0 else coded.ids[code] for code in coded.codes[0]]
    assert known == trimmed


@settings(deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9), min_size=1, max_size=40), st.data())
def test_whole_numbers_are_coded_in_order(values: list[int], data: st.DataObject) -> None:
    missing = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    columns = [WholeColumn(np.array(values), missing), WholeColumn(np.array(values))]
    coded = code_ids("id", [source(column) for column in columns], Problems())
    assert coded.ids.tolist() == sorted(set(values))
    assert [None if code < 0 else coded.ids[code] for code in coded.codes[0]] == [
        None if gone else value for value, gone in zip(values, missing, strict=True)
    ]
    assert coded.ids[coded.codes[1]].tolist() == values


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=30), st.integers(1, 9))
def test_interviews_are_told_apart_but_for_white_space(values: list[str], size: int) -> None:
    coded = code_interviews([source(chunked(values, size))])
    (codes,) = coded.codes
    present = codes[codes >= 0]
    assert coded.names(present).tolist() == [value.strip() for value in values if value.strip()]
    pairs = set(zip(codes.tolist(), (value.strip() for value in values), strict=True))
    assert len(pairs) == len({code for code, _ in pairs}) == len({text for _, text in pairs})
    assert all((code < 0) == (not text) for code, text in pairs)
    assert codes.max() < coded.bound


@pytest.mark.parametrize("repeats", [1, 2, 20])
@pytest.mark.parametrize("shift", [0, 1_000])
def test_equal_texts_get_equal_numbers(repeats: int, shift: int) -> None:
    values = [f"t{i // repeats}" for i in range(2_000)] + [f"t{i}" for i in range(shift, shift + 100)]
    numbers, different = group_equal(pa.chunked_array([values[:700], values[700:]]))
    assert different.gather(numbers).to_list() == values
    assert different.n_unique() == len(different)


@settings(deadline=None)
@given(st.lists(texts, max_size=20))
def test_texts_become_numpy_texts(values: list[str]) -> None:
    found = to_numpy(pl.Series(values, dtype=pl.String))
    assert found.tolist() == values


def test_very_wide_ids_are_kept_as_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.tables.spelling.WIDE_IDS", 100)
    found = to_numpy(pl.Series(["a" * 60, "b"]))
    assert found.dtype == object
    assert found.tolist() == ["a" * 60, "b"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "-2", "0"], [1, -2, 0]),
        (["9223372036854775807", "-9223372036854775808"], [2**63 - 1, -(2**63)]),
        (["9223372036854775808"], None),
        (["01"], None),
        (["+1"], None),
        (["-0"], None),
        (["1", "1.0"], None),
        (["١"], None),
        ([], None),
    ],
)
def test_only_the_plain_way_to_write_a_number_is_one(values: list[str], expected: list[int] | None) -> None:
    found = whole_numbers(pl.Series(values, dtype=pl.String))
    assert (None if found is None else found.tolist()) == expected


@pytest.mark.parametrize(
    ("values", "alike"),
    [
        (["abc", "abd"], []),
        (["abc", "ABD"], []),
        (["abc", "aBc", "x"], [[0, 1]]),
        (["a b", "ab", "x", "X"], [[0, 1], [2, 3]]),
        (["é", "É"], [[0, 1]]),
        (["\ufb01n", "fin"], [[0, 1]]),
        (["a\u200b", "a"], [[0, 1]]),
    ],
)
def test_spellings_that_are_alike(values: list[str], alike: list[list[int]]) -> None:
    entries = pa.chunked_array([values])
    assert study(pl.Series(values), look_at(entries)).alike == alike


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a\u202eb", True),  # turns the text around
        ("a\u200bb", True),  # a space of no width
        ("\ufeffa", True),
        ("a\u00adb", True),
        ("a\u2028b", True),
        ("a\ue000", True),
        ("a\x7f", True),
        ("a\u00a0b", False),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", False),  # a Persian name, spelled with a joiner
        ("\U0001f469\u200d\U0001f52c", False),
        ("Jose\u0301", False),
    ],
)
def test_one_rule_says_which_characters_cannot_be_printed(text: str, refused: bool) -> None:
    known = study(pl.Series([text]), look_at(pa.chunked_array([[text]])))
    assert known.control.tolist() == [refused]


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        (["1", "1.0"], [[0, 1]]),
        (["x", "007", "7", "+7", "7.00", "8"], [[1, 2, 3, 4]]),
        (["-1", "-01.", "1"], [[0, 1]]),
        (["1", "2", "x1", "x01", "1.5", "1.50"], []),
        (["000", "0"], [[0, 1]]),
    ],
)
def test_numbers_written_in_several_ways(values: list[str], groups: list[list[int]]) -> None:
    assert same_numbers(pl.Series(values)) == groups


def test_numbers_written_in_several_ways_are_noted_with_their_places() -> None:
    column = chunked(["1", "x", "1.0", "1"], 2)
    coded = code_ids("candidate id", [source(column)], Problems())
    assert coded.notes == (
        "Candidate id '1' (a.csv, row 0) and '1.0' (a.csv, row 2) are one number and count as two. If they are one,"
        " write them alike.",
    )


def test_a_look_sees_only_what_is_in_the_slice() -> None:
    look = look_at(pa.chunked_array([pa.array(["é x", "abc", "abcd", "A\n"]).slice(1, 2)]))
    assert (look.plain, look.one_case, look.shortest, look.longest) == (True, True, 3, 4)
