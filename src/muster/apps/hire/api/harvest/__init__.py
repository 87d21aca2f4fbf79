"""Hiring as Greenhouse's Harvest API tells it, for tools that read that: to read alone, by page and number of rows."""

from muster.apps.hire.api.harvest.operations import router

__all__ = ["router"]
