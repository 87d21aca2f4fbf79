"""The pages of the bar before an executive, a recruiter, the auditor and a stranger; and the bar on the merit board."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from muster.apps.core.roles import Role
from muster.apps.hire.models import BarRun, HiringBar, MeritOdds
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import bar_ran, make_years
from tests.apps.hire.inside import signed_in
from tests.apps.hire.interviewing import assign, make_interviewer, schedule
from tests.apps.hire.meritruns import ran, work
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)

MOST_QUERIES = 15


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_whoever_answers_for_it_sees_whether_the_bar_holds(
    make_opening: Callable[..., Opening], make_user: MakeUser
) -> None:
    opening = make_opening(openings=5)
    years = make_years(opening, make_user)
    boss, auditor = make_user(Role.EXECUTIVE), make_user(Role.AUDITOR, language="ar")
    client, stranger = signed_in(boss), signed_in(years.interviewers[0])
    assert "Not estimated yet" in page(client, "/hire/bar/")
    asked = client.post("/hire/bar/ask/")
    run = BarRun.objects.get()
    assert asked["Location"] == f"/hire/bar/{run.pk}/"
    assert "Waiting for a worker" in page(client, f"/hire/bar/{run.pk}/")
    work()
    assert client.get(f"/hire/bar/{run.pk}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    shown = page(client, "/hire/bar/")
    assert "<svg" in shown
    assert "2026-Q1" in shown
    assert "No bar is set yet." in shown

    given = {"run": run.pk, "family": opening.requisition.family_id, "since": "2026-01-01"}
    blank = client.post("/hire/bar/set/", {**given, "value": "0.25", "reason": "none"})
    assert blank.status_code == 422
    assert HiringBar.objects.count() == 0
    client.post("/hire/bar/set/", {**given, "value": "0.25", "reason": "Nobody below the average"})
    shown = page(client, "/hire/bar/")
    assert "A bar was set after this run" in shown
    assert "Nobody below the average" in shown

    again = bar_ran(boss)
    hire = years.applications[3].candidate.name
    watching = signed_in(auditor)
    with CaptureQueriesContext(connection) as queries, translation.override("ar"):
        named = page(watching, "/hire/bar/")
    assert len(queries) <= MOST_QUERIES
    assert hire in named
    assert 'dir="rtl"' in named
    for person in (boss, opening.recruiter):
        read = page(signed_in(person), f"/hire/bar/{again.pk}/")
        assert "<svg" in read
        assert hire not in read
    assert signed_in(opening.recruiter).get("/hire/bar/set/").status_code == 403
    for url in ("/hire/bar/", f"/hire/bar/{run.pk}/", "/hire/bar/set/"):
        assert stranger.get(url).status_code == 403
    assert stranger.post("/hire/bar/ask/").status_code == 403
    assert client.get("/hire/bar/999/").status_code == 404
    _board(opening, again)


def _board(opening: Opening, run: BarRun) -> None:
    """The merit board says how likely each candidate is above the bar, which lies elsewhere on its scale."""
    merit = ran(opening.recruiter, requisition=opening.requisition)
    odds = {one.candidate_id: one.p_above_bar for one in MeritOdds.objects.filter(choosing__run=merit)}
    assert odds
    best = merit.standings.filter(candidate__in=odds).earliest("rank")
    worst = merit.standings.filter(candidate__in=odds).latest("rank")
    assert odds[best.candidate_id] > odds[worst.candidate_id]
    assert "Above the bar" in page(signed_in(opening.recruiter), f"/hire/merit/{merit.pk}/")
    assert merit.choosing.choices.get().bar == pytest.approx(
        run.model["bars"][0]["value"] + _gap(run, merit), abs=1e-5
    )


def _gap(run: BarRun, merit: object) -> float:
    there = dict(run.standings.values_list("application__candidate", "merit"))
    here = dict(merit.standings.values_list("candidate", "merit"))  # type: ignore[attr-defined]
    return sum(here[key] - there[key] for key in here) / len(here)


@pytest.mark.any_database
def test_levels_of_few_are_withheld_from_who_owes_a_scorecard(opening: Opening, make_user: MakeUser) -> None:
    years = make_years(opening, make_user, hired=(0,))
    person = make_interviewer(opening, make_user(Role.RECRUITER, Role.INTERVIEWER))
    run = bar_ran(person)
    assert "Levels of few people" not in page(signed_in(person), "/hire/bar/")
    assign(opening, schedule(opening, years.applications[4]), person)
    shown = page(signed_in(person), "/hire/bar/")
    assert "Levels of few people" in shown
    levels = {(row[0], row[2]): row[3] for row in run.model["levels"]}
    assert levels["2026-Q2", "applicants"] == 4
    second = shown[shown.index(">2026-Q2</bdi></td>") :][:400]
    assert "· 4" not in second
