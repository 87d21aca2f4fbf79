"""Small fits of several quarters, and the same Gaussian built whole, without any elimination."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.dated import DatedScorecards, Units, lay_units
from muster.engine.hire.gaussian import Sites
from muster.engine.hire.layout import Layout, lay_out
from muster.engine.hire.parameters import Parameters, start_parameters
from muster.engine.hire.runs import Runs, cut_runs
from muster.engine.hire.simulate_quarters import SimulatedQuarters, simulate_quarters
from muster.engine.hire.spreads import SettledPoint
from muster.engine.hire.structure import Settled, Structure, settle

Floats = NDArray[np.float64]

SDS = np.array([1.0, 0.7, 0.6, 0.2, 0.3])


@dataclass(frozen=True)
class Linked:
    """A structure at given SDs and the thresholds that the categories' shares give."""

    dated: DatedScorecards
    drift: bool = True

    @cached_property
    def units(self) -> Units:
        return lay_units(self.dated, drift=self.drift)

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.units.scorecards)

    @cached_property
    def structure(self) -> Structure:
        runs = Runs(cut_runs(self.layout.ratings_before), None)
        return Structure(self.units, self.dated.cohorts[0], self.layout, runs)

    @cached_property
    def parameters(self) -> Parameters:
        weights = np.ones(len(self.dated.scorecards.criteria))
        return start_parameters(self.layout.cells, halo=True, weights=weights)

    def settled(self, sds: Floats = SDS, *, tolerance: float = 1e-9) -> Settled:
        return settle(self.structure, self.parameters, sds, Sites.blank(self.layout), tolerance=tolerance)

    @cached_property
    def point(self) -> SettledPoint:
        return SettledPoint(1.0, self.settled())


def small_quarters(**options: object) -> SimulatedQuarters:
    """Draw three quarters of a few candidates."""
    sizes: dict[str, object] = {
        "quarters": 3, "candidates": 6, "interviewers": 4, "interviews": 2, "criteria": 2, "seed": 1,
    }  # fmt: skip
    return simulate_quarters(**{**sizes, **options})  # type: ignore[arg-type]


def whole_gaussian(linked: Linked, sites: Sites, sds: Floats) -> tuple[Floats, Floats]:
    """Return mean and covariance of (severities by node, levels, merits): every unknown at once, from the definition.

    Merit is the candidate's own plus the cohort's level.
    """
    units, layout = linked.units, linked.layout
    nodes, groups, people, cards = units.nodes, units.cohorts, layout.candidates, layout.scorecards
    size = nodes + groups + people + cards
    prior = np.zeros((size, size))
    by_person: dict[int, list[int]] = {}
    for node, who in enumerate(units.interviewer.tolist()):
        by_person.setdefault(who, []).append(node)
    for mine in by_person.values():
        for a in mine:
            for b in mine:
                walked = min(units.quarter[a], units.quarter[b]) - units.quarter[mine[0]]
                prior[a, b] = sds[1] ** 2 + sds[3] ** 2 * walked
    diagonal = np.concatenate([np.full(groups, sds[4]), np.full(people, sds[0]), np.full(cards, sds[2])])
    prior[nodes:, nodes:] = np.diag(diagonal**2)
    standing = np.zeros((cards, size))
    cohort = linked.dated.cohorts[0]
    for card in range(cards):
        candidate, unit = int(layout.candidate[card]), int(layout.interviewer[card])
        standing[card, units.node[unit]] = -1
        standing[card, nodes + cohort[candidate]] = 1
        standing[card, nodes + groups + candidate] = 1
        standing[card, nodes + groups + people + card] = 1
    precision = np.linalg.inv(prior) + standing.T @ (sites.precision[:, None] * standing)
    covariance = np.linalg.inv(precision)
    mean = covariance @ (standing.T @ sites.linear)
    told = np.zeros((nodes + groups + people, size))
    told[:, : nodes + groups + people] = np.eye(nodes + groups + people)
    told[nodes + groups + np.arange(people), nodes + cohort] += 1
    return told @ mean, told @ covariance @ told.T
