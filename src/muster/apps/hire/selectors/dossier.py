"""The file of an application as plain values, for those who may read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.hire.models import (
    Application,
    Decision,
    Erasure,
    JobOutcome,
    Message,
    Move,
    Referral,
    Scorecard,
    Seat,
    Unblinding,
)
from muster.apps.hire.selectors.candidates import known_elsewhere
from muster.apps.hire.selectors.decisions import ShownDecision, decision_get
from muster.apps.hire.selectors.interviews import interview_list
from muster.apps.hire.selectors.notes import note_list
from muster.apps.hire.selectors.offers_elsewhere import offer_elsewhere_hidden, offer_elsewhere_list
from muster.apps.hire.selectors.reviews import review_list, review_submitted
from muster.apps.hire.selectors.scorecards import ScorecardList, scorecard_list

__all__ = ["Dossier", "application_dossier"]


@dataclass(frozen=True)
class Dossier:
    """What an export holds. `read` is whether others' scorecards are in it."""

    content: dict[str, Any]
    read: bool


def application_dossier(*, person: User, application: Application) -> Dossier:
    """Return an application and its candidate, moves, messages, reviews, interviews and scorecards as far as the person
    may read them. What is sealed for them is left out, and the content says so. Packets of committees
    and merit are not in it; what candidates said of themselves voluntarily is nobody's to read.
    """
    left_out: list[str] = []
    reviews = review_list(
        person=person, application=application, submitted=review_submitted(application=application)
    )
    if reviews.sealed:
        left_out.append(
            _("Reviews of others are left out: they are sealed until you submit your own review.")
        )
    cards = scorecard_list(person=person, pk=application.pk)
    sealed = cards is None or cards.sealed
    if sealed:
        left_out += [
            _(
                "Scorecards are left out: they are sealed until you submit your own scorecard for this candidate."
            ),
            _(
                "Messages about a committee's decision are left out, if there are any, until you submit your own "
                "scorecard for this candidate."
            ),
        ]
    content = {
        **_application(application),
        "candidate": _candidate(application),
        "moves": _moves(application),
        "messages": _messages(application, sealed=sealed),
        "reviews": [
            {
                "by": one.review.reviewer.get_full_name(),
                "stage": one.review.stage.name,
                "at": _at(one.review.submitted_at),
                "verdict": one.review.verdict,
                "note": one.review.note,
                "ratings": {rating.criterion.name: rating.value for rating in one.ratings},
            }
            for one in reviews.shown
        ],
        "notes": [
            {"by": one.author.get_full_name(), "at": _at(one.created_at), "text": one.text}
            for one in note_list(person=person, application=application)
        ],
        "interviews": _interviews(person, application),
        "scorecards": [] if cards is None else _scorecards(cards),
        "decisions": _decisions(person, application, left_out),
        "offers_elsewhere": _offers(person, application, left_out),
        "ratings_on_the_job": _outcomes(application),
        "referral": _referral(application),
        "looked_behind_the_blind": _unblindings(application),
        "known_elsewhere": known_elsewhere(
            Q(kind="candidate", row=application.candidate_id) | Q(kind="application", row=application.pk)
        ),
        "asked_to_be_erased": _erasures(application),
        "left_out": list(dict.fromkeys(left_out)),
    }
    shown = () if cards is None else cards.shown
    return Dossier(content, any(one.card.seat.interviewer_id != person.pk for one in shown))


def _application(one: Application) -> dict[str, Any]:
    return {
        "application": one.code,
        "opening": {"code": one.requisition.code, "title": one.requisition.title},
        "stage": one.stage.name,
        "in_stage_since": _at(one.stage_since),
        "outcome": one.outcome,
        "reason": one.reason,
        "source": one.source,
        "campaign": one.campaign,
        "applied_at": _at(one.applied_at),
        "years": one.years,
        "school": one.school,
        "employers": one.employers,
        "letter": one.letter,
        "resume": None if one.resume is None else one.resume.name,
        "resume_text": one.resume_text,
        "came_with_it": one.said or {},
    }


def _outcomes(application: Application) -> list[dict[str, Any]]:
    rows = JobOutcome.objects.filter(application=application).select_related("rated_by").order_by("pk")
    return [
        {
            "months": one.months,
            "rating": str(one.rating),
            "lowest": str(one.lowest),
            "highest": str(one.highest),
            "by": one.rated_by.get_full_name(),
            "on": one.rated_on.isoformat(),
        }
        for one in rows
    ]


def _candidate(application: Application) -> dict[str, Any]:
    one = application.candidate
    names = ("code", "name", "email", "phone", "country", "language", "pronouns", "links")
    return {name: getattr(one, name) for name in names}


def _moves(application: Application) -> list[dict[str, Any]]:
    moves = Move.objects.filter(application=application).select_related("by", "from_stage", "to_stage")
    return [
        {
            "at": _at(one.at),
            "by": None if one.by is None else one.by.get_full_name(),
            "from": None if one.from_stage is None else one.from_stage.name,
            "to": one.to_stage.name,
            "outcome": one.outcome,
            "reason": one.reason,
            "takes_back": one.undoes_id is not None,
        }
        for one in moves.order_by("at", "pk")
    ]


