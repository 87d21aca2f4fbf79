"""Whom to choose for the places of an opening, and whom to interview next: a run's estimate to rows.

What goes in beside the ratings stands in the row, so that the same comes out again, whatever has changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.apps.hire.bridge.merit import DECIMALS, estimate_run
from muster.apps.hire.bridge.ratings import run_ratings
from muster.apps.hire.bridge.report import is_of_run
from muster.apps.hire.models import MeritChoice, MeritChoosing, MeritOdds
from muster.engine.shapes import Interviewers, Kit

if TYPE_CHECKING:
    from muster.engine.hire.choose import Choice, Reason
    from muster.engine.hire.estimate import MeritEstimate
    from muster.engine.hire.interviewing import Proposals

__all__ = ["BATCH", "Chooser", "Given", "choose_again", "choose_for", "fit_chooser"]

BATCH = 10  # interviews that are proposed at once
CHANCE_DECIMALS = 4  # of chances that are counted among draws

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Given:
    """What a choice is made from beside the estimate; people are told by their keys.

    `places` are those still free, `candidates` the active ones; `problem` is a code where nothing can be chosen.
    `to_interview` are those of the candidates who are in a stage of interviews, with the key of its kit, 0 for none.
    `kits` are the criteria of these. `room` is how many more interviews each interviewer can take, `barred` are pairs
    of a candidate and an interviewer who must not be asked, `planned` those who will meet anyway. `bar` is in logits of
    the run's merit, None for none.
    """

    requisition: int
    places: int
    candidates: tuple[int, ...]
    problem: str = ""
    to_interview: Pairs = ()
    kits: tuple[tuple[int, tuple[str, ...]], ...] = ()
    room: Pairs = ()
    barred: Pairs = ()
    planned: Pairs = ()
    bar: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        kept = asdict(self)
        del kept["requisition"], kept["places"], kept["problem"], kept["bar"]  # columns of their own
        return {name: _listed(value) for name, value in kept.items()}

    @classmethod
    def of(cls, choice: MeritChoice) -> Given:
        """Return what a choice was made from."""
        kept = {name: _tupled(value) for name, value in choice.given.items()}
        problem = choice.problem if choice.problem in ("closed", "filled") else ""
        return cls(choice.requisition_id, choice.places, problem=problem, bar=choice.bar, **kept)


@dataclass(frozen=True)
class Chooser:
    """A run that was fitted again, which takes more than it keeps. `candidates` are the keys of those it knows."""

    choosing: MeritChoosing
    estimate: MeritEstimate
    candidates: frozenset[int]

    def choose(self, given: Given) -> tuple[MeritChoice, list[MeritOdds]]:
        """Return the choice for an opening and each candidate's odds, not yet written."""
        return choose_for(self.choosing, self.estimate, given)


def fit_chooser(choosing: MeritChoosing) -> Chooser | None:
    """Fit a run again; None where the scorecards or what comes out are not those of the run any more."""
    run, ratings = choosing.run, run_ratings(choosing.run)
    if ratings.digest() != run.input_digest:
        return None
    estimate = estimate_run(run, ratings, threads=1)  # the others are for those who read pages meanwhile
    known = frozenset(estimate.candidate_ids.tolist())
    return Chooser(choosing, estimate, known) if is_of_run(run, estimate) else None


def choose_again(
    choosing: MeritChoosing, estimate: MeritEstimate
) -> tuple[list[MeritChoice], list[MeritOdds]]:
    """Work out the choices of a run once more, from what they were made from."""
    choices: list[MeritChoice] = []
    odds: list[MeritOdds] = []
    for one in choosing.choices.order_by("requisition"):
        choice, chances = choose_for(choosing, estimate, Given.of(one))
        choices.append(choice)
        odds += chances
    return choices, odds


def choose_for(
    choosing: MeritChoosing, estimate: MeritEstimate, given: Given
) -> tuple[MeritChoice, list[MeritOdds]]:
    """Return the choice for an opening and each candidate's odds, not yet written.

    There are no odds where they would mean nothing, and the code of why stands in `problem`: the opening is `closed` or
    `filled`; `nobody` or only `one` candidate is there; `everybody` can be chosen; all stand alone (`unlinked`), so
    that nothing but an assumption compares them.
    """
    from muster.engine.hire.choose import choose_top
    from muster.engine.hire.interviewing import propose_interviews

    codes = _codes(estimate, given.candidates)
    choice = MeritChoice(
        choosing=choosing,
        requisition_id=given.requisition,
        places=given.places,
        bar=given.bar,
        candidates=codes.size,
        problem=given.problem or _problem(estimate, codes, given.places),
        given=given.as_json(),
    )
    if choice.problem not in ("", "unlinked"):
        return choice, []
    odds: list[MeritOdds] = []
    if not choice.problem:
        top = choose_top(estimate, k=given.places, bar=given.bar, candidates=codes, seed=choosing.run.seed)
        _say_choice(choice, top)
        odds = _odds(choice, top)
    if not given.to_interview:
        choice.stop_reason = {"code": "nowhere", "params": {}, "stop": True}
        return choice, odds
    proposals = propose_interviews(
        estimate, k=given.places, candidates=codes, batch=BATCH, **_asked(estimate, codes, given)
    )
    _say_proposals(choice, proposals, dict(given.to_interview))
    return choice, odds


