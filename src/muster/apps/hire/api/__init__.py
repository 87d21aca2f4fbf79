"""Hiring by the API. The modules are thin: selectors say what may be read, services what may be done."""

from muster.apps.hire.api.applications import router as applications_router
from muster.apps.hire.api.bar import router as bar_router
from muster.apps.hire.api.candidates import router as candidates_router
from muster.apps.hire.api.decisions import router as decisions_router
from muster.apps.hire.api.interviews import router as interviews_router
from muster.apps.hire.api.merit import router as merit_router
from muster.apps.hire.api.reach import router as reach_router
from muster.apps.hire.api.requisitions import router as requisitions_router
from muster.apps.hire.api.reviews import router as reviews_router
from muster.apps.hire.api.scorecards import router as scorecards_router
from muster.apps.hire.api.timeline import router as timeline_router
from muster.apps.hire.api.why import router as why_router

__all__ = ["ROUTERS"]

ROUTERS = (
    requisitions_router,
    candidates_router,
    applications_router,
    timeline_router,
    reviews_router,
    interviews_router,
    scorecards_router,
    merit_router,
    why_router,
    decisions_router,
    bar_router,
    reach_router,
)
"""In the order of the talent loop. Audits stand apart: no chain of imports is to lead from here to what is counted by
group.
"""
