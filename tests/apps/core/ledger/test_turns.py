"""Turns: one writer at a time, and nobody waits for ever."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from muster.apps.core.ledger import change, create_many, verify_ledger, writing
from muster.apps.core.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


def files(count: int) -> list[StoredFile]:
    rows = [StoredFile(name=f"{at}", kind="text/plain", size=at, digest="0" * 64) for at in range(count)]
    return create_many(StoredFile, rows, "file.store", actor=None)


def in_threads(*works: object) -> list[BaseException]:
    failed: list[BaseException] = []

    def guard(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guard, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_a_second_writer_waits_for_the_first_to_end() -> None:
    order: list[str] = []
    begun = threading.Event()

    def first() -> None:
        with writing():
            begun.set()
            time.sleep(0.3)
            order.append("first")

    def second() -> None:
        begun.wait()
        with writing():
            order.append("second")

    assert in_threads(first, second) == []
    assert order == ["first", "second"]


def test_transactions_that_change_the_same_rows_in_opposite_order_do_not_block_one_another() -> None:
    one, other = files(2)

    def both(first: int, second: int) -> None:
        for _ in range(12):
            with writing():
                for pk in (first, second):
                    row = StoredFile.objects.get(pk=pk)
                    with change(row, "file.rename", actor=None):
                        row.name += "x"
                        row.save()
                    time.sleep(0.002)

    assert in_threads(lambda: both(one.pk, other.pk), lambda: both(other.pk, one.pk)) == []
    names = StoredFile.objects.order_by("pk").values_list("name", flat=True)
    assert [len(name) for name in names] == [25, 25]
    assert list(verify_ledger()) == []


def test_no_change_is_lost_when_many_change_one_row() -> None:
    [row] = files(1)

    def grow() -> None:
        for _ in range(10):
            mine = StoredFile(pk=row.pk)
            mine._state.adding = False
            with change(mine, "file.grow", actor=None):
                mine.size += 1
                mine.save()

    assert in_threads(grow, grow, grow, grow) == []
    row.refresh_from_db()
    assert (row.size, row.version) == (40, 41)
    assert list(verify_ledger()) == []
