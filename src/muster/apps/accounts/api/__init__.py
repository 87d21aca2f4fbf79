"""Who uses the API, and for what: authentication, and what the API says of the person."""

from muster.apps.accounts.api.access import Access, BasicAccess, person_of
from muster.apps.accounts.api.me import PersonOut, router

__all__ = ["Access", "BasicAccess", "PersonOut", "person_of", "router"]
