"""Meeting: what applications meet on their way, interviews first and then a committee."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from muster.demo.company import Company
from muster.demo.organisation.case import Case
from muster.demo.organisation.committee_records import Vote
from muster.demo.organisation.committees import Committees
from muster.demo.organisation.hiring_records import Referral
from muster.demo.organisation.interviewers import Interviewers
from muster.demo.organisation.interviews import Interviews
from muster.demo.organisation.journeys import Journey
from muster.demo.organisation.pipeline import Pipeline
from muster.demo.organisation.planted import Planting
from muster.demo.organisation.self_identification import Looks
from muster.demo.organisation.workforce import Workforce
from muster.demo.world import World

__all__ = ["Meeting"]

BACK = "The committee asks for one more interview"
RETURNED = "The other interview has taken place"


class Meeting:
    """Tells the interviews and the committees of every application that enters their stages or ends."""

    def __init__(self, world: World, workforce: Workforce, pipeline: Pipeline, season: Company) -> None:
        self._workforce = workforce
        self._pipeline = pipeline
        self._referrals: Callable[[], Sequence[Referral]] = lambda: ()
        self._referrers: defaultdict[str, list[str]] = defaultdict(list)
        self._applicants: dict[str, str] = {}
        self._read = 0
        self._names: dict[str, str] = {}
        self.interviewers = Interviewers(world, workforce.directory, season.truth.interviewers)
        self.looks = Looks(world, pipeline.candidates)
        self.planting = Planting(world, self.interviewers, self.looks)
        self.interviews = Interviews(
            world, workforce.directory, self.interviewers, season, planting=self.planting
        )
        self.committees = Committees(
            world,
            workforce.directory,
            referrers_of=self._referrers_of,
            family_name_of=self._family_name_of,
            interviewers_of=self.interviews.met_by,
            meet=self.interviews.meet,
            send_back=self._send_back,
            bring_back=lambda case: pipeline.advance(case, RETURNED),
        )
        pipeline.watch(self.interviews.end)
        pipeline.watch(self.committees.end)

    def plan(self, referrals: Callable[[], Sequence[Referral]]) -> None:
        """Plan who interviews; `referrals` tells who has recommended whom by now."""
        self._referrals = referrals
        self.interviewers.plan()

    def enter(self, case: Case, journey: Journey, leaves_at: datetime) -> None:
        """Plan what happens in the stage that an application has just entered and leaves at a moment."""
        if case.stages[case.stage].kind != "committee":
            reaches = len(journey.steps) + (journey.outcome == "hired")
            self.interviews.plan(case, leaves_at, reaches=reaches)
            return
        outcome: Vote | None = "hire" if len(journey.steps) > case.stage else "no_hire"
        if outcome == "no_hire" and journey.outcome == "withdrawn":
            outcome = None
        self.committees.plan(case, leaves_at, outcome)

    def _send_back(self, case: Case, returns_at: datetime) -> None:
        self._pipeline.send_back(case, BACK)
        stage = case.stages[case.stage]
        self.interviews.book(case, stage.name, stage.kits[0], before=returns_at)

    def _referrers_of(self, candidate_id: str) -> Sequence[str]:
        """Return who has recommended a candidate by now, to whatever opening."""
        referrals, applications = self._referrals(), self._pipeline.applications
        for application in applications[len(self._applicants) :]:
            self._applicants[application.id] = application.candidate_id
        for one in referrals[self._read :]:
            self._referrers[self._applicants[one.application_id]].append(one.employee_id)
        self._read = len(referrals)
        return self._referrers[candidate_id]

    def _family_name_of(self, person_id: str) -> str:
        """Return the family name of a candidate or employee as names are compared; empty for a single name."""
        if person_id not in self._names:
            names = {one.id: one.name for one in self._pipeline.candidates}
            names |= {one.id: one.name for one in self._workforce.employees}
            new = names.keys() - self._names.keys()
            self._names |= {one: _last_word(names[one].display_name) for one in new}
        return self._names[person_id]


def _last_word(name: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    words = plain.casefold().split()
    return words[-1] if len(words) > 1 else ""
