"""Anchors: the ledger's end, kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.apps.core.ledger import (
    GENESIS,
    Anchor,
    Change,
    append,
    check_anchor,
    take_anchor,
    verify_ledger,
    writing,
)
from muster.engine.errors import InputError

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    with writing():
        append([Change("user.test", "accounts.user", 10**9 + at, 1) for at in range(count)], actor=None)


def test_an_anchor_is_a_line_that_can_be_read_back() -> None:
    write(3)
    anchor = take_anchor()
    assert anchor.sequence == 3
    assert str(anchor) == f"muster-ledger 3 {anchor.digest}"
    assert Anchor.parse(f"  {anchor}\n") == anchor


@pytest.mark.parametrize(
    "text", ["", "muster-ledger 3", "muster-ledger x " + "0" * 64, "muster-ledger 3 " + "0" * 63]
)
def test_other_text_is_no_anchor(text: str) -> None:
    with pytest.raises(InputError, match="is not an anchor"):
        Anchor.parse(text)


def test_an_empty_ledger_has_an_anchor() -> None:
    anchor = take_anchor()
    assert anchor == Anchor(0, GENESIS)
    write(2)
    assert check_anchor(anchor) is None


def test_a_ledger_that_grew_still_holds_its_anchor() -> None:
    write(3)
    anchor = take_anchor()
    write(4)
    assert check_anchor(anchor) is None


def test_a_cut_off_tail_is_found_by_the_anchor(execute: Callable[..., None]) -> None:
    write(5)
    anchor = take_anchor()
    execute("DELETE FROM core_entry WHERE sequence > 3")
    assert list(verify_ledger()) == []  # no row is there to tell of it
    found = check_anchor(anchor)
    assert found is not None
    assert found.code == "anchor"
    assert "ends at entry 3, but reached 5" in found.sentence


def test_a_ledger_that_was_written_anew_is_found_by_the_anchor(execute: Callable[..., None]) -> None:
    write(5)
    anchor = take_anchor()
    execute("DELETE FROM core_entry WHERE sequence > 3")
    write(2)
    assert list(verify_ledger()) == []
    found = check_anchor(anchor)
    assert found is not None
    assert "rewritten" in found.sentence


def test_an_entry_taken_out_of_the_middle_is_found_by_its_anchor(execute: Callable[..., None]) -> None:
    write(2)
    anchor = take_anchor()
    write(2)
    execute("DELETE FROM core_entry WHERE sequence = 2")
    found = check_anchor(anchor)
    assert found is not None
    assert found.sequence == 2
