from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from muster.engine.errors import InputError
from muster.engine.hire.estimate import MeritEstimate
from muster.reports import write_season_report

from .conftest import DAY


@pytest.mark.parametrize(("name", "start"), [("season.html", b"<!DOCTYPE html>"), ("Season.PDF", b"%PDF-")])
def test_reports_are_written_by_their_ending(
    estimate: MeritEstimate, tmp_path: Path, name: str, start: bytes
) -> None:
    path = tmp_path / name
    path.write_text("an older report")
    write_season_report(estimate, path, title="Spring", generated=DAY)
    assert path.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["season.docx", "season", "html"])
def test_other_endings_are_refused(estimate: MeritEstimate, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=rf"written as \.html or \.pdf, not as {name}\."):
        write_season_report(estimate, tmp_path / name, title="Spring", generated=DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(estimate: MeritEstimate, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere does not exist; create it first"):
        write_season_report(estimate, tmp_path / "nowhere" / "a.pdf", title="Spring", generated=DAY)


def test_an_empty_title_is_refused(estimate: MeritEstimate, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a title"):
        write_season_report(estimate, tmp_path / "a.pdf", title=" ", generated=DAY)


def test_a_folder_in_the_way_is_one_sentence_and_leaves_nothing_behind(
    estimate: MeritEstimate, tmp_path: Path
) -> None:
    path = tmp_path / "season.html"
    path.mkdir()
    with pytest.raises(InputError, match="cannot be written: "):
        write_season_report(estimate, path, title="Spring", generated=DAY)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_failure_on_the_way_leaves_the_old_report(
    estimate: MeritEstimate, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"season.{ending}"
    path.write_text("an older report")
    broken = replace(estimate, model=replace(estimate.model, ratings="many"))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_season_report(broken, path, title="Spring", generated=DAY)
    assert path.read_text() == "an older report"
    assert list(tmp_path.iterdir()) == [path]
