"""Voluntary self-identification: what some candidates tell about themselves on a form of its own.

Nothing else in the demo reads the answers. They are drawn after everything else, from streams of their own, and
are no part of a candidate: only an audit may look at them, in aggregate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from muster.demo.world import World

__all__ = ["FORM", "Question", "SelfIdentification", "draw_answers"]

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


def draw_answers(
    world: World, candidate_ids: Sequence[str], form: Sequence[Question]
) -> dict[str, SelfIdentification]:
    """Draw who of the candidates, in order of application, answers the form, and what."""
    number = len(candidate_ids)
    answering = world.stream("organisation/self-identification").random(number) < ANSWERING_SHARE
    columns = {question.name: _draw_column(world, question, number) for question in form}
    return {
        candidate_id: SelfIdentification(
            candidate_id, {name: column[place] for name, column in columns.items()}
        )
        for place, candidate_id in enumerate(candidate_ids)
        if answering[place]
    }


def _draw_column(world: World, question: Question, number: int) -> Sequence[str]:
    chances = world.stream("organisation/self-identification", question.name).random(number)
    names = [name for name, _ in question.answers]
    steps = np.cumsum([share for _, share in question.answers])[:-1]
    return [names[place] for place in np.searchsorted(steps, chances, side="right").tolist()]
