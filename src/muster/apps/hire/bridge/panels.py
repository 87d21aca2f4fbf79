"""Who should interview a candidate, so that candidates stay comparable."""

from __future__ import annotations

from collections.abc import Sequence

from muster.apps.hire.models import Application
from muster.engine.hire.panels import PanelProposal, propose_panel

__all__ = ["PanelProposal", "panel_propose"]


def panel_propose(
    *,
    application: Application,
    met: Sequence[tuple[int, int]],
    able: Sequence[int],
    room: Sequence[int],
    size: int,
) -> PanelProposal:
    """Return who should interview next, by place in `able`. `met` are keys of applications and interviewers."""
    return propose_panel(met=met, candidate=application.pk, able=able, room=room, size=size)
