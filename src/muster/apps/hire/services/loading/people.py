"""Loading candidates, their applications and all that happened to them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from muster.apps.hire.links import make_token, token_digest
from muster.apps.hire.models import Application, Candidate, Move, Outcome, Referral, Review, Source, Stage
from muster.apps.hire.search import index_new_applications
from muster.apps.hire.services.loading.plans import Plans
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.hire.services.loading.staff import Staff
from muster.demo.organisation import Organisation
from muster.demo.organisation import hiring_records as facts
from muster.demo.organisation.plans import REVIEW_KIT

__all__ = ["load_people"]

SOURCES = {
    "careers site": Source.CAREERS,
    "job board": Source.JOB_BOARD,
    "referral": Source.REFERRAL,
    "sourced": Source.SOURCED,
    "agency": Source.AGENCY,
    "event": Source.EVENT,
}
TAKEN_ON_WITHIN = timedelta(hours=20)
BATCHES = uuid.UUID("6d757374-6572-4d75-8374-65726d757374")  # namespace of the batches of moves


@dataclass(frozen=True)
class _Step:
    """Where an application got to, and how."""

    at: datetime
    stage: Stage
    outcome: Outcome
    by: str | None
    reason: str


def load_people(
    organisation: Organisation, staff: Staff, plans: Plans, resumes: Mapping[str, str]
) -> dict[str, Application]:
    """Load candidates, applications, moves, referrals and reviews; return the applications by id.

    `resumes` holds the text of the résumés, by the candidate's id.
    """
    candidates = _load_candidates(organisation)
    steps = _steps(organisation, plans)
    applications = _load_applications(organisation, plans, candidates, steps, resumes)
    _load_moves(staff, applications, steps)
    _load_referrals(organisation, staff, applications)
    _load_reviews(organisation, staff, plans, applications)
    index_new_applications(applications.values())
    return applications


def _load_candidates(organisation: Organisation) -> dict[str, Candidate]:
    rows = [
        Candidate(
            code=one.id,
            name=one.name.display_name,
            email=one.email,
            phone=one.phone,
            country=one.country,
            language=one.language,
            links=list(one.links),
        )
        for one in organisation.candidates
    ]
    created = load_rows(Candidate, rows)
    return {one.code: one for one in created}


def _steps(organisation: Organisation, plans: Plans) -> dict[str, list[_Step]]:
    """Return what happened to each application in order, its coming in first.

    The company's own records know one stage of coming in and being read; its recruiters take an application on to be
    read within a day.
    """
    requisitions = {one.id: one for one in organisation.requisitions}
    requisition_of = {one.id: requisitions[one.requisition_id] for one in organisation.applications}
    first = {plan.name: plan.stages[0].name for plan in organisation.plans}
    last = {plan.name: plan.stages[-1].name for plan in organisation.plans}
    later: defaultdict[str, list[_Step]] = defaultdict(list)
    for move in organisation.moves:
        stage = plans.stages[requisition_of[move.application_id].id, move.to_stage]
        later[move.application_id].append(_Step(move.at, stage, Outcome.ACTIVE, move.actor_id, move.reason))
    for closing in organisation.closings:
        requisition = requisition_of[closing.application_id]
        name = last[requisition.plan] if closing.outcome == "hired" else closing.stage
        read = name == first[requisition.plan]
        stage = plans.reviews[requisition.id] if read else plans.stages[requisition.id, name]
        outcome = Outcome(closing.outcome)
        later[closing.application_id].append(
            _Step(closing.at, stage, outcome, closing.actor_id, closing.reason)
        )
    next_events = _next_events(organisation, later)
    steps: dict[str, list[_Step]] = {}
    for one in organisation.applications:
        requisition = requisition_of[one.id]
        stage = plans.stages[requisition.id, first[requisition.plan]]
        steps[one.id] = [_Step(one.applied_at, stage, Outcome.ACTIVE, None, "")]
        taken_on = one.applied_at + min(TAKEN_ON_WITHIN, (next_events[one.id] - one.applied_at) / 2)
        if one.id in later or next_events[one.id] - one.applied_at > TAKEN_ON_WITHIN:
            review = plans.reviews[requisition.id]
            steps[one.id].append(_Step(taken_on, review, Outcome.ACTIVE, requisition.recruiter_id, ""))
        steps[one.id] += later[one.id]
    return steps


def _next_events(organisation: Organisation, later: Mapping[str, list[_Step]]) -> dict[str, datetime]:
    """Return when each application was first read, moved or closed; the end of the company's time for the others."""
    end = datetime.combine(organisation.until, time.max, UTC)
    found = {one.id: end for one in organisation.applications}
    found |= {key: events[0].at for key, events in later.items()}
    for review in organisation.reviews:
        key = review.application_id
        found[key] = min(found[key], review.reviewed_at)
    return found


