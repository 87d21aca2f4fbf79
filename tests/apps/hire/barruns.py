"""What the tests of the bar share: two quarters of candidates, hires among them, and runs that a worker has done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, BarRun
from muster.apps.hire.services.bars import bar_run_request
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import move
from tests.apps.hire.interviewing import assign, heard, interviewing, make_interviewer
from tests.apps.hire.meritruns import card, work
from tests.apps.hire.openings import Opening

__all__ = ["Years", "bar_ran", "make_years"]

QUARTERS = (datetime(2026, 1, 12, 9), datetime(2026, 4, 13, 9))
RATINGS = ((3, 2), (2, 1), (3, 3), (1, 1))
"""What the two interviewers give each candidate of a quarter: the second is severe."""


@dataclass(frozen=True)
class Years:
    """An opening with the candidates of two quarters, those of the first first, and who interviewed all of them."""

    opening: Opening
    applications: tuple[Application, ...]
    interviewers: tuple[User, ...]


def make_years(opening: Opening, make_user: MakeUser, *, hired: Sequence[int] = (0, 3, 6)) -> Years:
    """Make candidates, each interviewed by both in one panel; `hired` are the places of those who are hired today."""
    people = [
        make_interviewer(opening, make_user(Role.INTERVIEWER, name=f"Interviewer {one}")) for one in (0, 1)
    ]
    applications = []
    for starts in QUARTERS:
        for number, given in enumerate(RATINGS):
            one = interviewing(opening, name=f"Candidate {len(applications)}")
            applications.append(one)
            panel = heard(opening, one, starts=starts + timedelta(days=2 * number))
            for person, rating in zip(people, given, strict=True):
                card(opening, assign(opening, panel, person), rating)
    if hired:
        move(opening, [applications[place].pk for place in hired], "Hired")
    return Years(opening, tuple(applications), tuple(people))


def bar_ran(actor: User) -> BarRun:
    """Ask whether the bar holds and have a worker find out."""
    run = bar_run_request(actor=actor)
    work()
    run.refresh_from_db()
    return run
