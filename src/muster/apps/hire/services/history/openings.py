"""Jobs become openings, with the stages of their plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

import msgspec
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import create_many
from muster.apps.core.models import Record
from muster.apps.hire.models import Requisition, Stage
from muster.apps.hire.services.history.company import place_named
from muster.apps.hire.services.history.context import CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.text import cut
from muster.apps.org.models import JobFamily, Level, Location, Team
from muster.tables.vendors.shapes import Job, JobStage, Row, known

__all__ = ["Plan", "load_jobs", "load_stages", "plan_of"]

LAST = 999  # the place of the stage of those hired, after all that may be added
WORDS = (
    ("hired", Stage.Kind.HIRED),
    ("offer", Stage.Kind.OFFER),
    ("committee", Stage.Kind.COMMITTEE),
    ("debrief", Stage.Kind.COMMITTEE),
    ("assessment", Stage.Kind.REVIEW),
    ("take home", Stage.Kind.REVIEW),
    ("review", Stage.Kind.REVIEW),
)
MOST_DAYS = 32_767
DAYS = {Stage.Kind.OFFER: 10, Stage.Kind.INTERVIEW: 14, Stage.Kind.HIRED: 30}


def load_jobs(context: Context, rows: Sequence[Row]) -> None:
    """Load jobs as openings, on the careers site only where they were on Muster's."""
    sorted_out = sort_out(context, "job", [(row, cast("Job", row.record)) for row in rows])
    keys = reserve_keys(Requisition, len(sorted_out.new))
    made = [
        Requisition(pk=key, code=f"R-{key:05d}", **_fields(context, one), **_shown(one))
        for key, (_, one, _) in zip(keys, sorted_out.new, strict=True)
    ]
    create_many(Requisition, made, CREATED, actor=context.actor)
    context.links.add(
        "job", [(one.id, key, digest, 1) for key, (_, one, digest) in zip(keys, sorted_out.new, strict=True)]
    )
    for row, one, _digest in sorted_out.new:
        context.report.tell("created", "job", row, one.id)
    values = {one.id: _fields(context, one) for _, one, _, _ in sorted_out.changed}
    values = {
        key: {name: value for name, value in told.items() if name not in ("family", "level")}
        for key, told in values.items()
    }
    change_rows(context, "job", Requisition, sorted_out.changed, values)
    context.kept.pop("job", None)


def _fields(context: Context, one: Job) -> dict[str, Any]:
    closed = one.status == "closed"
    return {
        "title": cut(one.title, 160),
        "family": _family(context, one),
        "level": _level(context, one),
        "team_id": _team(context, one.department),
        "location_id": _location(context, one.office),
        "openings": min(one.openings, 1_000),
        "hiring_manager_id": _first(context, one.managers),
        "recruiter_id": _first(context, one.recruiters),
        "status": Requisition.Status(one.status),
        "description": context.text(one.description, 20_000),
        "opened_at": None if one.status == "draft" else one.opened_at or context.now,
        "closed_at": (one.closed_at or one.opened_at or context.now) if closed else None,
        "reason": _reason(context, one) if closed else "",
    }


def _reason(context: Context, one: Job) -> str:
    return cut(known(one.reason, _("Closed in %(vendor)s") % {"vendor": context.vendor}), 500)


def _shown(one: Job) -> dict[str, Any]:
    """Return what only Muster knows of an opening: who sees what of it, and why it was closed."""
    close_reason = known(one.close_reason, "")
    return {
        "public": known(one.public, False),
        "hide_schools": known(one.hide_schools, True),
        "hide_employers": known(one.hide_employers, False),
        "close_reason": close_reason if close_reason in Requisition.CloseReason.values else "",
    }


def _first(context: Context, people: Iterable[str]) -> int:
    """Return the first of these people who is known, else who imports."""
    there = context.rows_of("person")
    return next((there[one] for one in people if one in there), context.actor.pk)


def _made(context: Context, row: Record) -> Any:
    [created] = create_many(type(row), [row], CREATED, actor=context.actor)
    return created


def _level(context: Context, one: Job) -> Level:
    code = known(one.level, "")[:12] or "unknown"

    def find() -> Level:
        title = cut(known(one.level_title, "") or code, 120) if code != "unknown" else _("Level not known")
        found = Level.objects.filter(code=code).first()
        return found or _made(context, Level(code=code, title=title, rank=0))

    return cast("Level", context.once(f"level {code}", find))


def _family(context: Context, one: Job) -> JobFamily:
    """Return the family that is named, else the one that is called what the department is."""
    key = context.rows_of("department").get(one.department)
    named = cut(known(one.family, ""), 120)

    def find() -> JobFamily:
        team = None if key is None else Team.objects.get(pk=key)
        name = named or (_("Family not known") if team is None else team.name)
        found = JobFamily.objects.annotate(plain=Lower("name")).filter(plain=name.lower()).first()
        return found or _made(context, JobFamily(name=name))

    return cast("JobFamily", context.once(f"family {key} {named.casefold()}", find))


def _team(context: Context, department: str) -> int:
    key = context.rows_of("department").get(department)

    def find() -> int:
        name = _("Team not known")
        found = Team.objects.filter(parent=None, name=name).first()
        return int((found or _made(context, Team(name=name))).pk)

    return key if key is not None else cast("int", context.once("team", find))


