"""The sentences that reading is measured by: enough of each language, both halves, and the floor that must hold."""

from __future__ import annotations

from collections import Counter

from benchmarks.common import Options
from benchmarks.market import HALVES, LANGUAGES, is_held_out, measure, sentences


def test_there_are_a_hundred_sentences_a_language_and_both_halves_of_each() -> None:
    found = sentences()
    assert len({each["id"] for each in found}) == len({each["text"] for each in found}) == len(found)
    counts = Counter(each["language"] for each in found)
    assert set(counts) == set(LANGUAGES)
    assert min(counts.values()) >= 100
    held = Counter(each["language"] for each in found if is_held_out(each["id"]))
    assert all(min(held[code], counts[code] - held[code]) >= 40 for code in LANGUAGES)


def test_the_figures_do_not_fall() -> None:
    """Of each language: held out, money and periods 94 % exact and F1 of moves .85 at least; tuned on, nearly all."""
    tables = measure(Options()).tables
    assert [table.caption for table in tables] == [f"Sentences {half}" for half in HALVES]
    for table, exact, known, plain in zip(tables, (99.5, 94), (0.975, 0.85), (0.93, 0.75), strict=True):
        for row in table.rows:
            assert float(row[2].rstrip(" %")) >= exact, row
            assert float(row[4]) >= known, row
            assert float(row[5]) >= plain, row
