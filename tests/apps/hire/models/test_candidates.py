"""What the database itself keeps right about candidates and referrals."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from muster.apps.hire.models import Candidate, Referral
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_an_id_from_elsewhere_is_there_once_and_may_be_missing(opening: Opening) -> None:
    first, second = apply(opening).candidate, apply(opening).candidate
    Candidate.objects.filter(pk=first.pk).update(external_id="GH-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=second.pk).update(external_id="GH-1")
    assert Candidate.objects.filter(external_id="").count() == 1


def test_an_application_is_referred_once(opening: Opening) -> None:
    one = apply(opening)
    Referral.objects.create(application=one, referrer=opening.manager, relation="Worked together")
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(application=one, referrer=opening.recruiter, relation="Studied together")
