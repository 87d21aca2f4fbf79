"""Rows to the engine's shapes and back."""

from muster.apps.hire.bridge.blind import HIDDEN, BlindText, Piece, redact_application
from muster.apps.hire.bridge.panels import PanelProposal, panel_propose

__all__ = ["HIDDEN", "BlindText", "PanelProposal", "Piece", "panel_propose", "redact_application"]
