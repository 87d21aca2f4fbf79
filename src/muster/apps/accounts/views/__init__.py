"""The pages of accounts."""

from muster.apps.accounts.views.people import (
    people,
    person,
    person_activate,
    person_add,
    person_deactivate,
    person_roles,
    signed_in,
)

__all__ = [
    "people",
    "person",
    "person_activate",
    "person_add",
    "person_deactivate",
    "person_roles",
    "signed_in",
]
