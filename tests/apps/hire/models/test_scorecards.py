"""What the database itself keeps right about scorecards."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire.models import Scorecard, ScorecardVersion
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import assign, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_one_scorecard_a_seat_and_none_submitted_without_a_recommendation(
    opening: Opening, make_user: MakeUser
) -> None:
    seat = assign(opening, schedule(opening), make_user(Role.INTERVIEWER, name="Ada"))
    card = Scorecard.objects.create(seat=seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scorecard.objects.create(seat=seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scorecard.objects.update(submitted_at=timezone.now())
    version = ScorecardVersion.objects.create(scorecard=card, number=1, recommendation="hire", reason="x")
    assert str(version) == f"{seat} (1)"
