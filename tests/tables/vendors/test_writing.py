"""Folders are written all or nothing, and say what they are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.engine.errors import InputError
from muster.tables.vendors.shapes import Department
from muster.tables.vendors.writing import FORMATS, new_folder, told_about

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_is_there_when_all_is_written(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "out"
    if there:
        target.mkdir()
    with new_folder(target) as draft:
        (draft / "a").write_text("1")
        assert not target.exists() or not names(target)
    assert names(target) == ["a"]
    assert names(tmp_path) == ["out"]


def broken_off(target: Path, error: BaseException) -> None:
    with new_folder(target) as draft:
        (draft / "a").write_text("1")
        raise error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (InputError("no", code="no"), InputError),
        (OSError(28, "No space left"), InputError),
    ],
)
def test_nothing_is_left_of_what_was_stopped(
    tmp_path: Path, error: BaseException, told: type[BaseException]
) -> None:
    with pytest.raises(told) as caught:
        broken_off(tmp_path / "out", error)
    assert names(tmp_path) == []
    if isinstance(error, OSError):
        assert "No space left" in str(caught.value)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    (tmp_path / "file").touch()
    for name, sentence in (("full", "not empty"), ("file", "is a file"), ("no/where", "does not exist")):
        with pytest.raises(InputError, match=sentence), new_folder(tmp_path / name):
            pass
    assert names(tmp_path) == ["file", "full"]


def test_json_has_a_line_a_record_and_says_what_it_is(tmp_path: Path) -> None:
    with FORMATS["json"](tmp_path) as files:
        for key in ("1", "2"):
            files.add(Department(key, "R"), lambda key=key: ("departments", {"id": int(key)}))  # type: ignore[misc]
    told_about(files, made_at=NOW, made_by="ana@example.com")
    assert (tmp_path / "departments.jsonl").read_text() == '{"id":1}\n{"id":2}\n'
    assert json.loads((tmp_path / "muster.json").read_text()) == {
        "format": "json",
        "made_at": "2026-01-05T09:00:00Z",
        "made_by": "ana@example.com",
        "records": {"departments": 2},
    }
