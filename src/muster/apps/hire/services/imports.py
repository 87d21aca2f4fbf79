"""Candidates from a CSV file: planned first, so that everything wrong is told together; then all of them or none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen, Proposal, columns_propose, columns_remember
from muster.apps.core.files import file_remove
from muster.apps.core.ledger import change_many, create_many, writing
from muster.apps.core.models import StoredFile
from muster.apps.core.roles import Role, has_role, require
from muster.apps.hire.links import make_token, token_digest
from muster.apps.hire.models import Application, Candidate, Move, Outcome, Requisition, Source, Stage
from muster.apps.hire.rules import may_move
from muster.apps.hire.search import index_applications
from muster.apps.hire.selectors.requisitions import requisition_worked_on
from muster.apps.hire.services.applications import said_beside
from muster.apps.hire.services.uploads import Taken, in_its_words, upload_look, upload_store
from muster.engine.errors import DataError, Problem
from muster.tables.candidates import SHAPE, CandidateRow, read_candidates
from muster.tables.mapping import Look
from muster.tables.problems import Problems, shown

__all__ = [
    "ImportPlan",
    "PlannedRow",
    "Taken",
    "import_forget",
    "import_look",
    "import_plan",
    "import_propose",
    "import_store",
    "import_tell",
    "import_write",
    "may_import",
]

WHAT = "candidates"
BATCH = 500
MILESTONES = {
    "application": Stage.Kind.APPLIED,
    "assessment": Stage.Kind.REVIEW,
    "face to face": Stage.Kind.INTERVIEW,
    "offer": Stage.Kind.OFFER,
}
SOURCES = {
    "careers site": Source.CAREERS,
    "referral": Source.REFERRAL,
    "agency": Source.AGENCY,
    "event": Source.EVENT,
    "job board": Source.JOB_BOARD,
    "sourced": Source.SOURCED,
    "prospecting": Source.SOURCED,
}


@dataclass(frozen=True)
class PlannedRow:
    """A row with the opening and the stage that it goes to."""

    row: CandidateRow
    requisition: Requisition
    stage: Stage


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do: the new applications, how many are there already, which columns are not kept."""

    rows: tuple[PlannedRow, ...]
    known: int
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def may_import(person: User) -> bool:
    """Recruiters and hiring managers bring in candidates; each only for the openings that they work on."""
    return has_role(person, Role.RECRUITER, Role.HIRING_MANAGER)


def import_store(*, actor: User, upload: File[bytes]) -> Taken:
    """Keep the file, in UTF-8, until it is confirmed, and for no longer than `KEPT`. Raises RefusedError when it is no
    text or too large.
    """
    require(may_import(actor), _("Only recruiters and hiring managers import candidates."))
    return upload_store(actor=actor, upload=upload)


def import_look(*, stored: StoredFile) -> tuple[Look | None, tuple[Problem, ...]]:
    """Return the columns of a file with its first cells; or None, and why it cannot be read."""
    return upload_look(stored=stored, shape=SHAPE)


def import_propose(*, actor: User, look: Look, encoding: str) -> Proposal:
    """Say what the columns of a file are, most likely."""
    return columns_propose(person=actor, what=WHAT, look=look, shape=SHAPE, encoding=encoding)


def import_tell(*, actor: User, chosen: Chosen) -> None:
    """Remember what somebody said of the columns of a file; the next such file goes by it."""
    require(may_import(actor), _("Only recruiters and hiring managers import candidates."))
    columns_remember(person=actor, what=WHAT, chosen=chosen)


def import_forget(*, actor: User, stored: StoredFile) -> None:
    """Remove a file that is imported or cannot be: it says more about people than is needed any longer."""
    file_remove(stored=stored, actor=actor)


def import_plan(*, actor: User, path: Path, file: str, chosen: Chosen | None = None) -> ImportPlan:
    """Say what importing a file would do, and everything that is wrong with it. Writes nothing.

    It lies at `path` and is called `file`. `chosen` says what its columns are; else they are known by their names.
    """
    require(may_import(actor), _("Only recruiters and hiring managers import candidates."))
    problems = Problems()
    keys = None if chosen is None else chosen.keys
    table = read_candidates(path, file=file, problems=problems, chosen=keys)
    jobs = _jobs(actor)
    stages = _stages(one.pk for group in jobs.values() for one in group)
    planned = [_place(one, jobs, stages, file, problems) for one in table.rows]
    found = [one for one in planned if one is not None]
    there = _already_there(found)
    _refuse_twice(found, file, problems)
    new = tuple(one for one in found if (one.row.email.casefold(), one.requisition.pk) not in there)
    told = tuple(in_its_words(one, table.headers) for one in problems.all())
    return ImportPlan(new, len(found) - len(new), table.left_out, told)


def import_write(*, actor: User, path: Path, file: str, chosen: Chosen | None = None) -> int:
    """Import the file, all of it or nothing; return how many applications are new.

    What is there already, by e-mail and opening, stays as it is. Raises DataError with everything that is wrong.
    """
    with writing():  # nobody else adds any between the plan and the rows
        plan = import_plan(actor=actor, path=path, file=file, chosen=chosen)
        if plan.problems:
            raise DataError(plan.problems)
        if plan.rows:
            _write(actor, plan.rows)
    return len(plan.rows)


def _jobs(actor: User) -> dict[str, list[Requisition]]:
    """Return the open requisitions to which the actor may add, by code and by title."""
    found: dict[str, list[Requisition]] = {}
    for one in requisition_worked_on(person=actor).filter(status=Requisition.Status.OPEN):
        if may_move(actor, one):
            found.setdefault(one.code.casefold(), []).append(one)
            found.setdefault(one.title.strip().casefold(), []).append(one)
    return found


