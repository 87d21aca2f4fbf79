"""The report of reach by the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from muster.apps.core.roles import Role
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, move
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_the_report_is_that_of_the_page(opening: Opening, make_user: MakeUser) -> None:
    move(opening, [apply(opening).pk], "Interviews")
    apply(opening)
    today = timezone.now().date()
    report = Caller(make_user(Role.AUDITOR)).get("/reach", by="requisition").json()
    assert (report["start"], report["end"]) == (str(today - timedelta(days=90)), str(today))
    assert (report["applicants"], report["left_out"]) == (2, 0)
    assert [one["reached"] for one in report["steps"]][:3] == [2, 1, 1]
    assert report["steps"][0]["passed"]["trials"] == 1
    [group] = report["groups"]
    assert (group["key"], group["label"]) == (str(opening.requisition.pk), "Research Scientist")
    caller = Caller(opening.recruiter)
    tomorrow = today + timedelta(days=1)
    turned = caller.get("/reach", start=tomorrow, end=today).json()
    assert (turned["start"], turned["end"], turned["applicants"]) == (str(today), str(tomorrow), 2)
    assert caller.get("/reach", source="agency").json()["applicants"] == 0
    Caller(opening.manager).get("/reach", 403)
