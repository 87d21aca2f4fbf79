"""Readings of scorecards: one for each person and candidate."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from muster.apps.hire.models import Reading
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_a_person_reads_a_candidate_for_the_first_time_once(opening: Opening) -> None:
    candidate = apply(opening).candidate
    reading = Reading.objects.create(candidate=candidate, person=opening.recruiter)
    assert str(reading) == f"{candidate.pk}: Rae Recruiter"
    Reading.objects.create(candidate=candidate, person=opening.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(candidate=candidate, person=opening.recruiter)
