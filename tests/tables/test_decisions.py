from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from muster.engine.errors import DataError, InputError
from muster.tables.decisions import FLAGS, UNKNOWN, Decisions, read_decisions

Put = Callable[[str, str | bytes], Path]

LINES = "id,sex,race,hired\n1,F,White,yes\n2,M,,no\n3,,Black,no\n4,F,Black,\n"


def fails(path: Path, *groups: str, **columns: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_decisions(path, groups, **columns)
    return [str(problem).replace(str(path.parent), "").lstrip("/") for problem in caught.value.problems]


def test_groups_and_decisions(put: Put) -> None:
    found = read_decisions(put("a.csv", LINES), ["sex", "race"], selected="hired")
    assert found.groups == {"sex": ["F", "M", None], "race": ["White", None, "Black"]}
    assert found.selected is not None
    assert found.selected.tolist() == [True, False, False]
    assert found.scores is None
    assert (found.rows, found.missing) == (4, 1)
    assert found.notes == ("1 of 4 rows has no decision and is left out.",)


def test_scores(put: Put) -> None:
    found = read_decisions(put("a.csv", "g,s\na,1.5\nb,-2e3\na,\nb, 7 \n"), ["g"], score="s")
    assert found.scores is not None
    assert found.scores.tolist() == [1.5, -2000, 7]
    assert found.selected is None
    assert found.notes == ("1 of 4 rows has no score and is left out.",)


ROWS = [{"g": "a", "chosen": True, "score": 1.5}, {"g": None, "chosen": False, "score": 2.0}]


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "json", "jsonl"])
def test_every_format_reads_the_same(tmp_path: Path, ending: str) -> None:
    path, frame = tmp_path / f"a.{ending}", pl.DataFrame(ROWS)
    writers: dict[str, Callable[[Path], object]] = {
        "csv": frame.write_csv,
        "tsv": lambda to: frame.write_csv(to, separator="\t"),
        "parquet": frame.write_parquet,
        "json": frame.write_json,
        "jsonl": frame.write_ndjson,
    }
    writers[ending](path)
    chosen = read_decisions(path, ["g"], selected="chosen")
    scored = read_decisions(path, ["g"], score="score")
    assert chosen.groups == scored.groups == {"g": ["a", None]}
    assert chosen.selected is not None
    assert chosen.selected.tolist() == [True, False]
    assert scored.scores is not None
    assert scored.scores.tolist() == [1.5, 2.0]


def test_all_words_for_yes_and_no(put: Put) -> None:
    words = [form for word in FLAGS for form in (word, word.upper(), f" {word.title()} ")]
    lines = "".join(f"a,{word}\n" for word in words)
    found = read_decisions(put("a.csv", f"g,hired\n{lines}"), ["g"], selected="hired")
    assert found.selected is not None
    assert found.selected.tolist() == [FLAGS[word.strip().lower()] for word in words]


@pytest.mark.parametrize("word", sorted(UNKNOWN))
def test_all_words_for_a_group_that_is_not_known(put: Put, word: str) -> None:
    found = read_decisions(put("a.csv", f"g,h\na,1\n{word.upper()},0\nb,0\n"), ["g"], selected="h")
    assert found.groups == {"g": ["a", None, "b"]}
    assert len(found.notes) == 1
    assert found.notes[0].startswith("1 of column g are ")
    assert found.notes[0].endswith("count as unknown.")


def test_numbers_may_name_groups(put: Put) -> None:
    found = read_decisions(put("a.csv", "g,h\n1,1\n10,0\n2,0\n"), ["g"], selected="h")
    assert found.groups == {"g": ["1", "10", "2"]}


def test_everything_wrong_is_told_together(put: Put) -> None:
    path = put("a.csv", "g,h\na,yes\nA,maybe\nb,2\n")
    neither = "is neither yes nor no; write one, or leave the cell empty if nothing is decided"
    assert fails(path, "g", selected="h") == [
        f"a.csv, row 3, column h: 'maybe' {neither}",
        f"a.csv, row 4, column h: '2' {neither}",
        "a.csv, row 3, column g: the group 'A' differs from 'a' (row 2) only in case or spaces; write one person or"
        " thing one way",
    ]


@pytest.mark.parametrize("text", ["high", "1,5", "nan", "inf", "1e999", "0x10"])
def test_scores_that_are_no_numbers(put: Put, text: str) -> None:
    (told,) = fails(put("a.csv", f'g,s\na,1\nb,"{text}"\n'), "g", score="s")
    assert (
        told
        == f"a.csv, row 3, column s: the score '{text}' is not a number; correct it or leave the cell empty"
    )


def test_columns_that_the_file_lacks(put: Put) -> None:
    told = fails(put("a.csv", LINES), "gender", "race", selected="hird")
    assert len(told) == 2
    assert "there is no column 'gender'" in told[0]
    assert "--group" in told[0]
    assert "did you mean 'hired'? Say so with --selected" in told[1]


def test_a_file_without_decisions(put: Put) -> None:
    assert fails(put("a.csv", "g,h\n"), "g", selected="h") == [
        "a.csv: the file has a header but no rows; export it again"
    ]
    empty = read_decisions(put("b.csv", "g,h\na,\nb,\n"), ["g"], selected="h")
    assert empty.groups == {"g": []}
    assert empty.notes == ("2 of 2 rows have no decision and are left out.",)


def test_a_parquet_column_of_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"g": ["a"], "h": [0]}).with_columns(pl.col("h").cast(pl.Date)).write_parquet(path)
    (told,) = fails(path, "g", selected="h")
    assert "must hold numbers" in told


@pytest.mark.parametrize(
    ("groups", "columns", "sentence"),
    [
        (["g"], {}, "either the column of decisions"),
        (["g"], {"selected": "h", "score": "s"}, "either the column of decisions"),
        ([], {"selected": "h"}, "one column of groups"),
        (["h"], {"selected": "h"}, "named for two things"),
        (["g", "g"], {"selected": "h"}, "named for two things"),
    ],
)
def test_columns_that_make_no_sense(
    put: Put, groups: list[str], columns: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read_decisions(put("a.csv", LINES), groups, **columns)


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    path, rows = tmp_path / "a.parquet", 1_100_000
    chosen = np.arange(rows) % 3 == 0
    pl.DataFrame({"g": np.where(np.arange(rows) % 2 == 0, "a", "b"), "h": chosen}).write_parquet(path)
    found: Decisions = read_decisions(path, ["g"], selected="h")
    assert found.selected is not None
    assert (found.selected == chosen).all()
    assert found.groups["g"][:3] == ["a", "b", "a"]


def test_nothing_of_a_missing_file(tmp_path: Path) -> None:
    columns: dict[str, Any] = {"selected": "h"}
    assert fails(tmp_path / "none.csv", "g", **columns) == ["none.csv: there is no such file; check the name"]
