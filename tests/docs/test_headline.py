"""The README's figures stand in the benchmarks, as they are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def headline() -> list[tuple[str, str]]:
    """Return the rows of the README's table: what was measured, and the figures."""
    text = (ROOT / "README.md").read_text()
    block = text.split("<!-- headline -->", 1)[1].split("<!-- /headline -->", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in block.strip().splitlines()[2:]]
    return [(row[0], row[-1]) for row in rows]


def test_every_figure_stands_in_the_benchmarks() -> None:
    measured = (ROOT / "docs" / "benchmarks.md").read_text()
    for what, cell in headline():
        figures = re.findall(r"\d[\d,]*\.?\d*", cell)
        assert figures, f"{what}: no figure; run make bench"
        for figure in figures:
            assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", measured), f"{what}: {figure}"
