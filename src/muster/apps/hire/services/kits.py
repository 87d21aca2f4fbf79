"""Kits and their criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Criterion, Kit, Requisition
from muster.apps.hire.models.kits import FEWEST_RATINGS, MOST_RATINGS
from muster.apps.hire.rules import may_change_requisition, may_manage_kits

__all__ = ["CriterionPlan", "kit_copy", "kit_save", "refuse_when_frozen"]


HEAVIEST = 1_000


@dataclass(frozen=True)
class CriterionPlan:
    """A criterion as somebody wrote it. `anchors` describes each rating, the lowest first."""

    name: str
    anchors: tuple[str, ...]
    description: str = ""
    weight: Decimal = Decimal(1)


def kit_save(
    *, actor: User, kit: Kit | None, name: str, criteria: Sequence[CriterionPlan], seen: int | None = None
) -> Kit:
    """Make a template, or give a kit this name and exactly these criteria.

    Raises RefusedError when the kit belongs to a requisition whose plan is fixed, or the name is taken.
    """
    requisition = None if kit is None else kit.requisition
    if requisition is None:
        require(may_manage_kits(actor), _("Only recruiters and hiring managers change kits."))
    else:
        require(may_change_requisition(actor, requisition), _("Only who runs this opening changes its kits."))
    _check(name, criteria)
    kit = kit or Kit()
    with _naming(name), writing():
        if requisition is not None:
            refuse_when_frozen(requisition)
        with change(kit, "kit.save", actor=actor, seen=seen):
            kit.name = name.strip()
            _checked(kit)
            kit.save()
            _replace_criteria(actor, kit, criteria)
    return kit


def kit_copy(*, actor: User, template: Kit, requisition: Requisition) -> Kit:
    """Give a requisition its own copy of a kit, to be changed and then fixed without touching the template."""
    require(may_change_requisition(actor, requisition), _("Only who runs this opening changes its kits."))
    plans = [
        CriterionPlan(one.name, tuple(one.anchors), one.description, one.weight)
        for one in template.criteria.all()
    ]
    if template.requisition_id is not None:
        raise RefusedError(_("Copy a template; this kit belongs to an opening."))
    with _naming(template.name), writing():
        refuse_when_frozen(requisition)
        copy = Kit(name=template.name, requisition=requisition)
        with change(copy, "kit.copy", actor=actor, detail={"template": template.pk}):
            copy.save()
            _replace_criteria(actor, copy, plans)
    return copy


def refuse_when_frozen(requisition: Requisition) -> None:
    """Lock the requisition, and refuse when its plan is fixed. Call it within `writing()`."""
    current = Requisition.objects.select_for_update().get(pk=requisition.pk)
    if current.frozen_at is not None:
        raise RefusedError(
            _(
                "Reviews have begun, so the plan and its weights stay as they are; close this opening to change them."
            )
        )


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Say it in words when the database finds the name taken."""
    try:
        yield
    except IntegrityError as error:
        sentence = _("There is a kit with the name “%(name)s” already; choose another name.")
        raise RefusedError(sentence % {"name": name.strip()}) from error


def _checked(row: Kit | Criterion) -> None:
    """Check what the database would refuse without words."""
    try:
        row.full_clean(exclude=["kit"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error


def _check(name: str, criteria: Sequence[CriterionPlan]) -> None:
    if not name.strip():
        raise RefusedError(_("Give the kit a name."))
    if not criteria:
        raise RefusedError(_("Give the kit at least one criterion."))
    names = [one.name.strip().casefold() for one in criteria]
    if "" in names:
        raise RefusedError(_("Give every criterion a name."))
    if len(set(names)) < len(names):
        raise RefusedError(_("Two criteria have the same name; call one of them differently."))
    for one in criteria:
        if not FEWEST_RATINGS <= len(one.anchors) <= MOST_RATINGS or not all(map(str.strip, one.anchors)):
            raise RefusedError(
                _(
                    "Describe each rating of “%(name)s”, between %(fewest)d and %(most)d of them, the lowest first."
                )
                % {"name": one.name, "fewest": FEWEST_RATINGS, "most": MOST_RATINGS}
            )
        if not 0 <= one.weight < HEAVIEST:  # what is not a number compares as neither
            raise RefusedError(_("The weight of “%(name)s” must be between 0 and 999.") % {"name": one.name})
    if not sum(one.weight for one in criteria):
        raise RefusedError(_("At least one criterion must have a weight above 0."))


def _replace_criteria(actor: User, kit: Kit, criteria: Sequence[CriterionPlan]) -> None:
    """Keep criteria by name, so that what they are called stays what the reviews rated."""
    there = {one.name.casefold(): one for one in kit.criteria.all()}
    for position, plan in enumerate(criteria):
        criterion = there.pop(plan.name.strip().casefold(), None) or Criterion(kit=kit)
        with change(criterion, "criterion.save", actor=actor):
            criterion.position, criterion.name = position, plan.name.strip()
            criterion.description, criterion.weight = plan.description.strip(), plan.weight
            criterion.anchors = [anchor.strip() for anchor in plan.anchors]
            _checked(criterion)
            criterion.save()
    for gone in there.values():
        with change(gone, "criterion.remove", actor=actor):
            gone.delete()
