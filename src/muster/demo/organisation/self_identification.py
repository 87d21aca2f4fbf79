"""Voluntary self-identification: what some candidates tell about themselves on a form of its own.

Nothing else in the demo reads the answers. They are drawn after everything else, from streams of their own, and
are no part of a candidate: only an audit may look at them, in aggregate. What strangers take somebody for (`Looks`) is
there before, whether told or not; one interviewer goes by it (`planted`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from muster.demo.organisation.hiring_records import Candidate
from muster.demo.world import World

__all__ = ["FORM", "SEEN", "Looks", "Question", "SelfIdentification", "draw_answers"]

ANSWERING_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form and how often each answer is given; the shares add up to 1."""

    name: str
    answers: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SelfIdentification:
    """One candidate's answers, by the question's name."""

    candidate_id: str
    answers: Mapping[str, str]


_UNTOLD = "prefer not to say"

FORM = (
    Question("gender", (
        ("woman", 0.38), ("man", 0.52), ("non-binary", 0.03), ("another", 0.01), (_UNTOLD, 0.06),
    )),
    Question("ethnicity", (
        ("African or Caribbean", 0.17), ("Arab or Middle Eastern", 0.1), ("East Asian", 0.15),
        ("Latin American", 0.12), ("South Asian", 0.15), ("Southeast Asian", 0.09), ("White", 0.1),
        ("more than one", 0.04), (_UNTOLD, 0.08),
    )),
    Question("age band", (
        ("under 25", 0.15), ("25 to 34", 0.45), ("35 to 44", 0.23), ("45 to 54", 0.09), ("55 or over", 0.03),
        (_UNTOLD, 0.05),
    )),
    Question("disability", (("yes", 0.07), ("no", 0.84), (_UNTOLD, 0.09))),
    Question("veteran", (("yes", 0.02), ("no", 0.92), (_UNTOLD, 0.06))),
)  # fmt: skip


SEEN = FORM[0]
"""The question whose answer strangers see in somebody, told or not."""


class Looks:
    """What strangers take candidates for: what they would answer to one question of the form."""

    def __init__(self, world: World, candidates: Sequence[Candidate]) -> None:
        self._rng = world.stream("organisation/self-identification", SEEN.name)
        self._candidates = candidates
        self._places: dict[str, int] = {}
        self._chances: list[float] = []

    def taken_for(self, candidate_id: str) -> str:
        """Return what somebody who has applied by now is taken for."""
        chances = self.chances()  # which learns of whoever is new
        return _answers(SEEN, [chances[self._places[candidate_id]]])[0]

    def chances(self) -> Sequence[float]:
        """Return what the answers of everybody by now come from, in order of application."""
        for candidate in self._candidates[len(self._chances) :]:
            self._places[candidate.id] = len(self._chances)
            self._chances.append(float(self._rng.random()))
        return self._chances


def draw_answers(
    world: World,
    candidate_ids: Sequence[str],
    form: Sequence[Question],
    drawn: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> dict[str, SelfIdentification]:
    """Draw who of the candidates, in order of application, answers the form, and what.

    `drawn` has the chances, by question, of what was drawn before.
    """
    number = len(candidate_ids)
    answering = world.stream("organisation/self-identification").random(number) < ANSWERING_SHARE
    columns = {
        question.name: _answers(
            question,
            drawn[question.name]
            if question.name in drawn
            else world.stream("organisation/self-identification", question.name).random(number),
        )
        for question in form
    }
    return {
        candidate_id: SelfIdentification(
            candidate_id, {name: column[place] for name, column in columns.items()}
        )
        for place, candidate_id in enumerate(candidate_ids)
        if answering[place]
    }


def _answers(question: Question, chances: ArrayLike) -> Sequence[str]:
    names = [name for name, _ in question.answers]
    steps = np.cumsum([share for _, share in question.answers])[:-1]
    return [names[place] for place in np.searchsorted(steps, np.asarray(chances), side="right").tolist()]