def _stages(requisitions: Iterable[int]) -> dict[int, list[Stage]]:
    found: dict[int, list[Stage]] = {}
    for stage in Stage.objects.filter(requisition__in=set(requisitions)).order_by("position", "pk"):
        found.setdefault(stage.requisition_id, []).append(stage)
    return found


def _place(
    row: CandidateRow,
    jobs: Mapping[str, Sequence[Requisition]],
    stages: Mapping[int, Sequence[Stage]],
    file: str,
    problems: Problems,
) -> PlannedRow | None:
    matches = jobs.get(row.job.casefold(), ())
    if len(matches) != 1:
        code, sentence = (
            ("job-several", "is the title of several openings; write the code of one")
            if matches
            else ("job-unknown", "is no open opening that you work on; write its code or title")
        )
        problems.add(
            code, f"{shown(row.job)} {sentence}", file=file, row=row.row, column="Job", value=row.job[:60]
        )
        return None
    try:
        validate_email(row.email)
    except ValidationError:  # nobody could be written to there
        sentence = f"{shown(row.email)} is not an e-mail address; correct it"
        problems.add("email", sentence, file=file, row=row.row, column="Email", value=row.email[:60])
        return None
    requisition = matches[0]
    stage = _stage(row.stage, stages[requisition.pk])
    if stage is None:
        sentence = f"{shown(row.stage)} is no stage before hiring in {requisition.code}; correct it or leave it empty"
        problems.add("stage", sentence, file=file, row=row.row, column="Stage", value=row.stage[:60])
        return None
    return PlannedRow(row, requisition, stage)


def _stage(name: str, stages: Sequence[Stage]) -> Stage | None:
    """Return the first stage, or the one of this name, or the first of this milestone."""
    if not name:
        return stages[0]
    before = [stage for stage in stages if stage.kind != Stage.Kind.HIRED]
    named = [stage for stage in before if stage.name.casefold() == name.casefold()]
    kind = MILESTONES.get(name.casefold())
    return next(iter([*named, *(stage for stage in before if stage.kind == kind)]), None)


def _already_there(planned: Sequence[PlannedRow]) -> set[tuple[str, int]]:
    """Return the pairs of e-mail and requisition that have an application, whatever became of it."""
    found: set[tuple[str, int]] = set()
    emails = sorted({one.row.email.lower() for one in planned})
    requisitions = {one.requisition.pk for one in planned}
    for start in range(0, len(emails), BATCH):
        rows = Application.objects.annotate(address=Lower("candidate__email")).filter(
            address__in=emails[start : start + BATCH], requisition__in=requisitions
        )
        found |= {
            (email.casefold(), pk) for email, pk in rows.values_list("candidate__email", "requisition_id")
        }
    return found


def _refuse_twice(planned: Sequence[PlannedRow], file: str, problems: Problems) -> None:
    """Find rows for one opening that is written once by its code and once by its title."""
    seen: dict[tuple[str, int], int] = {}
    for one in planned:
        key = (one.row.email.casefold(), one.requisition.pk)
        first = seen.setdefault(key, one.row.row)
        if first != one.row.row:
            sentence = (
                f"{shown(one.row.email)} is in row {first:,} already, for the same job; keep one of them"
            )
            value = one.row.email[:60]
            problems.add(
                "duplicate", sentence, file=file, row=one.row.row, column="Email", value=value, first=first
            )


def _write(actor: User, planned: Sequence[PlannedRow]) -> None:
    now, batch = timezone.now(), uuid.uuid4()
    candidates = _candidates(actor, planned)
    applications = []
    for one in planned:
        candidate = candidates[one.row.email.casefold()]
        token = make_token(candidate=candidate.pk, requisition=one.requisition.pk, applied_at=now)
        source = SOURCES.get(one.row.source.casefold(), Source.IMPORT)
        application = Application(
            candidate=candidate,
            requisition=one.requisition,
            stage=one.stage,
            stage_since=now,
            source=source,
            campaign=one.row.source if source == Source.IMPORT else "",
            applied_at=now,
            employers=[one.row.company] if one.row.company else [],
            said=said_beside(candidate, name=one.row.name, phone=one.row.phone, links=one.row.links),
            token_digest=token_digest(token),
        )
        applications.append(application)
    create_many(Application, applications, "application.import", actor=actor)
    index_applications(applications)
    moves = [
        Move(application=one, to_stage=one.stage, outcome=Outcome.ACTIVE, at=now, by=actor, batch=batch)
        for one in applications
    ]
    create_many(Move, moves, "move.create", actor=actor)


def _candidates(actor: User, planned: Sequence[PlannedRow]) -> dict[str, Candidate]:
    """Return the candidates of these rows by e-mail; what is known of somebody is not overwritten."""
    rows = {one.row.email.casefold(): one.row for one in reversed(planned)}
    found = _known(sorted(rows))
    new = [
        Candidate(
            code=get_random_string(24),
            name=row.name,
            email=row.email,
            phone=row.phone,
            links=list(row.links),
            language=actor.language,
        )
        for email, row in rows.items()
        if email not in found
    ]
    created = create_many(Candidate, new, "candidate.create", actor=actor)
    with change_many(Candidate, [one.pk for one in created], "candidate.code", actor=actor) as locked:
        for one in locked:
            one.code = f"C-{one.pk:06d}"
        Candidate.objects.bulk_update(locked, ["code"], batch_size=BATCH)
    return found | {one.email.casefold(): one for one in locked}


def _known(emails: Sequence[str]) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for start in range(0, len(emails), BATCH):
        query = Candidate.objects.annotate(address=Lower("email")).filter(
            address__in=emails[start : start + BATCH]
        )
        for one in query.order_by("-pk"):  # of two with one address, the older stays
            found[one.email.casefold()] = one
    return found
