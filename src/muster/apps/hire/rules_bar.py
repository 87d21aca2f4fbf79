"""Who may see whether the bar holds, who sets it, and who says how hires do on the job."""

from __future__ import annotations

from django.db.models import Q

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Requisition

__all__ = [
    "may_record_outcome",
    "may_record_outcomes",
    "may_see_bar",
    "may_see_below",
    "may_set_bar",
    "outcomes_visible",
]


def may_see_bar(person: User) -> bool:
    """Those who answer for whom the company hires, and the auditor; they also ask for runs."""
    return has_role(person, Role.RECRUITER, Role.EXECUTIVE, Role.ADMINISTRATOR, Role.AUDITOR)


def may_set_bar(person: User) -> bool:
    """Executives and administrators: whoever fills openings must not move the bar that holds for them."""
    return has_role(person, Role.EXECUTIVE, Role.ADMINISTRATOR)


def may_see_below(person: User) -> bool:
    """The auditor alone learns by name who was hired below the bar of the day."""
    return has_role(person, Role.AUDITOR)


def may_record_outcomes(person: User) -> bool:
    """Those who record how hires do on the job, each where `may_record_outcome` says."""
    return has_role(person, Role.RECRUITER, Role.PEOPLE_PARTNER, Role.HIRING_MANAGER)


def may_record_outcome(person: User, requisition: Requisition) -> bool:
    """Recruiters and people partners, and the hiring manager for their own openings."""
    if has_role(person, Role.RECRUITER, Role.PEOPLE_PARTNER):
        return True
    return has_role(person, Role.HIRING_MANAGER) and requisition.hiring_manager_id == person.pk


def outcomes_visible(person: User) -> Q:
    """Return the filter of the outcomes that the person sees: of the openings for which they record any."""
    if has_role(person, Role.RECRUITER, Role.PEOPLE_PARTNER):
        return Q()
    if has_role(person, Role.HIRING_MANAGER):
        return Q(application__requisition__hiring_manager=person.pk)
    return Q(pk__in=())
