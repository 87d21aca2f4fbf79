"""Whether the bar holds, by the API: the numbers of the page, to whom it shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.bridge.bar import LEVEL_COLUMNS
from muster.apps.hire.services.bars import bar_run_request, bar_set
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import bar_ran, make_years
from tests.apps.hire.interviewing import assign, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_numbers_of_the_picture(make_opening: Callable[..., Opening], make_user: MakeUser) -> None:
    opening = make_opening(openings=5)
    years = make_years(opening, make_user)
    boss = make_user(Role.EXECUTIVE, name="Eve Executive")
    caller = Caller(boss)
    empty = caller.get("/bar").json()
    assert (empty["run"], empty["quarters"], empty["verdict"], empty["withheld"]) == (None, [], "", False)
    waiting = bar_run_request(actor=boss)
    early = caller.get(f"/bar/runs/{waiting.pk}").json()
    assert (early["run"]["state"], early["bars"]) == ("queued", [])
    run = bar_ran(boss)
    family = opening.requisition.family
    bar_set(actor=boss, run=run, family=family, value=0.25, since=date(2026, 1, 1), reason="Nobody below")

    told = caller.get("/bar").json()
    assert (told["run"]["id"], told["run"]["level"], told["outdated"]) == (run.pk, 0.9, True)
    levels = {tuple(row[:3]): dict(zip(LEVEL_COLUMNS, row, strict=True)) for row in run.model["levels"]}
    assert [one["quarter"] for one in told["quarters"]] == ["2026-Q1", "2026-Q2"]
    for one in told["quarters"]:
        for group in ("applicants", "offers", "hires"):
            known = levels.get((one["quarter"], one["part"], group))
            shown = one[group]
            assert shown is None or shown == {name: known[name] for name in shown}  # type: ignore[index]
            assert (shown is None) == (known is None or known["count"] == 0)
    [bar] = told["bars"]
    assert (bar["family"]["name"], bar["value"], bar["in_force"]) == (family.name, 0.25, True)
    assert (bar["set_by"]["name"], bar["reason"]) == ("Eve Executive", "Nobody below")
    [link] = told["links"]
    assert (link["first"], link["second"], link["interviewers"]) == ("2026-Q1", "2026-Q2", 2)
    auditors = Caller(make_user(Role.AUDITOR)).get("/bar").content.decode()
    assert years.applications[3].candidate.name not in auditors  # whom the page alone names

    # Four applicants a quarter are few: with one of whom a scorecard is owed, their mean would tell of that one.
    owing = make_interviewer(opening, make_user(Role.RECRUITER, Role.INTERVIEWER))
    assign(opening, schedule(opening, years.applications[1]), owing)
    sealed = Caller(owing).get(f"/bar/runs/{run.pk}").json()
    assert sealed["withheld"] is True
    assert sealed["quarters"][0]["applicants"] is None
    assert sealed["quarters"][1]["applicants"] is not None

    caller.get("/bar/runs/999", 404)
    for role in (Role.HIRING_MANAGER, Role.PEOPLE_PARTNER):
        Caller(make_user(role)).get("/bar", 403)
