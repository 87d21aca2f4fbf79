"""What the database itself keeps right about requisitions."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from muster.apps.hire.models import Member, Requisition, Stage
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_an_opening_has_at_least_one_place(opening: Opening) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Requisition.objects.update(openings=0)


def test_a_stage_has_a_name_of_its_own(opening: Opening) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.update(name="Same")


def test_somebody_is_a_member_once(opening: Opening) -> None:
    for number in range(2):
        member = Member(requisition=opening.requisition, user=opening.manager, part="reviewer")
        if number:
            with pytest.raises(IntegrityError), transaction.atomic():
                member.save()
        else:
            member.save()


def test_what_has_applications_stays(opening: Opening) -> None:
    one = apply(opening)
    for row in (one.stage, one.candidate, opening.requisition):
        with pytest.raises(ProtectedError):
            row.delete()