def _load_applications(
    organisation: Organisation,
    plans: Plans,
    candidates: Mapping[str, Candidate],
    steps: Mapping[str, list[_Step]],
    resumes: Mapping[str, str],
) -> dict[str, Application]:
    told = {one.id: one for one in organisation.candidates}
    rows = [
        _application(
            one,
            told[one.candidate_id],
            candidates[one.candidate_id],
            plans,
            steps[one.id],
            resumes.get(one.candidate_id, ""),
        )
        for one in organisation.applications
    ]
    created = load_rows(Application, rows)
    return dict(zip((one.id for one in organisation.applications), created, strict=True))


def _application(
    one: facts.Application,
    told: facts.Candidate,
    candidate: Candidate,
    plans: Plans,
    steps: list[_Step],
    resume: str,
) -> Application:
    requisition = plans.requisitions[one.requisition_id]
    end = steps[-1]
    entered = next(step.at for step in steps if step.stage == end.stage)
    token = make_token(candidate=candidate.pk, requisition=requisition.pk, applied_at=one.applied_at)
    return Application(
        candidate=candidate,
        requisition=requisition,
        stage=end.stage,
        stage_since=entered,
        outcome=end.outcome,
        reason=end.reason if end.outcome == Outcome.REJECTED else "",
        source=SOURCES[one.source],
        campaign=one.campaign,
        applied_at=one.applied_at,
        years=told.years_of_experience,
        school=told.school,
        employers=[told.employer] if told.employer else [],
        resume_text=resume,
        token_digest=token_digest(token),
    )


def _load_moves(
    staff: Staff, applications: Mapping[str, Application], steps: Mapping[str, list[_Step]]
) -> None:
    rows = []
    for key, application in applications.items():
        before: Stage | None = None
        for number, step in enumerate(steps[key]):
            rows.append(
                Move(
                    application=application,
                    from_stage=before,
                    to_stage=step.stage,
                    outcome=step.outcome,
                    at=step.at,
                    by=None if step.by is None else staff.users[step.by],
                    reason=step.reason,
                    batch=uuid.uuid5(BATCHES, f"{key}/{number}"),
                )
            )
            before = step.stage
    load_rows(Move, rows)


def _load_referrals(
    organisation: Organisation, staff: Staff, applications: Mapping[str, Application]
) -> None:
    rows = [
        Referral(
            application=applications[one.application_id],
            referrer=staff.users[one.employee_id],
            relation=one.relation,
        )
        for one in organisation.referrals
    ]
    load_rows(Referral, rows)


def _load_reviews(
    organisation: Organisation, staff: Staff, plans: Plans, applications: Mapping[str, Application]
) -> None:
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    rows = []
    for one in organisation.reviews:
        requisition = requisition_of[one.application_id]
        ratings = {str(plans.criteria[requisition, REVIEW_KIT, name]): value for name, value in one.ratings}
        rows.append(
            Review(
                application=applications[one.application_id],
                stage=plans.reviews[requisition],
                reviewer=staff.users[one.reviewer_id],
                ratings=ratings,
                verdict=one.verdict,
                note=one.note,
                submitted_at=one.reviewed_at,
            )
        )
    load_rows(Review, rows)