def _location(context: Context, office: str) -> int:
    key = context.rows_of("office").get(office)

    def find() -> int:
        name = _("Location not known")
        found = Location.objects.filter(name=name).first() or place_named(context, name, name)
        return int(found.pk)

    return key if key is not None else cast("int", context.once("location", find))


class Plan:
    """The stages of one opening, by name and by kind; what is missing is added where it is needed."""

    def __init__(self, context: Context, requisition: int) -> None:
        self._context, self._requisition = context, requisition
        stages = Stage.objects.filter(requisition=requisition).order_by("position", "pk")
        self.stages = list(stages)

    @property
    def first(self) -> Stage:
        """Return the stage in which applications come in."""
        for one in self.stages:
            if one.kind == Stage.Kind.APPLIED:
                return one
        return self.add(_("Applied"), Stage.Kind.APPLIED, 0)

    @property
    def hired(self) -> Stage:
        """Return the stage of those hired."""
        for one in self.stages:
            if one.kind == Stage.Kind.HIRED:
                return one
        return self.add(_("Hired"), Stage.Kind.HIRED, LAST)

    def named(self, name: str) -> Stage:
        """Return the stage of this name, added before the last where there is none."""
        for one in self.stages:
            if one.name.casefold() == cut(name, 80).casefold():
                return one
        kind = _kind(name)
        kind = Stage.Kind.REVIEW if kind == Stage.Kind.HIRED else kind
        return self.add(
            name, kind, max((one.position for one in self.stages if one.position < LAST), default=0) + 1
        )

    def add_told(self, one: JobStage, kind: Stage.Kind, number: int) -> Stage:
        """Return the stage of a record: the one of those hired, as there is but one, or a new one."""
        if kind != Stage.Kind.HIRED:
            return self.add(one.name, kind, number, one)
        for stage in self.stages:
            if stage.kind == kind:
                return stage
        return self.add(one.name if _told_kind(one) else _("Hired"), kind, LAST, one)

    def add(self, name: str, kind: Stage.Kind, position: int, told: JobStage | None = None) -> Stage:
        """Add a stage, under a name that is free. What is `told` may say when somebody in it is late, and that it is
        blind.
        """
        taken = {one.name for one in self.stages}
        free = name = cut(name, 70)
        number = 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        stage = Stage(
            requisition_id=self._requisition,
            position=position,
            name=free,
            kind=kind,
            days=DAYS.get(kind, 7),
        )
        if told is not None:
            stage.days = min(max(known(told.days, stage.days), 0), MOST_DAYS)
            stage.blind = known(told.blind, False)
        self.stages.append(cast("Stage", _made(self._context, stage)))
        self.stages.sort(key=lambda one: (one.position, one.pk))
        return stage


def _told_kind(one: JobStage) -> Stage.Kind | None:
    told = known(one.kind, "")
    return Stage.Kind(told) if told in Stage.Kind.values else None


def plan_of(context: Context, requisition: int) -> Plan:
    """Return the plan of an opening."""
    return cast("Plan", context.once(f"plan {requisition}", lambda: Plan(context, requisition)))


def _kind(name: str) -> Stage.Kind:
    plain = name.casefold().replace("-", " ")
    return next((kind for word, kind in WORDS if word in plain), Stage.Kind.INTERVIEW)


def load_stages(context: Context, rows: Sequence[Row]) -> None:
    """Load the stages of all jobs; each opening has a first and a last one afterwards."""
    jobs = context.rows_of("job")
    told: defaultdict[str, list[tuple[Row, JobStage]]] = defaultdict(list)
    for row in rows:
        one = cast("JobStage", row.record)
        if one.job and one.job not in jobs:
            sentence = _("There is no job %(job)s; add its page.") % {"job": one.job}
            context.report.refuse("stage", row, one.id, "job", sentence)
            continue
        for job in (one.job,) if one.job else jobs:
            told[job].append((row, _of_job(one, job)))
    sorted_out = sort_out(context, "stage", [one for those in told.values() for one in those])
    new = {one.id for _, one, _ in sorted_out.new}
    digests = {one.id: digest for _, one, digest in sorted_out.new}
    links = []
    for job, those in told.items():
        plan = plan_of(context, jobs[job])
        begun = any(one.kind == Stage.Kind.APPLIED for one in plan.stages)
        for number, (row, one) in enumerate(sorted(those, key=lambda pair: pair[1].position)):
            if one.id not in new:
                continue
            kind = _told_kind(one) or (Stage.Kind.APPLIED if number == 0 and not begun else _kind(one.name))
            stage = plan.add_told(one, kind, number)
            links.append((one.id, stage.pk, digests[one.id], 1))
            context.report.tell("created", "stage", row, one.id)
    context.links.add("stage", links)
    values = {one.id: {"name": cut(one.name, 80)} for _, one, _, _ in sorted_out.changed}
    change_rows(context, "stage", Stage, sorted_out.changed, values)
    for requisition in jobs.values():
        plan = plan_of(context, requisition)
        _ends = plan.first, plan.hired
    context.kept["steps"] = {
        (jobs[job], step): one.id for job, those in told.items() for _, one in those for step in one.steps
    }
    context.kept.pop("stage", None)


def _of_job(one: JobStage, job: str) -> JobStage:
    return msgspec.structs.replace(one, id=f"{job}/{one.id}", job=job)
