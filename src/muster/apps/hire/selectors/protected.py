"""What a candidate said of themselves, handed back to that candidate: the one way out beside the audit."""

from __future__ import annotations

from muster.apps.core.walls import open_wall
from muster.apps.hire.models import Application
from muster.apps.hire.models.protected import WALL, SelfIdentification

__all__ = ["self_identification_export"]


def self_identification_export(*, application: Application) -> dict[str, str]:
    """Return a candidate's own answers, for the candidate."""
    with open_wall(WALL):
        stored = SelfIdentification.objects.filter(application=application).first()
    return {} if stored is None else dict(stored.answers)
