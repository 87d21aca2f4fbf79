"""Names that are split, whole, or turned."""

from __future__ import annotations

import pytest

from muster.tables.names import turned_name, whole_name


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"first": "Ada", "last": "Okafor"}, "Ada Okafor"),
        ({"first": "Ada", "last": ""}, "Ada"),
        ({"name": "Ada Okafor"}, "Ada Okafor"),
        ({"name": "Ada Okafor", "first": "Ada", "last": "O."}, "Ada Okafor"),
        ({"turned": "Okafor, Ada"}, "Ada Okafor"),
        ({}, ""),
    ],
)
def test_a_name_comes_from_whatever_is_there(cells: dict[str, str], name: str) -> None:
    assert whole_name(cells, split=("first", "last"), plain="name", turned="turned") == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("van Dijk, Lotte", "Lotte van Dijk"),
        ("Sukarno", "Sukarno"),
        ("Dahl,", "Dahl"),
        (", Ola", "Ola"),
        ("", ""),
    ],
)
def test_a_turned_name_is_turned_back(written: str, name: str) -> None:
    assert turned_name(written) == name
