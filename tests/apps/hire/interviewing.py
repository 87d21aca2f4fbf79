"""What the tests of interviews share: a candidate in the stage of interviews, interviewers, times to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.clock import monday_of
from muster.apps.hire.models import Application, Interview, Member, Seat
from muster.apps.hire.services.interviews import interview_schedule
from muster.apps.hire.services.requisitions import member_add
from muster.apps.hire.services.scorecards import Content
from muster.apps.hire.services.seats import seat_assign
from tests.apps.hire.inside import apply, move, rate
from tests.apps.hire.openings import Opening

__all__ = ["ZONE", "assign", "coming", "content", "heard", "interviewing", "make_interviewer", "schedule"]

ZONE = "Asia/Jakarta"  # where the clocks never change


def coming(day: int = 0, hour: int = 10) -> datetime:
    """Return what the clock shows on a day of the week after next."""
    monday = monday_of(timezone.now().date()) + timedelta(days=14 + day)
    return datetime(monday.year, monday.month, monday.day, hour)


def interviewing(opening: Opening, **values: Any) -> Application:
    """Return an application in the stage of interviews."""
    one = apply(opening, **values)
    move(opening, [one.pk], "Interviews")
    one.refresh_from_db()
    return one


def schedule(opening: Opening, application: Application | None = None, **values: Any) -> Interview:
    """Schedule an interview as the recruiter, of an hour unless told otherwise."""
    starts = values.pop("starts", coming())
    given = {
        "ends": starts + timedelta(hours=1),
        "time_zone": ZONE,
        "kit": opening.requisition.kits.get(),
        **values,
    }
    actor = given.pop("actor", opening.recruiter)
    one = application or interviewing(opening)
    return interview_schedule(actor=actor, application=one, starts=starts, **given)


def make_interviewer(opening: Opening, user: User) -> User:
    """Make somebody one of an opening's interviewers."""
    part = Member.Part.INTERVIEWER
    member_add(actor=opening.recruiter, requisition=opening.requisition, user=user, part=part)
    return user


def assign(opening: Opening, interview: Interview, user: User, **values: Any) -> Seat:
    """Give somebody a seat as the recruiter."""
    return seat_assign(actor=opening.recruiter, interview=interview, interviewer=user, **values)


def heard(opening: Opening, application: Application | None = None, **values: Any) -> Interview:
    """Return an interview that is over."""
    starts = datetime(2026, 1, 5, 9) + timedelta(hours=2 * Interview.objects.count())
    return schedule(opening, application, **{"starts": starts, **values})


def content(opening: Opening, rating: int = 2, **values: Any) -> Content:
    """Return a whole scorecard."""
    given = {"ratings": rate(opening, rating), "notes": {}, "recommendation": "hire", "summary": "", **values}
    return Content(**given)
