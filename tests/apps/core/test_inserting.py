"""Rows that are inserted without an object's detours are those that Django would have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from muster.apps.core.inserting import COPIED, insert_rows, insert_values
from muster.apps.core.ledger import create_many, verify_ledger, writing
from muster.apps.hire.models import Application, Candidate, Move, Outcome, Source
from muster.apps.org.models import Level, Track
from tests.apps.conftest import MakeUser
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.openings import Opening, broken

__all__ = ["make_opening", "opening"]

AT = datetime(2026, 1, 5, 9, 0, 0, 123456, tzinfo=UTC)


def test_every_kind_of_column_comes_back_as_it_was(opening: Opening) -> None:
    candidate = Candidate(
        pk=901, code="C-901", name="Ünïcode 'quoted' %s", email="a@example.org", links=["https://a.example"]
    )
    create_many(Candidate, [candidate], "test.create", actor=None)
    application = Application(
        pk=902,
        candidate=candidate,
        requisition=opening.requisition,
        stage_id=opening.stages["Applied"].pk,
        stage_since=AT,
        outcome=Outcome.ACTIVE,
        source=Source.IMPORT,
        applied_at=AT,
        said=None,
        employers=["One", "Two"],
        token_digest="x" * 64,
    )
    create_many(Application, [application], "test.create", actor=None)
    move = Move(
        pk=903,
        application_id=902,
        to_stage_id=application.stage_id,
        outcome=Outcome.ACTIVE,
        at=AT,
        batch=uuid4(),
    )
    create_many(Move, [move], "test.create", actor=None)
    found = Application.objects.get()
    assert (found.outcome, found.source, found.applied_at, found.said, found.employers) == (
        "active",
        "import",
        AT,
        None,
        ["One", "Two"],
    )
    assert found.candidate.name == "Ünïcode 'quoted' %s"
    assert found.candidate.links == ["https://a.example"]
    assert (Move.objects.get().batch, found.version) == (move.batch, 1)
    assert timezone.now() - found.created_at < timedelta(minutes=1)
    assert not application._state.adding
    assert broken() == []


@pytest.mark.django_db
def test_many_rows_come_back_as_they_were() -> None:
    texts = ["plain", "tab\tline\nend\r", r"\N \. \\t", "'\"%s{},;", "مرحبا", ""]
    sent = {1000 + number: f"{texts[number % len(texts)]}{number}" for number in range(5 * COPIED)}
    rows = [Candidate(pk=key, code=f"C-{key}", name=name, links=[name]) for key, name in sent.items()]
    with writing():
        insert_rows(rows)
    found = Candidate.objects.in_bulk()
    assert {key: one.name for key, one in found.items()} == sent
    assert {key: one.links for key, one in found.items()} == {key: [name] for key, name in sent.items()}
    assert not any(one._state.adding for one in rows)


@pytest.mark.parametrize("size", [2, 2 * COPIED])
def test_rules_of_the_database_hold(make_user: MakeUser, size: int) -> None:
    make_user()
    insert_rows([])
    insert_values("core_externalid", ("system", "kind"), [])
    rows = [Level(pk=key, code="L1", title="One", track=Track.MANAGER, rank=1) for key in range(1, size + 1)]
    with pytest.raises(IntegrityError), writing():
        insert_rows(rows)
    assert Level.objects.count() == 0
    assert list(verify_ledger()) == []