def _messages(application: Application, *, sealed: bool) -> list[dict[str, Any]]:
    """Return what was written to the candidate: no draft, and while `sealed` nothing that tells what was decided."""
    found = Message.objects.filter(application=application).exclude(status=Message.Status.DRAFT)
    if sealed:
        decided = Decision.objects.filter(application=application, message__isnull=False)
        found = found.exclude(pk__in=decided.order_by().values("message"))
    found = found.select_related("sent_by").defer("calendar")
    return [
        {
            "written_at": _at(one.created_at),
            "sent_at": _at(one.sent_at),
            "by": None if one.sent_by is None else one.sent_by.get_full_name(),
            "status": one.status,
            "subject": one.subject,
            "text": one.body,
        }
        for one in found.order_by("created_at", "pk")
    ]


def _interviews(person: User, application: Application) -> list[dict[str, Any]]:
    def seat(one: Seat) -> dict[str, Any]:
        return {"interviewer": one.interviewer.get_full_name(), "shadow": one.shadow}

    return [
        {
            "starts_at": _at(one.interview.starts_at),
            "ends_at": _at(one.interview.ends_at),
            "time_zone": one.interview.time_zone,
            "place": one.interview.place,
            "state": one.interview.state,
            "reason": one.interview.reason,
            "who": [seat(taken) for taken in one.seats],
        }
        for one in interview_list(person=person, application=application)
    ]


def _scorecards(cards: ScorecardList) -> list[dict[str, Any]]:
    return [
        {
            "by": one.card.seat.interviewer.get_full_name(),
            "shadow": one.card.seat.shadow,
            "at": _at(one.card.submitted_at),
            "recommendation": one.card.recommendation,
            "summary": one.card.summary,
            "changes": one.changes,
            "earlier": _earlier(one.card) if one.changes else [],
            "ratings": [
                {
                    "criterion": rating.criterion.name,
                    "rating": rating.value,
                    "of": rating.most,
                    "note": rating.note,
                }
                for rating in one.ratings
            ],
        }
        for one in cards.shown
    ]


def _decisions(person: User, application: Application, left_out: list[str]) -> list[dict[str, Any]]:
    """Return the decisions that the person may see, each as far as they may; what is sealed is told."""
    found = []
    for pk in (
        Decision.objects.filter(application=application).order_by("number").values_list("pk", flat=True)
    ):
        shown = decision_get(person=person, pk=pk)
        if shown is None or shown.sealed or not shown.open:
            left_out.append(_("Votes are left out where they are sealed for you."))
        if shown is not None:
            found.append(_decision(shown))
    return found


def _decision(shown: ShownDecision) -> dict[str, Any]:
    one = shown.decision
    decided = {
        "outcome": one.outcome,
        "rationale": one.rationale,
        "overrules": one.overrules,
        "told": one.reason,
        "wanted": one.wanted,
        "signed_by": None if one.signed_by is None else one.signed_by.get_full_name(),
        "signed_at": _at(one.signed_at),
        "signature": one.signature,
    }
    return {
        "number": one.number,
        "state": one.state,
        "packet": one.packet.digest,
        **(decided if shown.decided else {}),
        "ballots": [
            {
                "by": ballot.member.get_full_name(),
                "vote": ballot.vote,
                "reasons": ballot.reasons,
                "dissent": ballot.dissent,
            }
            for ballot in shown.ballots
            if ballot.vote
        ],
    }


def _offers(person: User, application: Application, left_out: list[str]) -> list[dict[str, Any]]:
    """Return the offers that were made in another system; what is sealed is told."""
    if offer_elsewhere_hidden(person=person, application=application):
        left_out.append(
            _("Offers made in another system are left out, if there are any: they are sealed for you.")
        )
        return []
    return [
        {
            "system": one.system,
            "id": one.external,
            "version": one.number,
            "status": one.status,
            "sent_on": _at(one.sent_on),
            "resolved_on": _at(one.resolved_on),
            "starts_on": _at(one.starts_on),
            "terms": one.terms,
        }
        for one in offer_elsewhere_list(person=person, application=application)
    ]


def _referral(application: Application) -> dict[str, Any] | None:
    one = Referral.objects.filter(application=application).select_related("referrer").first()
    if one is None:
        return None
    return {"by": one.referrer.get_full_name(), "relation": one.relation, "note": one.note}


def _unblindings(application: Application) -> list[dict[str, Any]]:
    rows = Unblinding.objects.filter(application=application).select_related("person").order_by("pk")
    return [
        {"by": one.person.get_full_name(), "at": _at(one.created_at), "reason": one.reason} for one in rows
    ]


def _erasures(application: Application) -> list[dict[str, Any]]:
    rows = Erasure.objects.filter(candidate=application.candidate_id, cause=Erasure.Cause.ASKED)
    return [{"at": _at(one.created_at), "state": one.state} for one in rows.order_by("pk")]


def _earlier(card: Scorecard) -> list[dict[str, Any]]:
    """Return what a scorecard said before each change, and why it was changed."""
    return [
        {
            "until": _at(one.created_at),
            "changed_because": one.reason,
            "recommendation": one.recommendation,
            "summary": one.summary,
            "notes": list(one.notes.values()),
        }
        for one in card.versions.order_by("number")
    ]


def _at(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()
