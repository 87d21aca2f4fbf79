"""What pay offers to the site's navigation and first page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import Cell, Link, Panel, PanelRow, address
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Application
from muster.apps.pay.models import Offer, OfferQuestion
from muster.apps.pay.rules import (
    may_list,
    may_propose,
    may_see_bands,
    may_set_letters,
    offers_hidden,
    offers_visible,
)
from muster.apps.pay.selectors.offers import offer_visible
from muster.apps.pay.selectors.signing import signoffs_waiting

__all__ = ["application_links", "menu", "panel_questions", "panel_signoffs"]

MOST_QUESTIONS, MOST_OFFERS = 200, 5
JOINING = (
    *(Role.ADMINISTRATOR, Role.HIRING_MANAGER, Role.RECRUITER),
    *(Role.COMPENSATION_PARTNER, Role.PEOPLE_PARTNER),
)  # of whom something is asked for those who join


def menu(person: User) -> list[Link]:
    """Return the pages of pay that the person may open."""
    joining = [Link(_("Onboarding"), address("pay:onboarding"))] if has_role(person, *JOINING) else []
    if not may_list(person):
        return joining
    links = [Link(_("Offers"), address("pay:offers")), *joining]
    if may_see_bands(person):
        links += [
            Link(_("Acceptance"), address("pay:acceptance")),
            Link(_("Bands"), address("pay:bands")),
            Link(_("Said elsewhere"), address("pay:claims")),
            Link(_("Who signs"), address("pay:policy")),
        ]
    if may_set_letters(person):
        links.append(Link(_("Letters"), address("pay:letters")))
    links.append(Link(_("While away"), address("pay:delegation")))
    return links


def panel_signoffs(person: User) -> Panel:
    """Return the openings for which packages wait for the person's signature, and for how many days the first does."""
    found: dict[int, list[int]] = {}
    titles: dict[int, tuple[str, str]] = {}
    now = timezone.now()
    if may_list(person):
        for one in signoffs_waiting(person=person):
            requisition = one.version_of.offer.requisition
            waited = 0 if one.asked_at is None else (now - one.asked_at).days
            found.setdefault(requisition.pk, []).append(waited)
            titles[requisition.pk] = (requisition.title, requisition.code)
    url = f"{address('pay:offers')}?view=waiting"
    rows = [
        PanelRow(
            titles[pk][0], url, (Cell(len(days), url, pressing=True), Cell(max(days), url)), titles[pk][1]
        )
        for pk, days in found.items()
    ]
    columns = (_("To sign"), _("Days waited"))
    return Panel(_("Packages that wait for your signature"), _("Opening"), columns, rows)


def panel_questions(person: User) -> Panel:
    """Return the offers about which candidates have asked what nobody has answered yet, and for how many days."""
    rows = []
    if may_propose(person):
        now = timezone.now()
        seen = Offer.objects.filter(offers_visible(person)).exclude(offers_hidden(person))
        asked = OfferQuestion.objects.filter(answered_at=None, offer__in=seen.order_by().values("pk"))
        found: dict[int, list[OfferQuestion]] = {}
        for one in asked.select_related("offer__requisition").order_by("asked_at", "pk")[:MOST_QUESTIONS]:
            found.setdefault(one.offer_id, []).append(one)
        for questions in found.values():
            offer = questions[0].offer
            url = address("pay:offer", offer.pk)
            waited = (now - questions[0].asked_at).days
            cells = (Cell(len(questions), url, pressing=True), Cell(waited, url))
            rows.append(PanelRow(offer.requisition.title, url, cells, offer.code))
    return Panel(_("Questions about offers"), _("Opening"), (_("To answer"), _("Days waited")), rows)


def application_links(person: User, application: Application) -> list[Link]:
    """Return the offers to the candidate of an application that the person sees, for its page."""
    if not may_list(person):
        return []
    rows = offer_visible(person=person).filter(application=application).order_by("-number")
    return [
        Link(_("Offer (%(state)s)") % {"state": one.get_state_display()}, address("pay:offer", one.pk))
        for one in rows[:MOST_OFFERS]
    ]
