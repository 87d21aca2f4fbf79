"""The database's planner is told how many rows there are."""

from __future__ import annotations

import pytest
from django.db import connection

from muster.apps.accounts.models import User
from muster.apps.core.statistics import renew_statistics

pytestmark = pytest.mark.django_db


def _known() -> int:
    """Return how many users the planner thinks there are; -1 when it knows nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone() is None:
                return -1
            cursor.execute("SELECT max(stat) FROM sqlite_stat1 WHERE tbl = 'accounts_user'")
            found = cursor.fetchone()[0]
            return int(found.split()[0]) if found else -1
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'accounts_user'")
        return int(cursor.fetchone()[0])


def test_the_planner_is_told() -> None:
    User.objects.bulk_create([User(email=f"{number}@example.org") for number in range(7)])
    assert _known() != 7

    renew_statistics()

    assert _known() == 7
