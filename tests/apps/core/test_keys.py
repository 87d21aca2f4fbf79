"""Keys of rows before they are there."""

from __future__ import annotations

import pytest

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import create_many, writing
from muster.apps.core.models import ExternalId
from muster.apps.org.models import JobFamily

pytestmark = pytest.mark.django_db


def test_nobody_else_has_or_gets_a_reserved_key() -> None:
    with writing():
        first = reserve_keys(JobFamily, 3)
        assert len(set(first)) == 3
        rows = [JobFamily(pk=key, name=f"Family {key}") for key in first]
        create_many(JobFamily, rows, "test.create", actor=None)
        [other] = create_many(JobFamily, [JobFamily(name="Another")], "test.create", actor=None)
        assert other.pk not in first
        assert not {*first, other.pk} & set(reserve_keys(JobFamily, 2))
        other.delete()
        assert other.pk not in reserve_keys(JobFamily, 2)


def test_of_a_table_that_never_had_a_row_and_of_none() -> None:
    with writing():
        assert len(reserve_keys(ExternalId, 2)) == 2
        assert reserve_keys(ExternalId, 0) == []
