"""The market by the API. The modules are thin: selectors say what may be read, services what may be done."""

from muster.apps.market.api.claims import router as claims_router
from muster.apps.market.api.documents import router as documents_router
from muster.apps.market.api.ledger import router as ledger_router
from muster.apps.market.api.names import router as names_router
from muster.apps.market.api.targets import router as targets_router

__all__ = ["ROUTERS"]

ROUTERS = (ledger_router, claims_router, names_router, documents_router, targets_router)
