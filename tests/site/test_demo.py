"""The fictional company in a site: everything is there, on a ledger that verifies, with somebody for each role."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Move, Outcome, Referral, Requisition, Review, Stage
from muster.apps.hire.search import matching
from muster.apps.hire.selectors.applications import application_visible
from muster.apps.org.models import Employee
from muster.demo.organisation import Organisation, build_organisation
from muster.engine.errors import InputError
from muster.site.demo import load_demo, read_sign_ins
from tests.apps.hire.behind import answers_told

UNTIL = date(2025, 2, 14)
TODAY = date(2025, 6, 20)


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    """Return the company as it was soon after its records begin: small."""
    return build_organisation(1, until=UNTIL)


@pytest.mark.django_db
def test_the_company_is_loaded_whole(organisation: Organisation, settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    sign_ins = load_demo(today=TODAY, until=UNTIL)

    present = organisation.staff_on(UNTIL)
    assert Employee.objects.filter(is_active=True).count() == len(present)
    assert Requisition.objects.count() == len(organisation.requisitions)
    closed = Requisition.objects.filter(status=Requisition.Status.CLOSED)
    assert closed.count() == len(organisation.requisition_closings)
    assert Application.objects.count() == len(organisation.applications)
    outcomes = Counter(Application.objects.values_list("outcome", flat=True))
    told = Counter(one.outcome for one in organisation.closings)
    assert {name: outcomes[name] for name in told} == told
    steps = len(organisation.applications) + len(organisation.moves) + len(organisation.closings)
    taken_on = Move.objects.filter(
        from_stage__kind="applied", to_stage__kind="review", outcome=Outcome.ACTIVE
    )
    assert Move.objects.count() == steps + taken_on.count()
    assert Application.objects.exclude(stage__kind="applied").count() == taken_on.count()
    assert {one.stage.kind for one in Review.objects.select_related("stage")} == {"review"}
    assert not Stage.objects.filter(blind=True).exclude(kind="review").exists()
    assert Referral.objects.count() == len(organisation.referrals)
    assert Review.objects.count() == len(organisation.reviews)
    answered = sum(one.candidate_id in organisation.self_identification for one in organisation.applications)
    assert len(answers_told()) == answered

    newest = Application.objects.latest("applied_at")
    assert newest.applied_at.date() <= TODAY
    assert (TODAY - newest.applied_at.date()).days < 21
    for one in Application.objects.filter(outcome=Outcome.HIRED).select_related("stage"):
        assert one.stage.kind == "hired"
    assert newest.pk in Application.objects.filter(
        pk__in=matching(newest.candidate.name.split()[0])
    ).values_list("pk", flat=True)
    assert list(verify_ledger()) == []

    assert sign_ins == read_sign_ins()
    assert [one.role for one in sign_ins] == list(Role.values)
    assert len({one.email for one in sign_ins}) == len(sign_ins)
    for sign_in in sign_ins:
        user = User.objects.get(email=sign_in.email)
        assert user.check_password(sign_in.password)
        assert sign_in.role in user.roles
    recruiter = User.objects.get(email=next(one.email for one in sign_ins if one.role == Role.RECRUITER))
    assert application_visible(person=recruiter).count() == len(organisation.applications)


def test_it_is_loaded_into_an_empty_site_only(ada: User) -> None:
    with pytest.raises(InputError, match="empty"):
        load_demo(today=TODAY, until=UNTIL)
    assert list(User.objects.all()) == [ada]


def test_without_a_company_nobody_is_told(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    assert read_sign_ins() == []
