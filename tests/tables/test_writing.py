"""Tables and scorecards in every format: what stands in the file, and that it is there whole or not at all."""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.hire.estimate import Ranking
from muster.engine.shapes import Criterion, Scorecards
from muster.tables import ReadOptions, read_scorecards, write_scorecards, write_table
from muster.tables.writing import ENDINGS

RANKING = Ranking(
    candidate_id=np.array(["=HYPERLINK(1)", "Zoë, the 2nd", '"q"']),
    merit=np.array([1.25, -0.5, -2.0]),
    sd=np.array([0.5, np.nan, np.inf]),
    low=np.array([0.1, 0.2, 0.3]),
    high=np.array([1e-20, 1e20, 3.0]),
    rank=np.array([1, 2, 3]),
    rank_low=np.array([1, 1, 2]),
    rank_high=np.array([2, 3, 3]),
    interviews=np.array([4, 5, 6]),
    ratings=np.array([12, 13, 14]),
    raw_mean=np.array([3.5, 2.5, 1.5]),
)
COLUMNS = "candidate_id,merit,sd,low,high,rank,rank_low,rank_high,interviews,ratings,raw_mean"


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


def test_the_ranking_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "ranking.csv"
    write_table(RANKING.to_frame(), path)
    assert path.read_text().splitlines()[0] == COLUMNS
    assert cells(path)[1:] == [
        ["'=HYPERLINK(1)", "1.25", "0.5", "0.1", "1e-20", "1", "1", "2", "4", "12", "3.5"],
        ["Zoë, the 2nd", "-0.5", "", "0.2", "1e+20", "2", "1", "3", "5", "13", "2.5"],
        ['"q"', "-2.0", "", "0.3", "3.0", "3", "2", "3", "6", "14", "1.5"],
    ]


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".parquet"])
def test_the_ranking_in_other_formats(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ranking{ending}"
    write_table(RANKING.to_frame(), path)
    if ending == ".json":
        records = json.loads(path.read_text(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    elif ending == ".jsonl":
        records = [json.loads(line) for line in path.read_text().splitlines()]
    else:
        records = pl.read_parquet(path).to_dicts()
    assert [list(record) for record in records] == [COLUMNS.split(",")] * 3
    assert [record["candidate_id"] for record in records] == ["=HYPERLINK(1)", "Zoë, the 2nd", '"q"']
    assert [record["sd"] for record in records] == [0.5, None, None]
    assert [record["rank_high"] for record in records] == [2, 3, 3]


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_formulas_are_neutralised_and_numbers_left_alone(tmp_path: Path, ending: str) -> None:
    dangerous = ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "'=x", "''@x"]
    harmless = ["a=1", "'a", "1", "", " =1", "é"]
    path = tmp_path / f"a{ending}"
    write_table({"text": dangerous + harmless, "number": np.arange(-14.0, 0.0)}, path)
    found = cells(path, "\t" if ending == ".tsv" else ",")[1:]
    assert [text for text, _ in found] == [f"'{text}" for text in dangerous] + harmless
    assert [float(number) for _, number in found] == list(range(-14, 0))


def test_lists_objects_and_tuples_can_be_columns(tmp_path: Path) -> None:
    frame = {
        "id": np.array([1, 2**40], dtype=object),
        "thresholds": (np.array([-1.5, np.nan, 2.0]), np.array([0.25])),
        "name": ("a", "b"),
        "names": [["=a", "b"], []],
        "flag": [True, None],
    }
    write_table(frame, tmp_path / "a.csv")
    assert cells(tmp_path / "a.csv")[1:] == [
        ["1", "-1.5 2.0", "a", "'=a b", "true"],
        [str(2**40), "0.25", "b", "", ""],
    ]
    write_table(frame, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text())[0] == {
        "id": 1,
        "thresholds": [-1.5, None, 2.0],
        "name": "a",
        "names": ["=a", "b"],
        "flag": True,
    }
    write_table(frame, tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet")["thresholds"].to_list() == [[-1.5, None, 2.0], [0.25]]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write_table({"a": np.array([], float), "b": []}, path)
    expected = {".csv": b"a,b\n", ".tsv": b"a\tb\n", ".json": b"[]\n", ".jsonl": b""}
    if ending == ".parquet":
        assert pl.read_parquet(path).shape == (0, 2)
    else:
        assert path.read_bytes() == expected[ending]


@pytest.mark.parametrize("ending", ENDINGS)
def test_long_tables_are_written_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("muster.tables.columns.pieces.__defaults__", (7,))
    path = tmp_path / f"a{ending}"
    write_table({"a": np.arange(30), "b": [f"t\n{i}" for i in range(30)]}, path)
    if ending == ".json":
        found = pl.DataFrame(json.loads(path.read_text()))
    elif ending == ".jsonl":
        found = pl.read_ndjson(path)
    elif ending == ".parquet":
        found = pl.read_parquet(path)
    else:
        found = pl.read_csv(path, separator="\t" if ending == ".tsv" else ",")
    assert found["a"].to_list() == list(range(30))
    assert found["b"].to_list() == [f"t\n{i}" for i in range(30)]


def test_what_was_there_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o600)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    write_table({"a": [1]}, link)
    assert path.read_text() == "a\n1\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert link.is_symlink()
    assert {found.name for found in tmp_path.iterdir()} == {"a.csv", "link.csv"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_left_half_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("old")
    script = (
        "import resource, sys; import numpy as np; from pathlib import Path; from muster.tables import write_table\n"
        "from muster.engine.errors import InputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "frame = {'a': np.random.default_rng(0).random(100_000)}\n"
        "try: write_table(frame, Path(sys.argv[1]))\n"
        "except InputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"{path} cannot be written (")
    assert "File too large" in done.stdout
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10_000


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.xlsx", "must end in one of .csv, .tsv, .parquet, .json, .jsonl"),
        ("none", "must end in one of"),
        ("no/such/a.csv", "does not exist; create it first"),
        ("folder.csv", "is a folder; name a file"),
    ],
)
def test_a_file_that_cannot_be_written(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match=sentence):
        write_table({"a": [1]}, tmp_path / name)
    assert [found.name for found in tmp_path.iterdir()] == ["folder.csv"]


def test_columns_of_different_lengths_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="equally long"):
        write_table({"a": [1], "b": [1, 2]}, tmp_path / "a.csv")


names = (
    st.text("aàé,;\"'=+-@|1漢x \n", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda name: name and "\n" not in name)
)


@st.composite
def seasons(draw: st.DrawFn) -> Scorecards:
    def ids(kind: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(kind, min_size=1, max_size=6, unique_by=lambda name: "".join(str(name).split())))

    kinds = [names, st.integers(-(2**63), 2**63 - 1)]
    candidates, interviewers, criteria = (
        ids(draw(st.sampled_from(kinds))),
        ids(draw(st.sampled_from(kinds))),
        ids(names),
    )
    cell = st.tuples(
        st.integers(0, len(candidates) - 1),
        st.integers(0, len(interviewers) - 1),
        st.integers(0, len(criteria) - 1),
        st.integers(0, 3),
    )
    places = draw(st.lists(cell, min_size=1, max_size=40, unique=True))
    ratings = draw(st.lists(st.integers(-50, 49), min_size=len(places), max_size=len(places)))
    with_interviews = draw(st.booleans()) or len({place[:3] for place in places}) < len(places)
    interview = np.array([place[3] for place in places]) if with_interviews else None
    return Scorecards.from_columns(
        candidate=np.array([candidates[place[0]] for place in places]),
        interviewer=np.array([interviewers[place[1]] for place in places]),
        criterion=np.array([criteria[place[2]] for place in places]),
        rating=np.array(ratings),
        interview=interview,
    )


def as_rows(s: Scorecards, *, text: bool) -> list[tuple[Any, ...]]:
    """The rows in their order; an interview is called by its first row, whatever its code."""
    interviews = [None] * s.ratings if s.interview is None else s.interview.tolist()
    rows = zip(
        s.candidate_ids[s.candidate].tolist(),
        s.interviewer_ids[s.interviewer].tolist(),
        [s.criteria[code].name for code in s.criterion],
        s.rating.tolist(),
        [interviews.index(interview) for interview in interviews],
        strict=True,
    )
    return [tuple(map(str, row)) if text else row for row in rows]


@settings(deadline=None, max_examples=150)
@given(seasons(), st.sampled_from(ENDINGS))
def test_what_is_written_is_read_again(season: Scorecards, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"season{ending}"
        write_scorecards(season, path)
        found = read_scorecards([path], ReadOptions(scale=(-50, 49))).scorecards
    text = ending in (".csv", ".tsv")  # there, ids that look like numbers are numbers
    assert as_rows(found, text=text) == as_rows(season, text=text)
    assert set(found.criteria) == {Criterion(known.name, -50, 49) for known in season.criteria}


def test_a_parquet_season_is_plain_to_other_programs(tmp_path: Path) -> None:
    season = Scorecards.from_columns(
        candidate=np.array(["a", "b"]),
        interviewer=np.array([1, 2]),
        criterion=np.array(["x", "x"]),
        rating=np.array([3, 4], np.int8),
    )
    write_scorecards(season, tmp_path / "a.parquet")
    assert [str(field.type) for field in pq.read_schema(tmp_path / "a.parquet")] == [
        "string",
        "int64",
        "string",
        "int8",
    ]
