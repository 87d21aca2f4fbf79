"""The market by the API. The modules are thin: selectors say what may be read, services what may be done."""

from muster.apps.market.api.targets import router as targets_router

__all__ = ["ROUTERS"]

ROUTERS = (targets_router,)
