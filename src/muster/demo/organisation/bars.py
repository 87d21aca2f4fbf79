"""The bars of the job families: the merit below which nobody is to be hired, as the head of the company set them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.demo.organisation.growth import WINDOW_OPENS_ON
from muster.demo.organisation.ladders import FAMILIES

__all__ = ["FIRST_SET_ON", "Bar", "set_bars"]

FIRST_SET_ON = date(2025, 7, 1)
FIRST = "Where the hires of the first half-year stood, less a margin for what interviews cannot tell."
VALUES = {"research": 0.3, "engineering": 0.2, "business": 0.2}
"""By the plan of the family."""

LATER: tuple[tuple[date, str, float, str], ...] = (
    (date(2025, 11, 3), "Research Scientist", 0.4, "More good people apply than we can hire."),
    (
        date(2026, 3, 2),
        "Support Specialist",
        0.1,
        "Who came in a little below did well after their training.",
    ),
    (date(2026, 4, 1), "Research Engineer", 0.4, "Raised to that of the scientists they work beside."),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a family from a day on, until the next one of the family.

    `value` is in logits above the average applicant whose interviews were on record when `FIRST_SET_ON` began.
    """

    family: str
    value: float
    since: date
    set_on: date
    set_by_id: str
    reason: str


def set_bars(until: date, set_by_id: str) -> tuple[Bar, ...]:
    """Return the bars that had been set by the end of a day, in that order; the first ones for what had been before."""
    first = [
        Bar(one.name, VALUES[one.plan], WINDOW_OPENS_ON, FIRST_SET_ON, set_by_id, FIRST)
        for one in FAMILIES.values()
    ]
    later = [Bar(family, value, day, day, set_by_id, reason) for day, family, value, reason in LATER]
    return tuple(one for one in (*first, *later) if one.set_on <= until)
