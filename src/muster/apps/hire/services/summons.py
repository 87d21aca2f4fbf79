"""What members of a committee are told by e-mail: that their vote is asked for, and that the chair is to sign."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from muster.apps.core.formats import weekday
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import create_many, writing
from muster.apps.core.links import address
from muster.apps.hire.jobs import send_notices
from muster.apps.hire.models import Ballot, Decision, Notice
from muster.apps.hire.selectors.interviews import called_by

__all__ = ["ask_for_signature", "ask_for_votes"]


def ask_for_votes(*, decision: Decision, ballots: Sequence[Ballot]) -> list[Notice]:
    """Queue what each member is told, in their language: on whom they decide, by when, and where."""
    notices = []
    for ballot in ballots:
        with translation.override(ballot.member.language):
            told = _told(decision, ballot)
            subject = _("Your vote is asked for: %(name)s, %(title)s") % told
            body = _(
                "You sit in the committee that decides on %(name)s for %(title)s. Votes are sealed until there are "
                "enough of them. Please read the packet and vote by %(day)s.\n\n%(link)s\n"
            )
            notices.append(_notice(ballot, subject, body % told))
    return _queue(decision, notices)


def ask_for_signature(*, decision: Decision) -> list[Notice]:
    """Queue what the chair is told when the votes have been opened. A chair who has left is not written to."""
    ballot = decision.ballots.select_related("member").filter(member=decision.chair_id).first()
    if ballot is None or not ballot.member.is_active:
        return []
    with translation.override(ballot.member.language):
        told = _told(decision, ballot)
        subject = _("The votes are open, please sign: %(name)s, %(title)s") % told
        body = _(
            "The committee on %(name)s for %(title)s has its quorum, and its votes are open. As its chair, please "
            "sign the decision.\n\n%(link)s\n"
        )
        return _queue(decision, [_notice(ballot, subject, body % told)])


def _told(decision: Decision, ballot: Ballot) -> dict[str, str]:
    application = decision.application
    return {
        "name": called_by(ballot.member, [application])[application.pk],
        "title": application.requisition.title,
        "day": weekday(decision.due_at),
        "link": f"{settings.MUSTER_ADDRESS}{address('hire:decision', decision.pk)}",
    }


def _notice(ballot: Ballot, subject: str, text: str) -> Notice:
    return Notice(
        ballot=ballot,
        recipient=ballot.member.email,
        subject=" ".join(subject.split())[:200],
        body=text[:10_000],
    )


def _queue(decision: Decision, notices: Sequence[Notice]) -> list[Notice]:
    if not notices:
        return []
    details = [{"decision": decision.pk}] * len(notices)
    with writing():
        kept = create_many(Notice, notices, "notice.queue", actor=None, details=details)
        enqueue(send_notices, title=_("Sending messages"), actor=None, notices=[one.pk for one in kept])
    return kept
