"""Problems of files in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

from muster.apps.hire import problems
from muster.engine.errors import Problem
from muster.tables import candidates, lines, rows, text

CODES = re.compile(r'(?:problems\.add|complain)\(\s*"([a-z-]+)"|\(\s*"([a-z-]+)", "is ')


def test_every_code_has_a_sentence() -> None:
    sources = [Path(str(one.__file__)) for one in (candidates, rows, lines, text)]
    sources.append(Path(problems.__file__).parent / "services" / "imports.py")
    written = "".join(path.read_text(encoding="utf-8") for path in sources)
    used = {one or other for one, other in CODES.findall(written)}
    assert used - set(problems.SENTENCES) == set()
    assert len(used) > 10


def test_a_line_says_where() -> None:
    assert problems.problem_line(Problem("empty", "", row=3, column="Job")).startswith("Row 3, Job: ")
    assert problems.problem_line(Problem("cells", "", row=3, params={"cells": 1, "width": 2})).startswith(
        "Row 3: "
    )
    assert problems.problem_line(Problem("encoding", "")) == "The file is not UTF-8; save it as CSV UTF-8."
    assert "7" in problems.problem_sentence(Problem("empty", "", params={"more": 7}))
