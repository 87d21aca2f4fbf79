"""Requisitions: drafted, planned, opened, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import Role, has_role, require
from muster.apps.hire.models import Draft, Kit, Member, Move, Requisition, Review, Stage
from muster.apps.hire.rules import may_change_requisition, may_create_requisition
from muster.apps.hire.services.kits import refuse_when_frozen

__all__ = [
    "StagePlan",
    "default_plan",
    "member_add",
    "member_remove",
    "requisition_close",
    "requisition_create",
    "requisition_freeze",
    "requisition_open",
    "requisition_plan",
    "requisition_reopen",
    "requisition_update",
]

HIDDEN_FIELDS = {"hide_schools", "hide_employers"}
UPDATABLE = HIDDEN_FIELDS | {
    "title",
    "family",
    "level",
    "team",
    "location",
    "openings",
    "hiring_manager",
    "recruiter",
    "public",
    "description",
}
NOT_YOURS = gettext_lazy("Only a recruiter or the hiring manager changes this opening.")


@dataclass(frozen=True)
class StagePlan:
    """A stage as somebody planned it. `pk` is the stage that it is now, where it is called something else."""

    name: str
    kind: Stage.Kind
    blind: bool = False
    kit: Kit | None = None
    days: int = 7
    pk: int | None = None


def default_plan() -> tuple[StagePlan, ...]:
    """Return the stages that a requisition begins with."""
    return (
        StagePlan(_("Applied"), Stage.Kind.APPLIED, days=5),
        StagePlan(_("Blind review"), Stage.Kind.REVIEW, blind=True, days=5),
        StagePlan(_("Interviews"), Stage.Kind.INTERVIEW, days=14),
        StagePlan(_("Committee"), Stage.Kind.COMMITTEE, days=5),
        StagePlan(_("Offer"), Stage.Kind.OFFER, days=7),
        StagePlan(_("Hired"), Stage.Kind.HIRED, days=30),
    )


def requisition_create(*, actor: User, key: str = "", **fields: Any) -> Requisition:
    """Draft a requisition with the default plan. `fields` are those of the model; the code is issued.

    `key` is the form's own: sent again, even at the same time, it returns the requisition that it became; sent again
    with other fields it is refused, so that what was typed is not lost.
    """
    require(may_create_requisition(actor), _("Only recruiters and hiring managers draft openings."))
    manager = fields.get("hiring_manager", actor)
    if not has_role(actor, Role.RECRUITER) and manager != actor:
        raise RefusedError(_("A hiring manager drafts openings for themselves; ask a recruiter."))
    requisition = Requisition(**{"hiring_manager": actor, "recruiter": actor, **fields})
    own = f"{actor.pk}.{key}"[:64]
    with writing():
        known = Draft.objects.filter(key=own).select_related("requisition").first() if key else None
        if known is not None:
            _refuse_changed(known.requisition, requisition, fields)
            return known.requisition
        requisition.code = get_random_string(24)
        _validate(requisition)
        with change(requisition, "requisition.create", actor=actor):
            requisition.save()
            requisition.code = f"R-{requisition.pk:05d}"
            requisition.save(update_fields=["code"])
        _set_stages(actor, requisition, default_plan())
        if key:
            Draft.objects.create(key=own, requisition=requisition)
    return requisition


def _refuse_changed(known: Requisition, sent: Requisition, fields: Iterable[str]) -> None:
    """Refuse a form that says something else than the requisition that it became, as after going back to it."""
    if any(getattr(known, name) != getattr(sent, name) for name in fields):
        raise RefusedError(
            _(
                "This form became the opening “%(title)s” (%(code)s) already; open that one and change it there."
            )
            % {"title": known.title, "code": known.code}
        )


def requisition_update(*, actor: User, requisition: Requisition, seen: int | None, **fields: Any) -> None:
    """Change what a requisition says of itself. What reviewers do not see stays once reviews have begun."""
    require(may_change_requisition(actor, requisition), NOT_YOURS)
    unknown = fields.keys() - UPDATABLE
    if unknown:
        raise TypeError(f"no fields that are updated: {sorted(unknown)}")
    with change(requisition, "requisition.update", actor=actor, seen=seen, detail={"fields": sorted(fields)}):
        hidden = {
            name for name in HIDDEN_FIELDS & fields.keys() if fields[name] != getattr(requisition, name)
        }
        if hidden and requisition.frozen_at is not None:
            raise RefusedError(_("Reviews have begun, so what reviewers do not see stays as it is."))
        for name, value in fields.items():
            setattr(requisition, name, value)
        _validate(requisition)
        requisition.save()


def requisition_plan(
    *, actor: User, requisition: Requisition, stages: Sequence[StagePlan], seen: int | None
) -> None:
    """Replace the plan. Only before reviews began, and a stage that holds applications stays."""
    require(may_change_requisition(actor, requisition), NOT_YOURS)
    _check_plan(requisition, stages)
    with writing():
        refuse_when_frozen(requisition)
        with change(requisition, "requisition.plan", actor=actor, seen=seen):
            _keep_blind(requisition, stages)
            _set_stages(actor, requisition, stages)
            if requisition.status == Requisition.Status.OPEN:
                _check_kits(requisition)


def requisition_open(*, actor: User, requisition: Requisition, seen: int | None) -> None:
    """Open a requisition to applications."""
    require(may_change_requisition(actor, requisition), NOT_YOURS)
    with change(requisition, "requisition.open", actor=actor, seen=seen):
        if requisition.status == Requisition.Status.OPEN:
            raise RefusedError(_("This opening is open already."))
        if not requisition.description.strip() and requisition.public:
            raise RefusedError(_("Describe the opening first: it is what the careers site shows."))
        _check_kits(requisition)
        requisition.status = Requisition.Status.OPEN
        requisition.opened_at = requisition.opened_at or timezone.now()
        requisition.closed_at, requisition.close_reason, requisition.reason = None, "", ""
        requisition.save()


def requisition_close(
    *,
    actor: User,
    requisition: Requisition,
    close_reason: Requisition.CloseReason,
    reason: str,
    seen: int | None,
) -> None:
    """Close a requisition, with a reason. Applications stay where they are, for a person to answer."""
    require(may_change_requisition(actor, requisition), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say in a few words why it is closed."))
    with change(requisition, "requisition.close", actor=actor, seen=seen, detail={"reason": close_reason}):
        if requisition.status != Requisition.Status.OPEN:
            raise RefusedError(_("Only an open opening can be closed."))
        requisition.status = Requisition.Status.CLOSED
        requisition.closed_at = timezone.now()
        requisition.close_reason, requisition.reason = close_reason, reason.strip()[:500]
        requisition.save()


def requisition_reopen(*, actor: User, requisition: Requisition, seen: int | None) -> None:
    """Open a closed requisition again."""
    requisition_open(actor=actor, requisition=requisition, seen=seen)


def requisition_freeze(*, actor: User, requisition: Requisition) -> None:
    """Fix the plan and the weights, when the first review begins. Does nothing when they are fixed."""
    with writing():
        if Requisition.objects.filter(pk=requisition.pk, frozen_at__isnull=False).exists():
            return
        with change(requisition, "requisition.freeze", actor=actor):
            requisition.frozen_at = timezone.now()
            requisition.save(update_fields=["frozen_at"])


def member_add(*, actor: User, requisition: Requisition, user: User, part: Member.Part) -> Member:
    """Let somebody work on a requisition; nothing happens when they do already."""
    require(may_change_requisition(actor, requisition), NOT_YOURS)
    if not user.is_active:
        raise RefusedError(_("This person's account is closed; choose somebody else."))
    with writing():
        member = Member.objects.filter(requisition=requisition, user=user, part=part).first()
        if member is None:
            member = Member(requisition=requisition, user=user, part=part)
            with change(member, "member.add", actor=actor):
                member.save()
    return member


def member_remove(*, actor: User, member: Member) -> None:
    """End somebody's work on a requisition; what they reviewed stays.

    Nobody takes themselves off the reviewers: it would lift the blind without a word on the record.
    """
    require(may_change_requisition(actor, member.requisition), NOT_YOURS)
    if member.part == Member.Part.REVIEWER and member.user_id == actor.pk:
        raise RefusedError(_("Ask somebody else to take you off the reviewers: it decides what you may see."))
    with change(member, "member.remove", actor=actor, detail={"requisition": member.requisition_id}):
        member.delete()


def _validate(requisition: Requisition) -> None:
    try:
        requisition.full_clean()
    except ValidationError as error:
        raise RefusedError(_named(requisition, error)) from error


def _label(name: str) -> str:
    return str(getattr(Requisition._meta.get_field(name), "verbose_name", name))


def _named(requisition: Requisition, error: ValidationError) -> str:
    """Return what is wrong, each sentence after the name of its field."""
    told = []
    for name, sentences in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{_label(name)}: "
        told += [f"{label}{sentence}" for sentence in sentences]
    return " ".join(told)


def _check_plan(requisition: Requisition, stages: Sequence[StagePlan]) -> None:
    kinds = [stage.kind for stage in stages]
    if not kinds or kinds[0] != Stage.Kind.APPLIED or kinds.count(Stage.Kind.APPLIED) > 1:
        raise RefusedError(_("A plan begins with one stage of the kind “Applied”."))
    if kinds[-1] != Stage.Kind.HIRED or kinds.count(Stage.Kind.HIRED) > 1:
        raise RefusedError(_("A plan ends with one stage of the kind “Hired”."))
    names = [stage.name.strip().casefold() for stage in stages]
    if "" in names or len(set(names)) < len(names):
        raise RefusedError(_("Every stage needs a name of its own."))
    for stage in stages:
        if stage.blind and stage.kind != Stage.Kind.REVIEW:
            raise RefusedError(
                _("Only stages of the kind “Review” are blind; “%(stage)s” is not one.")
                % {"stage": stage.name}
            )
        if stage.kit is not None and stage.kit.requisition_id != requisition.pk:
            raise RefusedError(_("Give “%(stage)s” a kit of this opening.") % {"stage": stage.name})


def _check_kits(requisition: Requisition) -> None:
    """Refuse a review without criteria: nobody could submit it, so whoever came there would wait for ever."""
    for stage in requisition.stages.filter(kind=Stage.Kind.REVIEW, kit=None):
        raise RefusedError(
            _("Give the stage “%(stage)s” a kit first: reviewers rate its criteria.") % {"stage": stage.name}
        )


def _keep_blind(requisition: Requisition, plan: Sequence[StagePlan]) -> None:
    """Refuse a plan that lifts the blind from applications which are there."""
    was_blind = requisition.stages.filter(blind=True).exists()
    if was_blind and not any(one.blind for one in plan) and requisition.applications.exists():
        raise RefusedError(_("Candidates have applied to be reviewed blind; keep a blind stage in the plan."))


def _set_stages(actor: User, requisition: Requisition, plan: Sequence[StagePlan]) -> None:
    """Keep stages by key, else by name, so that applications stay where they are."""
    stages = list(requisition.stages.all())
    kept = _match(stages, plan)
    for stage in stages:
        if stage not in kept:
            _remove_stage(actor, stage)
    try:
        for position, (one, there) in enumerate(zip(plan, kept, strict=True)):
            row = Stage(requisition=requisition) if there is None else there
            with change(row, "stage.save", actor=actor):
                row.position, row.name, row.kind = position, one.name.strip(), one.kind
                row.blind, row.kit, row.days = one.blind, one.kit, one.days
                row.save()
    except IntegrityError as error:  # two stages that exchange their names
        raise RefusedError(_("Every stage needs a name of its own.")) from error


def _match(stages: Sequence[Stage], plan: Sequence[StagePlan]) -> list[Stage | None]:
    """Return, for each planned stage, the one that it is now; None for a new one."""
    by_key = {stage.pk: stage for stage in stages}
    claimed = {one.pk for one in plan if one.pk is not None}
    if not claimed <= by_key.keys():
        raise RefusedError(_("A stage of this plan is gone; load the page again."))
    by_name = {stage.name.casefold(): stage for stage in stages if stage.pk not in claimed}
    kept = [
        by_key[one.pk] if one.pk is not None else by_name.get(one.name.strip().casefold()) for one in plan
    ]
    found = [stage.pk for stage in kept if stage is not None]
    if len(set(found)) < len(found):
        raise RefusedError(_("Every stage needs a name of its own."))
    return kept


def _remove_stage(actor: User, stage: Stage) -> None:
    """Remove a stage in which nothing ever was."""
    if stage.applications.exists():
        raise RefusedError(
            _("The stage “%(stage)s” holds applications; move them first.") % {"stage": stage.name}
        )
    passed = Move.objects.filter(Q(from_stage=stage) | Q(to_stage=stage))
    if passed.exists() or Review.objects.filter(stage=stage).exists():
        raise RefusedError(
            _("Candidates have been in the stage “%(stage)s”, so it stays; call it something else.")
            % {"stage": stage.name}
        )
    with change(stage, "stage.remove", actor=actor):
        stage.delete()
