"""What this version refuses to restore, and which migrations a backup's tables begin with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from muster.apps.core.backup.archive import DamagedError
from muster.apps.core.backup.versions import applied, check_header, leaves, make_header, read_header
from muster.apps.core.ledger import take_anchor
from muster.engine.errors import InputError

pytestmark = pytest.mark.django_db


def header(**changed: Any) -> dict[str, Any]:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    made = make_header(kind=connection.vendor, anchor=take_anchor(), at=now, described={})
    return {**read_header(made, "all.muster"), **changed}


def test_what_was_made_here_can_be_restored_here() -> None:
    told = header()
    check_header(told, "all.muster")
    assert told["made_at"] == "2026-03-01T00:00:00+00:00"
    assert ("core", "0001_initial") in [tuple(one) for one in told["migrations"]]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"format": 2, "muster": "9.0"}, "made by Muster 9.0, which is newer"),
        ({"migrations": [["core", "9999_beyond"]], "muster": "9.0"}, r"does not know \(core.9999_beyond\)"),
        ({"database": "oracle"}, "is a backup of oracle"),
    ],
)
def test_what_is_newer_or_of_another_database_is_refused(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        check_header(header(**changed), "all.muster")


def test_the_other_database_is_named() -> None:
    other, name = {"sqlite": ("postgresql", "PostgreSQL"), "postgresql": ("sqlite", "SQLite")}[
        connection.vendor
    ]
    with pytest.raises(InputError, match=f"is a backup of {name}, but this installation uses"):
        check_header(header(database=other), "all.muster")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", json.dumps({"format": "1"}).encode()])
def test_nonsense_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedError, match="cannot be read"):
        read_header(content, "all.muster")


def test_the_leaves_are_what_no_other_builds_upon() -> None:
    last = dict(leaves(applied()))
    assert last["org"] >= "0003_imports"
    assert len(leaves(applied())) == len({app for app, _ in applied()})
