"""Requisitions open, and candidates with structured strengths apply."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np

from muster.demo import Company
from muster.demo.criteria import KITS
from muster.demo.cultures import CULTURES
from muster.demo.people import Namer
from muster.demo.requisitions import FAMILIES, CandidateTruth, Market, steps_of
from muster.demo.workdays import HalfYear, is_workday
from muster.demo.world import World


def test_strengths_are_structured(company: Company) -> None:
    truths = list(company.truth.candidates.values())
    strengths = np.array([list(truth.strengths.values()) for truth in truths])
    assert strengths.shape[1] == 4
    assert np.all(np.abs(strengths.std(axis=0) - 0.45) < 0.07)
    assert abs(np.std([truth.merit for truth in truths]) - 1.0) < 0.12


def test_three_requisitions_of_each_family_open_early_in_the_half_year(company: Company) -> None:
    opened = Counter(requisition.family for requisition in company.requisitions)
    assert opened == {family.name: 3 for family in FAMILIES}
    half = company.half_years[0]
    assert all(
        half.opens_on <= one.opened_on <= half.opens_on + timedelta(days=40) for one in company.requisitions
    )
    assert all(is_workday(one.opened_on) for one in company.requisitions)


def test_every_requisition_draws_candidates(company: Company) -> None:
    applied = Counter(application.requisition_id for application in company.applications)
    assert set(applied) == {requisition.id for requisition in company.requisitions}
    assert min(applied.values()) >= 5


def test_merit_has_nothing_to_do_with_the_name(company: Company) -> None:
    merit: dict[str, list[float]] = defaultdict(list)
    for candidate in company.candidates:
        for culture in CULTURES:
            if candidate.name.given in culture.given:
                merit[culture.key].append(company.truth.candidates[candidate.id].merit)
    errors = [np.mean(values) * np.sqrt(len(values)) for values in merit.values()]
    assert len(errors) == len(CULTURES)
    assert np.max(np.abs(errors)) < 4


def test_merit_does_not_change_with_the_names() -> None:
    def truth(namer: Namer) -> dict[str, CandidateTruth]:
        world = World(1, start=date(2026, 1, 1), until=date(2026, 2, 28))
        known: dict[str, CandidateTruth] = {}
        market = Market(world, namer, known, on_application=lambda application, requisition: None)
        market.plan(HalfYear("2026H1", date(2026, 1, 2), date(2026, 6, 30)))
        world.clock.run()
        return known

    everybody, few = truth(Namer()), truth(Namer(CULTURES[:3]))
    assert len(everybody) > 50
    assert everybody == few


def test_steps_are_kits(company: Company) -> None:
    for requisition in company.requisitions:
        stages = [stage for step in steps_of(requisition) for stage in step]
        assert stages[0] == "Phone screen"
        assert set(stages) <= set(KITS)
