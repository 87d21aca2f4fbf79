"""Grading sources, and keeping the names of people and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.market.models import Grade, Organisation, Outsider, Source
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import KEEPERS

__all__ = ["organisation_change", "outsider_change", "source_grade"]

MOST_NAMES = 50


def source_grade(*, actor: User, source: Source, grade: str, seen: int | None = None) -> None:
    """Say how far a source is trusted. Raises RefusedError for what is no grade."""
    require(may_keep(actor), KEEPERS)
    if grade not in Grade.values:
        raise RefusedError(_("There is no such grade; choose one of A to F."))
    with writing(), change(source, "source.grade", actor=actor, detail={"grade": grade}, seen=seen):
        source.grade = grade
        source.save()


def outsider_change(
    *,
    actor: User,
    outsider: Outsider,
    name: str,
    aliases: Sequence[str],
    basis: str,
    keep_until: date,
    seen: int | None = None,
) -> None:
    """Change what somebody outside is called, on what ground and until when they are kept."""
    require(may_keep(actor), KEEPERS)
    if outsider.erased_at is not None:
        raise RefusedError(_("They were erased; nothing of them is kept."))
    with writing(), change(outsider, "outsider.change", actor=actor, seen=seen):
        outsider.name, outsider.aliases = _named(name), _spellings(aliases, name)
        outsider.basis, outsider.keep_until = basis, keep_until
        outsider.save()


def organisation_change(
    *,
    actor: User,
    organisation: Organisation,
    name: str,
    aliases: Sequence[str],
    is_own: bool | None = None,
    seen: int | None = None,
) -> None:
    """Change what an organisation is called, and whether it is our own company (then no other is any more); None leaves
    that as it is.

    Raises RefusedError where another has the name.
    """
    require(may_keep(actor), KEEPERS)
    wanted = _named(name)
    if Organisation.objects.filter(name=wanted).exclude(pk=organisation.pk).exists():
        raise RefusedError(_("Another organisation has this name; write that one's other spellings there."))
    with writing():
        for other in Organisation.objects.filter(is_own=True).exclude(pk=organisation.pk) if is_own else ():
            with change(other, "organisation.change", actor=actor):
                other.is_own = False
                other.save()
        with change(organisation, "organisation.change", actor=actor, seen=seen):
            organisation.name, organisation.aliases = wanted, _spellings(aliases, name)
            organisation.is_own = organisation.is_own if is_own is None else is_own
            organisation.save()


def _named(name: str) -> str:
    wanted = " ".join(name.split())[:200]
    if not wanted:
        raise RefusedError(_("Give a name."))
    return wanted


def _spellings(aliases: Sequence[str], name: str) -> list[str]:
    found = dict.fromkeys(" ".join(one.split())[:200] for one in aliases)
    return [one for one in found if one and one != name][:MOST_NAMES]
