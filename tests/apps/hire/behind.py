"""What candidates said of themselves, as tests look at it: the wall has to be opened."""

from __future__ import annotations

from muster.apps.core.walls import open_wall
from muster.apps.hire.models.protected import WALL, SelfIdentification

__all__ = ["answers_told"]


def answers_told() -> dict[int, dict[str, str]]:
    """Return all answers by the application's key."""
    with open_wall(WALL):
        return dict(SelfIdentification.objects.values_list("application", "answers"))
