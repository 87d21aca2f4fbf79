"""Interviews are booked as people can attend them, and lead on to the next by how they look."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

import numpy as np

from muster.demo import Company
from muster.demo.workdays import is_workday


def test_interviewers_have_joined_and_nobody_meets_a_candidate_twice(company: Company) -> None:
    joined = {employee.id: employee.joined_on for employee in company.employees}
    met: set[tuple[str, str]] = set()
    for interview in company.interviews:
        for interviewer in interview.interviewer_ids:
            assert joined[interviewer] < interview.starts_at.date()
            assert (interview.application_id, interviewer) not in met
            met.add((interview.application_id, interviewer))


def test_candidates_do_not_interview(company: Company) -> None:
    assert not {one.id for one in company.candidates} & {one.id for one in company.employees}


def test_nobody_is_in_two_interviews_at_once(company: Company) -> None:
    applicant = {application.id: application.candidate_id for application in company.applications}
    seats = Counter(
        (person, interview.starts_at)
        for interview in company.interviews
        for person in (*interview.interviewer_ids, applicant[interview.application_id])
    )
    assert max(seats.values()) == 1


def test_interviews_are_in_office_hours_after_applying_and_written_up_afterwards(company: Company) -> None:
    applied = {application.id: application for application in company.applications}
    requisitions = {one.id: one for one in company.requisitions}
    offsets = {place.id: timedelta(hours=place.utc_offset) for place in company.locations}
    interviews = {one.id: one for one in company.interviews}
    for interview in company.interviews:
        application = applied[interview.application_id]
        requisition = requisitions[application.requisition_id]
        local = interview.starts_at + offsets[requisition.location_id]
        assert is_workday(local.date())
        assert 9 <= local.hour < 17
        assert requisition.opened_on <= application.applied_at.date() < interview.starts_at.date()
    for card in company.scorecards:
        assert card.submitted_at > interviews[card.interview_id].starts_at
        assert is_workday(card.submitted_at.date())


def test_panels_happen_now_and_then(company: Company) -> None:
    interviewers: dict[str, set[str]] = defaultdict(set)
    for row in company.season().rows:
        interviewers[row.interview_id].add(row.interviewer_id)
    panels = sum(len(panel) > 1 for panel in interviewers.values())
    assert 0.05 < panels / len(interviewers) < 0.25
    assert max(map(len, interviewers.values())) == 3


def test_better_looking_candidates_get_further(company: Company) -> None:
    last = Counter[str]()
    for decision in company.decisions:
        last[decision.application_id] = decision.step + decision.passed
    reached: dict[int, list[float]] = defaultdict(list)
    for application in company.applications:
        reached[last[application.id]].append(company.truth.candidates[application.candidate_id].merit)
    assert sorted(reached) == [0, 1, 2, 3]
    assert np.mean(reached[0]) < np.mean(reached[2]) < np.mean(reached[3])
    assert len(reached[0]) > 60


def test_robotics_is_more_weakly_linked_yet_not_cut_off(company: Company) -> None:
    team_of = {employee.id: employee.team_id for employee in company.employees}
    hiring = {requisition.id: requisition.team_id for requisition in company.requisitions}
    apart = {team.id for team in company.teams if team.apart}
    own: dict[bool, list[bool]] = defaultdict(list)
    for row in company.season().rows:
        own[hiring[row.requisition_id] in apart].append(
            team_of[row.interviewer_id] == hiring[row.requisition_id]
        )
    assert 0.4 < np.mean(own[True]) < 0.9
    assert np.mean(own[True]) > 1.3 * np.mean(own[False])
