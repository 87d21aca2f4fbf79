"""Ratings on the job before a recruiter, hiring managers and a stranger: one at a time, many from a file, versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.hire.bridge.bar_input import bar_input
from muster.apps.hire.models import BarRun, JobOutcome
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import make_years
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening, broken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

HEADER = "Application,Months,Rating,Lowest,Highest,Rated by,Rated on"


def test_hires_are_rated_one_by_one_and_from_a_file(
    make_opening: Callable[..., Opening], make_user: MakeUser
) -> None:
    opening = make_opening()
    years = make_years(opening, make_user, hired=(0, 1))
    first, second, other = (years.applications[place] for place in (0, 1, 2))
    rater = make_user(Role.HIRING_MANAGER, name="Not their manager", email="rater@example.com")
    manager, recruiter = signed_in(opening.manager), signed_in(opening.recruiter)
    today = timezone.localdate()
    given = {
        **{"application": first.code.lower(), "months": "6", "rating": "4", "lowest": "1", "highest": "5"},
        **{"rated_by": "Rater@example.com", "rated_on": today.isoformat()},
    }
    assert signed_in(years.interviewers[0]).get("/hire/outcomes/").status_code == 403
    assert signed_in(rater).post("/hire/outcomes/", given).status_code == 422
    for wrong in (
        {"application": other.code},
        {"rating": "6"},
        {"lowest": "5"},
        {"rated_by": "nobody@example.com"},
        {"rated_on": (today + timedelta(days=2)).isoformat()},
    ):
        assert manager.post("/hire/outcomes/", {**given, **wrong}).status_code == 422
    assert JobOutcome.objects.count() == 0
    assert manager.post("/hire/outcomes/", given).status_code == 302
    before = timezone.now()

    rows = [
        f"{first.code},6,2,1,5,rater@example.com,{today}",
        f"{second.code},12,3,1,5,rater@example.com,{today}",
    ]
    wrong_file = upload(HEADER, f"{other.code},6,2,1,5,who@example.com,{today + timedelta(days=3)}")
    refused = recruiter.post("/hire/outcomes/import/", {"file": wrong_file})
    assert refused.status_code == 422
    for sentence in ("was hired; write its code", "is no account here", "is a day to come"):
        assert sentence in refused.content.decode()
    planned = recruiter.post("/hire/outcomes/import/", {"file": upload(HEADER, *rows)}).content.decode()
    assert "2 ratings are new." in planned
    assert "follows another" in planned
    assert JobOutcome.objects.count() == 1
    ticket = re.findall(r'name="ticket" value="([^"]+)"', planned)[0]
    assert recruiter.post("/hire/outcomes/import/confirm/", {"ticket": ticket}).status_code == 302
    assert recruiter.post("/hire/outcomes/import/confirm/", {"ticket": ticket}).status_code == 409
    again = recruiter.post("/hire/outcomes/import/", {"file": upload(HEADER, *rows)}).content.decode()
    assert "2 are there already and stay as they are." in again
    shown = recruiter.get("/hire/outcomes/").content.decode()
    assert first.candidate.name in shown
    assert "version 2" in shown
    assert first.candidate.name not in signed_in(rater).get("/hire/outcomes/").content.decode()
    assert broken() == []

    for as_of, halves, wholes in ((before, [0.75], []), (timezone.now(), [0.25], [0.5])):
        told = bar_input(BarRun(as_of=as_of)).outcomes
        assert told[6][~np.isnan(told[6])].tolist() == halves
        assert told[12][~np.isnan(told[12])].tolist() == wholes


def upload(*lines: str) -> SimpleUploadedFile:
    """Return a CSV file."""
    return SimpleUploadedFile("ratings.csv", "\n".join(lines).encode() + b"\n", content_type="text/csv")
