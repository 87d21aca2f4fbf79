"""Applications: they come in, and withdraw."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import require
from muster.apps.hire.jobs import read_resume_text
from muster.apps.hire.links import make_token, token_digest
from muster.apps.hire.models import (
    Application,
    Candidate,
    Move,
    Outcome,
    Referral,
    Requisition,
    Source,
)
from muster.apps.hire.rules import may_move, may_refer
from muster.apps.hire.search import index_applications
from muster.apps.hire.selectors.candidates import application_progress
from muster.apps.hire.services.voiding import decisions_void

__all__ = [
    "AlreadyAppliedError",
    "ApplicationForm",
    "application_add",
    "application_apply",
    "application_by_token",
    "application_refer",
    "application_withdraw",
    "said_beside",
    "token_digest",
]


class AlreadyAppliedError(RefusedError):
    """The address has an active application to the opening. Nobody outside is told: it would say who applied."""


@dataclass(frozen=True)
class ApplicationForm:
    """What somebody says when they apply, or what is said for them."""

    name: str
    email: str
    phone: str = ""
    country: str = ""
    language: str = "en"
    pronouns: str = ""
    links: list[str] = field(default_factory=list)
    years: int | None = None
    school: str = ""
    employers: list[str] = field(default_factory=list)
    letter: str = ""
    campaign: str = ""


def application_apply(
    *,
    requisition: Requisition,
    form: ApplicationForm,
    resume: StoredFile | None = None,
    source: Source = Source.CAREERS,
) -> tuple[Application, str]:
    """Take an application from the careers site; return it with the secret of the candidate's status page.

    Raises RefusedError when the opening is closed, AlreadyAppliedError when the same address has applied to it.
    """
    return _receive(None, requisition, form, source, resume)


def application_add(
    *,
    actor: User,
    requisition: Requisition,
    form: ApplicationForm,
    source: Source,
    resume: StoredFile | None = None,
) -> Application:
    """Add an application for somebody whom a recruiter found."""
    require(may_move(actor, requisition), _("Only those who work on this opening add candidates to it."))
    application, _token = _receive(actor, requisition, form, source, resume)
    return application


def application_refer(
    *, actor: User, requisition: Requisition, form: ApplicationForm, relation: str, note: str
) -> Application:
    """Refer somebody to an open requisition."""
    require(may_refer(actor), _("Only people who work here refer others."))
    if not relation.strip():
        raise RefusedError(_("Say how you know them."))
    if form.email.strip().casefold() == actor.email.casefold():
        raise RefusedError(_("You cannot refer yourself; apply on the careers site."))
    with writing():
        application, _token = _receive(actor, requisition, form, Source.REFERRAL, None)
        referral = Referral(
            application=application,
            referrer=actor,
            relation=relation.strip()[:200],
            note=note.strip()[:2_000],
        )
        with change(referral, "referral.create", actor=actor):
            referral.save()
    return application


def application_by_token(*, token: str) -> Application | None:
    """Return the application that a candidate's link is about."""
    return (
        Application.objects.filter(token_digest=token_digest(token))
        .select_related("candidate", "requisition", "stage")
        .first()
    )


def application_withdraw(*, application: Application) -> None:
    """Withdraw an application, as the candidate asked on their own page. Doing it again changes nothing."""
    with writing():
        if Application.objects.filter(pk=application.pk, outcome=Outcome.WITHDRAWN).exists():
            application.outcome = Outcome.WITHDRAWN
            return
        with change(application, "application.withdraw", actor=None):
            if not _goes_on(application):
                raise RefusedError(_("This application has been decided; there is nothing to withdraw."))
            application.outcome, application.reason = Outcome.WITHDRAWN, ""
            application.save(update_fields=["outcome", "reason"])
        decisions_void(actor=None, applications=[application.pk], outcome=Outcome.WITHDRAWN)
        _tell_move(None, application, application.stage_id, timezone.now())


def _goes_on(application: Application) -> bool:
    """Return whether an application is open as far as its candidate was told: to refuse them would tell them more."""
    rejections = Move.objects.filter(application=application, outcome=Outcome.REJECTED).order_by("-at", "-pk")
    rejected_at = rejections.values_list("at", flat=True).first()
    return application_progress(application, rejected_at=rejected_at).is_open


def _receive(
    actor: User | None,
    requisition: Requisition,
    form: ApplicationForm,
    source: Source,
    resume: StoredFile | None,
) -> tuple[Application, str]:
    now = timezone.now()
    try:
        with writing():
            current = Requisition.objects.select_for_update().get(pk=requisition.pk)
            if current.status != Requisition.Status.OPEN:
                raise RefusedError(_("This opening is not open to applications any more."))
            first = current.stages.order_by("position", "pk")[0]
            candidate = _candidate(actor, form)
            token = make_token(candidate=candidate.pk, requisition=current.pk, applied_at=now)
            application = Application(
                candidate=candidate,
                requisition=current,
                stage=first,
                stage_since=now,
                source=source,
                campaign=form.campaign[:80],
                applied_at=now,
                years=form.years,
                school=form.school,
                employers=form.employers,
                letter=form.letter,
                resume=resume,
                said=said_beside(
                    candidate, name=form.name, phone=form.phone, pronouns=form.pronouns, links=form.links
                ),
                token_digest=token_digest(token),
            )
            with change(application, "application.receive", actor=actor, detail={"source": source}):
                application.full_clean(validate_unique=False, validate_constraints=False)
                application.save()
            index_applications([application])
            if resume is not None:
                enqueue(
                    read_resume_text, title=_("Reading a résumé"), actor=actor, application=application.pk
                )
            _tell_move(actor, application, None, now)
    except IntegrityError as error:
        raise AlreadyAppliedError(
            _("There is an application with this address for this opening already.")
        ) from error
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    return application, token


def _candidate(actor: User | None, form: ApplicationForm) -> Candidate:
    """Return the candidate with this address, or a new one. What is known of one is not overwritten by a stranger."""
    address = Lower(Value(form.email.strip()))  # as the index has it: there may be a million
    known = Candidate.objects.annotate(address=Lower("email")).filter(address=address).order_by("pk").first()
    if known is not None:
        return known
    candidate = Candidate(
        code=get_random_string(24),
        name=form.name.strip(),
        email=form.email.strip(),
        phone=form.phone.strip(),
        country=form.country,
        language=form.language,
        pronouns=form.pronouns,
        links=form.links,
    )
    candidate.full_clean()
    with change(candidate, "candidate.create", actor=actor):
        candidate.save()
        candidate.code = f"C-{candidate.pk:06d}"
        candidate.save(update_fields=["code"])
    return candidate


def said_beside(
    candidate: Candidate, *, name: str, phone: str = "", pronouns: str = "", links: Sequence[str] = ()
) -> dict[str, Any] | None:
    """Return what came with an application that is not what is known of its candidate; None where all is."""
    told = {"name": name.strip(), "phone": phone.strip(), "pronouns": pronouns, "links": list(links)}
    return {key: value for key, value in told.items() if value and value != getattr(candidate, key)} or None


def _tell_move(actor: User | None, application: Application, before: int | None, at: datetime) -> None:
    move = Move(
        application=application,
        from_stage_id=before,
        to_stage_id=application.stage_id,
        outcome=application.outcome,
        at=at,
        by=actor,
        batch=uuid.uuid4(),
    )
    with change(move, "move.create", actor=actor):
        move.save()
