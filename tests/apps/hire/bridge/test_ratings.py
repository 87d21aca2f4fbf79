"""The input of a run: what was submitted up to a moment, as it was then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from muster.apps.hire.bridge import ratings
from muster.apps.hire.bridge.ratings import read_ratings
from muster.apps.hire.models import Criterion, Scorecard
from muster.apps.hire.services.kits import CriterionPlan, kit_save
from tests.apps.conftest import MakeUser
from tests.apps.hire.meritruns import card, make_season, rerate, sit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_what_was_submitted_counts_as_it_was_then(opening: Opening, make_user: MakeUser) -> None:
    season = make_season(opening, make_user, ((3, 2), (1, 2)))
    scope = {"requisition": opening.requisition.pk, "family": None}
    then = timezone.now()
    before = read_ratings(**scope, as_of=then)
    assert before.rating.tolist() == [3, 2, 1, 2]
    assert before.candidate.tolist() == [one.candidate_id for one in season.applications for _ in range(2)]
    first = Scorecard.objects.select_related("seat__interviewer").order_by("pk")[0]
    rerate(opening, first.seat, 1)
    rerate(opening, first.seat, 2)
    card(opening, sit(opening, season.applications[0], season.interviewers[0]), 1)
    assert read_ratings(**scope, as_of=then).digest() == before.digest()
    now = read_ratings(**scope, as_of=timezone.now())
    assert now.rating.tolist() == [2, 2, 1, 2, 1]
    assert now.digest() != before.digest()
    assert read_ratings(**scope, as_of=then - timedelta(days=1)).rating.size == 0


def test_scopes_and_weights(opening: Opening, make_user: MakeUser) -> None:
    make_season(opening, make_user, ((3, 2), (1, 2)))
    now, there = timezone.now(), opening.requisition
    whole = read_ratings(requisition=None, family=None, as_of=now)
    assert whole.digest() == read_ratings(requisition=None, family=there.family_id, as_of=now).digest()
    assert read_ratings(requisition=there.pk + 1, family=None, as_of=now).rating.size == 0
    assert [(one.key, one.name) for one in whole.criteria] == [("depth|3|1.00", "Depth")]
    Criterion.objects.update(weight=0)
    assert read_ratings(requisition=None, family=None, as_of=now).rating.size == 0


@pytest.mark.parametrize("few", [0, 500])
def test_criteria_that_nobody_rated_are_no_part_of_it(
    opening: Opening, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    make_season(opening, make_user, ((3, 2), (1, 2)))
    now = timezone.now()
    before = read_ratings(requisition=None, family=None, as_of=now)
    monkeypatch.setattr(ratings, "FEW", few)
    plans = [CriterionPlan("Breadth", ("None", "Some")), CriterionPlan(" depth ", ("None", "Some", "Much"))]
    kit_save(actor=opening.recruiter, kit=None, name="Of another kind", criteria=plans)
    after = read_ratings(requisition=None, family=None, as_of=now)
    assert [(one.key, one.name) for one in after.criteria] == [("depth|3|1.00", "Depth")]
    assert after.digest() == before.digest()
