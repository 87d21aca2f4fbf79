"""How the company hires: the stages of each plan, the kits their interviews use, and what each criterion weighs.

The criteria and kits of `muster.demo.criteria` serve technical work; those here serve what it lacks: reading
an application blind, and hiring for work that is not technical.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from muster.demo.criteria import CRITERIA as TECHNICAL_CRITERIA
from muster.demo.criteria import KITS as TECHNICAL_KITS
from muster.demo.criteria import AnchoredCriterion, Kit

__all__ = ["CRITERIA", "KITS", "OWN_CRITERIA", "PLANS", "REVIEW_KIT", "Plan", "Stage", "StageKind"]

StageKind = Literal["applied", "screen", "interview", "committee", "offer", "hired"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a plan; it holds one review or interview for each kit that it names."""

    name: str
    kind: StageKind
    kits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages that an application passes, in order, and the weight of each criterion rated on the way.

    Weights are positive whole numbers; what counts is their ratio.
    """

    name: str
    stages: tuple[Stage, ...]
    weights: Mapping[str, int]


REVIEW_KIT = "Application review"

_OWN_CRITERIA = (
    AnchoredCriterion("Relevant work", "craft", (
        "Nothing that bears on this post.",
        "Neighbouring work only.",
        "Similar work at a smaller size.",
        "Similar work at this size.",
        "Has done this, and what comes after it.",
    )),
    AnchoredCriterion("Evidence", "craft", (
        "Claims only.",
        "Results named, not shown.",
        "Results shown for part of the claims.",
        "Results shown, with the person's own part in them.",
        "Results that others can check and have built on.",
    )),
    AnchoredCriterion("Judgement", "people", (
        "Acts before asking.",
        "Asks what to do.",
        "Weighs the obvious sides.",
        "Weighs cost, risk and people, and decides in time.",
        "Sees second effects, and says what would change the decision.",
    )),
    AnchoredCriterion("Writing", "people", (
        "The point cannot be found.",
        "The point is there, late.",
        "Clear to those who know the subject.",
        "Clear to everybody it is meant for.",
        "Short, exact, and moves the reader to act.",
    )),
    AnchoredCriterion("Serving others", "people", (
        "Speaks about the product, not the person.",
        "Answers what was asked.",
        "Finds out what was meant.",
        "Solves it, and tells those who can prevent it.",
    )),
)  # fmt: skip

OWN_CRITERIA: Sequence[AnchoredCriterion] = _OWN_CRITERIA
"""Those that the season does not know."""

CRITERIA: Mapping[str, AnchoredCriterion] = {
    **TECHNICAL_CRITERIA,
    **{criterion.name: criterion for criterion in _OWN_CRITERIA},
}

_OWN_KITS = (
    Kit(REVIEW_KIT, ("Relevant work", "Evidence", "Motivation")),
    Kit("Work sample", ("Problem solving", "Judgement", "Writing")),
    Kit("Role interview", ("Relevant work", "Judgement", "Serving others", "Trade-offs")),
)

KITS: Mapping[str, Kit] = {**TECHNICAL_KITS, **{kit.stage: kit for kit in _OWN_KITS}}

_DEEP = "Technical deep dive"
_APPLIED = Stage("Applied", "applied", (REVIEW_KIT,))
_SCREEN = Stage("Phone screen", "screen", ("Phone screen",))
_LAST = (Stage("Committee", "committee"), Stage("Offer", "offer"), Stage("Hired", "hired"))


def _plan(name: str, middle: tuple[str, ...], final: tuple[str, ...]) -> Plan:
    """Make a plan of two rounds of interviews; a criterion weighs as often as it is rated."""
    rounds = (
        Stage("First interviews", "interview", middle),
        Stage("Final interviews", "interview", final),
    )
    stages = (_APPLIED, _SCREEN, *rounds, *_LAST)
    weights: dict[str, int] = {}
    for stage in stages:
        for kit in stage.kits:
            for criterion in KITS[kit].criteria:
                weights[criterion] = weights.get(criterion, 0) + 1
    return Plan(name, stages, weights)


PLANS: Mapping[str, Plan] = {
    plan.name: plan
    for plan in (
        _plan("research", (_DEEP, _DEEP), ("Research talk", "Systems", "Collaboration")),
        _plan("engineering", (_DEEP, "Systems"), (_DEEP, "Systems", "Collaboration")),
        _plan("business", ("Work sample",), ("Role interview", "Collaboration")),
    )
}
