"""Reading who signs which package, and who signs for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.pay.models import Delegation, OfferVersion, SignOffRule

__all__ = ["Slot", "delegation_list", "possible_signers", "rule_list", "slots_for"]

DAYS = 2  # for the signature that packages need without any rule


@dataclass(frozen=True)
class Slot:
    """One signature that a package needs."""

    step: int
    role: str
    person: User | None
    days: int


def rule_list() -> QuerySet[SignOffRule]:
    """Return the rules in the order in which they are asked."""
    return SignOffRule.objects.select_related("person", "level_from").order_by("step", "pk")


def slots_for(*, version: OfferVersion) -> list[Slot]:
    """Return the signatures that a version needs, each once, in their order; an executive's where no rule fits."""
    rank = version.offer.requisition.level.rank
    fitting = [one for one in rule_list() if _fits(one, version, rank)]
    found: dict[tuple[str, int | None], Slot] = {}
    for rule in fitting:
        found.setdefault((rule.role, rule.person_id), Slot(rule.step, rule.role, rule.person, rule.days))
    return list(found.values()) or [Slot(1, Role.EXECUTIVE.value, None, DAYS)]


def _fits(rule: SignOffRule, version: OfferVersion, rank: int) -> bool:
    """Whether a rule is about a version. A total in another currency cannot be compared: then it is asked."""
    if rule.outside_only and not version.outside:
        return False
    if rule.level_from is not None and rank < rule.level_from.rank:
        return False
    if rule.total_from is None or rule.currency != version.currency:
        return True
    return version.total >= rule.total_from


def possible_signers(*, slot: Slot, without: Sequence[int]) -> QuerySet[User]:
    """Return who could sign, themselves or through whoever signs for them: those who did not propose."""
    people = User.objects.filter(is_active=True).exclude(pk__in=without)
    if slot.person is not None:
        return people.filter(pk=slot.person.pk)
    return people.filter(grants__role=slot.role).distinct()


def delegation_list(*, person: User) -> QuerySet[Delegation]:
    """Return by which somebody signs for the person, or they for others, now or later."""
    mine = Q(person=person.pk) | Q(delegate=person.pk)
    rows = Delegation.objects.filter(mine, ended_at=None, last_day__gte=timezone.localdate())
    return rows.select_related("person", "delegate").order_by("first_day", "pk")
