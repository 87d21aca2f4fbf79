"""The roles of people, and what a service or selector asks of the person it works for."""

from __future__ import annotations

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["Person", "Role", "has_role", "require"]


class Role(models.TextChoices):
    """What somebody is at the company. One person may have several roles; what each may do is in
    docs/reference/permissions.md.
    """

    ADMINISTRATOR = "administrator", _("Administrator")
    EXECUTIVE = "executive", _("Executive")
    RECRUITER = "recruiter", _("Recruiter")
    HIRING_MANAGER = "hiring_manager", _("Hiring manager")
    INTERVIEWER = "interviewer", _("Interviewer")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    COMPENSATION_PARTNER = "compensation_partner", _("Compensation partner")
    PEOPLE_PARTNER = "people_partner", _("People partner")
    AUDITOR = "auditor", _("Auditor")
    EMPLOYEE = "employee", _("Employee")


class Person(Protocol):
    """Somebody who is signed in: an `accounts.User`, which this app may not import."""

    pk: int
    is_active: bool

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that the person has now."""

    def get_full_name(self) -> str:
        """Return the person's name."""


def has_role(person: Person, *roles: Role) -> bool:
    """Whether the person is active and has at least one of `roles`."""
    return person.is_active and not person.roles.isdisjoint(roles)


def require(allowed: bool, sentence: str | Promise) -> None:
    """Raise PermissionDenied with a sentence for the person unless `allowed`."""
    if not allowed:
        raise PermissionDenied(str(sentence))
