"""Loading committees: what they decided on, their ballots, and what was signed."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from muster.apps.hire.models import Application, Ballot, Decision, Message, Outcome, Packet
from muster.apps.hire.services.loading.packets import packet_contents_at
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.hire.services.loading.staff import Staff
from muster.apps.hire.services.messages import message_fill
from muster.apps.hire.signatures import decision_signature, packet_digest
from muster.demo.organisation import Organisation
from muster.demo.organisation import committee_records as facts

__all__ = ["load_committees"]

SUBJECT = "Your application to {company}: {title}"
BODY = (
    "Hello {name},\n\nthank you for the time that you gave to your application as {title}. We have decided not to go "
    "on with it. What it rests on: %(reason)s\n\nYou are welcome to apply again. If you would like to talk about it, "
    "answer this message.\n\n{company}\n"
)


class _OfDecision(Protocol):
    @property
    def decision_id(self) -> str: ...


_Fact = TypeVar("_Fact", bound=_OfDecision)


@dataclass(frozen=True)
class _Course:
    """All that is known of the decisions, by the decision's id."""

    ballots: Mapping[str, Sequence[facts.Ballot]]
    declarations: Mapping[str, Sequence[facts.Declaration]]
    recusals: Mapping[str, Sequence[facts.Recusal]]
    dissents: Mapping[str, Sequence[facts.Dissent]]
    signatures: Mapping[str, Sequence[facts.Signature]]
    voidings: Mapping[str, Sequence[facts.Voiding]]


def load_committees(
    organisation: Organisation, staff: Staff, applications: Mapping[str, Application]
) -> None:
    """Load packets, decisions and ballots; those that follow others after them, since their packets tell of them."""
    course = _Course(
        ballots=_by_decision(organisation.ballots),
        declarations=_by_decision(organisation.declarations),
        recusals=_by_decision(organisation.recusals),
        dissents=_by_decision(organisation.dissents),
        signatures=_by_decision(organisation.signatures),
        voidings=_by_decision(organisation.voidings),
    )
    loaded: dict[str, Decision] = {}
    for number in sorted({one.number for one in organisation.decisions}):
        those = [one for one in organisation.decisions if one.number == number]
        _load(those, course, staff, applications, loaded)


def _by_decision(rows: Iterable[_Fact]) -> dict[str, list[_Fact]]:
    found: defaultdict[str, list[_Fact]] = defaultdict(list)
    for one in rows:
        found[one.decision_id].append(one)
    return dict(found)


def _load(
    those: Sequence[facts.Decision],
    course: _Course,
    staff: Staff,
    applications: Mapping[str, Application],
    loaded: dict[str, Decision],
) -> None:
    packets = _load_packets(those, staff, applications)
    ballots = {one.id: _ballots(one, course, staff) for one in those}
    messages = _load_messages(those, course, staff, applications)
    rows = [
        _decision(one, course, staff, packet, ballots[one.id], messages, loaded)
        for one, packet in zip(those, packets, strict=True)
    ]
    loaded.update(zip((one.id for one in those), load_rows(Decision, rows), strict=True))
    for one in those:
        for ballot in ballots[one.id]:
            ballot.decision = loaded[one.id]
    load_rows(Ballot, [ballot for one in those for ballot in ballots[one.id]])


def _load_packets(
    those: Sequence[facts.Decision], staff: Staff, applications: Mapping[str, Application]
) -> list[Packet]:
    known = Counter(Packet.objects.values_list("application", flat=True))
    wanted = [(applications[one.application_id].pk, one.convened_at) for one in those]
    rows = []
    for one, content in zip(those, packet_contents_at(wanted, "Committee"), strict=True):
        application = applications[one.application_id]
        rows.append(
            Packet(
                application=application,
                number=1 + known[application.pk],
                content=content,
                digest=packet_digest(content),
                made_by=staff.users[one.convened_by],
                made_at=one.convened_at,
            )
        )
    return load_rows(Packet, rows)


