from __future__ import annotations

import pytest

from muster.reports.shapes import Column, MoveChart, MoveRow, Section, Table

TABLE = Table("Places", (Column("Candidate", "text"), Column("Place")), (("a", "1"), ("b", "2")))


def test_tables_have_a_cell_a_column() -> None:
    with pytest.raises(ValueError, match="the table 'Places' has not 2 cells"):
        Table("Places", TABLE.columns, (("a", "1"), ("b",)))


def test_charts_show_the_rows_of_their_table() -> None:
    moves = MoveRow("a", 1, 2), MoveRow("b", 2, 1)
    assert Section("moves", "Moves", (), TABLE, MoveChart(moves, "Place", "alt")).chart
    for table, rows in ((TABLE, moves[:1]), (None, moves)):
        with pytest.raises(ValueError, match="other rows than its table"):
            Section("moves", "Moves", (), table, MoveChart(rows, "Place", "alt"))
