"""The season's candidates stand in the pipeline where its decisions have put them."""

from __future__ import annotations

from collections import Counter

from muster.demo.company import build_company
from muster.demo.organisation import Organisation
from muster.demo.organisation.plans import PLANS
from muster.demo.organisation.season import RESERVED_IDS
from muster.demo.requisitions import FAMILIES, steps_of


def test_the_plans_interview_as_the_season_does(organisation: Organisation) -> None:
    season = build_company(organisation.seed, until=organisation.until)
    plans = {one.id: PLANS[one.plan] for one in organisation.requisitions}
    assert len(season.requisitions) == sum(len(family.openings) for family in FAMILIES)
    for one in season.requisitions:
        kits = [stage.kits for stage in plans[one.id].stages if stage.kind in ("screen", "interview")]
        assert kits == list(steps_of(one))


def test_decisions_become_moves_and_rejections(earlier: Organisation, organisation: Organisation) -> None:
    for whole in (earlier, organisation):
        season = build_company(whole.seed, until=whole.until)
        passed = Counter(one.application_id for one in season.decisions if one.passed)
        failed = {one.application_id for one in season.decisions if not one.passed}
        moves = Counter(one.application_id for one in whole.moves)
        rejected = {one.application_id for one in whole.closings if one.outcome == "rejected"}
        awaited = {one.application_id for one in whole.moves if one.to_stage == "Committee"}
        for application in season.applications:
            if application.id in awaited:  # what the committee makes of them comes on top
                assert moves[application.id] >= passed[application.id]
                continue
            assert moves[application.id] - passed[application.id] in (0, 1)
            assert (application.id in failed) == (application.id in rejected)


def test_the_committee_decides_on_the_seasons_finalists(organisation: Organisation) -> None:
    season = build_company(organisation.seed, until=organisation.until)
    own = {one.id for one in season.applications}
    awaited = {one.application_id for one in organisation.moves if one.to_stage == "Committee"} & own
    outcomes = Counter(one.outcome for one in organisation.closings if one.application_id in awaited)
    offered = {one.application_id for one in organisation.moves if one.to_stage == "Offer"} & own
    assert outcomes["rejected"] > 40
    assert 5 < outcomes["hired"] <= len(offered)
    joined = {one.application_id for one in organisation.spells}
    assert not joined & own  # they begin after the company's time


def test_its_requisitions_stay_open(organisation: Organisation) -> None:
    season = build_company(organisation.seed, until=organisation.until)
    closed = {one.requisition_id for one in organisation.requisition_closings}
    assert not closed & {one.id for one in season.requisitions}


def test_its_ids_are_apart_from_the_others(either: Organisation) -> None:
    season = build_company(either.seed, until=either.until)
    for kind, part in (("E", "employees"), ("C", "candidates"), ("A", "applications"), ("R", "requisitions")):
        theirs = {one.id for one in getattr(season, part)}
        numbers = [int(one.id.split("-")[-1]) for one in getattr(either, part) if one.id not in theirs]
        assert min(numbers) == RESERVED_IDS[kind] + 1
        assert max(int(one.split("-")[-1]) for one in theirs) <= RESERVED_IDS[kind]
