"""The whole file of an application as plain values, for those who may read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Message, Move, Seat
from muster.apps.hire.selectors.interviews import interview_list
from muster.apps.hire.selectors.notes import note_list
from muster.apps.hire.selectors.reviews import review_list, review_submitted
from muster.apps.hire.selectors.scorecards import ScorecardList, scorecard_list

__all__ = ["Dossier", "application_dossier"]


@dataclass(frozen=True)
class Dossier:
    """What an export holds. `read` is whether others' scorecards are in it."""

    content: dict[str, Any]
    read: bool


def application_dossier(*, person: User, application: Application) -> Dossier:
    """Return everything about an application that the person may read. What is sealed for them is left out, and the
    content says so; what candidates said of themselves voluntarily is nobody's to read.
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
    if cards is None or cards.sealed:
        left_out.append(
            _(
                "Scorecards are left out: they are sealed until you submit your own scorecard for this candidate."
            )
        )
    content = {
        **_application(application),
        "candidate": _candidate(application),
        "moves": _moves(application),
        "messages": _messages(application),
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
        "left_out": left_out,
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


def _messages(application: Application) -> list[dict[str, Any]]:
    found = Message.objects.filter(application=application).select_related("sent_by").defer("calendar")
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


def _at(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()
