"""Why a candidate stands where they stand, and how sure it is that one is better than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.hire.draws import draw_merit
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.shapes import Ids, IntArray

__all__ = [
    "Comparison",
    "Explanation",
    "ExplanationParts",
    "compare_candidates",
    "explain_candidate",
    "explain_scorecards",
    "severity_shifts",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ExplanationParts:
    """One entry a scorecard. `interview` is its code as in `Scorecards.interview`, -1 where there are none; the
    scorecards of a panel share one. `implied` is the merit that this scorecard alone implies, its interviewer's
    severity taken out (logits); `share` its part of the evidence, the prior's included; `contribution` =
    share * implied, summing to merit; `shift` = share * severity, what the correction added.
    """

    interviewer_id: Ids
    interview: IntArray
    severity: Floats
    severity_sd: Floats
    ratings: IntArray
    raw_mean: Floats
    implied: Floats
    share: Floats
    contribution: Floats
    shift: Floats

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Explanation:
    """A candidate's merit taken apart. `prior_share` is the weight of "like the average candidate";
    `severity_shift` what correcting for the interviewers' severity added, in logits.
    """

    candidate_id: object
    merit: float
    sd: float
    low: float
    high: float
    raw_mean: float
    population_raw_mean: float
    prior_share: float
    severity_shift: float
    parts: ExplanationParts


@dataclass(frozen=True, eq=False)
class Comparison:
    """`difference` = merit of a - merit of b, with its SD and interval at the fit's level; `p_better` =
    P(a better than b), from joint draws. `shared_interviewers` met both; without a chain of interviewers
    between them (`same_component` False) only the prior compares the two.
    """

    candidate_a: object
    candidate_b: object
    p_better: float
    difference: float
    sd: float
    low: float
    high: float
    same_component: bool
    shared_interviewers: Ids
    explanation_a: Explanation
    explanation_b: Explanation


def explain_candidate(estimate: MeritEstimate, candidate: int) -> Explanation:
    """Take one candidate's merit apart, scorecard by scorecard. `candidate` is a code.

    Merit is a weighted mean: each scorecard implies a merit (its Gaussian site's peak plus the interviewer's
    severity) and weighs by its precision after halo; the prior implies 0. Averaged over the SDs' mixture.
    Raises InputError for a code out of range.
    """
    checks.check_codes("candidate", np.array([candidate]), estimate.candidate_ids.size)
    layout = estimate.posterior.layout
    parts = _parts(estimate, candidate, candidate + 1)
    values = layout.cells.value[layout.cell[slice(*layout.ratings_before[[candidate, candidate + 1]])]]
    cells = layout.cells
    return Explanation(
        candidate_id=estimate.candidate_ids[candidate],
        merit=float(estimate.merit[candidate]),
        sd=float(estimate.sd[candidate]),
        low=float(estimate.low[candidate]),
        high=float(estimate.high[candidate]),
        raw_mean=float(values.mean()) if values.size else float("nan"),
        population_raw_mean=float((cells.value * cells.count).sum() / cells.count.sum()),
        prior_share=float(1 - parts.share.sum()),
        severity_shift=float(parts.shift.sum()),
        parts=parts,
    )


def explain_scorecards(estimate: MeritEstimate) -> tuple[IntArray, ExplanationParts]:
    """Take everybody's merit apart at once. Returns the candidate's code of each scorecard, and the parts, candidate by
    candidate as `explain_candidate` gives them.
    """
    layout = estimate.posterior.layout
    return layout.candidate, _parts(estimate, 0, layout.candidates)


def _parts(estimate: MeritEstimate, first: int, past: int) -> ExplanationParts:
    """Return the parts of the candidates from `first` up to and without `past`."""
    posterior = estimate.posterior
    layout = posterior.layout
    cards = slice(int(layout.cards_of[first]), int(layout.cards_of[past]))
    candidate = np.repeat(np.arange(first, past), np.diff(layout.cards_of[first : past + 1]))
    people = layout.interviewer[cards]
    shares, contributions, shifts = [], [], []
    for component in posterior.components:
        share = component.gaussian.held[cards] / component.gaussian.candidate_precision[candidate]
        severity = component.severity[people]
        peak = component.sites.linear[cards] / component.sites.precision[cards]
        shares.append(share)
        contributions.append(share * (peak + severity))
        shifts.append(share * severity)
    share, contribution = posterior.average(shares), posterior.average(contributions)
    starts = layout.ratings_of[cards.start : cards.stop + 1]
    counts = np.diff(starts)
    values = layout.cells.value[layout.cell[starts[0] : starts[-1]]].astype(np.float64)
    sums = np.bincount(np.repeat(np.arange(counts.size), counts), values, counts.size)
    return ExplanationParts(
        interviewer_id=estimate.interviewers.interviewer_id[people],
        interview=layout.interview[cards],
        severity=estimate.interviewers.severity[people],
        severity_sd=estimate.interviewers.sd[people],
        ratings=counts.astype(np.int64),
        raw_mean=sums / counts,
        implied=contribution / share,
        share=share,
        contribution=contribution,
        shift=posterior.average(shifts),
    )


def severity_shifts(estimate: MeritEstimate) -> Floats:
    """Return what correcting for severity added to every candidate's merit, (P), logits."""
    layout = estimate.posterior.layout
    shifts = []
    for component in estimate.posterior.components:
        pushed = component.gaussian.held * component.severity[layout.interviewer]
        sums = np.bincount(layout.candidate, pushed, layout.candidates)
        shifts.append(sums / component.gaussian.candidate_precision)
    return estimate.posterior.average(shifts)


def compare_candidates(
    estimate: MeritEstimate, a: int, b: int, *, draws: int = 4000, seed: int = 0
) -> Comparison:
    """Compare two candidates by joint draws. `a`, `b` are codes. Raises InputError if they are the same."""
    if a == b:
        raise InputError("The two candidates are the same; name two different ones.", candidate=a)
    explanation_a, explanation_b = explain_candidate(estimate, a), explain_candidate(estimate, b)
    drawn = draw_merit(estimate, draws, seed=seed, candidates=np.array([a, b]))
    gap = drawn[:, 0] - drawn[:, 1]
    sd = float(gap.std())
    difference = explanation_a.merit - explanation_b.merit
    half = -float(ndtri((1 - estimate.model.level) / 2)) * sd
    part = estimate.components.of_candidate
    shared = np.intersect1d(explanation_a.parts.interviewer_id, explanation_b.parts.interviewer_id)
    return Comparison(
        candidate_a=explanation_a.candidate_id,
        candidate_b=explanation_b.candidate_id,
        p_better=float((gap > 0).mean()),
        difference=difference,
        sd=sd,
        low=difference - half,
        high=difference + half,
        same_component=bool(part[a] == part[b]),
        shared_interviewers=shared,
        explanation_a=explanation_a,
        explanation_b=explanation_b,
    )
