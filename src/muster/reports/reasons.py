"""Why a candidate moved between raw mean and merit."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from muster.engine.hire.estimate import CriterionTable, MeritEstimate
from muster.engine.hire.explain import Explanation
from muster.reports.language import gettext as _
from muster.reports.language import ngettext, pgettext
from muster.reports.moves import Move
from muster.reports.text import count, decimal, signed

__all__ = ["criteria_head_start", "move_reason", "usual_rating"]

SLIGHT = 0.05  # logits of severity, or ratings, below which there is no reason in them


def usual_rating(table: CriterionTable, criterion: int) -> float:
    """Return the mean rating that an average interviewer gives an average candidate on this criterion."""
    thresholds = table.thresholds[criterion]
    occurring = np.flatnonzero(np.isfinite(thresholds))
    below = int(occurring[0]) if occurring.size else 0  # categories that never occur at the low end
    return float(table.low[criterion] + below + expit(-thresholds[occurring]).sum())


def criteria_head_start(estimate: MeritEstimate, code: int) -> float:
    """Return how much higher ratings usually are on the criteria this candidate was rated on, in ratings.

    0 is the season's own mixture of criteria; a candidate rated on harder ones has less than 0.
    """
    table, layout = estimate.criteria, estimate.posterior.layout
    usual = np.array([usual_rating(table, criterion) for criterion in range(len(table.criterion))])
    ratings = slice(*layout.ratings_before[[code, code + 1]])
    rated = layout.cells.criterion[layout.cell[ratings]]
    return float(usual[rated].mean() - np.average(usual, weights=table.ratings))


def move_reason(move: Move, explanation: Explanation, head_start: float, typical_share: float) -> str:
    """Say why a candidate moved, from what the fit did: the two strongest reasons at most.

    Severity is a reason when taking it out makes at least a third of the move; the criteria, when they
    went with the move and the rest makes at least a third; few ratings, when the pull towards the middle is
    a tenth stronger than is typical and goes the way of the move.
    """
    reasons = []
    way = 1 if move.places > 0 else -1
    by_severity = way * (move.uncorrected - move.after)
    evidence = 1 - explanation.prior_share
    if by_severity * 3 >= abs(move.places) and evidence > 0:
        reasons.append(_severity_reason(way, explanation.severity_shift / evidence))
    if (abs(move.places) - by_severity) * 3 >= abs(move.places) and -way * head_start >= SLIGHT:
        reasons.append(_criteria_reason(head_start))
    above = explanation.raw_mean > explanation.population_raw_mean
    if explanation.prior_share > 1.1 * typical_share and (way < 0) == above:
        reasons.append(_("few ratings: pulled towards the middle"))
    if not reasons and move.same >= abs(move.places):
        others = move.same - 1
        return ngettext(
            "raw mean shared with %(count)s other", "raw mean shared with %(count)s others", others
        ) % {"count": count(others)}
    told = pgettext("between two reasons", "; ").join(reasons[:2])
    return told or _("a close field, where little moves many places")


def _severity_reason(way: int, severity: float) -> str:
    if way * severity >= SLIGHT:
        told = (
            _("met severe interviewers: average severity %(severity)s")
            if severity > 0
            else _("met lenient interviewers: average severity %(severity)s")
        )
        return told % {"severity": signed(severity)}
    if way > 0:
        return _("others close by had met more lenient interviewers")
    return _("others close by had met more severe interviewers")


def _criteria_reason(head_start: float) -> str:
    told = (
        _("harder criteria: usually rated %(size)s lower")
        if head_start < 0
        else _("easier criteria: usually rated %(size)s higher")
    )
    return told % {"size": decimal(abs(head_start))}
