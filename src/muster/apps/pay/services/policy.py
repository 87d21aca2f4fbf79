"""Who signs which package, who signs for whom, and the bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import Record
from muster.apps.core.roles import Role, require
from muster.apps.org.models import JobFamily, Level, Location
from muster.apps.pay.models import Band, Delegation, OfferPolicy, SignOffRule
from muster.apps.pay.rules import may_be_asked, may_set_bands, may_set_policy

__all__ = [
    "RulePlan",
    "band_remove",
    "band_set",
    "delegation_end",
    "delegation_set",
    "least_days_set",
    "policy_set",
    "rule_add",
    "rule_remove",
]

EXECUTIVES = gettext_lazy("Only executives say who signs packages.")
PARTNERS = gettext_lazy("Only compensation partners keep the bands.")
MOST_RULES = 50
LONGEST_AWAY = 366


@dataclass(frozen=True)
class RulePlan:
    """One signature that packages are to need (see `SignOffRule`)."""

    role: str = ""
    person: User | None = None
    step: int = 1
    level_from: Level | None = None
    total_from: Decimal | None = None
    currency: str = ""
    outside_only: bool = False
    days: int = 2


def policy_set(*, actor: User, rules: Sequence[RulePlan]) -> list[SignOffRule]:
    """Say who signs packages: these rules take the place of all before. What is in sign-off stays as it was asked."""
    require(may_set_policy(actor), EXECUTIVES)
    with writing():
        for row in SignOffRule.objects.order_by("pk"):
            _remove(actor, row, "policy.remove")
        return [rule_add(actor=actor, plan=one) for one in rules]


def rule_add(*, actor: User, plan: RulePlan) -> SignOffRule:
    """Add a signature that packages need."""
    require(may_set_policy(actor), EXECUTIVES)
    with writing():
        if SignOffRule.objects.count() >= MOST_RULES:
            raise RefusedError(
                _("There are %(most)d rules, which is the most; remove one.") % {"most": MOST_RULES}
            )
        row = SignOffRule(**vars(plan))
        with change(row, "policy.add", actor=actor):
            _save(row)
    return row


def rule_remove(*, actor: User, rule: SignOffRule) -> None:
    """Remove a signature that packages needed."""
    require(may_set_policy(actor), EXECUTIVES)
    with writing():
        _remove(actor, rule, "policy.remove")


def least_days_set(*, actor: User, days: int) -> OfferPolicy:
    """Say for how many days offers stay open at least. What was sent stays as it is."""
    require(may_set_policy(actor), EXECUTIVES)
    with writing():
        row = OfferPolicy.objects.order_by("pk").first() or OfferPolicy(least_days=days)
        with change(row, "policy.days", actor=actor, detail={"days": days}):
            row.least_days = days
            _save(row)
    return row


def delegation_set(*, actor: User, delegate: User, first_day: date, last_day: date) -> Delegation:
    """Let somebody sign for oneself while one is away, the first and the last day included."""
    require(may_be_asked(actor), _("Only those who may be asked to sign let others sign for them."))
    if not delegate.is_active or delegate.pk == actor.pk:
        raise RefusedError(_("Choose somebody else who is with us."))
    if last_day < first_day or last_day < timezone.localdate():
        raise RefusedError(_("The last day is before the first, or past; choose a later one."))
    if (last_day - first_day).days > LONGEST_AWAY:
        raise RefusedError(_("Let somebody sign for you for a year at most."))
    with writing():
        overlapping = Q(first_day__lte=last_day, last_day__gte=first_day)
        if Delegation.objects.filter(overlapping, person=actor, ended_at=None).exists():
            raise RefusedError(_("Somebody signs for you on some of these days already; end that first."))
        row = Delegation(person=actor, delegate=delegate, first_day=first_day, last_day=last_day)
        with change(row, "delegation.set", actor=actor):
            row.save()
    return row


def delegation_end(*, actor: User, delegation: Delegation) -> Delegation:
    """Sign oneself again. One that has ended stays so."""
    require(delegation.person_id == actor.pk, _("Only whoever set this delegation ends it."))
    with writing():
        current = Delegation.objects.get(pk=delegation.pk)
        if current.ended_at is not None:
            return current
        with change(delegation, "delegation.end", actor=actor):
            delegation.ended_at = timezone.now()
            delegation.save()
    return delegation


def band_set(
    *,
    actor: User,
    family: JobFamily,
    level: Level,
    location: Location | None,
    part: str,
    currency: str,
    low: Decimal,
    high: Decimal,
) -> Band:
    """Set a band; one for the same takes its place."""
    require(may_set_bands(actor), PARTNERS)
    keys: dict[str, Any] = {
        "family": family, "level": level, "location": location, "part": part, "currency": currency
    }  # fmt: skip
    with writing():
        row = Band.objects.filter(**keys).first() or Band(**keys)
        with change(row, "band.set", actor=actor):
            row.low, row.high = low, high
            _save(row)
    return row


def band_remove(*, actor: User, band: Band) -> None:
    """Remove a band."""
    require(may_set_bands(actor), PARTNERS)
    with writing():
        _remove(actor, band, "band.remove")


def _save(row: Record) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    row.save()


def _remove(actor: User, row: Record, action: str) -> None:
    with change(row, action, actor=actor):
        row.delete()


DEFAULT = (RulePlan(role=Role.EXECUTIVE),)
"""The policy without rules, written as one."""
