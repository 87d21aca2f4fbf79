"""The part of an audit that asks for merit: scores, the boundary in both directions, interviewers and criteria.

Nothing here says how many people a group has: the tables do, where that tells of nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.bridge.audit import AuditInput
from muster.apps.hire.bridge.audit_counts import Counted, count_groups, plain
from muster.apps.hire.bridge.merit import estimate_run
from muster.apps.hire.bridge.ratings import Ratings, RunCriterion, read_ratings
from muster.apps.hire.models import AuditRun, AuditScope
from muster.engine.errors import EstimationError, InputError

if TYPE_CHECKING:
    from muster.engine.hire.audit.boundary import BoundaryAudit
    from muster.engine.hire.audit.raters import Interactions
    from muster.engine.hire.estimate import MeritEstimate

__all__ = ["Merits", "criteria_told"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEWEST_CARDS = 5  # of a group from one interviewer, below which nothing is said
MOST_ROWS = 50  # interactions that are kept: the most certain
CURVE = slice(2, None, 4)  # the places of a curve that are kept: not its ends, which hold all beyond


class Merits:
    """Merit fits over those who applied in an audit's period: over all of them, and over those who are decided."""

    def __init__(
        self, run: AuditRun, given: AuditInput, *, threads: int | None, tell: Callable[[], None]
    ) -> None:
        self.run, self.plan, self.threads, self.tell = run, run.plan, threads, tell
        funnel = given.decided(run.plan, AuditScope.FUNNEL)
        self.candidates, where = np.unique(given.candidate, return_inverse=True)
        self.decided = np.bincount(where, funnel.people, self.candidates.size) > 0
        self.selected = np.bincount(where, funnel.selected, self.candidates.size) > 0
        # Of several applications the newest that says something counts.
        self.groups = {
            name: {int(one): told for one, told in zip(given.candidate, column, strict=True) if told}
            for name, column in given.groups.items()
        }
        self.ratings: Ratings | None = None
        self.fits: dict[bool, MeritEstimate | str] = {}

    def read(self) -> Ratings:
        """Return the ratings of the audit's job family, or of the company, as they stood then."""
        if self.ratings is None:
            self.ratings = read_ratings(requisition=None, family=self.plan.family_id, as_of=self.run.as_of)
        return self.ratings

    def scored(self) -> Counted:
        """Count who has more merit than the median of those who were interviewed."""
        from muster.engine.hire.audit.counting import score_above_median

        estimate = self._fit(decided=False)
        if isinstance(estimate, str):
            return Counted(problem=estimate)
        try:
            above, median = score_above_median(estimate.merit)
        except EstimationError:
            return Counted(problem="equal_ratings")
        groups = {name: self._groups(estimate, name) for name in self.plan.attributes}
        return replace(count_groups(groups, above, crossed=self.plan.crossed), median=median)

    def boundary(self, attribute: str) -> dict[str, Any]:
        """Compare the bars of an attribute's groups, and who stands at them."""
        from muster.engine.hire.audit.boundary import audit_boundary

        estimate = self._fit(decided=True)
        if isinstance(estimate, str):
            return {"problem": estimate}
        chosen = self.selected[np.searchsorted(self.candidates, estimate.candidate_ids)]
        groups = self._groups(estimate, attribute, enough=True)
        known = np.array([one is not None for one in groups])
        if len(set(groups) - {None}) < 2:
            return {"problem": "few-groups"}
        if chosen[known].all() or not chosen[known].any():
            return {"problem": "nobody-selected" if not chosen[known].any() else "everybody-selected"}
        # A bar of few on one side is hardly known, and where it lies would tell what became of all of them.
        groups = self._enough(groups, selected=chosen)
        if len(set(groups) - {None}) < 2:
            return {"problem": "few-sides"}
        found = audit_boundary(estimate, groups, chosen, seed=self.run.seed, level=self.plan.level)
        return self._boundary(found)

    def raters(self, attribute: str) -> dict[str, Any]:
        """Find interviewers and criteria that rate one group otherwise than everything else says."""
        from muster.engine.hire.audit.raters import audit_raters

        estimate = self._fit(decided=False)
        if isinstance(estimate, str):
            return {"problem": estimate}
        groups = self._groups(estimate, attribute, enough=True)
        if len(set(groups) - {None}) < 2:
            return {"problem": "few-groups"}
        found = audit_raters(
            estimate,
            groups,
            discoveries=self.plan.discoveries,
            least=max(FEWEST_CARDS, self.plan.smallest),
            level=self.plan.level,
        )
        interviewers, criteria = _interactions(found.interviewers), _interactions(found.criteria)
        for row in interviewers["rows"]:
            row["subject"] = int(row["subject"])
        told = criteria_told(self.read().criteria)
        for row in criteria["rows"]:
            row |= told[row["subject"]]
        return {
            "problem": "",
            "groups": list(found.groups),
            "interviewers": interviewers,
            "criteria": criteria,
        }

    def _fit(self, *, decided: bool) -> MeritEstimate | str:
        """Return a fit, or the code of why there is none. Both are the same where everybody is decided."""
        if decided and self.decided.all():
            decided = False
        if decided not in self.fits:
            people = self.candidates[self.decided] if decided else self.candidates
            try:
                ratings = _of(self.read(), people)
                self.fits[decided] = estimate_run(
                    self.run, ratings, threads=self.threads, tell=lambda stage, fraction: self.tell()
                )
            except (EstimationError, InputError) as error:
                self.fits[decided] = error.code
        return self.fits[decided]

    def _groups(self, estimate: MeritEstimate, attribute: str, *, enough: bool = False) -> list[str | None]:
        """Return the group of each candidate of a fit; with `enough`, None for those of a group that is too small."""
        told = self.groups[attribute]
        found = [told.get(key) for key in estimate.candidate_ids.tolist()]
        return self._enough(found) if enough else found

    def _enough(self, groups: Sequence[str | None], *, selected: Flags | None = None) -> list[str | None]:
        """Return the groups, None in place of those of too few people; with `selected`, of too few on either side."""
        chosen = np.ones(len(groups), bool) if selected is None else selected
        counts = Counter(zip(groups, chosen.tolist(), strict=True))
        sides = (True,) if selected is None else (True, False)
        return [
            one if all(counts[one, side] >= self.plan.smallest for side in sides) else None for one in groups
        ]

    def _boundary(self, found: BoundaryAudit) -> dict[str, Any]:
        groups = found.groups
        rows = [
            {
                "group": name,
                "bar": plain(groups.bar[at]),
                "low": plain(groups.bar_low[at]),
                "high": plain(groups.bar_high[at]),
                "selected": _side(groups, "selected", at),
                "turned_away": _side(groups, "turned_away", at),
            }
            for at, name in enumerate(groups.group)
        ]
        return {
            "problem": "",
            "blur": plain(found.blur),
            "grid": [plain(value) for value in found.grid[CURVE]],
            "groups": rows,
            "differences": _rows(found.differences.to_frame()),
            "passing": _rows(found.passing.to_frame()),
        }


