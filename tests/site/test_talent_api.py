"""What waits for somebody by the API: the numbers of their pages."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.core.roles import Role
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser, _forget_requests, make_user
from tests.apps.hire.conftest import _forget_rates, make_opening, opening
from tests.apps.hire.inside import apply, make_reviewer, move
from tests.apps.hire.interviewing import assign, heard
from tests.apps.hire.openings import Opening

__all__ = ["_forget_rates", "_forget_requests", "make_opening", "make_user", "opening"]
pytestmark = pytest.mark.django_db


def waits(answer: Any) -> dict[str, int]:
    return {one["label"]: one["number"] for one in answer["waiting"]}


def test_each_is_told_what_waits_for_them(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    ada = make_user(Role.INTERVIEWER, name="Ada")
    assign(opening, heard(opening), ada)
    reviewer = make_reviewer(opening, make_user(Role.EMPLOYEE))
    hers = Caller(ada).get("/talent").json()
    assert waits(hers) == {"Scorecards to write": 1}
    assert [panel["title"] for panel in hers["desk"]] == ["Scorecards that you owe"]
    assert (hers["figures"], hers["panels"]) == ([], [])
    assert waits(Caller(reviewer).get("/talent").json()) == {"Applications to review": 1}
    nothing = Caller(make_user(Role.EMPLOYEE)).get("/talent").json()
    assert nothing == {"waiting": [], "desk": [], "figures": [], "panels": []}
    whole = Caller(opening.recruiter).get("/talent").json()
    assert {figure["label"]: figure["number"] for figure in whole["figures"]}["Open openings"] == 1
    [desk] = whole["desk"]
    assert (desk["title"], desk["rows"][0]["label"]) == ("Your openings", "Research Scientist")
