"""Entries are added, never changed or removed, by whatever way the ORM offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from muster.apps.core.ledger import Change, append, writing
from muster.apps.core.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    with writing():
        return append([Change("file.test", "core.storedfile", 1, 1)], actor=None)[0]


def changed(entry: Entry) -> Entry:
    entry.action = "x"
    return entry


WAYS: dict[str, Callable[[Entry], Any]] = {
    "save": lambda entry: changed(entry).save(),
    "save of a read one": lambda entry: changed(Entry.objects.get(pk=entry.pk)).save(),
    "delete": lambda entry: entry.delete(),
    "update": lambda entry: Entry.objects.update(action="x"),
    "filtered update": lambda entry: Entry.objects.filter(pk=entry.pk).update(action="x"),
    "bulk_update": lambda entry: Entry.objects.bulk_update([changed(entry)], ["action"]),
    "update_or_create": lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"action": "x"}),
    "delete of a query": lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
    "raw delete": lambda entry: Entry.objects.all()._raw_delete("default"),
    "the base manager": lambda entry: Entry._base_manager.update(action="x"),
    "an upsert": lambda entry: Entry.objects.bulk_create(
        [changed(entry)], update_conflicts=True, update_fields=["action"], unique_fields=["sequence"]
    ),
    "ignoring conflicts": lambda entry: Entry.objects.bulk_create([changed(entry)], ignore_conflicts=True),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_entry_is_never_changed_or_removed(entry: Entry, way: str) -> None:
    with pytest.raises(TypeError, match="append-only"):
        WAYS[way](entry)
    assert Entry.objects.get().action == "file.test"


def test_an_entry_names_itself(entry: Entry) -> None:
    assert str(entry) == "1 file.test"


def test_a_second_entry_of_the_same_number_is_refused(entry: Entry) -> None:
    from django.db import IntegrityError, transaction

    twin = Entry(sequence=1, at=timezone.now(), action="x", kind="x", row=1, shape=1, previous="", digest="")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
