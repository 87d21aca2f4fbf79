"""What the database itself keeps right about kits."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from muster.apps.hire.models import Criterion, Kit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_templates_have_names_of_their_own_and_openings_theirs(opening: Opening) -> None:
    name = Kit.objects.get(requisition=None).name
    assert Kit.objects.filter(name=name).count() == 2
    for requisition in (None, opening.requisition):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kit.objects.create(name=name, requisition=requisition)


def test_criteria_have_names_of_their_own_and_no_weight_below_nothing(opening: Opening) -> None:
    one = Criterion.objects.first()
    assert one is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.create(kit=one.kit, position=1, name=one.name, anchors=["a", "b"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.update(weight=-1)
