"""Rows to the records that readers of dumps hand over, so that what is exported is what is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from muster.apps.accounts.models import User
from muster.apps.hire.models import (
    Application,
    Candidate,
    Interview,
    Move,
    OfferElsewhere,
    Outcome,
    Requisition,
    Scorecard,
    Seat,
    Source,
    Stage,
)
from muster.apps.hire.selectors.decisions import ShownBallot, ShownDecision
from muster.apps.hire.selectors.scorecards import CardRating
from muster.apps.org.models import Location, Team
from muster.tables.vendors import shapes

__all__ = [
    "application_record",
    "candidate_record",
    "decision_record",
    "department_record",
    "history_record",
    "interview_record",
    "job_record",
    "offer_record",
    "office_record",
    "person_record",
    "scorecard_record",
    "stage_record",
]

RECOMMENDATIONS = {
    Scorecard.Recommendation.STRONG_HIRE: "strong_yes",
    Scorecard.Recommendation.HIRE: "yes",
    Scorecard.Recommendation.NO_HIRE: "no",
    Scorecard.Recommendation.STRONG_NO_HIRE: "strong_no",
    Scorecard.Recommendation.UNDECIDED: "undecided",
}


def person_record(one: User) -> shapes.Person:
    """Return a colleague."""
    return shapes.Person(str(one.pk), one.get_full_name(), one.email, active=one.is_active)


def department_record(one: Team) -> shapes.Department:
    """Return a team."""
    return shapes.Department(str(one.pk), one.name, _key(one.parent_id))


def office_record(one: Location) -> shapes.Office:
    """Return a location."""
    return shapes.Office(
        str(one.pk),
        one.name,
        one.city,
        country=one.country,
        time_zone=one.time_zone,
        currency=one.currency,
    )


def job_record(one: Requisition) -> shapes.Job:
    """Return an opening."""
    return shapes.Job(
        id=str(one.pk),
        code=one.code,
        title=one.title,
        status=one.status,
        department=str(one.team_id),
        office=str(one.location_id),
        managers=(str(one.hiring_manager_id),),
        recruiters=(str(one.recruiter_id),),
        openings=one.openings,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        description=one.description,
        family=one.family.name,
        level=one.level.code,
        level_title=one.level.title,
        public=one.public,
        hide_schools=one.hide_schools,
        hide_employers=one.hide_employers,
        close_reason=one.close_reason,
        reason=one.reason,
    )


def stage_record(one: Stage, place: int) -> shapes.JobStage:
    """Return a stage and its place in the plan, from 0."""
    return shapes.JobStage(
        id=str(one.pk),
        job=str(one.requisition_id),
        name=one.name,
        position=place,
        steps=(str(one.pk),),
        kind=one.kind,
        days=one.days,
        blind=one.blind,
    )


def candidate_record(one: Candidate) -> shapes.Candidate:
    """Return a candidate."""
    return shapes.Candidate(
        id=str(one.pk),
        name=one.name,
        email=one.email,
        phone=one.phone,
        country=one.country,
        links=tuple(one.links),
        language=one.language,
        pronouns=one.pronouns,
    )


def history_record(candidate: shapes.Candidate, applications: Sequence[shapes.Application]) -> shapes.History:
    """Return a candidate with their applications."""
    return shapes.History(candidate, tuple(applications))


def application_record(one: Application, moves: Sequence[Move]) -> shapes.Application:
    """Return an application with its moves, the first first. Why somebody withdrew stands with the last of them."""
    ended = one.outcome in (Outcome.REJECTED, Outcome.WITHDRAWN) and bool(moves)
    return shapes.Application(
        id=str(one.pk),
        job=str(one.requisition_id),
        stage=str(one.stage_id),
        stage_name=one.stage.name,
        outcome=one.outcome,
        applied_at=one.applied_at,
        moved_at=one.stage_since,
        reason=one.reason or (moves[-1].reason if ended else ""),
        source=source_name(one),
        letter=one.letter,
        school=one.school,
        employers=tuple(one.employers),
        campaign=one.campaign,
        years=one.years,
        moves=tuple(map(_move, moves)),
    )


def source_name(one: Application) -> str:
    """Return how an application came about in words: for one that was imported, as the other system called it."""
    return one.campaign if one.source == Source.IMPORT else str(Source(one.source).label)


def _move(one: Move) -> shapes.Move:
    return shapes.Move(
        id=str(one.pk),
        from_stage=_key(one.from_stage_id),
        to_stage=str(one.to_stage_id),
        outcome=one.outcome,
        at=one.at,
        by=_key(one.by_id),
        reason=one.reason,
    )


def interview_record(one: Interview, seats: Sequence[Seat], cards: Mapping[int, int]) -> shapes.Interview:
    """Return an interview with its seats; `cards` are the scorecards that the person may read, by their seats."""
    return shapes.Interview(
        id=str(one.pk),
        application=str(one.application_id),
        step=str(one.stage_id),
        name=one.kit.name,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.place,
        cancelled=one.state == Interview.State.CANCELLED,
        seats=tuple(_seat(seat, _key(cards.get(seat.pk))) for seat in seats),
        time_zone=one.time_zone,
        reason=one.reason,
    )


def _seat(one: Seat, card: str) -> shapes.Seat:
    return shapes.Seat(
        person=str(one.interviewer_id),
        email=one.interviewer.email,
        scorecard=card,
        shadow=one.shadow,
        due_at=one.due_at,
        released_at=one.released_at,
    )


def scorecard_record(card: Scorecard, ratings: Sequence[CardRating]) -> shapes.Scorecard:
    """Return a submitted scorecard."""
    interview = card.seat.interview
    return shapes.Scorecard(
        id=str(card.pk),
        application=str(interview.application_id),
        person=str(card.seat.interviewer_id),
        recommendation=RECOMMENDATIONS[Scorecard.Recommendation(card.recommendation)],
        submitted_at=card.submitted_at,
        held_at=interview.starts_at,
        interview=str(interview.pk),
        name=interview.kit.name,
        ratings=tuple(
            shapes.Rating(one.criterion.name, one.value, tuple(one.criterion.anchors), one.note)
            for one in ratings
        ),
        summary=card.summary,
        candidate=str(interview.application.candidate_id),
        job=str(interview.application.requisition_id),
    )


def offer_record(one: OfferElsewhere) -> shapes.Offer:
    """Return an offer that was made elsewhere, with its application at hand."""
    return shapes.Offer(
        id=str(one.pk),
        application=str(one.application_id),
        status=cast("shapes.OfferStatus", one.status),
        number=one.number,
        sent_on=one.sent_on,
        resolved_on=one.resolved_on,
        starts_on=one.starts_on,
        terms=dict(one.shown_terms),
        candidate=str(one.application.candidate_id),
        job=str(one.application.requisition_id),
        system=one.system,
        external=one.external,
    )


def decision_record(shown: ShownDecision) -> shapes.Decision:
    """Return a decision as far as the person may know it."""
    one = shown.decision
    decided = {
        "outcome": one.outcome,
        "signed_by": _key(one.signed_by_id),
        "signed_at": one.signed_at,
        "rationale": one.rationale,
        "overrules": one.overrules,
        "reason": one.reason,
        "wanted": one.wanted,
        "signature": one.signature,
    }
    return shapes.Decision(
        id=str(one.pk),
        application=str(one.application_id),
        number=one.number,
        state=one.state,
        chair=str(one.chair_id),
        quorum=one.quorum,
        due_at=one.due_at,
        opened_at=one.opened_at,
        void_reason=one.void_reason,
        packet=one.packet.digest,
        ballots=tuple(map(_ballot, shown.ballots)),
        **(decided if shown.decided else {"outcome": ""}),
    )


def _ballot(one: ShownBallot) -> shapes.Ballot:
    return shapes.Ballot(
        person=str(one.member.pk),
        chair=one.chair,
        recused=one.recused_at is not None,
        vote=one.vote,
        reasons=one.reasons,
        dissent=one.dissent,
        counted=one.counted,
    )


def _key(key: int | None) -> str:
    return "" if key is None else str(key)
