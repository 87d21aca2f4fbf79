"""Verification: whatever is done behind the application's back is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from muster.apps.core.ledger import Finding, change, change_many, create_many, verify_ledger
from muster.apps.core.ledger.verify import recorded_models
from muster.apps.core.models import Entry, Record, StoredFile

pytestmark = pytest.mark.django_db
Execute = Callable[..., None]
COLUMNS = "at, actor_id, action, kind, row, shape, before, after, detail, previous, digest"


@pytest.fixture
def rows() -> list[StoredFile]:
    """Six files, with ten entries: all were stored (1 to 6), three renamed (7 to 9), one removed (10)."""
    made = [StoredFile(name=f"{at}", kind="text/plain", size=at, digest="0" * 64) for at in range(6)]
    create_many(StoredFile, made, "file.store", actor=None)
    with change_many(StoredFile, [row.pk for row in made[:3]], "file.rename", actor=None):
        StoredFile.objects.filter(pk__in=[row.pk for row in made[:3]]).update(name="new")
    gone = StoredFile.objects.get(pk=made[5].pk)
    with change(gone, "file.remove", actor=None):
        gone.delete()
    return made


def found() -> list[Finding]:
    return list(verify_ledger())


def codes() -> list[tuple[str, int | None]]:
    return [(one.code, one.sequence) for one in found()]


def test_nothing_is_wrong_with_what_services_wrote(rows: list[StoredFile]) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00+00:00"),
        ("action", "x"),
        ("row", 999),
        ("shape", 1000),
        ("before", "x"),
        ("after", "x"),
        ("detail", '{"a": 1}'),
        ("previous", "x"),
        ("digest", "x"),
        ("kind", "core.nothing"),
    ],
)
def test_a_changed_entry(rows: list[StoredFile], execute: Execute, column: str, value: object) -> None:
    execute(f"UPDATE core_entry SET {column} = %s WHERE sequence = 4", value)
    assert ("content", 4) in codes()


def test_a_changed_actor(rows: list[StoredFile], execute: Execute, make_user: Callable[..., Record]) -> None:
    user = make_user()
    execute("UPDATE core_entry SET actor_id = %s WHERE sequence = 4", user.pk)
    assert codes() == [("content", 4)]


def test_an_entry_that_cannot_be_read(rows: list[StoredFile], execute: Execute) -> None:
    if connection.vendor != "sqlite":
        return  # the columns of PostgreSQL refuse what is not of their kind
    execute("UPDATE core_entry SET at = '2020-99-99 00:00:00' WHERE sequence = 4")
    told = found()
    assert told[0].sentence == "Entry 4 is not what was written: it cannot be read."


def test_a_removed_entry(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_entry WHERE sequence = 4")
    told = found()
    assert told[0] == Finding("gap", "Entry 4 is missing from the ledger.", 5)
    assert [one.code for one in told[1:]] == ["inserted"]  # the row that only it told of


def test_several_removed_entries(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_entry WHERE sequence IN (2, 3, 4)")
    assert found()[0].sentence == "Entries 2 to 4 are missing from the ledger."


def test_the_first_entry_removed(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_entry WHERE sequence = 1")
    assert codes()[0] == ("gap", 2)


def test_an_inserted_entry(rows: list[StoredFile], execute: Execute) -> None:
    execute(
        f"INSERT INTO core_entry (sequence, {COLUMNS}) SELECT 11, {COLUMNS} FROM core_entry WHERE sequence = 4"
    )
    assert {("content", 11), ("link", 11)} <= set(codes())


@pytest.mark.parametrize("number", [0, -7])
def test_an_entry_inserted_before_the_first(rows: list[StoredFile], execute: Execute, number: int) -> None:
    execute(
        f"INSERT INTO core_entry (sequence, {COLUMNS}) SELECT {number}, {COLUMNS} FROM core_entry WHERE sequence = 4"
    )
    told = codes()
    assert ("number", number) in told
    assert all(code != "gap" for code, _ in told)


def test_two_entries_in_each_other_s_place(rows: list[StoredFile], execute: Execute) -> None:
    swap(execute, "sequence", 3, 5)
    assert {("content", 3), ("content", 5), ("link", 3), ("link", 5)} <= set(codes())


def test_an_entry_removed_and_the_rest_renumbered(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_entry WHERE sequence = 4")
    for number in range(5, 11):
        execute("UPDATE core_entry SET sequence = %s WHERE sequence = %s", number - 1, number)
    told = codes()
    assert ("link", 4) in told
    assert {("content", number) for number in range(4, 10)} <= set(told)


def test_a_removed_tail_is_found_by_the_rows_it_told_of(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_entry WHERE sequence >= 9")
    told = found()
    assert [(one.code, one.row) for one in told] == [("changed", rows[2].pk), ("removed", rows[5].pk)]


def test_a_changed_row(rows: list[StoredFile], execute: Execute) -> None:
    execute("UPDATE core_storedfile SET name = 'x' WHERE id = %s", rows[1].pk)
    [told] = found()
    assert (told.code, told.kind, told.row, told.sequence) == ("changed", "core.storedfile", rows[1].pk, 8)
    assert (
        told.sentence
        == f"core.storedfile {rows[1].pk} is not what entry 8 (file.rename) left: it was changed."
    )


def test_a_removed_row(rows: list[StoredFile], execute: Execute) -> None:
    execute("DELETE FROM core_storedfile WHERE id = %s", rows[1].pk)
    [told] = found()
    assert (told.code, told.row) == ("removed", rows[1].pk)


@pytest.mark.parametrize("pk", [10**6, -3, 0])
def test_an_inserted_row(rows: list[StoredFile], execute: Execute, pk: int) -> None:
    copy(execute, pk, rows[0].pk)
    [told] = found()
    assert (told.code, told.row) == ("inserted", pk)


def test_a_removed_row_put_back(rows: list[StoredFile], execute: Execute) -> None:
    copy(execute, rows[5].pk, rows[4].pk)
    [told] = found()
    assert (told.code, told.sequence) == ("inserted", 10)


def test_the_contents_of_two_rows_exchanged(rows: list[StoredFile], execute: Execute) -> None:
    swap(execute, "id", rows[3].pk, rows[4].pk, table="core_storedfile")
    assert [(one.code, one.row) for one in found()] == [("changed", rows[3].pk), ("changed", rows[4].pk)]


def test_a_change_behind_the_back_that_a_service_built_on(rows: list[StoredFile], execute: Execute) -> None:
    execute("UPDATE core_storedfile SET size = 999 WHERE id = %s", rows[0].pk)
    with change(rows[0], "file.rename", actor=None):
        rows[0].name = "newer"
        rows[0].save()
    [told] = found()
    assert (told.code, told.sequence) == ("history", 11)
    assert (
        f"core.storedfile {rows[0].pk} was changed without the ledger between its entries 7 and 11"
        in told.sentence
    )


def test_an_inserted_row_that_a_service_built_on(rows: list[StoredFile], execute: Execute) -> None:
    copy(execute, 10**6, rows[0].pk)
    row = StoredFile.objects.get(pk=10**6)
    with change(row, "file.rename", actor=None):
        row.name = "x"
        row.save()
    [told] = found()
    assert (told.code, told.row) == ("history", 10**6)
    assert "was there before entry 11" in told.sentence


def test_rows_beyond_one_batch(execute: Execute) -> None:
    made = [StoredFile(name=f"{at}", kind="text/plain", size=at, digest="0" * 64) for at in range(2_600)]
    pks = [row.pk for row in create_many(StoredFile, made, "file.store", actor=None)]
    execute("UPDATE core_storedfile SET size = -1 + size + 2 WHERE id = %s", pks[1700])
    execute("DELETE FROM core_storedfile WHERE id = %s", pks[2599])
    copy(execute, pks[-1] + 3_000, pks[0])
    checked: list[int] = []
    told = list(verify_ledger(tell=checked.append))
    assert [(one.code, one.row) for one in told] == [
        ("changed", pks[1700]),
        ("removed", pks[2599]),
        ("inserted", pks[-1] + 3_000),
    ]
    assert checked == [2_000, 2_600]


def test_every_record_is_recorded_and_says_what_its_digest_covers() -> None:
    models = recorded_models()
    assert StoredFile in models
    for model in models:
        fields = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
        for version, columns in model.ledger_shapes.items():
            assert set(columns) <= fields, f"{model.ledger_kind()} shape {version}"


def test_no_row_is_removed_or_changed_by_the_removal_of_another() -> None:
    for model in recorded_models():
        told = {column for columns in model.ledger_shapes.values() for column in columns}
        for field in model._meta.concrete_fields:
            if field.remote_field is not None:
                done = getattr(field.remote_field.on_delete, "__name__", "")
                untold = done == "SET_NULL" and not {field.name, field.attname} & told
                kept = done == "DO_NOTHING" and getattr(
                    field, "db_constraint", False
                )  # the database refuses, as in test_walls.py
                assert untold or kept or done in {"PROTECT", "RESTRICT"}, (
                    f"{model.ledger_kind()}.{field.name}: {done}"
                )


def swap(execute: Execute, column: str, one: int, other: int, *, table: str = "core_entry") -> None:
    for new, old in ((-99, one), (one, other), (other, -99)):
        execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", new, old)


def copy(execute: Execute, pk: int, of: int) -> None:
    columns = "created_at, version, name, kind, size, digest"
    execute(
        f"INSERT INTO core_storedfile (id, {columns}) SELECT %s, {columns} FROM core_storedfile WHERE id = %s",
        pk,
        of,
    )


def test_entries_of_a_kind_that_muster_does_not_have(rows: list[StoredFile], execute: Execute) -> None:
    execute("UPDATE core_entry SET kind = 'core.nothing' WHERE sequence = 10")
    told = {one.code: one for one in found()}
    assert told["unknown"].kind == "core.nothing"
    assert Entry.objects.count() == 10
