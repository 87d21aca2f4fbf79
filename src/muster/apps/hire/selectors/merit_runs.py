"""Reading merit runs: which there are, what a run is over, how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import muster
from muster.apps.accounts.models import User
from muster.apps.core.models import Job
from muster.apps.core.numbers import whole_number
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import has_role, require
from muster.apps.core.selectors import ShownJob
from muster.apps.hire.models import BarRun, MeritChoosing, MeritReport, MeritRun, Requisition
from muster.apps.hire.rules import EVERYWHERE, may_see_merit, requisitions_worked_on, runs_visible
from muster.apps.org.models import JobFamily

__all__ = [
    "COMPANY",
    "NOT_YOURS",
    "RUNS_ORDER",
    "Runs",
    "Scope",
    "report_problem",
    "run_get",
    "run_job",
    "run_outdated",
    "run_pages",
    "run_problem",
    "run_scopes",
    "run_steps",
    "scope_named",
    "scope_of",
    "scope_parts",
]

PAGE = 25
RUNS_ORDER = ("-asked_at", "-pk")
MOST_OFFERED = 300  # openings to choose from, the newest first
COMPANY = "company"
NOT_YOURS = gettext_lazy("Only recruiters, executives and hiring managers see merit.")

PROBLEMS: dict[str, str | Promise] = {
    "no_ratings": gettext_lazy("Nobody has submitted a scorecard here yet; interview first."),
    "one_candidate": gettext_lazy(
        "Only one candidate has scorecards here; merit compares candidates, so interview others too."
    ),
    "one_interviewer": gettext_lazy(
        "Only one interviewer has submitted scorecards here, so severity cannot be told from merit; let others "
        "interview."
    ),
    "equal_ratings": gettext_lazy(
        "All ratings are equal within each criterion, so they tell nobody apart; ask interviewers to use the scale."
    ),
    "worker": gettext_lazy("This failed on our side; it was written to the log. Ask for the run again."),
}
"""What the engine's errors say to people, by their codes."""


@dataclass(frozen=True)
class Scope:
    """What a run can be asked for over: the company, a job family or an opening. `key` names it in a form."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True)
class Runs:
    """A page of runs, with what each is over by its key."""

    page: KeysetPage[MeritRun]
    labels: dict[int, str]


def run_pages(
    *,
    person: User,
    scope: str = "",
    before: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Runs:
    """Return the runs that the person may see, the newest first; with `scope` those over it.

    Raises PermissionDenied for who sees none.
    """
    require(may_see_merit(person), NOT_YOURS)
    found = MeritRun.objects.filter(runs_visible(person)).select_related("requisition", "family", "asked_by")
    kind, number = scope_parts(scope)
    if scope == COMPANY:
        found = found.filter(requisition=None, family=None)
    elif kind in ("family", "requisition"):
        found = found.filter(**{kind: number or 0})
    page = keyset_page(found, order=RUNS_ORDER, size=size, before=before, after=after)
    return Runs(page, {run.pk: scope_of(run) for run in page.rows})


def run_get(*, person: User, pk: int) -> MeritRun:
    """Return a run. Raises MeritRun.DoesNotExist when there is none that the person may see."""
    return (
        MeritRun.objects.filter(runs_visible(person))
        .select_related("requisition", "family", "asked_by")
        .get(pk=pk)
    )


def run_job(run: MeritRun | MeritReport | MeritChoosing | BarRun) -> ShownJob | None:
    """Return how far a run, its report or its odds are, None where it has ended."""
    if run.state not in (MeritRun.State.QUEUED, MeritRun.State.RUNNING) or run.job is None:
        return None
    job = Job.objects.filter(pk=run.job).first()
    status = DBTaskResult.objects.filter(pk=run.job).values_list("status", flat=True).first()
    return None if job is None else ShownJob(job, status or TaskResultStatus.FAILED)


def run_steps(job: ShownJob) -> str:
    """Return what a run is at, in words."""
    if job.status == TaskResultStatus.READY:
        return _("Waiting for a worker")
    if job.done < 15:
        return _("Reading the scorecards")
    if job.done < 60:
        return _("Fitting the model")
    return _("Drawing ranks and severities") if job.done < 70 else _("Writing the result")


def run_problem(run: MeritRun) -> str:
    """Return why a run failed, in one sentence; nothing where it did not."""
    if run.state != MeritRun.State.FAILED:
        return ""
    return str(PROBLEMS.get(run.model.get("problem", ""), run.problem or PROBLEMS["worker"]))


def report_problem(report: MeritReport) -> str:
    """Return why a report was not written, in one sentence; it is kept in English."""
    return _(report.problem) if report.problem else _("The report was not written; ask for it again.")


def run_outdated(run: MeritRun) -> str:
    """Return why no report can be made of a run any more: another engine made it; nothing where one can."""
    if run.engine_version == muster.__version__:
        return ""
    return _(
        "This run was made by Muster %(then)s, and this is Muster %(now)s, whose report could differ from it: estimate "
        "again, and report on the new run."
    ) % {"then": run.engine_version, "now": muster.__version__}


def scope_of(run: MeritRun) -> str:
    """Return what a run is over, in words."""
    if run.requisition is not None:
        return f"{run.requisition.title} ({run.requisition.code})"
    return run.family.name if run.family is not None else _("The whole company")


def run_scopes(*, person: User, with_requisition: int | None = None) -> list[Scope]:
    """Return what the person may ask for a run over: the openings that are theirs; for recruiters and executives the
    company and the job families too. `with_requisition` is offered even when it is closed or old.
    """
    found: list[Scope] = []
    if has_role(person, *EVERYWHERE):
        found.append(Scope(COMPANY, _("The whole company"), ""))
        kind = pgettext("of a merit run", "Job family")
        found += [
            Scope(f"family:{one.pk}", one.name, kind) for one in JobFamily.objects.order_by("name", "pk")
        ]
    mine = Requisition.objects.filter(requisitions_worked_on(person)).only("title", "code")
    if not has_role(person, *EVERYWHERE):
        mine = mine.filter(hiring_manager=person.pk)
    offered = list(mine.filter(status=Requisition.Status.OPEN).order_by("-opened_at", "-pk")[:MOST_OFFERED])
    if with_requisition is not None and with_requisition not in {one.pk for one in offered}:
        offered += list(mine.filter(pk=with_requisition))
    offered.sort(key=lambda one: (one.title.casefold(), one.pk))
    kind = pgettext("of a merit run", "Opening")
    return found + [Scope(f"requisition:{one.pk}", f"{one.title} ({one.code})", kind) for one in offered]


def scope_parts(key: str) -> tuple[str, int | None]:
    """Return the kind of what a form's key names, and its number; None where that is none."""
    kind, _colon, number = key.partition(":")
    return kind, whole_number(number)


def scope_named(*, person: User, key: str) -> tuple[Requisition | None, JobFamily | None]:
    """Return the requisition or job family that a form's key names; neither for the company. What the person may not
    ask for, the service refuses. Raises PermissionDenied for a key that names nothing.
    """
    if key == COMPANY:
        return None, None
    kind, number = scope_parts(key)
    if kind == "requisition" and number is not None:
        row = Requisition.objects.filter(requisitions_worked_on(person), pk=number).first()
        if row is not None:
            return row, None
    if kind == "family" and number is not None:
        family = JobFamily.objects.filter(pk=number).first()
        if family is not None:
            return None, family
    raise PermissionDenied(_("Choose what the run is over."))