def _ballots(one: facts.Decision, course: _Course, staff: Staff) -> list[Ballot]:
    """Return the ballots of a decision that is not stored yet, those of members without a vote as well."""
    rows = {
        member.employee_id: Ballot(
            member=staff.users[member.employee_id],
            conflicts=list(member.conflicts),
            seal=_seal(one.id, member.employee_id),
        )
        for member in one.members
    }
    for ballot in course.ballots.get(one.id, ()):
        row = rows[ballot.employee_id]
        row.vote, row.reasons, row.cast_at = ballot.vote, ballot.reasons, ballot.cast_at
    for declared in course.declarations.get(one.id, ()):
        row = rows[declared.employee_id]
        row.declared, row.declared_at = declared.reason, declared.declared_at
    for recusal in course.recusals.get(one.id, ()):
        row = rows[recusal.employee_id]
        row.recused_at, row.recusal_reason = recusal.recused_at, recusal.reason
        row.conflicts += [recusal.conflict] if recusal.conflict else []
    for dissent in course.dissents.get(one.id, ()):
        row = rows[dissent.employee_id]
        row.dissent, row.dissent_at = dissent.text, dissent.written_at
    return list(rows.values())


def _seal(decision: str, member: str) -> str:
    """Return a seal that is the same every time, as everything of the fictional company is."""
    return hashlib.sha256(f"{decision}/{member}".encode()).hexdigest()[:32]


def _decision(
    one: facts.Decision,
    course: _Course,
    staff: Staff,
    packet: Packet,
    ballots: Sequence[Ballot],
    messages: Mapping[str, Message],
    loaded: Mapping[str, Decision],
) -> Decision:
    opened_at = _opened_at(one, course)
    row = Decision(
        application=packet.application,
        number=one.number,
        reopens=None if one.reopens is None else loaded[one.reopens],
        reopen_reason=one.reopen_reason,
        packet=packet,
        chair=staff.users[one.chair_id],
        quorum=one.quorum,
        due_at=one.due_at,
        state=Decision.State.VOTING if opened_at is None else Decision.State.OPEN,
        opened_at=opened_at,
    )
    for voiding in course.voidings.get(one.id, ()):
        row.state, row.void_reason = Decision.State.VOID, voiding.reason
    for signed in course.signatures.get(one.id, ()):
        row.state, row.outcome = Decision.State.SIGNED, signed.outcome
        row.rationale, row.overrules = signed.rationale, signed.overrules
        row.reason, row.wanted = signed.reason, signed.wanted
        row.counted = sorted(ballot.member_id for ballot in ballots if ballot.cast_at is not None)
        row.signed_by, row.signed_at = row.chair, signed.signed_at
        row.message = messages.get(one.id)
        row.signature = decision_signature(row, ballots)
    return row


def _opened_at(one: facts.Decision, course: _Course) -> datetime | None:
    """Return when the vote was cast that made the quorum."""
    cast = sorted(ballot.cast_at for ballot in course.ballots.get(one.id, ()))
    return cast[one.quorum - 1] if len(cast) >= one.quorum else None


def _load_messages(
    those: Sequence[facts.Decision],
    course: _Course,
    staff: Staff,
    applications: Mapping[str, Application],
) -> dict[str, Message]:
    """Load what the candidates of rejections were told, and what somebody still has to send."""
    rows: dict[str, Message] = {}
    for one in those:
        for signed in course.signatures.get(one.id, ()):
            if signed.outcome == "no_hire":
                rows[one.id] = _message(one, signed, staff, applications[one.application_id])
    return dict(zip(rows, load_rows(Message, list(rows.values())), strict=True))


def _message(one: facts.Decision, signed: facts.Signature, staff: Staff, application: Application) -> Message:
    told: dict[str, Any] = {"reason": signed.reason}
    subject, body = message_fill(application=application, subject=SUBJECT, body=BODY % told)
    sent = application.outcome == Outcome.REJECTED
    return Message(
        application=application,
        recipient=application.candidate.email,
        subject=subject,
        body=body,
        status=Message.Status.SENT if sent else Message.Status.DRAFT,
        sent_by=staff.users[one.convened_by] if sent else None,
        sent_at=signed.signed_at if sent else None,
    )
