"""Names that are known, from a table or a tree, and what is wrong with them, all together."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.engine.errors import DataError
from muster.engine.market.shapes import KnownName
from muster.tables.market.names import read_names

EXPECTED = (
    KnownName("Orbis AI", "organisation", ("أوربس", "Orbis")),
    KnownName("Daniel Okoro", "person"),
)


def test_a_table_and_a_tree_say_the_same(tmp_path: Path) -> None:
    table, tree = tmp_path / "names.csv", tmp_path / "names.yaml"
    table.write_text(
        "Kind,name,aliases\norganisation,Orbis AI,أوربس; Orbis\nperson,Daniel Okoro,\n", encoding="utf-8"
    )
    tree.write_text(
        "- {kind: organisation, name: Orbis AI, aliases: [أوربس, Orbis]}\n- {kind: person, name: Daniel Okoro}\n",
        encoding="utf-8",
    )
    assert read_names(table) == read_names(tree) == EXPECTED


def test_all_faults_are_told_with_their_rows(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("kind,name\nalien,X\nperson,\nperson,Y\n")
    with pytest.raises(DataError) as raised:
        read_names(table)
    assert [(problem.row, problem.column) for problem in raised.value.problems] == [(2, "kind"), (3, "name")]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("names.csv", "who\nX\n", "columns kind and name"),
        ("names.json", '{"kind": "person"}', "no list"),
        ("names.json", '["X"]', "is no name"),
        ("names.json", '[{"kind": "person", "name": "X", "aliases": "Y"}]', "aliases are no list"),
    ],
)
def test_what_is_no_list_of_names(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(DataError, match=sentence):
        read_names(path)
