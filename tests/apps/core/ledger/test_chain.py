"""The chain: numbers without a gap, each entry resting on the one before."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from muster.apps.core.ledger import GENESIS, Change, append, verify_ledger, writing
from muster.apps.core.ledger.chain import entry_digest
from muster.apps.core.ledger.verify import verify_chain
from muster.apps.core.models import Entry
from tests.apps.conftest import MakeUser


def told(row: int) -> Change:
    return Change("file.test", "core.storedfile", row, 1)


@pytest.mark.django_db
def test_entries_are_numbered_and_linked() -> None:
    with writing():
        first, second = append([told(1), told(2)], actor=None)
        [third] = append([told(3)], actor=None)
    assert [entry.sequence for entry in (first, second, third)] == [1, 2, 3]
    assert [entry.previous for entry in (first, second, third)] == [GENESIS, first.digest, second.digest]
    assert [entry_digest(entry) for entry in Entry.objects.all()] == [
        first.digest,
        second.digest,
        third.digest,
    ]


@pytest.mark.django_db
def test_every_part_of_an_entry_is_in_its_digest(make_user: MakeUser) -> None:
    actor = make_user()
    with writing():
        [entry] = append([Change("a", "b", 1, 1, "c", "d", {"e": 1})], actor=actor)
    digest = entry.digest
    for name, value in {
        "sequence": 9,
        "at": datetime(2020, 1, 1, tzinfo=UTC),
        "actor_id": None,
        "action": "x",
        "kind": "x",
        "row": 9,
        "shape": 9,
        "before": "x",
        "after": "x",
        "detail": {"e": 2},
        "previous": "x",
    }.items():
        kept = getattr(entry, name)
        setattr(entry, name, value)
        assert entry_digest(entry) != digest, name
        setattr(entry, name, kept)
    assert entry_digest(entry) == digest


@pytest.mark.django_db
def test_the_time_of_the_past_may_be_told_with_its_zone() -> None:
    moment = datetime(2025, 6, 1, tzinfo=UTC)
    with writing():
        [entry] = append([told(1)], actor=None, at=moment)
        with pytest.raises(ValueError, match="zone"):
            append([told(2)], actor=None, at=datetime(2025, 6, 1))
    assert Entry.objects.get(pk=entry.pk).at == moment


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction of the change"):
        append([told(1)], actor=None)


@pytest.mark.django_db
def test_a_refused_transaction_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append((told(1 // row) for row in (1, 0)), actor=None)
    assert not Entry.objects.exists()
    with writing():
        [entry] = append([told(2)], actor=None)
    assert entry.sequence == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_one_unbroken_chain() -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(6)

    def write(number: int) -> None:
        try:
            together.wait(timeout=30)
            for at in range(15):
                with writing():
                    append([told(number * 100 + at), told(number * 100 + at + 50)], actor=None)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Entry.objects.count() == 6 * 15 * 2
    assert list(verify_chain()) == []
    assert list(verify_ledger()) == []
