"""Files and vendors' exports <-> the engine's shapes."""

from muster.tables.contract import as_json
from muster.tables.options import InterviewNames, Reading, ReadOptions
from muster.tables.reading import read_scorecards
from muster.tables.writing import write_scorecards, write_table

__all__ = [
    "InterviewNames",
    "ReadOptions",
    "Reading",
    "as_json",
    "read_scorecards",
    "write_scorecards",
    "write_table",
]
