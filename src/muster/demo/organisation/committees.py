"""Committees: several people vote on those who passed their interviews, and a chair signs what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from muster.demo.organisation.arguments import (
    DECLARED,
    DISSENT,
    LEFT,
    OVERRULED,
    RATIONALES,
    REASONS,
    RECUSED,
    REOPENED,
    TOLD,
    WANTED,
)
from muster.demo.organisation.case import Case
from muster.demo.organisation.committee_records import (
    Ballot,
    Conflict,
    Decision,
    Declaration,
    Dissent,
    Member,
    Recusal,
    Signature,
    Voiding,
    Vote,
)
from muster.demo.organisation.directory import Directory
from muster.demo.organisation.hiring_records import Outcome
from muster.demo.organisation.interviews import TRIED_BEFORE
from muster.demo.workdays import add_workdays, is_workday
from muster.demo.world import World

__all__ = ["KEPT_FROM", "LEVELS", "Committees", "Course"]

KEPT_FROM = date(2026, 2, 16)
"""From when on decisions are on record; those of the openings that tried it out are from the beginning."""
LEVELS = ("L7", "L8", "M3", "M4")
CHAIRS = ("L8", "M3", "M4")
SIZES = (3, 6)
QUORUMS = {3: 2, 4: 3, 5: 3}
DAYS_TO_DECIDE = 5
SHORTEST = timedelta(hours=6)
AGREES = 0.85
ANOTHER_INTERVIEW = 0.35
SILENT_SHARE = 0.06
REDRAWN_SHARE = 0.92
MANAGER_SHARE = 0.1
"""How often the hiring manager is asked to sit on the committee, which is a conflict."""
UNKNOWN_CONFLICT_SHARE = 0.012
RECUSED_SHARE = 0.7
DISSENT_SHARE = 0.65
REOPENED_SHARE = 0.06
REOPENABLE = timedelta(days=4)
SENT_BACK_SHARE = 0.4
LONG = timedelta(days=9)
TO_SIGN = timedelta(minutes=3)
A_MOMENT = timedelta(minutes=1)
OFFICE = (8, 17)

_Item = TypeVar("_Item")
Course = tuple[datetime, datetime, Vote]
"""From when on a decision is prepared, when it is to be signed, and what it comes to."""


@dataclass(eq=False)
class _Open:
    """A decision until it is signed or void."""

    decision: Decision
    case: Case
    votes: dict[str, Vote] = field(default_factory=dict)
    is_over: bool = False


class Committees:
    """Plans what committees do, and keeps the record of it."""

    def __init__(
        self,
        world: World,
        directory: Directory,
        *,
        referrers_of: Callable[[str], Collection[str]],
        family_name_of: Callable[[str], str],
        interviewers_of: Callable[[str], Collection[str]],
        meet: Callable[[str, Iterable[str]], None],
        send_back: Callable[[Case, datetime], None],
        bring_back: Callable[[Case], None],
    ) -> None:
        self._world = world
        self._directory = directory
        self._referrers_of = referrers_of
        self._interviewers_of = interviewers_of
        self._meet = meet
        self._family_name_of = family_name_of
        self._send_back = send_back
        self._bring_back = bring_back
        self._rng = world.stream("organisation/committees")
        self._numbers: Counter[str] = Counter()
        self._open: dict[str, _Open] = {}
        self.decisions: list[Decision] = []
        self.ballots: list[Ballot] = []
        self.declarations: list[Declaration] = []
        self.recusals: list[Recusal] = []
        self.signatures: list[Signature] = []
        self.dissents: list[Dissent] = []
        self.voidings: list[Voiding] = []

    def is_kept(self, case: Case) -> bool:
        """Whether the decision on an application that enters the committee now goes on record."""
        tried = case.opening.requisition.opened_at.date() < TRIED_BEFORE
        return tried or self._world.clock.now.date() >= KEPT_FROM

    def plan(self, case: Case, leaves_at: datetime, outcome: Vote | None) -> None:
        """Plan the decision on an application that has just entered the committee and leaves it at a moment.

        Without an outcome the candidate withdraws before it is signed.
        """
        now = self._world.clock.now
        span = leaves_at - now
        if not self.is_kept(case) or span < SHORTEST:
            return
        if outcome is None:
            self._run(case, (now, leaves_at + span, "hire"))
            return
        signs = leaves_at - TO_SIGN
        if outcome != "hire":
            early = span * float(self._rng.uniform(0.02, 0.2))
            signs = self._in_office(signs - early, before=signs)
            signs = signs if signs - now > SHORTEST / 3 else now + span * 0.8
        chance = self._rng.random()
        if span > LONG and chance < SENT_BACK_SHARE:
            self._plan_one_more(case, (now, signs, outcome))
        elif span > REOPENABLE and chance > 1 - REOPENED_SHARE:
            middle = self._in_office(now + (signs - now) * 0.45, before=signs)
            second = (now + (signs - now) * 0.55, signs, outcome)
            self._run(case, (now, middle, "no_hire"), then=partial(self._reopen, case, second))
        else:
            self._run(case, (now, signs, outcome))

    def _plan_one_more(self, case: Case, course: Course) -> None:
        """Plan that a candidate is interviewed once more before the committee decides."""
        now, signs, outcome = course
        returns_at = self._in_office(now + (signs - now) * 0.75, before=signs)
        asks_at = self._in_office(now + (signs - now) * 0.25, before=returns_at)
        second = (returns_at, signs, outcome)

        def send_back(_signed: Decision) -> None:
            self._send_back(case, returns_at)
            self._world.clock.at(returns_at, partial(self._return, case, second))

        self._run(case, (now, asks_at, "one_more"), then=send_back)

    def _return(self, case: Case, course: Course) -> None:
        if not case.is_over:
            self._bring_back(case)
            self._run(case, course)

    def _run(
        self,
        case: Case,
        course: Course,
        *,
        then: Callable[[Decision], None] | None = None,
        reopens: Decision | None = None,
    ) -> None:
        """Convene a committee now, and plan its votes and the signature by a course."""
        begins, signs, outcome = course
        span = signs - begins
        convened = self._in_office(begins + span * 0.08, before=begins + span * 0.2)
        self._world.clock.at(
            convened, partial(self._convene, case, (convened, signs, outcome), then, reopens)
        )

    def end(self, case: Case, outcome: Outcome) -> None:
        """Nothing is left to decide when an application ends otherwise."""
        undecided = self._open.get(case.application.id)
        if undecided is not None and not undecided.is_over:
            undecided.is_over = True
            self.voidings.append(Voiding(undecided.decision.id, self._world.clock.now, outcome))

    def _reopen(self, case: Case, course: Course, signed: Decision) -> None:
        self._run(case, course, reopens=signed)

    def _convene(
        self,
        case: Case,
        course: Course,
        then: Callable[[Decision], None] | None,
        reopens: Decision | None,
    ) -> None:
        if case.is_over:
            return
        _, signs, outcome = course
        now = self._world.clock.now
        application = case.application
        people = self._choose_members(case) if reopens is None else self._members_left(reopens)
        members = tuple(Member(one, self._conflicts(case, one)) for one in people)
        self._numbers[application.id] += 1
        decision = Decision(
            id=self._world.issue_id("D"),
            application_id=application.id,
            number=self._numbers[application.id],
            convened_at=now,
            convened_by=self._directory.acting(case.opening.requisition.recruiter_id),
            chair_id=people[0],
            members=members,
            quorum=QUORUMS[len(members)] if reopens is None else reopens.quorum,
            due_at=now.replace(hour=16, minute=0, second=0)
            + (add_workdays(now.date(), DAYS_TO_DECIDE) - now.date()),
            reopens=reopens.id if reopens else None,
            reopen_reason=self._choose(REOPENED) if reopens else "",
        )
        self.decisions.append(decision)
        self._meet(application.id, people)
        opened = _Open(decision, case)
        self._open[application.id] = opened
        voting = self._plan_conflicts(opened, signs)
        votes = self._draw_votes(voting, outcome, decision)
        for one, vote in votes.items():
            share = float(self._rng.uniform(0.1, 0.9))
            moment = max(now + A_MOMENT, self._in_office(now + (signs - now) * share, before=signs))
            self._world.clock.at(moment, partial(self._cast, opened, one, vote))
        self._world.clock.at(signs, partial(self._sign, opened, outcome, then))

    def _choose_members(self, case: Case) -> tuple[str, ...]:
        """Return the members, the chair first."""
        requisition = case.opening.requisition
        manager = requisition.hiring_manager_id
        met = self._interviewers_of(case.application.id)
        able = [
            one
            for one in self._directory
            if one.level_id in LEVELS and one.employee_id != manager and one.employee_id not in met
        ]
        chairs = [one.employee_id for one in able if one.level_id in CHAIRS]
        size = min(len(able), int(self._rng.integers(*SIZES)))
        chair = self._choose(chairs)
        others = [one.employee_id for one in able if one.employee_id != chair]
        places = self._rng.choice(len(others), size - 1, replace=False)
        people = [chair, *(others[int(place)] for place in places)]
        known = [one for one in self._referrers_of(case.application.candidate_id) if one in others]
        asked = self._rng.random() < MANAGER_SHARE and manager in self._directory and manager not in met
        if known and known[0] not in people:
            people[-1] = known[0]  # those who know the candidate are asked, and stand aside
        elif asked:
            people[-1] = manager
        return tuple(people)

    def _members_left(self, decision: Decision) -> tuple[str, ...]:
        """Return who decides again when a decision is reopened: its members who did not stand aside."""
        aside = {one.employee_id for one in self.recusals if one.decision_id == decision.id}
        return tuple(one.employee_id for one in decision.members if one.employee_id not in aside)

    def _conflicts(self, case: Case, employee_id: str) -> tuple[Conflict, ...]:
        found: list[Conflict] = []
        if employee_id in self._referrers_of(case.application.candidate_id):
            found.append("referrer")
        if case.opening.requisition.hiring_manager_id == employee_id:
            found.append("manager")
        name = self._family_name_of(case.application.candidate_id)
        if name and name == self._family_name_of(employee_id):
            found.append("family_name")
        return tuple(found)

    def _plan_conflicts(self, opened: _Open, signs: datetime) -> list[str]:
        """Plan who stands aside, and who says why they do not; return who votes."""
        decision = opened.decision
        voting = []
        room = len(decision.members) - decision.quorum
        span = signs - decision.convened_at
        moment = self._in_office(decision.convened_at + span * 0.08, before=signs)
        for member in decision.members:
            conflict: Conflict | None = member.conflicts[0] if member.conflicts else None
            chairs = member.employee_id == decision.chair_id
            unknown = conflict is None and not chairs and self._rng.random() < UNKNOWN_CONFLICT_SHARE
            if unknown:
                conflict = "related" if self._rng.random() < 0.4 else "other"
            aside = unknown or (conflict is not None and self._rng.random() < RECUSED_SHARE)
            if conflict is not None and aside and room and not chairs:
                room -= 1
                said = Recusal(
                    decision.id,
                    member.employee_id,
                    moment,
                    self._choose(RECUSED[conflict]),
                    conflict if unknown else None,
                )
                self._world.clock.at(moment, partial(self._recuse, opened, said))
                continue
            if member.conflicts:
                why = self._choose(DECLARED[member.conflicts[0]])
                declared = Declaration(decision.id, member.employee_id, moment, why)
                self._world.clock.at(moment, partial(self._declare, opened, declared))
            voting.append(member.employee_id)
        return voting

    def _draw_votes(self, voting: Sequence[str], outcome: Vote, decision: Decision) -> dict[str, Vote]:
        """Return the votes of those who cast one, the chair among them; mostly most are for what it comes to."""
        silent = len(voting) - decision.quorum
        casting = []
        for one in voting:
            if one != decision.chair_id and silent > 0 and self._rng.random() < SILENT_SHARE:
                silent -= 1
            else:
                casting.append(one)
        while True:
            votes = {one: self._draw_vote(outcome) for one in casting}
            if leading(votes.values()) == outcome or self._rng.random() >= REDRAWN_SHARE:
                return votes

    def _draw_vote(self, outcome: Vote) -> Vote:
        if self._rng.random() < AGREES:
            return outcome
        if outcome == "one_more" or self._rng.random() >= ANOTHER_INTERVIEW:
            return "no_hire" if outcome == "hire" else "hire"
        return "one_more"

    def _recuse(self, opened: _Open, said: Recusal) -> None:
        if not opened.is_over and said.employee_id in self._directory:
            self.recusals.append(said)

    def _declare(self, opened: _Open, said: Declaration) -> None:
        if not opened.is_over and said.employee_id in self._directory:
            self.declarations.append(said)

    def _cast(self, opened: _Open, employee_id: str, vote: Vote) -> None:
        if opened.is_over or employee_id not in self._directory:
            return
        opened.votes[employee_id] = vote
        reasons = self._choose(REASONS[vote])
        self.ballots.append(Ballot(opened.decision.id, employee_id, self._world.clock.now, vote, reasons))

    def _sign(self, opened: _Open, outcome: Vote, then: Callable[[Decision], None] | None) -> None:
        """Let the chair sign now, if enough have voted."""
        decision, now = opened.decision, self._world.clock.now
        if opened.is_over:
            return
        opened.is_over = True
        if len(opened.votes) < decision.quorum or decision.chair_id not in opened.votes:
            self.voidings.append(Voiding(decision.id, now, LEFT))
            return
        overruled = leading(opened.votes.values()) != outcome
        self.signatures.append(
            Signature(
                decision_id=decision.id,
                signed_at=now,
                outcome=outcome,
                rationale=self._choose(RATIONALES[outcome]),
                overrules=self._choose(OVERRULED) if overruled else "",
                reason=self._choose(TOLD) if outcome == "no_hire" else "",
                wanted=self._choose(WANTED) if outcome == "one_more" else "",
            )
        )
        for one, vote in opened.votes.items():
            if vote != outcome and self._rng.random() < DISSENT_SHARE:
                self.dissents.append(Dissent(decision.id, one, now, self._choose(DISSENT[vote])))
        if then is not None:
            then(decision)

    def _choose(self, items: Sequence[_Item]) -> _Item:
        return items[int(self._rng.integers(len(items)))]

    def _in_office(self, moment: datetime, *, before: datetime) -> datetime:
        """Return a moment in office hours (UTC) of that day, or of the working day before it; not in the past, and not
        after another one.
        """
        while not is_workday(moment.date()):
            moment = (moment - timedelta(days=1)).replace(hour=OFFICE[1] - 1)
        hour = min(OFFICE[1] - 1, max(OFFICE[0], moment.hour))
        moment = min(moment.replace(hour=hour), before - A_MOMENT)
        return max(self._world.clock.now, moment).replace(microsecond=0)


def leading(votes: Iterable[Vote]) -> Vote | None:
    """Return what most voted for; None where two stand first."""
    counted = Counter(votes).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]
