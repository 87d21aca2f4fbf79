"""Hiring by the API. The modules are thin: selectors say what may be read, services what may be done."""

from muster.apps.hire.api.applications import router as applications
from muster.apps.hire.api.candidates import router as candidates
from muster.apps.hire.api.decisions import router as decisions
from muster.apps.hire.api.interviews import router as interviews
from muster.apps.hire.api.merit import router as merit
from muster.apps.hire.api.requisitions import router as requisitions
from muster.apps.hire.api.scorecards import router as scorecards

__all__ = ["ROUTERS"]

ROUTERS = (requisitions, candidates, applications, interviews, scorecards, merit, decisions)
"""In the order of the talent loop."""
