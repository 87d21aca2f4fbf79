"""Reading what merit runs say of candidates: the newest standing, its interviews' parts, and who may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import (
    Application,
    Candidate,
    Interview,
    MeritCalibration,
    MeritRun,
    MeritStanding,
)
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.apps.hire.rules import is_blind_for, is_sealed_for, may_see_calibrations

__all__ = [
    "MeritEvidence",
    "Part",
    "merit_evidence",
    "parts_of_standing",
    "standing_latest",
    "standings_of",
]


@dataclass(frozen=True)
class Part:
    """What one scorecard adds to a standing, in logits but for `ratings`, `raw_mean` and `share`.

    `severity` and its SD are None for who must not know how severe the interviewer is; what severity follows from with
    the rest of the page (`implied`, `share`, `contribution`, and `shift`, the correction for it) for who must not know
    how severe others are.
    """

    scorecard: int
    interview: int
    interviewer: int
    name: str
    starts_at: datetime | None
    kit: str
    ratings: int
    raw_mean: float
    implied: float | None
    share: float | None
    contribution: float | None
    shift: float | None
    severity: float | None
    severity_sd: float | None


@dataclass(frozen=True)
class MeritEvidence:
    """What is known of a candidate's merit, for one person: the newest run that has them, their standing in it and the
    parts of their interviews. `of` counts the candidates of the run.

    `sealed` is whether the person must not see it before they have submitted what they owe; then there is nothing else.
    """

    run: MeritRun | None
    standing: MeritStanding | None
    parts: tuple[Part, ...]
    of: int
    sealed: bool


NOTHING = MeritEvidence(None, None, (), 0, sealed=False)
SEALED = MeritEvidence(None, None, (), 0, sealed=True)


def standings_of(*, application: Application) -> QuerySet[MeritStanding]:
    """Return the standings of an application's candidate in the runs that cover it, the newest first. It is for those
    who ask who may see them themselves.
    """
    requisition = application.requisition
    covers = Q(run__requisition=requisition.pk) | Q(run__family=requisition.family_id)
    covers |= Q(run__requisition=None, run__family=None)
    return _standings().filter(covers, candidate=application.candidate_id)


def standing_latest(*, candidate: Candidate) -> MeritStanding | None:
    """Return what the newest run that has a candidate says of them, whatever it covers. It is for those who ask who may
    see it themselves.
    """
    return _standings().filter(candidate=candidate.pk).first()


def merit_evidence(*, application: Application, person: User) -> MeritEvidence:
    """Return what the newest run says of an application's candidate, as far as the person may know it.

    Whether the person may see the application's scorecards at all, the caller asks; this looks after the seal, the
    blind, and whose severity they may know.
    """
    if is_sealed_for(person, application):
        return SEALED
    if is_blind_for(person, application):
        return NOTHING
    standing = standings_of(application=application).first()
    if standing is None:
        return NOTHING
    parts = parts_of_standing(person=person, standing=standing)
    return MeritEvidence(standing.run, standing, parts, standing.run.model.get("candidates", 0), sealed=False)


def parts_of_standing(
    *, person: User, standing: MeritStanding, calibrations: Iterable[MeritCalibration] | None = None
) -> tuple[Part, ...]:
    """Return the parts of a standing, the first interview first. Severities are for recruiters, executives, and the
    interviewer themselves; weights and what they lead to, for recruiters and executives. `calibrations` saves asking
    for those of its interviewers again.
    """
    rows = [dict(zip(PART_COLUMNS, row, strict=True)) for row in standing.parts]
    people = {row["interviewer"] for row in rows}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    severe = may_see_calibrations(person)
    known = people if severe else people & {person.pk}
    if calibrations is None:
        rated = MeritCalibration.objects.filter(run=standing.run_id, interviewer__in=known)
        calibrations = rated.only("interviewer", "severity", "sd")
    severities = {
        one.interviewer_id: (one.severity, one.sd) for one in calibrations if one.interviewer_id in known
    }
    held = _interviews(row["interview"] for row in rows)
    parts = []
    for row in rows:
        severity, sd = severities.get(row["interviewer"], (None, None))
        starts_at, kit = held.get(row["interview"], (None, ""))
        parts.append(
            Part(
                scorecard=row["scorecard"],
                interview=row["interview"],
                interviewer=row["interviewer"],
                name=names.get(row["interviewer"], ""),
                starts_at=starts_at,
                kit=kit,
                ratings=row["ratings"],
                raw_mean=row["raw_mean"],
                implied=row["implied"] if severe else None,
                share=row["share"] if severe else None,
                contribution=row["contribution"] if severe else None,
                shift=row["shift"] if severe else None,
                severity=severity,
                severity_sd=sd,
            )
        )
    return tuple(sorted(parts, key=lambda part: (part.starts_at is None, part.starts_at, part.scorecard)))


def _standings() -> QuerySet[MeritStanding]:
    found = MeritStanding.objects.filter(run__state=MeritRun.State.DONE)
    return found.select_related("run").order_by("-run__as_of", "-run__pk")


def _interviews(keys: Iterable[int]) -> dict[int, tuple[datetime, str]]:
    rows = Interview.objects.filter(pk__in=set(keys)).values_list("pk", "starts_at", "kit__name")
    return {pk: (starts_at, kit) for pk, starts_at, kit in rows}
