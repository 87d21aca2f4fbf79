"""Pages of every form, whole and broken."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from muster.engine.errors import Problem
from muster.tables.vendors.pages import endpoint_of, find_pages, keys_of, read_page

RECORDS = [{"id": 1, "name": "Ünïcode"}, {"id": 2, "nested": {"a": [1.5, {"b": None}]}}]


def read(path: Path, whole: int = 1 << 20) -> tuple[list[tuple[int, dict[str, object]]], list[Problem]]:
    found = list(read_page(path, path.name, whole=whole))
    return [one for one in found if not isinstance(one, Problem)], [
        one for one in found if isinstance(one, Problem)
    ]


FORMS = {
    "array.json": json.dumps(RECORDS),
    "pretty.json": json.dumps(RECORDS, indent=2),
    "marked.json": "\ufeff" + json.dumps(RECORDS),
    "results.json": json.dumps({"success": True, "results": RECORDS, "moreDataAvailable": False}),
    "data.json": json.dumps({"data": RECORDS, "hasNext": False}),
    "lines.jsonl": "\n".join(map(json.dumps, RECORDS)) + "\n\n",
    "lines.json": "\n".join(map(json.dumps, RECORDS)),
}


@pytest.mark.parametrize("whole", [1 << 20, 0], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read_at_once_and_piece_by_piece(tmp_path: Path, name: str, whole: int) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name], encoding="utf-8")
    records, problems = read(path, whole)
    assert problems == []
    assert [place for place, _ in records] == [1, 2]
    assert [record for _, record in records] == RECORDS


def test_packed_pages_are_unpacked_as_they_are_read(tmp_path: Path) -> None:
    for name in ("a.json", "results.json", "lines.jsonl"):
        path = tmp_path / f"{name}.gz"
        path.write_bytes(gzip.compress(FORMS.get(name, FORMS["array.json"]).encode()))
        assert [record for _, record in read(path)[0]] == RECORDS
    broken = tmp_path / "broken.json.gz"
    broken.write_bytes(gzip.compress(json.dumps(RECORDS * 5_000).encode())[:-20])
    _records, problems = read(broken)
    assert [one.code for one in problems] == ["unreadable"]
    assert "download this page again" in problems[0].sentence


@pytest.mark.parametrize("whole", [1 << 20, 0], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", ["array.json", "results.json", "lines.jsonl"])
def test_of_a_page_that_breaks_off_the_records_before_are_read(tmp_path: Path, name: str, whole: int) -> None:
    path = tmp_path / name
    cut = 45 if name == "results.json" else 12
    path.write_text(FORMS[name].strip()[:-cut], encoding="utf-8")
    records, problems = read(path, whole)
    assert [record for _, record in records] == RECORDS[:1]
    [problem] = problems
    assert (problem.file, problem.row) == (name, 2)
    assert "download this page again" in problem.sentence


@pytest.mark.parametrize("whole", [1 << 20, 0], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"\xff\xfe[\x00]\x00", b"<html>Too many requests</html>", b"[" * 50_000, b'["a\xff"]'],
)
def test_what_is_no_page_is_told_and_stops_nothing(tmp_path: Path, content: bytes, whole: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    records, problems = read(path, whole)
    assert records == []
    assert len(problems) == 1


def test_what_stands_where_a_record_should_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"id": 1}, 7, null]')
    for whole in (1 << 20, 0):
        records, problems = read(path, whole)
        assert len(records) == 1
        assert [problem.row for problem in problems] == [2, 3]


def test_memory_stays_flat_however_large_a_page_is(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    record = json.dumps({"id": 1, "text": "x" * 1_000})
    with path.open("w") as stream:
        stream.write("[")
        for number in range(20_000):
            stream.write(f"{',' if number else ''}{record}")
        stream.write("]")
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_page(path, "large.json"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert path.stat().st_size > 20_000_000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("candidates", "candidates"),
        ("candidates_1", "candidates"),
        ("candidates-page-0012", "candidates"),
        ("Scheduled Interviews (2)", "scheduled_interviews_(2)"),
        ("candidate.list", "candidate_list"),
        ("applicationFeedback.list.3", "application_feedback_list"),
        ("job_stages", "job_stages"),
    ],
)
def test_endpoints_are_called_what_the_files_are(stem: str, name: str) -> None:
    assert endpoint_of(stem) == name


def test_pages_are_found_in_folders_and_beside_each_other_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "candidates").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("candidates/10.json", "candidates/9.json", "users_2.jsonl", "users_1.json.gz"):
        (tmp_path / name).touch()
    for name in ("README.txt", ".hidden/candidates.json"):
        (tmp_path / name).touch()
    found = find_pages(tmp_path)
    assert {key: [path.name for path in paths] for key, paths in found.items()} == {
        "candidates": ["9.json", "10.json"],
        "users": ["users_1.json.gz", "users_2.jsonl"],
    }


def test_the_first_key_that_is_there_counts() -> None:
    assert keys_of({"a": None, "b": 2, "c": 3}, "a", "b", "c") == 2
    assert keys_of({}, "a") is None
