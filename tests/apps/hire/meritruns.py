"""What the tests of merit share: candidates interviewed by several, runs that a worker has done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Application, Interview, MeritReport, MeritRun, Scorecard, Seat
from muster.apps.hire.services.merit import merit_report_request, merit_run_request
from muster.apps.hire.services.scorecards import scorecard_change, scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.interviewing import assign, content, heard, interviewing, make_interviewer
from tests.apps.hire.openings import Opening

__all__ = ["Season", "card", "make_season", "ran", "reported", "rerate", "sit", "work"]

NOTE = "They showed it."
RATINGS = ((3, 2, 3), (2, 1, 2), (3, 3, 2), (1, 1, 1), (2, 1, 3))
"""What each interviewer gives each candidate: the second is severe."""


@dataclass(frozen=True)
class Season:
    """An opening with candidates, the best known first, and those who interviewed all of them."""

    opening: Opening
    applications: tuple[Application, ...]
    interviewers: tuple[User, ...]

    def named(self, name: str) -> Application:
        """Return the application of a candidate."""
        return next(one for one in self.applications if one.candidate.name == name)


def sit(opening: Opening, application: Application, user: User, *, shadow: bool = False) -> Seat:
    """Give somebody a seat in an interview of their own, which is over."""
    starts = datetime(2026, 1, 5, 9) + timedelta(days=2 * Interview.objects.count())  # few in any week
    return assign(opening, heard(opening, application, starts=starts), user, shadow=shadow)


def card(opening: Opening, seat: Seat, rating: int) -> Scorecard:
    """Submit a scorecard."""
    given = content(opening, rating)
    notes = dict.fromkeys(given.ratings, NOTE)
    return scorecard_submit(
        actor=seat.interviewer, seat=seat, content=content(opening, rating, notes=notes), sequence=1
    )


def rerate(opening: Opening, seat: Seat, rating: int) -> Scorecard:
    """Change a submitted scorecard."""
    notes = dict.fromkeys(content(opening, rating).ratings, NOTE)
    given = content(opening, rating, notes=notes)
    return scorecard_change(
        actor=seat.interviewer, seat=seat, content=given, reason="Read my notes again", seen=None
    )


def make_season(opening: Opening, make_user: MakeUser, ratings: Sequence[Sequence[int]] = RATINGS) -> Season:
    """Make candidates, each interviewed and rated by everybody."""
    people = [
        make_interviewer(opening, make_user(Role.INTERVIEWER, name=f"Interviewer {number}"))
        for number in range(len(ratings[0]))
    ]
    applications = []
    for number, given in enumerate(ratings):
        one = interviewing(opening, name=f"Candidate {number}")
        applications.append(one)
        for person, rating in zip(people, given, strict=True):
            card(opening, sit(opening, one, person), rating)
    return Season(opening, tuple(applications), tuple(people))


def work() -> None:
    """Do everything that waits."""
    build_worker(batch=True).run()


def ran(actor: User, **scope: object) -> MeritRun:
    """Ask for a run and have a worker do it."""
    run = merit_run_request(actor=actor, **scope)  # type: ignore[arg-type]
    work()
    run.refresh_from_db()
    return run


def reported(actor: User, run: MeritRun) -> MeritReport:
    """Ask for a run's report and have a worker write it."""
    report = merit_report_request(actor=actor, run=run)
    work()
    report.refresh_from_db()
    return report
