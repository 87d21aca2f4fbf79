"""Writing the season report of a run, as a page and a PDF, by a worker."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.files import PDF, TEXT, file_store
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import change
from muster.apps.core.models import StoredFile
from muster.apps.hire.bridge.ratings import run_ratings
from muster.apps.hire.bridge.report import estimate_named, is_of_run, write_reports
from muster.apps.hire.models import Candidate, MeritReport, MeritRun
from muster.apps.hire.selectors.merit_runs import run_outdated
from muster.engine.errors import MusterError

__all__ = ["merit_report_write"]

MOST_BYTES = 100_000_000
CHUNK = 500
CHANGED = gettext_noop("The scorecards are not those of the run any more; verify the ledger.")
DIFFERENT = gettext_noop("The same scorecards give another result than the run keeps; verify the ledger.")


def merit_report_write(*, job: RunningJob, pk: int) -> None:
    """Fit the run again and write it down if it is what the run keeps, in the report's language.

    A report that is there stays as it is.
    """
    report = MeritReport.objects.select_related("run__requisition", "run__family").get(pk=pk)
    if report.state in (MeritReport.State.DONE, MeritReport.State.FAILED):
        return
    job.tell(done=0, total=100)
    run, ratings = report.run, run_ratings(report.run)
    with translation.override("en"):  # what is kept; it is translated where it is shown
        problem = run_outdated(run) or ("" if ratings.digest() == run.input_digest else CHANGED)
    if problem:
        _fail(job, report, problem)
        return
    people = User.objects.filter(pk__in=set(ratings.interviewer.tolist()))
    names = ((key, name, email) for key, name, email in people.values_list("pk", "name", "email"))
    with tempfile.TemporaryDirectory() as folder, translation.override(report.language):
        try:
            estimate = estimate_named(
                run,
                ratings,
                candidates=_different(_candidates(ratings.candidate.tolist())),
                interviewers=_different(names),
            )
            if not is_of_run(run, estimate):
                _fail(job, report, DIFFERENT)
                return
            job.tell(done=40)
            paths = write_reports(estimate, Path(folder), title=_title(run), generated=report.asked_at.date())
        except MusterError as error:
            _fail(job, report, error.sentence)
            return
        job.tell(done=90)
        with job.step(done=100), change(report, "merit.reported", actor=None):
            report.page, report.pdf = (
                _store(path, kind) for path, kind in zip(paths, (TEXT, PDF), strict=True)
            )
            report.state, report.finished_at = MeritReport.State.DONE, timezone.now()
            report.save()


def _fail(job: RunningJob, report: MeritReport, sentence: str) -> None:
    with job.step(), change(report, "merit.report_fail", actor=None):
        report.state, report.problem = MeritReport.State.FAILED, sentence[:500]
        report.finished_at = timezone.now()
        report.save()


def _store(path: Path, kind: str) -> StoredFile:
    with path.open("rb") as file:
        upload = File(file, name=path.name)
        return file_store(upload=upload, kinds={kind}, most_bytes=MOST_BYTES, actor=None)


def _candidates(keys: list[int]) -> Iterable[tuple[int, str, str]]:
    unique = sorted(set(keys))
    for start in range(0, len(unique), CHUNK):
        rows = Candidate.objects.filter(pk__in=unique[start : start + CHUNK])
        yield from rows.values_list("pk", "name", "code")


def _different(people: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Return what people are called; those who share a name, with their code or address."""
    rows = list(people)
    names = Counter(name for _key, name, _code in rows)
    return {key: name if names[name] == 1 else f"{name} ({code})" for key, name, code in rows}


def _title(run: MeritRun) -> str:
    if run.requisition is not None:
        return f"{run.requisition.title} ({run.requisition.code})"
    return run.family.name if run.family is not None else settings.MUSTER_COMPANY
