"""Loading what was sent to candidates and what they answered: letters, links, answers, and packages of employees."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from muster.apps.core.files import PDF, path_of
from muster.apps.core.jobs import enqueue
from muster.apps.core.models import StoredFile
from muster.apps.hire.links import token_digest
from muster.apps.hire.services.loading import Staff
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.org.models import Employee
from muster.apps.org.services.activity import begins_at
from muster.apps.pay.jobs import expire_offer
from muster.apps.pay.links import make_token
from muster.apps.pay.models import (
    AnswerKind,
    EmployeePackage,
    Letter,
    OfferAnswer,
    OfferState,
    OfferVersion,
    Sending,
)
from muster.demo.organisation import Organisation
from muster.demo.organisation import offer_records as facts
from muster.demo.organisation.letters import letter_pdf

__all__ = ["load_answers"]


def load_answers(
    offers: Sequence[facts.Offer],
    versions: Sequence[OfferVersion],
    organisation: Organisation,
    staff: Staff,
    employees: Mapping[str, Employee],
) -> None:
    """Load what followed the signatures; `versions` are the newest of each offer."""
    sent = [
        (fact, version) for fact, version in zip(offers, versions, strict=True) if fact.sending is not None
    ]
    letters = _letters(sent, staff)
    sendings = load_rows(
        Sending, [_sending(*pair, letter, staff) for pair, letter in zip(sent, letters, strict=True)]
    )
    for one in sendings:
        if one.offer.state == OfferState.SENT:
            later = expire_offer.using(run_after=one.expires_at)
            enqueue(later, title=_("Let an offer expire"), actor=None, sending=one.pk)
    load_rows(
        OfferAnswer,
        [
            _answer(fact.answer, version, letter)
            for (fact, version), letter in zip(sent, letters, strict=True)
            if fact.answer is not None
        ],
    )
    _load_packages(sent, organisation, employees)


def _letters(sent: Sequence[tuple[facts.Offer, OfferVersion]], staff: Staff) -> list[Letter]:
    """Write the letters, plain ones of a page, and return their rows."""
    contents = [_letter(fact, version) for fact, version in sent]
    files = [
        StoredFile(
            name=f"{version.offer.code}.pdf",
            kind=PDF,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
        )
        for (_fact, version), content in zip(sent, contents, strict=True)
    ]
    load_rows(StoredFile, files)
    for file, content in zip(files, contents, strict=True):
        place = path_of(file)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    rows = [
        Letter(
            version_of=version,
            digest=version.digest,
            language="en",
            file=file,
            sha256=file.digest,
            made_by=staff.users[fact.by_id],
            made_at=fact.sending.sent_at if fact.sending is not None else fact.opened_at,
        )
        for (fact, version), file in zip(sent, files, strict=True)
    ]
    return load_rows(Letter, rows)


def _letter(fact: facts.Offer, version: OfferVersion) -> bytes:
    application = version.offer.application
    return letter_pdf(
        company=settings.MUSTER_COMPANY,
        name=application.candidate.name,
        lines=(
            f"We offer you the post of {application.requisition.title}, from {version.starts_on:%d %B %Y} on.",
            f"Base pay: {version.currency} {version.base:,.0f} a year.",
            f"The whole package: {version.currency} {version.total:,.0f}.",
            f"Version {version.number}, {version.digest}",
        ),
    )


def _sending(fact: facts.Offer, version: OfferVersion, letter: Letter, staff: Staff) -> Sending:
    told = fact.sending
    if told is None:
        raise ValueError("an offer that was not sent has no sending")
    location = version.offer.requisition.location
    return Sending(
        offer=version.offer,
        letter=letter,
        token_digest=token_digest(make_token(offer=version.offer.pk, sent_at=told.sent_at)),
        last_day=told.last_day,
        expires_at=begins_at(location, told.last_day + timedelta(days=1)),
        sent_by=staff.users[fact.by_id],
        sent_at=told.sent_at,
    )


def _answer(told: facts.Answer, version: OfferVersion, letter: Letter) -> OfferAnswer:
    return OfferAnswer(
        offer=version.offer,
        letter=letter,
        kind=AnswerKind.ACCEPTED if told.accepted else AnswerKind.DECLINED,
        typed_name=version.offer.application.candidate.name if told.accepted else "",
        sha256=letter.sha256,
        reason=told.reason or "",
        employer=told.employer,
        answered_at=told.answered_at,
    )


def _load_packages(
    sent: Sequence[tuple[facts.Offer, OfferVersion]],
    organisation: Organisation,
    employees: Mapping[str, Employee],
) -> None:
    """Load the packages of those who accepted and have begun, or will."""
    joined = {one.application_id: one.employee_id for one in organisation.spells if one.application_id}
    rows = [
        EmployeePackage(
            employee=employees[joined[fact.application_id]],
            version_of=version,
            digest=version.digest,
            starts_on=version.starts_on,
        )
        for fact, version in sent
        if fact.answer is not None and fact.answer.accepted and fact.application_id in joined
    ]
    load_rows(EmployeePackage, rows)
