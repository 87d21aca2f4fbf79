"""How hires do on the job: one rating at a time, or many from a CSV file, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from django.core.files.base import File
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen, Proposal, columns_propose, columns_remember
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import create_many, writing
from muster.apps.core.numbers import whole_number
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, JobOutcome, Months, Outcome
from muster.apps.hire.rules_bar import may_record_outcome, may_record_outcomes
from muster.apps.hire.services.uploads import Taken, in_its_words, upload_store
from muster.engine.errors import DataError, Problem
from muster.tables.mapping import Look
from muster.tables.outcomes import SHAPE, OutcomeRow, read_outcomes
from muster.tables.problems import Problems, shown

__all__ = [
    "OutcomePlan",
    "PlannedOutcome",
    "Rating",
    "outcome_import_plan",
    "outcome_import_propose",
    "outcome_import_store",
    "outcome_import_tell",
    "outcome_import_write",
    "outcome_record",
]

WHAT = "outcomes"
CHUNK = 500
Value = TypeVar("Value")


@dataclass(frozen=True)
class Rating:
    """A rating on a scale that is stated, so many months after the first day; who judged, and when."""

    months: int
    rating: Decimal
    lowest: Decimal
    highest: Decimal
    rated_by: User
    rated_on: date


@dataclass(frozen=True)
class PlannedOutcome:
    """A row with the application that it is about; `again` is whether it follows another of as many months."""

    row: int
    application: Application
    rating: Rating
    again: bool


@dataclass(frozen=True)
class OutcomePlan:
    """What an import would do: the ratings, how many are there already just so, which columns are not kept."""

    rows: tuple[PlannedOutcome, ...]
    known: int
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def outcome_record(*, actor: User, application: Application, rating: Rating) -> JobOutcome:
    """Record how a hire was rated; another of as many months follows the one before, which stays."""
    require(
        may_record_outcome(actor, application.requisition),
        _("Only recruiters, people partners and the hiring manager of an opening record ratings on the job."),
    )
    if rating.months not in Months.values:
        raise RefusedError(_("A rating is after 6 or after 12 months."))
    if not rating.lowest < rating.highest:
        raise RefusedError(_("The highest rating of a scale is above its lowest."))
    if not rating.lowest <= rating.rating <= rating.highest:
        raise RefusedError(_("The rating is not on its scale."))
    if rating.rated_on > timezone.localdate():
        raise RefusedError(_("A rating is from today or before."))
    with writing():
        current = Application.objects.get(pk=application.pk)
        if current.outcome != Outcome.HIRED:
            raise RefusedError(_("Only those who were hired are rated on the job."))
        [row] = _write(actor, [(current, rating)])
    return row


def outcome_import_store(*, actor: User, upload: File[bytes]) -> Taken:
    """Keep a file until it is confirmed. Raises RefusedError when it is no text or too large."""
    _require(actor)
    return upload_store(actor=actor, upload=upload)


def outcome_import_propose(*, actor: User, look: Look, encoding: str) -> Proposal:
    """Say what the columns of a file are, most likely."""
    return columns_propose(person=actor, what=WHAT, look=look, shape=SHAPE, encoding=encoding)


def outcome_import_tell(*, actor: User, chosen: Chosen) -> None:
    """Remember what somebody said of the columns of a file; the next such file goes by it."""
    _require(actor)
    columns_remember(person=actor, what=WHAT, chosen=chosen)


def outcome_import_plan(*, actor: User, path: Path, file: str, chosen: Chosen | None = None) -> OutcomePlan:
    """Say what importing a file would do, and everything that is wrong with it. Writes nothing."""
    _require(actor)
    problems = Problems()
    keys, days = (None, "") if chosen is None else (chosen.keys, chosen.days)
    table = read_outcomes(path, file=file, problems=problems, chosen=keys, days=days)
    applications = _applications(actor, table.rows)
    raters = _raters(table.rows)
    planned = [_place(one, applications, raters, file, problems) for one in table.rows]
    found = [one for one in planned if one is not None]
    newest = _newest(one.application.pk for one in found)
    rows, known = [], 0
    for one in found:
        there = newest.get((one.application.pk, one.rating.months))
        if there is not None and _same(there, one.rating):
            known += 1
            continue
        rows.append(PlannedOutcome(one.row, one.application, one.rating, again=there is not None))
    told = tuple(in_its_words(one, table.headers) for one in problems.all())
    return OutcomePlan(tuple(rows), known, table.left_out, told)


def outcome_import_write(*, actor: User, path: Path, file: str, chosen: Chosen | None = None) -> int:
    """Import the file, all of it or nothing; return how many ratings are new.

    Raises DataError with everything that is wrong.
    """
    with writing():  # nobody else adds any between the plan and the rows
        plan = outcome_import_plan(actor=actor, path=path, file=file, chosen=chosen)
        if plan.problems:
            raise DataError(plan.problems)
        if plan.rows:
            _write(actor, [(one.application, one.rating) for one in plan.rows])
    return len(plan.rows)


def _require(actor: User) -> None:
    require(
        may_record_outcomes(actor),
        _("Only recruiters, people partners and hiring managers record ratings on the job."),
    )


def _applications(actor: User, rows: Sequence[OutcomeRow]) -> dict[str, Application]:
    """Return the applications of hires by their codes, of those that the actor may rate."""
    keys = {whole_number(one.application.upper().removeprefix("A-")) or 0 for one in rows}
    found: dict[str, Application] = {}
    for part in _chunks(sorted(keys)):
        there = Application.objects.filter(pk__in=part, outcome=Outcome.HIRED)
        for one in there.select_related("requisition", "candidate"):
            if may_record_outcome(actor, one.requisition):
                found[one.code] = one
    return found


def _raters(rows: Sequence[OutcomeRow]) -> dict[str, User]:
    emails = sorted({one.rated_by.casefold() for one in rows})
    found: dict[str, User] = {}
    for part in _chunks(emails):
        found |= {one.email.casefold(): one for one in User.objects.filter(email__in=part)}
    return found


def _place(
    row: OutcomeRow,
    applications: dict[str, Application],
    raters: dict[str, User],
    file: str,
    problems: Problems,
) -> PlannedOutcome | None:
    application, rater = applications.get(row.application.upper()), raters.get(row.rated_by.casefold())
    wrong = (
        (
            application is None,
            "application-unknown",
            "Application",
            row.application,
            "is no hire that you may rate",
        ),
        (rater is None, "rater-unknown", "Rated by", row.rated_by, "is no account here"),
        (
            row.rated_on > timezone.localdate(),
            "future-day",
            "Rated on",
            str(row.rated_on),
            "is a day to come",
        ),
    )
    for there, code, column, value, sentence in wrong:
        if there:
            told = f"{shown(value)} {sentence}; correct it"
            problems.add(code, told, file=file, row=row.row, column=column, value=value[:60])
    if application is None or rater is None or row.rated_on > timezone.localdate():
        return None
    rating = Rating(row.months, row.rating, row.lowest, row.highest, rater, row.rated_on)
    return PlannedOutcome(row.row, application, rating, again=False)


def _newest(applications: Iterable[int]) -> dict[tuple[int, int], JobOutcome]:
    """Return the ratings that count now, by application and months."""
    found: dict[tuple[int, int], JobOutcome] = {}
    for part in _chunks(sorted(set(applications))):
        for one in JobOutcome.objects.filter(application__in=part).order_by("number"):
            found[one.application_id, one.months] = one
    return found


def _same(there: JobOutcome, rating: Rating) -> bool:
    kept = (there.rating, there.lowest, there.highest, there.rated_by_id, there.rated_on)
    return kept == (rating.rating, rating.lowest, rating.highest, rating.rated_by.pk, rating.rated_on)


def _write(actor: User, ratings: Sequence[tuple[Application, Rating]]) -> list[JobOutcome]:
    numbers: dict[tuple[int, int], int] = {}
    for part in _chunks(sorted({application.pk for application, _rating in ratings})):
        rows = JobOutcome.objects.filter(application__in=part).order_by()
        last = rows.values("application", "months").annotate(last=Max("number"))
        numbers |= {
            (key, months): number for key, months, number in last.values_list("application", "months", "last")
        }
    made = [
        JobOutcome(
            application=application,
            months=one.months,
            number=numbers.get((application.pk, one.months), 0) + 1,
            rating=one.rating,
            lowest=one.lowest,
            highest=one.highest,
            rated_by=one.rated_by,
            rated_on=one.rated_on,
        )
        for application, one in ratings
    ]
    return create_many(JobOutcome, made, "outcome.record", actor=actor)


def _chunks(values: Sequence[Value]) -> Iterable[Sequence[Value]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
