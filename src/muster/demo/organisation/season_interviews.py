"""The season's interviews and scorecards as part of the company's record, under their own ids."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from muster.demo import interviewing, requisitions
from muster.demo.company import Company
from muster.demo.interviewing import INTERVIEW_MINUTES
from muster.demo.organisation.interview_records import Interview, Scorecard, Seat
from muster.demo.organisation.interviews import Interviews
from muster.demo.organisation.plans import CRITERIA
from muster.demo.rating import standing
from muster.demo.world import World

__all__ = ["STAGES", "SeasonInterviews"]

STAGES = ("Phone screen", "First interviews", "Final interviews")
"""The stages of the plan in which the season's steps take place."""
LENGTH = timedelta(minutes=INTERVIEW_MINUTES)


class SeasonInterviews:
    """Plans that what the season knows goes on record when it comes about."""

    def __init__(self, world: World, interviews: Interviews, season: Company) -> None:
        self._world = world
        self._interviews = interviews
        self._season = season
        self._applications = {one.id: one for one in season.applications}
        self._places = {one.id: one.location_id for one in season.requisitions}
        self._looks: defaultdict[str, list[float]] = defaultdict(list)
        for one in season.interviews:
            people = (*one.interviewer_ids, self._applications[one.application_id].candidate_id)
            interviews.diary.take(people, one.starts_at, one.starts_at + LENGTH)

    def looks(self, application_id: str) -> float:
        """Return how good the scorecards of an application look by now, from 0 to 1."""
        found = self._looks[application_id]
        return sum(found) / len(found)

    def plan(self, screened_at: dict[str, datetime]) -> None:
        """Plan every interview and scorecard; the first one of an application is booked when its screen is."""
        passed = {(one.application_id, one.step): one.decided_at for one in self._season.decisions}
        known = {one.id: one for one in self._season.interviews}
        for one in self._season.interviews:
            before = (one.application_id, one.step - 1)
            booked_at = passed[before] if one.step else screened_at[one.application_id]
            self._world.clock.at(booked_at, partial(self._book, one))
        for card in self._season.scorecards:
            interview = known[card.interview_id]
            self._world.clock.at(card.submitted_at, partial(self._submit, card, interview))

    def _book(self, one: interviewing.Interview) -> None:
        application: requisitions.Application = self._applications[one.application_id]
        now = self._world.clock.now
        self._interviews.interviews.append(
            Interview(
                id=one.id,
                application_id=one.application_id,
                stage=STAGES[one.step],
                kit=one.stage,
                booked_at=now,
                starts_at=one.starts_at,
                ends_at=one.starts_at + LENGTH,
                location_id=self._places[application.requisition_id],
            )
        )
        self._interviews.meet(one.application_id, one.interviewer_ids)
        self._interviews.seats += [Seat(one.id, who, now, shadow=False) for who in one.interviewer_ids]

    def _submit(self, card: interviewing.Scorecard, interview: interviewing.Interview) -> None:
        self._looks[interview.application_id].append(standing(card.ratings, CRITERIA))
        truth = self._season.truth.interviewers[card.interviewer_id]
        self._interviews.scorecards.append(
            Scorecard(
                card.id,
                card.interview_id,
                card.interviewer_id,
                card.submitted_at,
                self._interviews.writing.describe(card.ratings, truth),
            )
        )
