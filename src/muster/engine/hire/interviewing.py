"""Whom to interview next, by whom, and when to stop: docs/methods/choosing.md.

Fair minimums come first, then whoever's interview is worth most: the knowledge gradient for choosing the k best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from muster.engine import checks
from muster.engine.hire._field import Field, build_field
from muster.engine.hire._knowledge import LOOKAHEAD, score_pairs
from muster.engine.hire._situation import Situation
from muster.engine.hire.choose import Reason, check_field
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.shapes import Ids, IntArray, Interviewers, Kit

__all__ = ["FairRules", "Proposals", "propose_interviews"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 0.001
"""Value, in logits of merit per unit of cost, below which an interview is not worth holding."""


@dataclass(frozen=True)
class FairRules:
    """What every candidate of the field is owed, whatever it is worth: at least `interviews` interviews, by at least
    `interviewers` different people; `connected` also asks that a chain of shared interviewers leads from each
    candidate to every other.
    """

    interviews: int = 1
    interviewers: int = 2
    connected: bool = True


@dataclass(frozen=True, eq=False)
class Proposals:
    """Interviews to hold next, in order, and whether to stop.

    `value` is by how much an interview raises the expected merit of those chosen in the end, in logits summed over the
    openings, per unit of its cost; `sd_before`/`sd_after` what it does to the SD of the candidate's merit (the season's
    level left out, which moves everybody alike). `kit` is the kit's name, empty where no kits were given.

    Codes of `reasons`: `minimum` (too few interviews so far), `alone` (too few different interviewers), `link` (joins
    parts of the interview graph), `boundary` (it may change who is chosen). Their params have `interviews` and `met`
    (before), `least`, `parts`, `inside` (among today's k best), `other_id` (first on the other side of the boundary),
    `gap` (to that one), `severity`, `severity_sd`, `unlike` (mean square beyond the model's, 1 if none).

    `stop` is whether nothing is left to propose. Codes of `stop_reason`: `everybody` (k is the whole field), `settled`
    (the best interview is worth less than the tolerance), `budget`, `nobody` (whoever may be asked has no room, or has
    met everybody); or `worth`, when not to stop: the params have the highest value of those proposed and of any that
    could come next, be it behind one that is owed, and `then`, why a batch ends early.
    `unmet` counts the candidates to whom the fair rules owe something still.
    """

    candidate_id: Ids
    interviewer_id: Ids
    kit: tuple[str, ...]
    value: Floats
    cost: Floats
    sd_before: Floats
    sd_after: Floats
    reasons: tuple[Reason, ...]
    stop: bool
    stop_reason: Reason
    unmet: int

    def to_frame(self) -> dict[str, Any]:
        """Return the columns in output order; a reason as its code."""
        columns = ("candidate_id", "interviewer_id", "kit", "value", "cost", "sd_before", "sd_after")
        return {name: getattr(self, name) for name in columns} | {
            "reason": tuple(reason.code for reason in self.reasons)
        }


def propose_interviews(
    estimate: MeritEstimate,
    *,
    k: int,
    candidates: IntArray | None = None,
    interviewers: Interviewers | None = None,
    may: Flags | None = None,
    kits: Sequence[Kit] | None = None,
    planned: Sequence[tuple[int, object]] = (),
    rules: FairRules | None = None,
    budget: float | None = None,
    batch: int = 1,
    tolerance: float = TOLERANCE,
) -> Proposals:
    """Propose up to `batch` interviews, each in the light of those before it, or say why to stop.

    `candidates` are codes of the field, None for everybody. `interviewers` None: everybody who rated anyone, without a
    limit, at a cost of 1. `may` (n, m) says who may interview whom, in the order of `candidates` and `interviewers`;
    nobody meets the same candidate twice in any case. `kits` are what an interview may rate, None for what scorecards
    usually rate. `planned` are interviews that will be held anyway: (candidate's code, interviewer's id).
    `budget` bounds the cost of all that is proposed, and of what a value may count on; None: no bound.

    How a batch's interviews will turn out is not known, so later ones of it rest on the variances alone. Fields of more
    than 400 candidates are looked at near the boundary, and where something is owed; of more than 300 interviewers
    those are asked who tell most for their cost.

    Raises InputError for k as `choose_top` does, batch below 1, a budget, capacity, cost or tolerance that is none,
    an interviewer named twice, shapes that do not fit, unknown criteria of a kit.
    """
    codes = check_field(estimate, k, candidates)
    checks.check_at_least("batch", batch, 1)
    checks.check_not_negative("tolerance", tolerance)
    if budget is not None:
        checks.check_not_negative("budget", budget)
    rules = rules or FairRules()
    checks.check_at_least("The least number of interviews", rules.interviews, 0)
    checks.check_at_least("The least number of interviewers", rules.interviewers, 0)
    limit = np.inf if budget is None else float(budget)
    if k == codes.size:
        return _collect(estimate, None, [], Reason("everybody", {"k": k}))
    owed = (rules.interviews, rules.interviewers)
    with threadpool_limits(1):
        field = build_field(
            estimate, codes, k, interviewers, may, kits, planned, limit, owed=owed, batch=batch
        )
    picks: list[_Pick] = []
    end = Reason("worth")
    while len(picks) < batch:
        found = _pick(field, rules, tolerance)
        if isinstance(found, Reason):
            end = found
            break
        picks.append(found)
        field.situation.take(found.p, found.r)
    return _collect(estimate, field, picks, end, rules=rules)


@dataclass(frozen=True)
class _Pick:
    p: int
    r: int
    value: float
    most: float  # the highest value of any interview that could have been picked
    before: float
    after: float
    reason: Reason


def _pick(field: Field, rules: FairRules, tolerance: float) -> _Pick | Reason:
    """Return the next interview, or why there is none."""
    now = field.situation
    able = now.open()
    if not able.any():
        roomy = now.may & (now.capacity >= 1)
        return Reason("budget" if roomy.any() else "nobody", {"left": now.budget})
    value, learned = np.empty(able.shape), np.empty(able.shape)
    affordable = now.budget / now.cost.min()
    ahead = int(np.clip(affordable, 1, LOOKAHEAD)) if np.isfinite(affordable) else LOOKAHEAD
    score_pairs(
        now.mean, now.covariance, now.candidates, field.k, now.noise, now.cost, able, ahead, now.moving,
        value, learned,
    )  # fmt: skip
    gain = learned / now.cost
    for code, wanted, urgency in _owed(now, rules):
        pairs = np.argwhere(able & wanted)
        if pairs.size:
            p, r = _first(pairs, urgency, value, gain)
            return _picked(field, code, p, r, value, learned)
    p, r = _first(np.argwhere(able), np.zeros(now.candidates), value, gain)
    if value[p, r] < tolerance:
        return Reason("settled", {"value": float(value[p, r]), "tolerance": tolerance})
    return _picked(field, "boundary", p, r, value, learned)


def _owed(now: Situation, rules: FairRules) -> Iterator[tuple[str, Flags, Floats]]:
    """Give, most pressing first, a reason's code, which meetings would serve it, and how urgent each candidate is."""
    lacking = np.maximum(rules.interviews - now.interviews, 0)
    alone = np.maximum(rules.interviewers - now.met, 0)
    joins = now.apart() if rules.connected else np.zeros(now.may.shape, bool)
    for code, missing in (("minimum", lacking), ("alone", alone)):
        need = np.broadcast_to((missing > 0)[:, None], joins.shape)
        yield code, need & joins, missing.astype(np.float64)  # two birds
        yield code, need, missing.astype(np.float64)
    yield "link", joins, np.zeros(now.candidates)


def _first(pairs: IntArray, urgency: Floats, value: Floats, gain: Floats) -> tuple[int, int]:
    """Return the pair of the most urgent candidate, then of most value, then of which most is learned."""
    rows, columns = pairs.T
    values = np.round(value[rows, columns], 12)
    best = np.lexsort((columns, rows, -gain[rows, columns], -values, -urgency[rows]))[0]
    return int(rows[best]), int(columns[best])


def _picked(field: Field, code: str, p: int, r: int, value: Floats, learned: Floats) -> _Pick:
    now = field.situation
    order = np.argsort(-now.mean[: now.candidates], kind="stable")
    inside = bool(np.isin(p, order[: field.k]))
    other = int(order[field.k] if inside else order[field.k - 1])
    variance = float(now.covariance[p, p])
    params = {
        "interviews": int(now.interviews[p]),
        "met": int(now.met[p]),
        "parts": now.parts(),
        "inside": inside,
        "other_id": field.candidate_ids[other],
        "gap": float(abs(now.mean[p] - now.mean[other])),
        "severity": float(now.mean[now.candidates + r]),
        "severity_sd": float(np.sqrt(now.covariance[now.candidates + r, now.candidates + r])),
        "unlike": float(field.unlike[r]),
    }
    after = float(np.sqrt(max(variance - learned[p, r], 0.0)))
    before = float(np.sqrt(variance))
    return _Pick(p, r, float(value[p, r]), float(value.max()), before, after, Reason(code, params))


def _collect(
    estimate: MeritEstimate,
    field: Field | None,
    picks: list[_Pick],
    end: Reason,
    *,
    rules: FairRules | None = None,
) -> Proposals:
    unmet = 0
    if field is not None and rules is not None:
        now = field.situation
        short = (now.interviews < rules.interviews) | (now.met < rules.interviewers)
        unmet = int(short.sum()) + field.owed_elsewhere
    if picks:
        # In the light of those before it one of a batch can be worth more than any was at first.
        most = max(picks[0].most, *(pick.value for pick in picks))
        end = Reason("worth", {"value": most, "then": None if end.code == "worth" else end.code})
    ids = estimate.candidate_ids[:0] if field is None else field.candidate_ids
    people = estimate.interviewers.interviewer_id[:0] if field is None else field.interviewer_ids
    p, r = np.array([pick.p for pick in picks], np.int64), np.array([pick.r for pick in picks], np.int64)
    return Proposals(
        candidate_id=ids[p],
        interviewer_id=people[r],
        kit=tuple(field.kits[field.kit[pick.p, pick.r]] for pick in picks) if field else (),
        value=np.array([pick.value for pick in picks]),
        cost=np.zeros(0) if field is None else field.situation.cost[r],
        sd_before=np.array([pick.before for pick in picks]),
        sd_after=np.array([pick.after for pick in picks]),
        reasons=tuple(pick.reason for pick in picks),
        stop=not picks,
        stop_reason=end,
        unmet=unmet,
    )
