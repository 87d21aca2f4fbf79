"""What the tests of committees share: a candidate before a committee, members, votes, a signed decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Ballot, Decision, Vote
from muster.apps.hire.services.ballots import ballot_cast
from muster.apps.hire.services.committee import committee_convene
from muster.apps.hire.services.decisions import Verdict, decision_sign
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, move
from tests.apps.hire.interviewing import assign, content, heard
from tests.apps.hire.openings import Opening

__all__ = ["Committee", "before_committee", "convene", "interviewed", "make_members", "signed", "verdict"]

NAMES = ("Cleo Chair", "Max Member", "Ines Independent", "Olu Outvoted")


@dataclass
class Committee:
    """A decision with its members, the chair first."""

    decision: Decision
    members: list[User]

    @property
    def chair(self) -> User:
        """Return who signs."""
        return self.members[0]

    def now(self) -> Decision:
        """Return the decision as it is now."""
        return Decision.objects.select_related("application__requisition").get(pk=self.decision.pk)

    def ballot(self, number: int) -> Ballot:
        """Return a member's ballot as it is now."""
        return Ballot.objects.get(decision=self.decision, member=self.members[number])

    def vote(self, number: int, vote: str = Vote.HIRE, reasons: str = "Two papers.") -> Ballot:
        """Cast a member's vote."""
        return ballot_cast(actor=self.members[number], decision=self.decision, vote=vote, reasons=reasons)

    def sign(self, outcome: str = Vote.HIRE, **values: Any) -> Decision:
        """Sign as the chair."""
        return decision_sign(actor=self.chair, decision=self.now(), verdict=verdict(outcome, **values))


def verdict(outcome: str = Vote.HIRE, **values: Any) -> Verdict:
    """Return a verdict with all that its outcome asks for."""
    given = {"rationale": "The evidence is strong.", "reason": "Others had more depth.", "wanted": "Depth."}
    return Verdict(outcome=outcome, **{**given, **values})


def make_members(make_user: MakeUser, number: int = 3) -> list[User]:
    """Make people who may sit in committees."""
    return [make_user(Role.COMMITTEE_MEMBER, name=NAMES[one]) for one in range(number)]


def before_committee(opening: Opening, **values: Any) -> Application:
    """Return an application in the stage of the committee."""
    one = apply(opening, **values)
    move(opening, [one.pk], "Committee")
    one.refresh_from_db()
    return one


def interviewed(opening: Opening, make_user: MakeUser) -> Application:
    """Return an application before the committee with one scorecard submitted and one that is late."""
    interview = heard(opening)
    seats = [assign(opening, interview, make_user(Role.INTERVIEWER, name=name)) for name in ("Ada", "Bo")]
    said = content(opening, summary="Clear and kind.")
    scorecard_submit(actor=seats[0].interviewer, seat=seats[0], content=said, sequence=1)
    move(opening, [interview.application_id], "Committee")
    return Application.objects.get(pk=interview.application_id)


def convene(
    opening: Opening,
    make_user: MakeUser,
    application: Application | None = None,
    *,
    members: list[User] | None = None,
    number: int = 3,
    quorum: int = 2,
    **values: Any,
) -> Committee:
    """Convene a committee as the recruiter; the first member is the chair."""
    people = members or make_members(make_user, number)
    decision = committee_convene(
        actor=values.pop("actor", opening.recruiter),
        application=application or before_committee(opening),
        members=people,
        chair=values.pop("chair", people[0]),
        quorum=quorum,
        due_at=timezone.now() + timedelta(days=3),
    )
    return Committee(decision, people)


def signed(opening: Opening, make_user: MakeUser, outcome: str = Vote.HIRE, **values: Any) -> Committee:
    """Return a committee whose decision is signed, unanimous among two of three."""
    committee = convene(opening, make_user, **values)
    for number in range(2):
        committee.vote(number, outcome)
    committee.decision = committee.sign(outcome)
    return committee