def _interactions(found: Interactions) -> dict[str, Any]:
    columns = (
        "subject", "group", "effect", "low", "high", "estimate", "error", "p_value", "q_value", "flagged",
    )  # fmt: skip
    frame = found.to_frame()
    rows = _rows({name: frame[name] for name in columns})[:MOST_ROWS]
    return {"tested": len(found.subject), "flagged": int(found.flagged.sum()), "rows": rows}


def criteria_told(criteria: Sequence[RunCriterion]) -> dict[str, dict[str, Any]]:
    """Return what a row says of each criterion: its name, and what tells it from others that are called the same.

    Those have another scale, another weight, or both.
    """
    alike: dict[str, list[RunCriterion]] = {}
    for one in criteria:
        alike.setdefault(one.name, []).append(one)
    told: dict[str, dict[str, Any]] = {}
    for name, those in alike.items():
        scales, weights = {one.most for one in those}, {one.weight for one in those}
        for one in those:
            told[one.key] = {
                "subject": name,
                **({"most": one.most} if len(scales) > 1 else {}),
                **({"weight": float(one.weight)} if len(weights) > 1 else {}),
            }
    return told


def _of(ratings: Ratings, people: Ints) -> Ratings:
    """Return the ratings of these candidates alone."""
    cards = np.isin(ratings.candidate, people)
    rows = cards[ratings.card]
    place = np.cumsum(cards) - 1
    rated, criterion = np.unique(ratings.criterion[rows], return_inverse=True)
    return replace(
        ratings,
        scorecard=ratings.scorecard[cards],
        interview=ratings.interview[cards],
        interviewer=ratings.interviewer[cards],
        candidate=ratings.candidate[cards],
        card=place[ratings.card[rows]],
        criterion=criterion.astype(np.int64),
        rating=ratings.rating[rows],
        criteria=tuple(ratings.criteria[one] for one in rated.tolist()),
    )


def _side(groups: Any, side: str, at: int) -> dict[str, Any]:
    """Return what there is of a group's selected, or of those turned away."""
    return {
        "mean": plain(getattr(groups, f"{side}_merit")[at]),
        "low": plain(getattr(groups, f"{side}_low")[at]),
        "high": plain(getattr(groups, f"{side}_high")[at]),
        # By its share, so that no curve tells how many there are.
        "curve": _shares(getattr(groups, f"density_{side}")[at]),
    }


def _shares(curve: Any) -> list[float | None]:
    kept = curve[CURVE]
    return [plain(value) for value in kept / max(float(curve.sum()), 1e-300)]


def _rows(frame: dict[str, Any]) -> list[dict[str, Any]]:
    columns = [np.asarray(column).tolist() for column in frame.values()]
    return [
        {
            name: plain(value) if isinstance(value, float) else value
            for name, value in zip(frame, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]
