"""Who may do what with the market."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role

__all__ = ["may_erase", "may_keep", "may_see", "may_see_leavers"]

KEEPERS = (Role.EXECUTIVE, Role.PEOPLE_PARTNER, Role.COMPENSATION_PARTNER)


def may_see(person: User) -> bool:
    """Those who keep the market, and recruiters, who read it."""
    return has_role(person, *KEEPERS, Role.RECRUITER)


def may_keep(person: User) -> bool:
    """Executives, people partners and compensation partners add articles, confirm claims, grade sources and resolve."""
    return has_role(person, *KEEPERS)


def may_erase(person: User) -> bool:
    """People partners and executives erase people outside."""
    return has_role(person, Role.EXECUTIVE, Role.PEOPLE_PARTNER)


def may_see_leavers(person: User) -> bool:
    """People partners and executives see who of our own people is behind a wave; others see how many."""
    return has_role(person, Role.EXECUTIVE, Role.PEOPLE_PARTNER)
