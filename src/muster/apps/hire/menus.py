"""What hiring offers to the site's navigation and command palette."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Hit, Link
from muster.apps.hire.rules import may_manage_kits, may_refer, may_see_reach
from muster.apps.hire.selectors.applications import ApplicationFilter, application_list
from muster.apps.hire.selectors.requisitions import (
    requisition_reviewed,
    requisition_visible,
    requisition_worked_on,
)

__all__ = ["menu", "search_applications", "search_requisitions"]


def menu(person: User) -> list[Link]:
    """Return the pages of hiring that the person may open."""
    links = [Link(_("Openings"), reverse("hire:requisitions"))]
    if requisition_worked_on(person=person).exists():
        links.append(Link(_("Applications"), reverse("hire:applications")))
    if requisition_reviewed(person=person).exists():
        links.append(Link(_("Reviews"), reverse("hire:reviews")))
    if may_refer(person):
        links.append(Link(_("Referrals"), reverse("hire:referrals")))
    if may_see_reach(person):
        links.append(Link(_("Reach"), reverse("hire:reach")))
    if may_manage_kits(person):
        links.append(Link(_("Kits"), reverse("hire:kits")))
    return links


def search_requisitions(person: User, text: str, limit: int) -> list[Hit]:
    """Find openings by title, code or team."""
    found = requisition_visible(person=person, text=text)[:limit]
    return [
        Hit(one.title, reverse("hire:requisition", args=[one.pk]), _("Openings"), f"{one.code} · {one.team}")
        for one in found
    ]


def search_applications(person: User, text: str, limit: int) -> list[Hit]:
    """Find applications by the candidate's name or the words of the résumé, none that are to stay blind."""
    found = application_list(person=person, wanted=ApplicationFilter(text=text)).filter(blind=False)[:limit]
    return [
        Hit(
            one.candidate.name,
            reverse("hire:application", args=[one.pk]),
            _("Candidates"),
            one.requisition.title,
        )
        for one in found
    ]
