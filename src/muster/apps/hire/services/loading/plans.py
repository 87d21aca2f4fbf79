"""Loading kits, requisitions and their plans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from muster.apps.hire.models import Criterion, Kit, Member, Requisition, Stage
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.hire.services.loading.staff import Staff
from muster.demo.organisation import Organisation
from muster.demo.organisation.plans import REVIEW_KIT, Plan

__all__ = ["Plans", "load_plans"]

KINDS = {
    "applied": Stage.Kind.APPLIED,
    "screen": Stage.Kind.INTERVIEW,
    "interview": Stage.Kind.INTERVIEW,
    "committee": Stage.Kind.COMMITTEE,
    "offer": Stage.Kind.OFFER,
    "hired": Stage.Kind.HIRED,
}
DAYS = {"applied": 3, "review": 7, "screen": 10, "interview": 14, "committee": 7, "offer": 10, "hired": 60}
OFTEN = 4  # interviews for one requisition
DESCRIPTION = (
    "You will work with the team {team} in {city}. We judge what you did, not where you come from: the first review "
    "is blind, every interview rates the same criteria, and you hear from us at every step."
)


@dataclass(frozen=True)
class Plans:
    """The requisitions by id, their stages by (id, name), their stages of review by id, their kits by (id, name), the
    keys of the criteria by (id, kit, name).
    """

    requisitions: Mapping[str, Requisition]
    stages: Mapping[tuple[str, str], Stage]
    reviews: Mapping[str, Stage]
    kits: Mapping[tuple[str, str], Kit]
    criteria: Mapping[tuple[str, str, str], int]


def load_plans(organisation: Organisation, staff: Staff) -> Plans:
    """Load templates, requisitions, their kits and stages, and who works on them."""
    _load_kits(organisation, [(None, {kit.stage for kit in organisation.kits})], {})
    requisitions = _load_requisitions(organisation, staff)
    plans = {plan.name: plan for plan in organisation.plans}
    wanted = [
        (requisition, {kit for stage in plans[facts.plan].stages for kit in stage.kits})
        for facts, requisition in zip(organisation.requisitions, requisitions, strict=True)
    ]
    weights = {
        requisition: plans[facts.plan].weights
        for facts, requisition in zip(organisation.requisitions, requisitions, strict=True)
    }
    kits, criteria = _load_kits(organisation, wanted, weights)
    by_id = dict(zip((facts.id for facts in organisation.requisitions), requisitions, strict=True))
    stages, reviews = _load_stages(organisation, by_id, plans, kits)
    _load_members(organisation, staff, by_id)
    known = {requisition.pk: key for key, requisition in by_id.items()}
    own_kits = {(known[pk], name): kit for (pk, name), kit in kits.items() if pk is not None}
    own_criteria = {
        (known[pk], kit, criterion.name): criterion.pk
        for (pk, kit), those in criteria.items()
        if pk is not None
        for criterion in those
    }
    return Plans(by_id, stages, reviews, own_kits, own_criteria)


def _load_requisitions(organisation: Organisation, staff: Staff) -> list[Requisition]:
    closings = {one.requisition_id: one for one in organisation.requisition_closings}
    first_reviews = _first_reviews(organisation)
    rows = []
    for facts in organisation.requisitions:
        closing = closings.get(facts.id)
        team, location = staff.teams[facts.team_id], staff.locations[facts.location_id]
        rows.append(
            Requisition(
                code=facts.id,
                title=facts.title,
                family=staff.families[facts.family],
                level=staff.levels[facts.level_id],
                team=team,
                location=location,
                openings=facts.openings,
                hiring_manager=staff.users[facts.hiring_manager_id],
                recruiter=staff.users[facts.recruiter_id],
                status=Requisition.Status.OPEN if closing is None else Requisition.Status.CLOSED,
                description=DESCRIPTION.format(team=team.name, city=location.city),
                opened_at=facts.opened_at,
                closed_at=None if closing is None else closing.closed_at,
                close_reason="" if closing is None else closing.result,
                reason="" if closing is None else closing.reason,
                frozen_at=first_reviews.get(facts.id),
            )
        )
    return load_rows(Requisition, rows)


def _first_reviews(organisation: Organisation) -> dict[str, datetime]:
    """Return when the first review or scorecard of each requisition was submitted."""
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    interviews = {one.id: one.application_id for one in organisation.interviews}
    rated = [(one.application_id, one.reviewed_at) for one in organisation.reviews]
    rated += [(interviews[one.interview_id], one.submitted_at) for one in organisation.scorecards]
    first: dict[str, datetime] = {}
    for application, at in rated:
        requisition = requisition_of[application]
        first[requisition] = min(at, first.get(requisition, at))
    return first


def _load_kits(
    organisation: Organisation,
    wanted: Sequence[tuple[Requisition | None, set[str]]],
    weights: Mapping[Requisition, Mapping[str, int]],
) -> tuple[dict[tuple[int | None, str], Kit], dict[tuple[int | None, str], list[Criterion]]]:
    """Load kits as templates, or as the copies of requisitions, with their criteria."""
    anchors = {one.name: one.anchors for one in organisation.criteria}
    named = {kit.stage: kit.criteria for kit in organisation.kits}
    kits = load_rows(
        Kit,
        [Kit(name=name, requisition=requisition) for requisition, names in wanted for name in sorted(names)],
    )
    criteria = [
        Criterion(
            kit=kit,
            position=position,
            name=name,
            weight=Decimal(weights[kit.requisition].get(name, 1) if kit.requisition else 1),
            anchors=list(anchors[name]),
        )
        for kit in kits
        for position, name in enumerate(named[kit.name])
    ]
    found: defaultdict[tuple[int | None, str], list[Criterion]] = defaultdict(list)
    for one in load_rows(Criterion, criteria):
        found[one.kit.requisition_id, one.kit.name].append(one)
    return {(kit.requisition_id, kit.name): kit for kit in kits}, found


def _load_stages(
    organisation: Organisation,
    requisitions: Mapping[str, Requisition],
    plans: Mapping[str, Plan],
    kits: Mapping[tuple[int | None, str], Kit],
) -> tuple[dict[tuple[str, str], Stage], dict[str, Stage]]:
    """Load the stages of the plans; return those of the company's plans by (id, name), and those of review by id."""
    rows: list[Stage] = []
    named: dict[tuple[str, str], Stage] = {}
    reviews: dict[str, Stage] = {}
    for facts in organisation.requisitions:
        requisition = requisitions[facts.id]
        own = len(rows)
        for planned in plans[facts.plan].stages:
            kit = next((kits[requisition.pk, name] for name in planned.kits if name != REVIEW_KIT), None)
            kind = KINDS[planned.kind]
            stage = Stage(
                requisition=requisition, name=planned.name, kind=kind, kit=kit, days=DAYS[planned.kind]
            )
            named[facts.id, planned.name] = stage
            rows.append(stage)
            if REVIEW_KIT in planned.kits:
                reviews[facts.id] = _review_stage(
                    requisition, kits[requisition.pk, REVIEW_KIT], blind=facts.blind
                )
                rows.append(reviews[facts.id])
        for position, stage in enumerate(rows[own:]):
            stage.position = position
    load_rows(Stage, rows)
    return named, reviews


def _review_stage(requisition: Requisition, kit: Kit, *, blind: bool) -> Stage:
    """Return a stage of its own for reading applications, which the company's records put where they come in."""
    name = "Blind review" if blind else "Review"
    days = DAYS["review"]
    return Stage(requisition=requisition, name=name, kind=Stage.Kind.REVIEW, blind=blind, kit=kit, days=days)


def _load_members(organisation: Organisation, staff: Staff, requisitions: Mapping[str, Requisition]) -> None:
    """Make whoever reviewed for a requisition one of its reviewers, who interviews for it often an interviewer."""
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    reviewers = {(requisition_of[one.application_id], one.reviewer_id) for one in organisation.reviews}
    interviews = {one.id: requisition_of[one.application_id] for one in organisation.interviews}
    sat = Counter((interviews[one.interview_id], one.employee_id) for one in organisation.seats)
    often = {pair for pair, times in sat.items() if times >= OFTEN}
    rows = [
        Member(requisition=requisitions[requisition], user=staff.users[person], part=part)
        for part, pairs in ((Member.Part.REVIEWER, reviewers), (Member.Part.INTERVIEWER, often))
        for requisition, person in sorted(pairs)
    ]
    load_rows(Member, rows)
