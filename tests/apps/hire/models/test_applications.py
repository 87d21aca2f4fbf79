"""What the database itself keeps right about applications and moves."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from muster.apps.hire.models import Application, Move
from tests.apps.hire.inside import apply, move
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_candidate_is_active_once_in_an_opening(opening: Opening) -> None:
    one, other = apply(opening), apply(opening)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=other.pk).update(candidate=one.candidate)
    Application.objects.filter(pk=one.pk).update(outcome="rejected")
    Application.objects.filter(pk=other.pk).update(candidate=one.candidate)


def test_a_move_is_undone_once(opening: Opening) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    last = one.moves.latest("at")
    last.undoes = one.moves.earliest("at")
    last.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.create(
            application=one,
            to_stage=one.stage,
            outcome="active",
            at=last.at,
            batch=last.batch,
            undoes=last.undoes,
        )


def test_a_code_tells_nothing_of_the_candidate(opening: Opening) -> None:
    one = apply(opening)
    assert one.code == f"A-{one.pk:06d}" == str(one)
