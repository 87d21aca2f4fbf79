"""The page of the report of reach."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from muster.apps.core.roles import Role
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.pipeline import application_reject
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening


def some_reach(opening: Opening) -> None:
    for number in range(4):
        form = ApplicationForm(name="A", email=f"a{number}@example.org", campaign="<script>alert(1)</script>")
        row, _token = application_apply(requisition=opening.requisition, form=form)
        if number:
            application_reject(
                actor=opening.recruiter, requisition=opening.requisition, applications=[row.pk], reason="r"
            )


def test_numbers_lead_to_their_rows(client: Client, opening: Opening) -> None:
    some_reach(opening)
    client.force_login(opening.recruiter)
    page = client.get("/hire/reach/?by=campaign").content.decode()
    assert '<svg class="interval"' in page
    assert "reached=interview" in page
    assert "outcome=rejected" in page
    assert "<script>alert" not in page


def test_intervals_need_no_style_that_the_policy_forbids(client: Client, opening: Opening) -> None:
    some_reach(opening)
    client.force_login(opening.recruiter)
    page = client.get("/hire/reach/").content.decode()
    assert " style=" not in page
    assert "<style" not in page


def test_intervals_are_mirrored_for_arabic(client: Client, opening: Opening) -> None:
    some_reach(opening)
    recruiter = opening.recruiter
    client.force_login(recruiter)
    left = client.get("/hire/reach/").content.decode()
    type(recruiter).objects.filter(pk=recruiter.pk).update(language="ar")
    right = client.get("/hire/reach/").content.decode()
    places = [[float(place) for place in re.findall(r'cx="([\d.]+)%"', page)] for page in (left, right)]
    assert places[0]
    assert places[0] == pytest.approx([100 - place for place in places[1]])


def test_an_auditor_sees_numbers_without_the_way_to_people(
    client: Client, opening: Opening, make_user: MakeUser
) -> None:
    some_reach(opening)
    client.force_login(make_user(Role.AUDITOR))
    page = client.get("/hire/reach/").content.decode()
    assert "/hire/applications/?" not in page


def test_it_is_for_those_who_answer_for_it(client: Client, make_user: MakeUser) -> None:
    for role in (Role.EMPLOYEE, Role.HIRING_MANAGER):
        client.force_login(make_user(role))
        assert client.get("/hire/reach/").status_code == 403


def test_strange_filters_are_no_error(client: Client, opening: Opening) -> None:
    client.force_login(opening.recruiter)
    for query in (
        "start=x&end=y",
        "start=2027-01-01&end=2020-01-01",
        "by=password",
        "requisition=x",
        "source=%27",
    ):
        assert client.get(f"/hire/reach/?{query}").status_code == 200


@pytest.mark.parametrize(
    "period",
    [
        *("end=9999-12-31", "end=0001-01-01", "start=9999-12-31", "start=0001-01-01&end=9999-12-31"),
        *("start=9999-12-31&end=9999-12-31", "start=9999-12-30&end=9999-12-30"),
    ],
)
def test_the_ends_of_the_calendar_are_days_like_others(client: Client, opening: Opening, period: str) -> None:
    some_reach(opening)
    client.force_login(opening.recruiter)
    assert client.get(f"/hire/reach/?{period}").status_code == 200
