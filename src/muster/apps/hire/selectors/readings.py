"""Reading who has read others' scorecards of a candidate."""

from __future__ import annotations

from muster.apps.hire.models import Application, Reading

__all__ = ["readers_of"]


def readers_of(*, application: Application) -> frozenset[int]:
    """Return the keys of the people who have opened others' scorecards of the application's candidate; for those who
    give its seats.
    """
    found = Reading.objects.filter(candidate=application.candidate_id)
    return frozenset(found.values_list("person", flat=True))
