"""Files in a fresh folder, read with options; problems as the sentences people see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muster.engine.errors import DataError
from muster.engine.shapes import Scorecards
from muster.tables import Reading, ReadOptions, read_scorecards

Rows = list[tuple[Any, ...]]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into the test's folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Read files with the options given by name."""

    def call(*paths: Path, **options: Any) -> Reading:
        return read_scorecards(paths, ReadOptions(**options))

    return call


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    """Read files that cannot be read; return the problems as shown, without the folder's name."""

    def call(*paths: Path, **options: Any) -> list[str]:
        with pytest.raises(DataError) as caught:
            read_scorecards(paths, ReadOptions(**options))
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return call


@pytest.fixture
def rows_of() -> Callable[[Scorecards], Rows]:
    """Return scorecards as sorted rows of ids, so that orders and codes do not matter."""

    def call(scorecards: Scorecards) -> Rows:
        s = scorecards
        columns = [
            s.candidate_ids[s.candidate].tolist(),
            s.interviewer_ids[s.interviewer].tolist(),
            [s.criteria[code].name for code in s.criterion],
            s.rating.tolist(),
        ]
        return sorted(zip(*columns, strict=True))

    return call
