"""SQLite has more room while very much is written, and as much as before afterwards."""

from __future__ import annotations

import pytest
from django.db import connection

from muster.apps.core.bulk import ROOM, bulk_writing

pytestmark = pytest.mark.django_db


def settings() -> dict[str, int]:
    """Return SQLite's settings; of another database nothing is set."""
    if connection.vendor != "sqlite":
        return {}
    found = {}
    with connection.cursor() as cursor:
        for name in ROOM:
            cursor.execute(f"PRAGMA {name}")
            found[name] = int(cursor.fetchone()[0])
    return found


def test_there_is_room_until_it_ends_however_it_ends() -> None:
    before, seen = settings(), {}

    def fail() -> None:
        with bulk_writing():
            seen.update(settings())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert seen == (ROOM if connection.vendor == "sqlite" else {})
    assert settings() == before != ROOM
