"""Erasing a candidate: whatever is about them as a person goes, everywhere; what counts without them stays.

Ratings, verdicts, votes, stages and times stay, under the candidate's code. Every change is on the ledger as any
other, which holds digests alone, so the ledger still verifies, and tells who erased whom and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.erased import erased_keep
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import file_remove
from muster.apps.core.ledger import change, change_many, writing
from muster.apps.core.ledger.digest import digest_of
from muster.apps.core.models import ExternalId, Record, StoredFile
from muster.apps.hire.links import token_digest
from muster.apps.hire.models import (
    Application,
    Ballot,
    Candidate,
    Decision,
    Erasure,
    Interview,
    MeritReport,
    MeritStanding,
    Message,
    Move,
    Note,
    Notice,
    OfferElsewhere,
    Outcome,
    Packet,
    Referral,
    Review,
    Scorecard,
    ScorecardVersion,
    Seat,
    Unblinding,
)
from muster.apps.hire.search import index_applications
from muster.apps.hire.services.exports_kept import exports_erase
from muster.apps.hire.services.protected import self_identification_store

__all__ = ["GONE", "Wiping", "candidate_erase", "mark_of", "wipe"]

GONE = "\N{EM DASH}"  # stands where a text was, in any language


@dataclass(frozen=True)
class Wiping:
    """What goes from the rows of a model: texts, of which a mark stays that there was one, and values."""

    model: type[Record]
    whose: str
    texts: tuple[str, ...] = ()
    values: Mapping[str, Any] | None = None


WIPINGS = (
    Wiping(Move, "application__candidate", ("reason",)),
    Wiping(
        Message,
        "application__candidate",
        ("subject", "body"),
        {"recipient": "", "calendar": "", "problem": ""},
    ),
    Wiping(Referral, "application__candidate", ("relation", "note")),
    Wiping(Review, "application__candidate", ("note",)),
    Wiping(Note, "application__candidate", ("text",)),
    Wiping(Unblinding, "application__candidate", ("reason",)),
    Wiping(Interview, "application__candidate", ("place", "reason")),
    Wiping(Seat, "interview__application__candidate", ("despite",)),
    Wiping(
        Notice,
        "seat__interview__application__candidate",
        ("subject", "body"),
        {"calendar": "", "problem": ""},
    ),
    Wiping(Notice, "ballot__decision__application__candidate", ("subject", "body"), {"problem": ""}),
    Wiping(Scorecard, "seat__interview__application__candidate", ("summary",), {"notes": {}}),
    Wiping(
        ScorecardVersion,
        "scorecard__seat__interview__application__candidate",
        ("summary", "reason"),
        {"notes": {}},
    ),
    Wiping(OfferElsewhere, "application__candidate", (), {"terms": {}, "salt": ""}),
    Wiping(Packet, "application__candidate", (), {"content": {}}),
    Wiping(
        Decision,
        "application__candidate",
        ("rationale", "overrules", "reason", "wanted", "reopen_reason"),
    ),
    Wiping(Ballot, "decision__application__candidate", ("reasons", "declared", "recusal_reason", "dissent")),
)


def candidate_erase(*, actor: User | None, candidate: Candidate, before: bool = False) -> Candidate:
    """Erase a candidate, for services that have asked whether the person may; again, it changes nothing.

    Raises RefusedError while an application goes on, an interview is planned, or when they were hired; not for those
    who were erased `before` a backup was restored, of whatever time it is.
    """
    with writing():
        row = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if row.erased_at is not None:
            return row
        if not before:
            _refuse_what_goes_on(row)
        mark = mark_of(row)
        applications = list(Application.objects.filter(candidate=row).select_related("resume").order_by("pk"))
        for one in applications:
            self_identification_store(application=one, answers={})
            _erase_application(actor, one)
        for wiping in WIPINGS:
            wipe(actor, wiping, row)
        for name in settings.SITE_ERASING:  # what other apps know of them
            import_string(name)(actor=actor, candidate=row)
        _erase_declines(actor, row)
        _erase_standings(actor, row)
        exports_erase(actor=actor)
        with change(row, "candidate.erase", actor=actor, detail={"applications": len(applications)}):
            row.name = row.code
            row.email = row.phone = row.country = row.pronouns = row.external_id = row.salt = ""
            row.language, row.links, row.erased_at = "en", [], timezone.now()
            row.save()
        ExternalId.objects.filter(kind="candidate", row=row.pk).update(digest="")
        keys = [one.pk for one in applications]
        ExternalId.objects.filter(kind="application", row__in=keys).update(digest="")
        offers = OfferElsewhere.objects.filter(application__in=keys).order_by()
        ExternalId.objects.filter(kind="offer", row__in=offers.values("pk")).update(digest="")
        index_applications(Application.objects.filter(candidate=row).select_related("candidate"))
        transaction.on_commit(partial(erased_keep, row=row.pk, digest=mark))
    return row


def mark_of(row: Candidate) -> str:
    """Return what tells this candidate from any other who has, or will have, the same key."""
    return digest_of(row.pk, row.created_at, row.salt)


def _refuse_what_goes_on(row: Candidate) -> None:
    applications = Application.objects.filter(candidate=row)
    if applications.filter(outcome=Outcome.HIRED).exists():
        raise RefusedError(
            _("They were hired: what is known of them is kept as an employee's, by other rules.")
        )
    if applications.filter(outcome=Outcome.ACTIVE).exists():
        raise RefusedError(_("An application of theirs goes on; it has to end first."))
    planned = Interview.objects.filter(
        application__candidate=row, state=Interview.State.SCHEDULED, ends_at__gt=timezone.now()
    )
    if planned.exists():
        raise RefusedError(_("An interview with them is planned; call it off first."))


def _erase_application(actor: User | None, one: Application) -> None:
    resume = one.resume
    with change(one, "application.erase", actor=actor):
        one.years, one.school, one.employers, one.letter = None, "", [], ""
        one.reason = GONE if one.reason else ""
        one.resume, one.resume_text, one.said = None, "", None
        one.token_digest = token_digest(get_random_string(40))  # their own link leads nowhere any more
        one.save()
    if resume is not None and not Application.objects.filter(resume=resume).exists():
        file_remove(stored=resume, actor=actor, action="resume.erase")


def wipe(actor: User | None, wiping: Wiping, candidate: Candidate) -> None:
    """Take from the rows of a model what is about a candidate, on the ledger."""
    model = wiping.model
    keys = list(
        model._base_manager.filter(**{wiping.whose: candidate}).order_by("pk").values_list("pk", flat=True)
    )
    kind = model.ledger_kind().partition(".")[2]
    with change_many(model, keys, f"{kind}.erase", actor=actor) as rows:
        for row in rows:
            for name in wiping.texts:
                if getattr(row, name):
                    setattr(row, name, GONE)
            for name, value in (wiping.values or {}).items():
                setattr(row, name, value)
            if getattr(row, "status", None) == Message.Status.QUEUED:
                setattr(row, "status", Message.Status.DRAFT)  # noqa: B010 # there is nobody to send it to
            row.save()


def _erase_declines(actor: User | None, candidate: Candidate) -> None:
    """Forget why erasing them was declined before."""
    declined = Erasure.objects.filter(candidate=candidate, state=Erasure.State.DECLINED).order_by("pk")
    keys = list(declined.values_list("pk", flat=True))
    with change_many(Erasure, keys, "erasure.erase", actor=actor) as rows:
        for row in rows:
            row.reason = GONE
            row.save()


def _erase_standings(actor: User | None, candidate: Candidate) -> None:
    """Forget the name by which boards are searched, and the reports in which it stands: they can be made again."""
    standings = MeritStanding.objects.filter(candidate=candidate)
    reports = list(MeritReport.objects.filter(run__in=standings.values("run")).select_related("page", "pdf"))
    standings.update(searched="")
    for report in reports:
        files = {one for one in (report.page, report.pdf) if one is not None}
        with change(report, "merit.report_erase", actor=actor):
            report.delete()
        _remove(actor, files)


def _remove(actor: User | None, files: Iterable[StoredFile]) -> None:
    for stored in files:
        file_remove(stored=stored, actor=actor, action="merit.report_erase")
