"""How services change rows: transaction, lock, version, entry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from muster.apps.core.errors import ConflictError
from muster.apps.core.ledger import change, change_many, create_many, verify_ledger
from muster.apps.core.ledger.digest import read_states
from muster.apps.core.models import Entry, StoredFile
from tests.apps.conftest import MakeUser

pytestmark = pytest.mark.django_db


def new(name: str = "a") -> StoredFile:
    return StoredFile(name=name, kind="text/plain", size=1, digest="0" * 64)


def stored(name: str = "a") -> StoredFile:
    row = new(name)
    with change(row, "file.store", actor=None):
        row.save()
    return row


def digest(row: StoredFile) -> str:
    return read_states(StoredFile, [row.pk])[row.pk]


def test_a_new_row(make_user: MakeUser) -> None:
    actor, row = make_user(), new()
    with change(row, "file.store", actor=actor, detail={"of": 3}) as told:
        row.save()
        told["more"] = "x"
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.kind, entry.row, entry.actor_id) == (
        "file.store",
        "core.storedfile",
        row.pk,
        actor.pk,
    )
    assert (entry.before, entry.after) == ("", digest(row))
    assert entry.detail == {"of": 3, "more": "x"}
    assert row.version == 1


def test_a_changed_row() -> None:
    row = stored()
    before = digest(row)
    with change(row, "file.rename", actor=None):
        row.name = "b"
        row.save()
    entry = Entry.objects.latest("sequence")
    assert (entry.before, entry.after) == (before, digest(row))
    assert before != entry.after
    assert row.version == StoredFile.objects.get(pk=row.pk).version == 2


@pytest.mark.parametrize("by_query", [False, True])
def test_a_removed_row(by_query: bool) -> None:
    row = stored()
    pk, before = row.pk, digest(row)
    with change(row, "file.remove", actor=None):
        if by_query:
            StoredFile.objects.filter(pk=pk).delete()
        else:
            row.delete()
    entry = Entry.objects.latest("sequence")
    assert (entry.row, entry.before, entry.after) == (pk, before, "")
    assert list(verify_ledger()) == []


def test_the_row_is_refreshed_before_it_is_changed() -> None:
    row = stored()
    stale = StoredFile.objects.get(pk=row.pk)
    with change(row, "file.rename", actor=None):
        row.name = "b"
        row.save()
    with change(stale, "file.measure", actor=None):
        stale.size = 2
        stale.save()
    kept = StoredFile.objects.get(pk=row.pk)
    assert (kept.name, kept.size, kept.version) == ("b", 2, 3)


def test_whoever_saw_an_older_version_is_told() -> None:
    row = stored()
    with change(row, "file.rename", actor=None, seen=1):
        row.name = "b"
        row.save()
    with (
        pytest.raises(ConflictError, match="Somebody else changed this"),
        change(row, "x", actor=None, seen=1),
    ):
        pytest.fail("the body of a refused change runs")
    assert Entry.objects.count() == 2


def test_whoever_changes_what_is_gone_is_told() -> None:
    row = stored()
    with change(StoredFile.objects.get(pk=row.pk), "file.remove", actor=None):
        StoredFile.objects.filter(pk=row.pk).delete()
    with pytest.raises(ConflictError, match="removed this"), change(row, "x", actor=None):
        pytest.fail("the body of a refused change runs")


def save_and_fail(row: StoredFile) -> None:
    row.name = "b"
    row.save()
    raise ZeroDivisionError


def test_a_body_that_fails_leaves_nothing() -> None:
    row = stored()
    with pytest.raises(ZeroDivisionError), change(row, "file.rename", actor=None):
        save_and_fail(row)
    assert StoredFile.objects.get(pk=row.pk).name == "a"
    assert Entry.objects.count() == 1


def test_many_new_rows() -> None:
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    rows = create_many(
        StoredFile,
        [new(f"{at}") for at in range(700)],
        "file.import",
        actor=None,
        details=[{"line": at} for at in range(700)],
        at=moment,
    )
    entries = list(Entry.objects.all())
    assert [entry.row for entry in entries] == [row.pk for row in rows]
    assert [entry.detail["line"] for entry in entries] == list(range(700))
    assert {entry.at for entry in entries} == {moment}
    assert list(verify_ledger()) == []


def test_many_new_rows_need_a_detail_each() -> None:
    with pytest.raises(ValueError, match="shorter"):
        create_many(StoredFile, [new(), new()], "file.import", actor=None, details=[{}])
    assert not StoredFile.objects.exists()


def test_many_changed_rows() -> None:
    rows = create_many(StoredFile, [new(f"{at}") for at in range(5)], "file.import", actor=None)
    pks = [row.pk for row in rows]
    with change_many(
        StoredFile, [*reversed(pks), 10**9], "file.rename", actor=None, detail={"why": "x"}
    ) as found:
        assert [row.pk for row in found] == pks
        StoredFile.objects.filter(pk__in=pks[:2]).update(name="new")
        StoredFile.objects.filter(pk=pks[2]).delete()
    changed = Entry.objects.filter(action="file.rename")
    assert [entry.row for entry in changed] == pks[:3]
    assert changed[2].after == ""
    assert list(verify_ledger()) == []


def test_only_rows_that_changed_are_newer() -> None:
    rows = create_many(StoredFile, [new(f"{at}") for at in range(3)], "file.import", actor=None)
    with change_many(StoredFile, [row.pk for row in rows], "file.rename", actor=None):
        StoredFile.objects.filter(pk=rows[0].pk).update(name="new")
    assert list(StoredFile.objects.order_by("pk").values_list("version", flat=True)) == [2, 1, 1]
