"""Outcomes on the job against merit at hire: the correlation, corrected for what selection and error hide.

Whoever was hired varies less in merit than whoever applied, which makes the correlation among them smaller than it
would be among applicants. Thorndike's (1949) case 2 undoes that where people were selected on merit itself:
r_c = r u / sqrt(1 + r^2 (u^2 - 1)), with u the applicants' SD of merit over that of the hires with an outcome (Sackett
& Yang 2000). Since r_c rises with r, the limits of Fisher's z interval are corrected as r is, with u taken as known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.notices import Notice

__all__ = ["OutcomeRelation", "correct_restriction", "fisher_interval", "relate_outcome"]

Floats = NDArray[np.float64]

LEAST_RATED = 10  # hires with an outcome, below which a correlation says nothing
FEW_RATED = 40  # below which it says little


@dataclass(frozen=True)
class OutcomeRelation:
    """How an outcome goes with merit at hire; NaN where that cannot be said.

    `hires` were hired, `rated` of them have the outcome. `correlation` is Pearson's, among those rated, with merit as
    estimated from interviews; `restriction` is u, the applicants' SD of it over theirs. `corrected` is case 2's, the
    correlation to expect among applicants; `corrected_true` is that over sqrt(reliability), the correlation with
    merit itself, free of the error of interviews. Intervals are at `level`.
    """

    outcome: str
    hires: int
    rated: int
    correlation: float
    low: float
    high: float
    restriction: float
    corrected: float
    corrected_low: float
    corrected_high: float
    reliability: float
    corrected_true: float
    corrected_true_low: float
    corrected_true_high: float
    level: float
    notices: tuple[Notice, ...]


def correct_restriction(correlation: float, restriction: float) -> float:
    """Return Thorndike's case 2 correction of a correlation, for `restriction` = SD unrestricted / SD restricted.

    Raises InputError for a correlation beyond -1..1 or a ratio that is not above 0.
    """
    checks.check_between("correlation", correlation, -1, 1)
    if not (np.isfinite(restriction) and restriction > 0):
        raise InputError(
            f"restriction is {restriction}; it must be a finite number above 0.", value=restriction
        )
    return float(correlation * restriction / np.sqrt(1 + correlation**2 * (restriction**2 - 1)))


def fisher_interval(correlation: float, size: int, level: float) -> tuple[float, float]:
    """Return the interval of a correlation of `size` pairs by Fisher's z = artanh(r), SD 1 / sqrt(size - 3).

    Raises InputError for fewer than 4 pairs.
    """
    checks.check_at_least("size", size, 4)
    half = float(ndtri((1 + level) / 2)) / np.sqrt(size - 3)
    middle = np.arctanh(np.clip(correlation, -1 + 1e-12, 1 - 1e-12))
    return float(np.tanh(middle - half)), float(np.tanh(middle + half))


def relate_outcome(estimate: BarEstimate, outcome: Floats, *, name: str) -> OutcomeRelation:
    """Relate an outcome on the job, such as a rating after 6 or 12 months, to merit at hire.

    `outcome` (P) is in the order of the estimate's candidates, NaN without one; only hires of the largest part count.
    Raises InputError for another length or an infinite outcome.
    """
    merit = estimate.merit
    values = np.asarray(outcome, np.float64)
    if values.shape != merit.merit.shape:
        raise InputError(
            f"{name} has {values.size:,} entries for {merit.merit.size:,} candidates; give one for each, NaN "
            "without an outcome.",
            name=name,
        )
    if np.isinf(values).any():
        raise InputError(
            f"{name} has infinite outcomes; give finite numbers, NaN without an outcome.", name=name
        )
    here = merit.part == 0
    hired = merit.hired & here
    rated = hired & ~np.isnan(values)
    applicants = float(merit.merit[here].std())
    error = float(np.mean(merit.sd[here] ** 2))
    reliability = applicants**2 / (applicants**2 + error)
    notices = tuple(_limits(estimate, name, values, hired, rated))
    told = (np.nan,) * 3
    correlation, ends, restriction = np.nan, (np.nan, np.nan), np.nan
    corrected, true = told, told
    if rated.sum() >= LEAST_RATED and np.ptp(values[rated]) > 0 and np.ptp(merit.merit[rated]) > 0:
        correlation = float(np.corrcoef(merit.merit[rated], values[rated])[0, 1])
        ends = fisher_interval(correlation, int(rated.sum()), estimate.model.level)
        restriction = applicants / float(merit.merit[rated].std())
        narrowed = max(
            restriction, 1.0
        )  # hires who vary more than applicants were not chosen from a narrower range
        corrected = (
            correct_restriction(correlation, narrowed),
            correct_restriction(ends[0], narrowed),
            correct_restriction(ends[1], narrowed),
        )
        low, middle, high = np.clip(np.sort(corrected) / np.sqrt(reliability), -1, 1).tolist()
        true = middle, low, high
    return OutcomeRelation(
        name, int(hired.sum()), int(rated.sum()), correlation, *ends, restriction, *corrected, reliability, *true,
        estimate.model.level, notices,
    )  # fmt: skip


def _limits(
    estimate: BarEstimate, name: str, values: Floats, hired: NDArray[np.bool_], rated: NDArray[np.bool_]
) -> Iterator[Notice]:
    """Say what the correlation rests on, and where there can be none."""
    count, hires = int(rated.sum()), int(hired.sum())
    merit = estimate.merit
    elsewhere = int((merit.hired & (merit.part != 0) & ~np.isnan(values)).sum())
    if elsewhere:
        yield Notice(
            "outcomes_elsewhere",
            f"Only hires of the largest part count here; {elsewhere:,} more with {name} "
            f"{'is of a part' if elsewhere == 1 else 'are of parts'} that nothing links to it.",
            {"outcome": name, "rated": elsewhere},
        )
    have = f"{_hires(count)} {'has' if count == 1 else 'have'} {name}"
    if count < LEAST_RATED:
        yield Notice(
            "few_outcomes",
            f"{have}; a correlation needs {LEAST_RATED} or more.",
            {"outcome": name, "rated": count, "least": LEAST_RATED},
        )
        return
    if np.ptp(values[rated]) == 0 or np.ptp(merit.merit[rated]) == 0:
        yield Notice(
            "equal_outcomes",
            f"{name} is the same for everybody who has it, so it cannot be related to merit.",
            {"outcome": name},
        )
        return
    if count < FEW_RATED:
        yield Notice(
            "wide_outcomes",
            f"{have}, which leaves its correlation with merit wide open; look at the interval.",
            {"outcome": name, "rated": count},
        )
    if count < hires:
        yield Notice(
            "missing_outcomes",
            f"{hires - count:,} of {_hires(hires)} {'has' if hires - count == 1 else 'have'} no {name}; where those "
            "who left early or are yet to be rated differ from the others, the correlation is off.",
            {"outcome": name, "missing": hires - count, "hires": hires},
        )
    if merit.merit[merit.part == 0].std() <= merit.merit[rated].std():
        yield Notice(
            "not_restricted",
            "The hires vary as much in merit as the applicants, so there is no restriction of range to correct.",
            {"outcome": name},
        )
    yield Notice(
        "case_2",
        "The correction takes hires as chosen by merit as estimated here, the relation as straight and as tight for "
        "all applicants, and the SDs as known; where something else decided too, the true correlation may be higher or "
        "lower, and whoever rated the outcome must not have known the interviews.",
        {"outcome": name},
    )


def _hires(count: int) -> str:
    return f"{count:,} hire" if count == 1 else f"{count:,} hires"
