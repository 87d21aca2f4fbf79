"""What limits a fit of many cohorts, in coded sentences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.bar_tables import Found
from muster.engine.hire.dated import quarter_names
from muster.engine.hire.notices import Notice, listed

__all__ = ["WEAK", "bar_notices"]

WEAK = 0.2  # strength of a link below which it is weak


def bar_notices(found: Found, estimate: BarEstimate) -> tuple[Notice, ...]:
    """Return all that a reader must be told."""
    return (
        *_parts(estimate),
        *_weak_links(estimate),
        *_quarters(found, estimate),
        *_steps(estimate),
        *_hires(estimate),
        *_settled(estimate),
    )


def _parts(estimate: BarEstimate) -> Iterator[Notice]:
    """Say what cannot be compared."""
    parts = [
        [str(name) for name in estimate.cohort_ids[estimate.part_of_cohort == part]]
        for part in range(estimate.model.parts)
    ]
    if len(parts) == 1:
        return
    told = "; ".join(listed(names) for names in parts[:6])
    yield Notice(
        "unlinked",
        f"The cohorts fall into {len(parts):,} parts that nothing links ({told}): no chain of interviewers and "
        "criteria leads from one to another, so which had the better candidates cannot be told. Within a part "
        "candidates and cohorts can be compared, from the average applicant of that part; let some interviewers meet "
        "candidates of several parts.",
        {"parts": parts},
    )


def _weak_links(estimate: BarEstimate) -> Iterator[Notice]:
    """Name neighbours that little links."""
    links = estimate.links
    place = {str(name): at for at, name in enumerate(estimate.cohort_ids)}
    weak = [
        f"{first} and {second}"
        for first, second, linked, strength in zip(
            links.first, links.second, links.linked, links.strength, strict=True
        )
        if linked and strength < WEAK and place[str(second)] - place[str(first)] == 1
    ]
    if weak:
        yield Notice(
            "weak_link",
            f"Little links {listed(weak)}: their difference rests more on the assumption that interviewers are alike "
            "than on interviewers they share.",
            {"pairs": weak, "below": WEAK},
        )


def _quarters(found: Found, estimate: BarEstimate) -> Iterator[Notice]:
    """Say what too few quarters leave open, and what no number of them tells."""
    quarters = np.unique(found.dated.quarter)
    if quarters.size == 1:
        yield Notice(
            "one_quarter",
            f"All interviews are of one quarter, {quarter_names(quarters)[0]}, so neither drift nor a trend can be "
            "estimated: one quarter shows no change, and its applicants are the average that 0 stands for.",
            {"quarter": str(quarter_names(quarters)[0])},
        )
    elif np.isnan(estimate.model.sd_drift):
        yield Notice(
            "no_drift",
            "Severity is taken as constant: drift was left out, or no interviewer interviewed in two quarters.",
        )
    else:
        yield Notice(
            "shared_drift",
            "A drift that all interviewers share looks exactly like a change of the applicants; the intervals allow "
            "for drifts that are independent of each other. Work samples scored the same way every year, or old "
            "interviews rated again, would tell the two apart.",
        )


def _steps(estimate: BarEstimate) -> Iterator[Notice]:
    if estimate.model.step > 1:
        yield Notice(
            "long_steps",
            f"There are so many interviewers that severity may change every {estimate.model.step} quarters only.",
            {"quarters": estimate.model.step},
        )


def _hires(estimate: BarEstimate) -> Iterator[Notice]:
    """Say where hires or their bars are missing."""
    hires = estimate.hires
    if not hires.candidate_id.size:
        yield Notice(
            "no_hires", "Nobody is marked as hired, so nothing can be said about the level of hires."
        )
        return
    part = dict(zip(estimate.merit.candidate_id.tolist(), estimate.merit.part.tolist(), strict=True))
    apart = sum(part[name] != 0 for name in hires.candidate_id.tolist())
    if not np.isfinite(hires.bar).any():
        yield Notice(
            "no_bar", "No bar was set for any of the hires at the time, so none is compared with one."
        )
    elif apart:
        yield Notice(
            "bar_elsewhere",
            f"{apart:,} hires are of cohorts that nothing links to those the bar was set on, so they are not compared "
            "with it.",
            {"hires": apart},
        )
    without = int((~np.isfinite(hires.bar)).sum()) - apart
    if np.isfinite(hires.bar).any() and without > 0:
        yield Notice(
            "before_bar",
            f"{without:,} hires were decided before any bar was set for their family.",
            {"hires": without},
        )


def _settled(estimate: BarEstimate) -> Iterator[Notice]:
    if not estimate.model.converged:
        yield Notice("not_settled", "The fit did not settle; read these figures with care.")
