"""The whole company is of the size asked for, hangs together, is reproducible, and keeps its past."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from muster.demo.company import build_company
from muster.demo.organisation import Organisation, build_organisation
from muster.demo.organisation.build import populate_organisation
from muster.demo.organisation.growth import ENDS_ON
from muster.demo.organisation.self_identification import Question
from muster.demo.staff import FOUNDED_ON
from muster.demo.world import World
from muster.engine.errors import InputError

FACTS = (
    "teams",
    "leaderships",
    "employees",
    "spells",
    "departures",
    "assignments",
    "requisitions",
    "requisition_closings",
    "candidates",
    "applications",
    "moves",
    "closings",
    "referrals",
    "reviews",
    "terms",
    "rest_days",
    "interviews",
    "seats",
    "releases",
    "reschedulings",
    "cancellations",
    "drafts",
    "scorecards",
    "corrections",
    "decisions",
    "ballots",
    "declarations",
    "recusals",
    "signatures",
    "dissents",
    "voidings",
    "bars",
    "job_ratings",
)


def digest(organisation: Organisation) -> str:
    return hashlib.sha256(repr(organisation).encode()).hexdigest()


def test_it_is_of_the_size_asked_for(either: Organisation) -> None:
    assert len(either.staff_on(date(2024, 12, 31))) == 330
    assert len(either.staff_on(ENDS_ON)) == 1000
    assert len(either.requisition_closings) == 150
    assert len(either.requisitions) - len(either.requisition_closings) == 40
    assert 19_500 <= len(either.applications) <= 20_500
    assert 65 <= len(either.teams) <= 80
    assert 6 <= len(either.places) <= 9
    assert len(either.referrals) > 1000
    assert len(either.reviews) > 3000


def test_it_grows_every_month_and_faster_at_the_end(either: Organisation) -> None:
    ends = [date(2025 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(18)]
    sizes = [len(either.staff_on(day)) for day in [*ends, ENDS_ON]]
    assert sizes == sorted(sizes)
    assert sizes[-1] - sizes[-7] > 2 * (sizes[6] - sizes[0])


def test_the_same_seed_gives_the_same_organisation_under_another_hash_seed(
    organisation: Organisation,
) -> None:
    program = (
        "import hashlib; from muster.demo.organisation import build_organisation; "
        "print(hashlib.sha256(repr(build_organisation()).encode()).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == digest(organisation)


def test_another_seed_gives_another_organisation(organisation: Organisation, another: Organisation) -> None:
    for part in set(FACTS) - {"bars"}:  # which are the same, by whoever leads
        assert getattr(organisation, part) != getattr(another, part), part


@pytest.mark.parametrize("part", FACTS)
def test_an_earlier_day_is_the_past_of_a_later_one(
    organisation: Organisation, earlier: Organisation, part: str
) -> None:
    past, present = getattr(earlier, part), getattr(organisation, part)
    assert len(past) < len(present)
    assert past or part in ("declarations", "voidings")  # rare while only a few openings try it out
    assert present[: len(past)] == past


def test_what_candidates_told_about_themselves_is_kept_too(
    organisation: Organisation, earlier: Organisation
) -> None:
    known = {candidate.id for candidate in earlier.candidates}
    assert earlier.self_identification == {
        one: answers for one, answers in organisation.self_identification.items() if one in known
    }


def test_nothing_is_on_record_after_its_day(earlier: Organisation) -> None:
    end = datetime.combine(earlier.until, time.max, UTC)
    assert max(one.at for one in earlier.moves) <= end
    assert max(one.at for one in earlier.closings) <= end
    assert max(one.reviewed_at for one in earlier.reviews) <= end
    assert max(one.applied_at for one in earlier.applications) <= end
    assert max(one.from_on for one in earlier.assignments) <= earlier.until
    assert max(one.last_day for one in earlier.departures) <= earlier.until


def test_what_candidates_tell_about_themselves_changes_nothing_else() -> None:
    form = (Question("gender", (("everybody", 1.0),)), Question("left-handed", (("yes", 0.5), ("no", 0.5))))
    until = date(2025, 5, 30)
    season = build_company(1, until=ENDS_ON)
    one = build_organisation(1, until=until)
    other = populate_organisation(World(1, start=FOUNDED_ON, until=until), season, form=form)
    assert len(one.closings) > 500
    assert other.self_identification != one.self_identification
    assert replace(other, self_identification=one.self_identification) == one


def test_every_reference_leads_somewhere(either: Organisation) -> None:
    known = {
        "place": {one.id for one in either.places},
        "level": {one.id for one in either.levels},
        "family": {one.name for one in either.families},
        "team": {one.id for one in either.teams},
        "employee": {one.id for one in either.employees},
        "spell": {one.id for one in either.spells},
        "requisition": {one.id for one in either.requisitions},
        "candidate": {one.id for one in either.candidates},
        "application": {one.id for one in either.applications},
        "plan": {one.name for one in either.plans},
        "interview": {one.id for one in either.interviews},
        "scorecard": {one.id for one in either.scorecards},
        "decision": {one.id for one in either.decisions},
    }
    kinds = {
        "location_id": "place",
        "level_id": "level",
        "family": "family",
        "team_id": "team",
        "parent_id": "team",
        "employee_id": "employee",
        "manager_id": "employee",
        "reviewer_id": "employee",
        "actor_id": "employee",
        "hiring_manager_id": "employee",
        "recruiter_id": "employee",
        "spell_id": "spell",
        "requisition_id": "requisition",
        "candidate_id": "candidate",
        "application_id": "application",
        "plan": "plan",
        "interview_id": "interview",
        "scorecard_id": "scorecard",
        "decision_id": "decision",
        "reopens": "decision",
        "chair_id": "employee",
        "convened_by": "employee",
    }
    for part in FACTS:
        for one in getattr(either, part):
            for field in fields(one):
                value = getattr(one, field.name)
                if field.name in kinds and value is not None:
                    assert value in known[kinds[field.name]], (part, one)
    assert either.self_identification.keys() <= known["candidate"]


def test_ids_are_unique_and_the_companys(either: Organisation) -> None:
    kinds = (
        "places",
        "teams",
        "employees",
        "spells",
        "requisitions",
        "candidates",
        "applications",
        "referrals",
    )
    own = ("reviews", "interviews", "scorecards", "decisions")
    everything = [one.id for kind in (*kinds, *own) for one in getattr(either, kind)]
    assert len(set(everything)) == len(everything)
    assert all(one.startswith("HL-") for one in everything)


def test_who_is_hired_joins_by_the_application_they_were_hired_by(either: Organisation) -> None:
    hired_on = {one.application_id: one.at.date() for one in either.closings if one.outcome == "hired"}
    names = {one.id: one.name for one in either.candidates}
    who = {one.id: names[one.candidate_id] for one in either.applications}
    employees = {one.id: one.name for one in either.employees}
    linked = [spell for spell in either.spells if spell.application_id is not None]
    assert len(linked) > 500
    assert len({spell.application_id for spell in linked}) == len(linked)
    for spell in linked:
        assert spell.application_id is not None
        assert hired_on[spell.application_id] < spell.started_on
        assert employees[spell.employee_id] == who[spell.application_id]
    late = [spell for spell in either.spells if spell.started_on >= date(2025, 7, 1)]
    assert sum(spell.application_id is not None for spell in late) > 0.85 * len(late)


def test_spells_do_not_overlap_and_a_few_people_came_back(either: Organisation) -> None:
    ended = {one.spell_id: one.last_day for one in either.departures}
    spells = defaultdict(list)
    for spell in either.spells:
        spells[spell.employee_id].append(spell)
    for several in spells.values():
        for before, after in pairwise(several):
            assert ended[before.id] < after.started_on
    assert 5 <= sum(len(several) > 1 for several in spells.values()) <= 25
    assert 0.05 < len(ended) / len(either.spells) < 0.2
    assert all(spell.started_on <= ended.get(spell.id, date.max) for spell in either.spells)


def test_assignments_lie_within_their_spells(either: Organisation) -> None:
    started = {one.id: one.started_on for one in either.spells}
    ended = {one.spell_id: one.last_day for one in either.departures}
    first: dict[str, date] = {}
    days = Counter((one.spell_id, one.from_on) for one in either.assignments)
    assert max(days.values()) == 1
    for one in either.assignments:
        first.setdefault(one.spell_id, one.from_on)
        assert started[one.spell_id] <= one.from_on <= ended.get(one.spell_id, either.until)
    assert first == started


def test_the_season_is_part_of_it(organisation: Organisation) -> None:
    season = build_company(organisation.seed, until=organisation.until)
    staff = {one.id: one for one in organisation.employees}
    assert all(staff[one.id].name == one.name for one in season.employees)
    assert {one.id for one in season.requisitions} <= {one.id for one in organisation.requisitions}
    candidates = {one.id: one.name for one in organisation.candidates}
    assert all(candidates[one.id] == one.name for one in season.candidates)


@pytest.mark.parametrize("until", [date(2024, 12, 31), date(2026, 7, 1)])
def test_a_day_outside_the_records_is_refused(until: date) -> None:
    with pytest.raises(InputError, match=f"not on {until}"):
        build_organisation(until=until)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(InputError, match="seed"):
        build_organisation(-1)


def test_it_can_be_seen_from_its_first_day_on() -> None:
    first = build_organisation(until=date(2025, 1, 1))
    assert first.applications == ()
    assert len(first.staff_on(first.until)) == 330


def test_the_documentation_counts_the_default_organisation(organisation: Organisation) -> None:
    page = (Path(__file__).parents[3] / "docs" / "demo.md").read_text(encoding="utf-8")
    told = {
        what: int(number.replace(",", ""))
        for number, what in re.findall(r"^\| ([\d,]+) \| (.+) \|$", page, re.MULTILINE)
    }
    outcomes = Counter(one.outcome for one in organisation.closings)
    assert told == {
        "employees, of 330 at the start of 2025": len(organisation.staff_on(organisation.until)),
        "people who have left": len(organisation.departures),
        "teams, with divisions and the company": len(organisation.teams),
        "open requisitions": len(organisation.requisitions) - len(organisation.requisition_closings),
        "closed requisitions": len(organisation.requisition_closings),
        "of these, cancelled": sum(one.result == "cancelled" for one in organisation.requisition_closings),
        "candidates": len(organisation.candidates),
        "applications": len(organisation.applications),
        "of these, rejected": outcomes["rejected"],
        "of these, withdrawn": outcomes["withdrawn"],
        "of these, hired": outcomes["hired"],
        "of these, still active": len(organisation.applications) - len(organisation.closings),
        "moves from stage to stage": len(organisation.moves),
        "referrals": len(organisation.referrals),
        "blind reviews": len(organisation.reviews),
        "people who interviewed": len({one.employee_id for one in organisation.seats}),
        "interviews": len(organisation.interviews),
        "of these, called off": len(organisation.cancellations),
        "of these, moved": len(organisation.reschedulings),
        "scorecards submitted": len(organisation.scorecards),
        "ratings": sum(len(one.content.ratings) for one in organisation.scorecards),
        "scorecards changed afterwards": len(organisation.corrections),
        "decisions of committees": len(organisation.decisions),
        "of these, signed": len(organisation.signatures),
        "ballots cast": len(organisation.ballots),
        "members who stood aside": len(organisation.recusals),
        "dissents": len(organisation.dissents),
        "candidates with a résumé": sum(one.resume_language is not None for one in organisation.candidates),
        "bars set": len(organisation.bars),
        "ratings on the job": len(organisation.job_ratings),
        "candidates who answered the voluntary form": len(organisation.self_identification),
    }
