from __future__ import annotations

from pathlib import Path

import pytest

from muster.reports.atomic import write_whole


def test_whole_files_replace_others(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(path, b"one")
    assert list(tmp_path.iterdir()) == [path]
