"""A heap on the disk."""

from __future__ import annotations

from muster.tables.vendors.spool import BATCH, Spool


def test_what_waits_is_taken_once_in_order_and_the_rest_is_left() -> None:
    spool = Spool()
    try:
        spool.put((str(n % 3), "f", n, {"id": n}) for n in range(BATCH + 3))
        taken = spool.take("1")
        assert [place for _, place, _ in taken] == list(range(1, BATCH + 3, 3))
        assert taken[0] == ("f", 1, {"id": 1})
        assert spool.take("1") == []
        assert spool.take("absent") == []
        assert {owner for owner, *_ in spool.rest()} == {"0", "2"}
    finally:
        spool.close()


def test_groups_hold_all_of_an_owner() -> None:
    spool = Spool()
    try:
        spool.put((owner, "f", n, {"id": n}) for n, owner in enumerate("baab"))
        assert [[place for _, place, _ in group] for group in spool.groups()] == [[1, 2], [0, 3]]
    finally:
        spool.close()
