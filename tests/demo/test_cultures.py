"""The name lists are long, clean and many."""

from __future__ import annotations

import pytest

from muster.demo.cultures import CULTURES, Culture


@pytest.mark.parametrize("culture", CULTURES, ids=lambda culture: culture.key)
def test_lists_are_long_and_without_repeats(culture: Culture) -> None:
    for names in (culture.given, culture.family):
        assert len(names) >= 30
        assert len(set(names)) == len(names)
        assert all(name == " ".join(name.split()) and name for name in names)
    assert len(culture.native_given) in (0, len(culture.given))
    assert len(culture.native_family) in (0, len(culture.family))


def test_many_cultures_each_once() -> None:
    keys = [culture.key for culture in CULTURES]
    assert len(set(keys)) == len(keys) >= 18
    assert keys == sorted(keys)
