"""Who may do what with offers, by person and by object."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Application, Ballot, Decision, Requisition
from muster.apps.hire.rules import (
    EVERYWHERE,
    blind_for,
    may_list_offers,
    may_see_offers,
    requisitions_reviewed,
    seats_sealing,
)
from muster.apps.pay.models import Delegation, Offer, OnboardingItem, SignOff

__all__ = [
    "asked_of",
    "asked_of_person",
    "delegations_now",
    "may_be_asked",
    "may_list",
    "may_propose",
    "may_see_bands",
    "may_see_money",
    "may_see_onboarding",
    "may_send",
    "may_set_bands",
    "may_set_checklist",
    "may_set_letters",
    "may_set_policy",
    "may_tick",
    "offers_hidden",
    "offers_visible",
    "stands_for",
    "takes_place",
]

PROPOSERS = (Role.RECRUITER, Role.COMPENSATION_PARTNER)


def may_propose(person: User) -> bool:
    """Compensation partners and recruiters put packages together; others sign them."""
    return has_role(person, *PROPOSERS)


def may_see_money(person: User, requisition: Requisition) -> bool:
    """Recruiters, executives, compensation partners and the hiring manager of this opening."""
    return may_see_offers(person, requisition)


def may_set_policy(person: User) -> bool:
    """Executives say who signs: whoever proposes must not choose who checks."""
    return has_role(person, Role.EXECUTIVE)


def may_set_letters(person: User) -> bool:
    """Those who propose write the text of letters, which go to candidates in their name."""
    return has_role(person, *PROPOSERS)


def may_send(person: User, offer: Offer) -> bool:
    """Those who propose and see this offer send it, extend it and answer questions; not what is offered to them."""
    own = offer.application.candidate.email.casefold() == person.email.casefold()
    return may_propose(person) and may_see_money(person, offer.requisition) and not own


def may_set_checklist(person: User) -> bool:
    """People partners and administrators keep the list for everybody who joins."""
    return has_role(person, Role.PEOPLE_PARTNER, Role.ADMINISTRATOR)


def may_see_onboarding(person: User) -> bool:
    """Whoever has a role may have something to do for somebody who joins; what they see is theirs, or all of it for
    those whose work it is.
    """
    return person.is_active and bool(person.roles)


def may_tick(person: User, item: OnboardingItem) -> bool:
    """Whoever an item is asked of, by name or by role, and those who keep the list."""
    if not person.is_active:
        return False
    asked = item.person_id == person.pk or (bool(item.role) and has_role(person, Role(item.role)))
    return asked or may_set_checklist(person)


def may_set_bands(person: User) -> bool:
    """Compensation partners keep the bands."""
    return has_role(person, Role.COMPENSATION_PARTNER)


def may_see_bands(person: User) -> bool:
    """Those who propose and those who sign by default."""
    return has_role(person, *PROPOSERS, Role.EXECUTIVE)


def may_be_asked(person: User) -> bool:
    """Whoever has a role may be asked to sign, and so may let somebody sign for them."""
    return person.is_active and bool(person.roles)


def delegations_now(delegate: User) -> QuerySet[Delegation]:
    """Return by which others let this person sign for them today."""
    today = timezone.localdate()
    return Delegation.objects.filter(
        delegate=delegate.pk,
        ended_at=None,
        first_day__lte=today,
        last_day__gte=today,
        person__is_active=True,
    )


def stands_for(person: User) -> list[User]:
    """Return for whom the person may sign today: themselves first, then those who are away."""
    if not person.is_active:
        return []
    rows = delegations_now(person).select_related("person").prefetch_related("person__grants")
    return [person, *(one.person for one in rows.order_by("pk"))]


def asked_of(people: list[User]) -> Q:
    """Return the filter of the sign-offs that are asked of any of these people, by name or by role."""
    roles = {str(role) for one in people for role in one.roles}
    return Q(person__in=[one.pk for one in people]) | Q(role__in=sorted(roles))


def asked_of_person(person: User) -> Q:
    """Return the filter of the sign-offs that are asked of somebody, by name or by role, or of who is away and lets
    them sign; in one query.
    """
    away = delegations_now(person).order_by().values("person")
    roles = RoleGrant.objects.filter(user__in=away).order_by().values("role")
    own = Q(person=person.pk) | Q(role__in=sorted(str(role) for role in person.roles))
    return Q(asked_at__isnull=False) & (own | Q(person__in=away) | Q(role__in=roles))


def may_list(person: User) -> bool:
    """Those who see offers somewhere, and those whose signature was asked for."""
    if may_list_offers(person):
        return True
    return person.is_active and SignOff.objects.filter(asked_of_person(person)).exists()


def offers_visible(person: User) -> Q:
    """Return the filter of the offers that the person sees: as offers made elsewhere are seen, and those that they are,
    or were, to sign.
    """
    if not person.is_active:
        return Q(pk__in=())
    known = Q(application__candidate__erased_at=None)  # of others there is no package any more
    if has_role(person, *EVERYWHERE, Role.COMPENSATION_PARTNER):
        return known
    asked = SignOff.objects.filter(asked_of_person(person), version_of__offer=OuterRef("pk"))
    found = Q(Exists(asked))
    if has_role(person, Role.HIRING_MANAGER):
        found |= Q(requisition__hiring_manager=person.pk)
    return known & found


def offers_hidden(person: User) -> Q:
    """Return the filter of the offers that must stay hidden from the person, whatever their role: an offer tells what
    others thought of the candidate, and who it is.
    """
    candidate = OuterRef("application__candidate")
    deciding = Ballot.objects.filter(
        member=person.pk,
        recused_at=None,
        decision__state__in=Decision.UNDECIDED,
        decision__application__candidate=candidate,
    )
    hidden = Q(Exists(seats_sealing(person, candidate))) | Q(Exists(deciding))
    reviewed = requisitions_reviewed(person)
    if reviewed:
        offered = Offer.objects.order_by().values("application")  # few, of the many applications
        blind = Application.objects.filter(blind_for(person, reviewed=reviewed), requisition__in=reviewed)
        hidden |= Q(application__in=blind.filter(pk__in=offered).values("pk"))
    return hidden


def takes_place(requisition: Requisition) -> QuerySet[Offer]:
    """Return the offers that take one of the openings of a requisition."""
    return Offer.objects.filter(requisition=requisition, state__in=Offer.OPEN)
