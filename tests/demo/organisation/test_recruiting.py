"""Requisitions are for open teams, candidates come back, and referrals come from colleagues."""

from __future__ import annotations

from collections import Counter

from muster.demo.organisation import Organisation
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.organisation.units import UNITS


def test_requisitions_fit_their_team(either: Organisation) -> None:
    opened = {team.id: team.opened_on for team in either.teams}
    for one in either.requisitions:
        assert one.family in {family for family, _ in UNITS[one.team_id].families}
        assert one.plan == FAMILIES[one.family].plan
        assert opened[one.team_id] <= one.opened_at.date()
        assert one.hiring_manager_id != one.recruiter_id


def test_the_work_is_shared_among_recruiters(either: Organisation) -> None:
    loads = Counter(one.recruiter_id for one in either.requisitions)
    assert len(loads) >= 8
    assert max(loads.values()) < 50


def test_some_apply_again_here_or_there(either: Organisation) -> None:
    times = Counter(one.candidate_id for one in either.applications)
    assert 0.03 < sum(number > 1 for number in times.values()) / len(times) < 0.15
    same = Counter((one.candidate_id, one.requisition_id) for one in either.applications)
    assert 20 < sum(number > 1 for number in same.values()) < 500


def test_a_referral_belongs_to_each_referred_application_and_comes_before_it(either: Organisation) -> None:
    applications = {one.id: one for one in either.applications}
    opened = {one.id: one.opened_at for one in either.requisitions}
    referred = {one.application_id for one in either.referrals}
    assert referred == {one.id for one in either.applications if one.source == "referral"}
    for one in either.referrals:
        application = applications[one.application_id]
        assert opened[application.requisition_id] <= one.referred_at <= application.applied_at
    assert len({one.employee_id for one in either.referrals}) > 300


def test_every_source_brings_people(either: Organisation) -> None:
    sources = Counter(one.source for one in either.applications)
    assert len(sources) == 6
    assert min(sources.values()) > 500
    assert len({one.campaign for one in either.applications}) > 10
