from __future__ import annotations

import os
from pathlib import Path

from benchmarks.common import Options, Section, Table, machine, parallel_map, render, versions, write_section

NAMES = ("first", "second", "third")


def section_of(text: str, name: str) -> str:
    return text.split(f"<!-- begin {name} -->")[1].split(f"<!-- end {name} -->")[0].strip()


def test_a_new_document_has_a_place_for_every_benchmark_in_order(tmp_path: Path) -> None:
    document = tmp_path / "docs" / "benchmarks.md"
    write_section(document, "second", "the second's answer", names=NAMES)
    text = document.read_text()
    assert text.startswith("# Benchmarks")
    assert [section_of(text, name) for name in NAMES] == ["", "the second's answer", ""]
    places = [text.index(f"<!-- begin {name} -->") for name in NAMES]
    assert places == sorted(places)


def test_only_its_own_section_is_replaced(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    for name in NAMES:
        write_section(document, name, f"old {name}", names=NAMES)
    before = document.read_text()
    write_section(document, "second", "new", names=NAMES)
    after = document.read_text()
    assert after == before.replace("old second", "new")
    write_section(document, "second", "old second", names=NAMES)
    assert document.read_text() == before


def test_words_written_by_hand_around_the_markers_stay(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("# By hand\n\n<!-- begin first -->\nold\n<!-- end first -->\n\nThe end.\n")
    write_section(document, "first", "new", names=NAMES)
    write_section(document, "third", "added", names=NAMES)
    text = document.read_text()
    assert text.startswith("# By hand\n\n<!-- begin first -->\n\nnew\n\n<!-- end first -->\n\nThe end.\n")
    assert section_of(text, "third") == "added"
    assert os.listdir(tmp_path) == ["benchmarks.md"]


def test_a_table_is_padded_markdown() -> None:
    rows = (("one", "flat", "1.50"), ("twenty", "steep", "10.25"))
    assert Table("Sizes", ("name", "way", "seconds"), rows).to_markdown().splitlines() == [
        "**Sizes**",
        "",
        "| name   | way   | seconds |",
        "|--------|-------|--------:|",
        "| one    | flat  |    1.50 |",
        "| twenty | steep |   10.25 |",
    ]


def test_a_section_names_its_command_machine_and_versions() -> None:
    body = render(Section("A question", "What was done.", (), ("a note",)), "python -m benchmarks first")
    assert body.startswith("## A question\n\nWhat was done.\n\n- a note\n\n")
    assert f"Made by `python -m benchmarks first` on {machine()}; {versions()}." in body
    assert "Python 3." in body
    assert "numba" in body


def double(number: int) -> int:
    return 2 * number


def test_the_parallel_map_keeps_the_order_and_the_environment() -> None:
    before = dict(os.environ)
    for processes in (1, 2):
        assert parallel_map(double, range(5), options=Options(processes=processes), what="") == [
            0,
            2,
            4,
            6,
            8,
        ]
    assert dict(os.environ) == before
