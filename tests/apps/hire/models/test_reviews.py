"""What the database itself keeps right about reviews."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from muster.apps.hire.models import Review, Unblinding
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_submitted_review_has_a_verdict(opening: Opening) -> None:
    one = apply(opening)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            application=one, stage=one.stage, reviewer=opening.manager, submitted_at=timezone.now()
        )


def test_one_review_and_one_look_a_person(opening: Opening) -> None:
    one = apply(opening)
    Review.objects.create(application=one, stage=one.stage, reviewer=opening.manager)
    Unblinding.objects.create(application=one, person=opening.manager, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(application=one, stage=one.stage, reviewer=opening.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unblinding.objects.create(application=one, person=opening.manager, reason="y")
