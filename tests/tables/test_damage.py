"""Whatever is done to a file, reading it ends in scorecards or in a DataError, and in nothing else."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import DataError
from muster.engine.shapes import Scorecards
from muster.tables import ReadOptions, read_scorecards, write_scorecards
from muster.tables.reading import READERS

ROWS = 48
WIDE = ReadOptions(criteria=("rating", "interview_id"))
OPTIONS = st.sampled_from(
    [
        ReadOptions(),
        ReadOptions(scale=(1, 5)),
        WIDE,
        ReadOptions(interview="no", stage="interview_id"),
        ReadOptions(interview="no", requisition="interview_id", requisitions=("1", "2")),
    ]
)
PIECES = [
    b'"', b",", b";", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"'", b"=", b"1e999", b"NaN", b"null", b"[",
    b"]", b"{", b"}", b"-", b"9" * 30, b"\xf0\x9f\x98\x80", b"\\ud800", b"true", b" ", b"\t", b'"a":', b"4.5",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 3, 2**63, 10**30, 3.0, 3.5, 1e300, float("nan"), float("inf"), "", " ", "3", "C1", "c1", " C1",
    "x" * 300, "a\x00b", "\ud800", "no", "no_decision", [], [1], {}, {"id": 1}, {"name": None},
]  # fmt: skip


def season() -> Scorecards:
    place = np.arange(ROWS)
    return Scorecards.from_columns(
        candidate=np.char.add("C", (place // 8).astype(str)),
        interviewer=place // 4 % 3,
        criterion=np.array(["a", "b", "c", "d"])[place % 4],
        rating=1 + place % 5,
        interview=place // 4,
    )


def greenhouse() -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "candidate_id": number // 3,
            "application_id": number,
            "interview": "Onsite",
            "interview_step": {"id": 3, "name": "Onsite"},
            "interviewer": {"id": number % 3, "name": "Wren Okoro"},
            "submitted_by": "w@halcyon.example",
            "submitted_at": "2031-01-01T00:00:00Z",
            "overall_recommendation": "yes",
            "attributes": [
                {"name": name, "type": "Skills", "note": None, "rating": word}
                for name, word in zip("abcd", ("yes", "no", "strong_yes", "no_decision"), strict=True)
            ],
            "ratings": {"yes": ["a"], "no": ["b"]},
        }
        for number in range(8)
    ]


@cache
def originals() -> dict[str, bytes]:
    """Good files of every kind, by name."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".csv", ".tsv", ".parquet", ".json", ".jsonl"):
            path = Path(folder) / f"season{ending}"
            write_scorecards(season(), path)
            files[path.name] = path.read_bytes()
        frame = pl.read_parquet(Path(folder) / "season.parquet")
        frame.with_columns(pl.col("criterion").cast(pl.Categorical)).write_parquet(
            Path(folder) / "polars.parquet"
        )
        files["polars.parquet"] = (Path(folder) / "polars.parquet").read_bytes()
    files["greenhouse.json"] = json.dumps(greenhouse(), indent=1).encode()
    files["greenhouse.jsonl"] = "\n".join(map(json.dumps, greenhouse())).encode()
    return files


def read_or_refuse(name: str, content: bytes, options: ReadOptions) -> Scorecards | None:
    """Read a file: sound scorecards, or None where a DataError with readable problems says why not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            scorecards = read_scorecards([path], options).scorecards
        except DataError as error:
            lines = [str(problem) for problem in error.problems]
            assert all(line.encode() and len(line) < 1_500 and "\n" not in line for line in lines)
            return None
    assert scorecards.ratings > 0
    for codes, count in (
        (scorecards.candidate, scorecards.candidate_ids.size),
        (scorecards.interviewer, scorecards.interviewer_ids.size),
        (scorecards.criterion, len(scorecards.criteria)),
    ):
        assert np.unique(codes).tolist() == list(range(count))
    assert all(0 < found.categories <= 100 for found in scorecards.criteria)
    return scorecards


def test_the_files_are_good_before_they_are_damaged() -> None:
    for name, content in originals().items():
        assert read_or_refuse(name, content, ReadOptions()) is not None, name


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Change, remove, repeat and insert bytes of a good file, or cut it off."""
    name, content = draw(st.sampled_from(sorted(originals().items())))
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["flip", "insert", "remove", "repeat", "cut"])):
            case "flip" if at < len(data):
                data[at] ^= draw(st.integers(1, 255))
            case "insert":
                data[at:at] = draw(st.sampled_from(PIECES) | st.binary(max_size=8))
            case "remove":
                del data[at : at + draw(st.integers(1, 40))]
            case "repeat":
                data[at:at] = data[other : other + draw(st.integers(1, 200))]
            case "cut":
                del data[at:]
    return name, bytes(data)


