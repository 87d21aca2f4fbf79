"""What stays the same through a fit cannot be changed in it."""

from __future__ import annotations

import dataclasses

import pytest

from tests.engine.seasons import Fixed, from_rows


def test_a_setup_is_frozen_and_replaced_as_a_whole() -> None:
    setup = Fixed(from_rows([(0, 0, 0, 1), (1, 1, 0, 2)], scale=(1, 2))).setup
    with pytest.raises(dataclasses.FrozenInstanceError):
        setup.dense = False  # type: ignore[misc]
    other = dataclasses.replace(setup, dense=False)
    assert other.layout is setup.layout
    assert other.runs is setup.runs
    assert setup.dense
    assert not other.dense