def _codes(estimate: MeritEstimate, candidates: Iterable[int]) -> NDArray[np.int64]:
    """Return the places in the estimate of those of the candidates who are in it."""
    return np.flatnonzero(np.isin(estimate.candidate_ids, list(candidates)))


def _problem(estimate: MeritEstimate, codes: NDArray[np.int64], places: int) -> str:
    if codes.size < 2:
        return "one" if codes.size else "nobody"
    if places >= codes.size:
        return "everybody"
    parts = np.unique(estimate.components.of_candidate[codes]).size
    return "unlinked" if parts == codes.size else ""


def _asked(estimate: MeritEstimate, codes: NDArray[np.int64], given: Given) -> dict[str, Any]:
    """Return who may interview whom about what, as the engine takes it."""
    place = {int(key): row for row, key in enumerate(estimate.candidate_ids[codes].tolist())}
    column = {key: number for number, (key, _room) in enumerate(given.room)}
    may = np.zeros((codes.size, len(given.room)), bool)
    may[[place[key] for key, _kit in given.to_interview if key in place]] = True
    for candidate, interviewer in given.barred:
        if candidate in place and interviewer in column:
            may[place[candidate], column[interviewer]] = False
    met = _met(estimate, codes)
    planned = [
        (int(codes[place[who]]), by) for who, by in given.planned if who in place and (who, by) not in met
    ]
    rated = set(estimate.criteria.criterion)
    kits = [Kit(str(key), tuple(name for name in names if name in rated)) for key, names in given.kits]
    return {
        "interviewers": Interviewers(
            np.array([key for key, _room in given.room], np.int64),
            np.array([room for _key, room in given.room], np.float64),
            np.ones(len(given.room)),
        ),
        "may": may,
        "planned": planned,
        "kits": [kit for kit in kits if kit.criteria] or None,
    }


def _met(estimate: MeritEstimate, codes: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Return which candidates and interviewers have met: an interview of theirs that is planned counts for nothing."""
    layout = estimate.posterior.layout
    people = estimate.interviewers.interviewer_id.tolist()
    return {
        (int(estimate.candidate_ids[code]), int(people[who]))
        for code in codes.tolist()
        for who in layout.interviewer[layout.cards_of[code] : layout.cards_of[code + 1]].tolist()
    }


def _say_choice(choice: MeritChoice, top: Choice) -> None:
    choice.expected_shortfall = _plain(top.expected_shortfall, CHANCE_DECIMALS)
    choice.shortfall_error = _plain(top.shortfall_error, CHANCE_DECIMALS)
    choice.notes = [_reason(one) for one in top.notes]
    swaps = top.toss_ups
    columns = (swaps.candidate_id, swaps.other_id, np.round(swaps.p_better, DECIMALS))
    choice.toss_ups = [list(row) for row in zip(*(one.tolist() for one in columns), strict=True)]


def _odds(choice: MeritChoice, top: Choice) -> list[MeritOdds]:
    chances = zip(top.odds.candidate_id.tolist(), top.odds.p_top_k, top.odds.p_above_bar, strict=True)
    return [
        MeritOdds(
            choosing=choice.choosing,
            requisition_id=choice.requisition_id,
            candidate_id=key,
            p_top_k=_plain(best, CHANCE_DECIMALS),
            p_above_bar=_plain(above, CHANCE_DECIMALS),  # no number without a bar
        )
        for key, best, above in chances
    ]


def _say_proposals(choice: MeritChoice, found: Proposals, kit_of: Mapping[int, int]) -> None:
    choice.stop_reason = _reason(found.stop_reason) | {"stop": found.stop}
    choice.unmet = found.unmet
    choice.proposals = [
        [
            candidate,
            interviewer,
            kit_of[candidate] or None,
            *map(_plain, numbers),
            reason.code,
            _params(reason),
        ]
        for candidate, interviewer, reason, *numbers in zip(
            found.candidate_id.tolist(),
            found.interviewer_id.tolist(),
            found.reasons,
            found.value.tolist(),
            found.sd_before.tolist(),
            found.sd_after.tolist(),
            strict=True,
        )
    ]


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "params": _params(reason)}


def _params(reason: Reason) -> dict[str, Any]:
    return {name: _plain(value) for name, value in reason.params.items()}


def _plain(value: Any, decimals: int = DECIMALS) -> Any:
    """Return a value as JSON and both databases keep it; what is no finite number is None."""
    if isinstance(value, np.generic):
        value = value.item()
    if not isinstance(value, float):
        return value
    return float(np.round(value, decimals) + np.float64(0)) if np.isfinite(value) else None


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(_tupled(one) for one in value) if isinstance(value, list) else value