@settings(deadline=None, max_examples=400)
@given(damaged(), OPTIONS)
def test_damaged_bytes(file: tuple[str, bytes], options: ReadOptions) -> None:
    read_or_refuse(*file, options)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)), OPTIONS)
def test_any_bytes_under_any_ending(content: bytes, ending: str, options: ReadOptions) -> None:
    read_or_refuse(f"a{ending}", content, options)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(originals())), st.sampled_from(sorted(READERS)))
def test_a_good_file_under_another_ending(name: str, ending: str) -> None:
    read_or_refuse(f"a{ending}", originals()[name], ReadOptions())


@settings(deadline=None, max_examples=250)
@given(st.sampled_from([".csv", ".tsv", ".json", ".jsonl", ".parquet"]), OPTIONS, st.data())
def test_replaced_cells_and_shuffled_columns(ending: str, options: ReadOptions, data: st.DataObject) -> None:
    records = json.loads(originals()["season.json"])
    for _ in range(data.draw(st.integers(0, 5))):
        record = data.draw(st.sampled_from(records))
        record[data.draw(st.sampled_from(sorted(records[0])))] = data.draw(st.sampled_from(VALUES))
    order = data.draw(st.permutations(sorted(records[0])))[: data.draw(st.integers(4, 5))]
    records = [{name: record[name] for name in order} for record in data.draw(st.permutations(records))]
    if ending in (".json", ".jsonl"):
        text = json.dumps(records) if ending == ".json" else "\n".join(map(json.dumps, records))
        read_or_refuse(f"a{ending}", text.encode(), options)
        return
    columns = {name: [record[name] for record in records] for name in order}
    if ending == ".parquet":
        with tempfile.TemporaryDirectory() as folder:
            pl.DataFrame({name: plain(cells) for name, cells in columns.items()}).write_parquet(
                Path(folder) / "a"
            )
            content = (Path(folder) / "a").read_bytes()
    else:
        delimiter = "," if ending == ".csv" else "\t"
        lines = [
            delimiter.join(order),
            *(delimiter.join(str(record[name]) for name in order) for record in records),
        ]
        content = "\n".join(lines).encode("utf-8", "replace")
    read_or_refuse(f"a{ending}", content, options)


def plain(cells: list[Any]) -> list[Any]:
    """Make a column of one type: whole numbers, other numbers, or text."""
    kinds = {type(cell) for cell in cells} - {type(None)}
    if kinds <= {int} and all(cell is None or -(2**63) <= cell < 2**63 for cell in cells):
        return cells
    if kinds <= {int, float}:
        return [None if cell is None else float(cell) for cell in cells]
    return [None if cell is None else str(cell).encode("utf-8", "replace").decode() for cell in cells]


anything = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(greenhouse()[0])) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=250)
@given(st.sampled_from([".json", ".jsonl"]), st.data())
def test_any_json_in_place_of_what_belongs_there(ending: str, data: st.DataObject) -> None:
    cards = greenhouse()
    for _ in range(data.draw(st.integers(1, 4))):
        card = data.draw(st.sampled_from(cards))
        target = data.draw(st.sampled_from([card, *(a for a in card["attributes"] if isinstance(a, dict))]
                                           if isinstance(card["attributes"], list) else [card]))  # fmt: skip
        target[data.draw(st.sampled_from(sorted(target)))] = data.draw(anything)
    text = json.dumps(cards) if ending == ".json" else "\n".join(map(json.dumps, cards))
    read_or_refuse(f"a{ending}", text.encode(), ReadOptions())


@settings(deadline=None, max_examples=150)
@given(anything, st.sampled_from([".json", ".jsonl"]), OPTIONS)
def test_any_json_at_all(value: Any, ending: str, options: ReadOptions) -> None:
    read_or_refuse(f"a{ending}", json.dumps(value).encode(), options)
