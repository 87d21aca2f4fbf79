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
        for application in season.applications:
            assert moves[application.id] - passed[application.id] in (0, 1)
            assert (application.id in failed) == (application.id in rejected)


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
