"""Decisions become void when there is nobody left to decide about, and no others do."""

from __future__ import annotations

import pytest

from muster.apps.core.models import Entry
from muster.apps.hire.models import Decision, Outcome
from muster.apps.hire.services.voiding import decisions_void
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, signed
from tests.apps.hire.inside import verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_the_undecided_of_these_applications_alone(opening: Opening, make_user: MakeUser) -> None:
    voting, decided, other = (make(opening, make_user) for make in (convene, signed, convene))
    pks = [voting.decision.application_id, decided.decision.application_id]
    decisions_void(actor=opening.recruiter, applications=pks, outcome=Outcome.REJECTED)
    decisions_void(actor=opening.recruiter, applications=pks, outcome=Outcome.REJECTED)
    assert [one.now().state for one in (voting, decided, other)] == ["void", "signed", "voting"]
    told = Entry.objects.get(action="decision.void")
    assert (told.row, told.detail) == (voting.decision.pk, {"outcome": "rejected"})
    assert Decision.objects.filter(state="void").count() == 1
    assert verified()
