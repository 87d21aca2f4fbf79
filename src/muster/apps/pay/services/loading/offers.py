"""Loading offers: their versions, who signed them, what was sent and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from muster.apps.hire.models import Application, Decision
from muster.apps.hire.services.loading import Staff
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.org.models import Employee
from muster.apps.pay.bridge import band_places, content_summary
from muster.apps.pay.content import content_digest, content_plain
from muster.apps.pay.models import Band, Offer, OfferState, OfferVersion, SignOff
from muster.apps.pay.services.loading.answers import load_answers
from muster.demo.organisation import Organisation
from muster.demo.organisation import offer_records as facts

__all__ = ["load_offers"]

DAYS = 2  # to sign
STATES = {"send_back": OfferState.SENT_BACK, "refuse": OfferState.REFUSED}
Bands = Mapping[tuple[int, int, str], Mapping[str, list[Band]]]


@dataclass(frozen=True)
class _Course:
    """How an offer stands in the end: its state, since when, and why."""

    state: OfferState
    since: datetime
    reason: str = ""


def load_offers(
    offers: Sequence[facts.Offer],
    organisation: Organisation,
    staff: Staff,
    applications: Mapping[str, Application],
    employees: Mapping[str, Employee],
) -> None:
    """Load offers with all that came of them. Each rests on the decision of its fact."""
    decisions = _decisions(organisation, applications, {one.decision_id for one in offers})
    rows = [
        _offer(one, staff, applications[one.application_id], decisions[one.decision_id]) for one in offers
    ]
    load_rows(Offer, rows)
    bands = _bands()
    pairs = [(fact, row) for fact, row in zip(offers, rows, strict=True)]
    versions = [_versions(fact, row, staff, bands) for fact, row in pairs]
    load_rows(OfferVersion, [one for each in versions for one in each])
    signoffs = [
        signoff
        for (fact, _row), each in zip(pairs, versions, strict=True)
        for signoff in _signoffs(fact, each, staff)
    ]
    load_rows(SignOff, signoffs)
    newest = [each[-1] for each in versions]
    load_answers(offers, newest, organisation, staff, employees)


def _decisions(
    organisation: Organisation, applications: Mapping[str, Application], wanted: set[str]
) -> dict[str, Decision]:
    keys = {
        (applications[one.application_id].pk, one.number): one.id
        for one in organisation.decisions
        if one.id in wanted
    }
    rows = Decision.objects.filter(application__in={pk for pk, _number in keys})
    found = {keys.get((row.application_id, row.number)): row for row in rows}
    return {key: row for key, row in found.items() if key is not None}


def _offer(fact: facts.Offer, staff: Staff, application: Application, decision: Decision) -> Offer:
    course = _course(fact)
    return Offer(
        application=application,
        requisition=application.requisition,
        decision=decision,
        number=fact.number,
        state=course.state,
        state_since=course.since,
        reason=course.reason,
        opened_by=staff.users[fact.by_id],
        opened_at=fact.opened_at,
    )


def _course(fact: facts.Offer) -> _Course:
    if fact.answer is not None:
        state = OfferState.ACCEPTED if fact.answer.accepted else OfferState.DECLINED
        return _Course(state, fact.answer.answered_at)
    if fact.ending is not None:
        return _Course(OfferState(fact.ending.state), fact.ending.at, fact.ending.reason)
    if fact.sending is not None:
        return _Course(OfferState.SENT, fact.sending.sent_at)
    version = fact.versions[-1]
    if not version.signoffs:
        return _Course(OfferState.DRAFT, version.made_at)
    last = version.signoffs[-1]
    if last.decided_at is None:
        asked = version.signoffs[0].asked_at
        return _Course(OfferState.SIGNING, asked or version.made_at)
    if last.verdict is not None and last.verdict in STATES:
        return _Course(STATES[last.verdict], last.decided_at, last.reason)
    return _Course(OfferState.SIGNED, last.decided_at)


def _bands() -> Bands:
    found: dict[tuple[int, int, str], dict[str, list[Band]]] = {}
    for one in Band.objects.order_by("pk"):
        parts = found.setdefault((one.family_id, one.level_id, one.currency), {})
        parts.setdefault(one.part, []).append(one)
    return found


def _bands_of(bands: Bands, offer: Offer, currency: str) -> Mapping[str, list[Band]]:
    """Return the bands that are held against a package: of its currency, else those of another one."""
    family, level = offer.requisition.family_id, offer.requisition.level_id
    own = bands.get((family, level, currency))
    if own is not None:
        return own
    return next((each for key, each in bands.items() if key[:2] == (family, level)), {})


def _versions(fact: facts.Offer, offer: Offer, staff: Staff, bands: Bands) -> list[OfferVersion]:
    rows = []
    for number, one in enumerate(fact.versions, 1):
        content = content_plain(one.content)
        summary = content_summary(content)
        places = band_places(summary, _bands_of(bands, offer, summary.currency))
        outside = [each.part for each in places if each.outside]
        rows.append(
            OfferVersion(
                offer=offer,
                number=number,
                content=content,
                digest=content_digest(content),
                currency=summary.currency,
                total=summary.total,
                yearly=summary.yearly,
                base=summary.base,
                starts_on=summary.starts_on,
                outside=outside,
                reason=one.reason if outside else "",
                note=one.note,
                made_by=staff.users[fact.by_id],
                made_at=one.made_at,
            )
        )
    return rows


def _signoffs(fact: facts.Offer, versions: Sequence[OfferVersion], staff: Staff) -> list[SignOff]:
    """Return the signatures of all versions; what was sent back, not approved or withdrawn is void since then."""
    rows = []
    for one, version in zip(fact.versions, versions, strict=True):
        ended = [each.decided_at for each in one.signoffs if each.verdict in STATES]
        withdrawn = fact.ending.at if fact.ending is not None and fact.ending.state == "withdrawn" else None
        void = ended[0] if ended else withdrawn
        rows += [
            SignOff(
                version_of=version,
                step=each.step,
                role=each.role,
                days=DAYS,
                asked_at=each.asked_at,
                due_at=None if each.asked_at is None else each.asked_at + timedelta(days=DAYS),
                verdict=each.verdict or "",
                signer=None if each.signer_id is None else staff.users[each.signer_id],
                reason=each.reason,
                digest=version.digest if each.verdict else "",
                decided_at=each.decided_at,
                void_at=void,
            )
            for each in one.signoffs
        ]
    return rows
