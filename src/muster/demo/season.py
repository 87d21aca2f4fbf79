"""A hiring season as a flat table: one row a rating that was given, nothing that was hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

__all__ = ["RatingRow", "Season"]


class RatingRow(NamedTuple):
    """One rating, in the long format that Muster reads. `submitted_at` is ISO 8601 in UTC."""

    candidate_id: str
    interviewer_id: str
    criterion: str
    rating: int
    interview_id: str
    requisition_id: str
    stage: str
    submitted_at: str


@dataclass(frozen=True, slots=True)
class Season:
    """The ratings of one half-year's requisitions, in the order of submission and of the kit."""

    id: str
    opens_on: date
    closes_on: date
    rows: tuple[RatingRow, ...]
