"""Criteria are anchored, differ in their scales, and make up the kits."""

from __future__ import annotations

from datetime import date

from muster.demo import Company
from muster.demo.criteria import CLUSTERS, CRITERIA, KITS, draw_thresholds
from muster.demo.world import World


def test_criteria_are_anchored_and_differ_in_categories(company: Company) -> None:
    assert {len(criterion.anchors) for criterion in company.criteria} == {4, 5}
    for criterion in company.criteria:
        assert len(set(criterion.anchors)) == len(criterion.anchors)
        assert len(company.truth.thresholds[criterion.name]) == len(criterion.anchors) - 1
        assert list(company.truth.thresholds[criterion.name]) == sorted(
            company.truth.thresholds[criterion.name]
        )


def test_kits_rate_known_criteria_once_and_leave_none_out() -> None:
    rated = [criterion for kit in KITS.values() for criterion in kit.criteria]
    assert set(rated) == set(CRITERIA)
    assert all(len(set(kit.criteria)) == len(kit.criteria) for kit in KITS.values())
    assert len(KITS["Phone screen"].criteria) == 3


def test_every_cluster_has_criteria() -> None:
    assert {criterion.cluster for criterion in CRITERIA.values()} == set(CLUSTERS)


def test_thresholds_depend_on_the_seed() -> None:
    worlds = [World(seed, start=date(2026, 1, 1), until=date(2026, 1, 2)) for seed in (1, 1, 2)]
    first, again, other = map(draw_thresholds, worlds)
    assert first == again != other
