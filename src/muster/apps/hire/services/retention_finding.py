"""Finding whose data were kept for as long as the rules say, a few candidates at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone

from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import change_many, create_many
from muster.apps.hire.models import Application, Candidate, Erasure, Move, Outcome, RetentionRule

__all__ = [
    "Rules",
    "months_after",
    "retention_find",
    "retention_is_over",
    "retention_rules",
    "retention_take_back",
]

BATCH = 500
ENDED = {Outcome.REJECTED, Outcome.WITHDRAWN}
Rules = Mapping[tuple[str, int | None], int]


def retention_rules() -> Rules:
    """Return the months of each rule, by country and family."""
    rows = RetentionRule.objects.values_list("country", "family", "months")
    return {(country, family): months for country, family, months in rows}


def months_of(rules: Rules, country: str, family: int) -> int | None:
    """Return the months of the closest rule: of the country and the family, else of one of them, else of all."""
    for key in ((country, family), (country, None), ("", family), ("", None)):
        if key in rules:
            return rules[key]
    return None


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def retention_find(*, job: RunningJob) -> int:
    """Propose the erasing of each candidate whose time is over, and take back proposals that are not due any more.

    Nobody is erased by it. Returns how many proposals are new.
    """
    rules, today = retention_rules(), timezone.now().date()
    total, last, done, found = Candidate.objects.count(), job.cursor or 0, 0, 0
    while True:
        there = Candidate.objects.filter(pk__gt=last, erased_at=None).order_by("pk")
        batch = list(there.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return found
        done, last = done + len(batch), batch[-1]
        with job.step(done=min(done, total), total=total, cursor=last):
            due = _due(rules, batch)
            found += _propose({pk: day for pk, day in due.items() if day <= today})
            retention_take_back([pk for pk in batch if due.get(pk, date.max) > today])


def retention_is_over(*, candidate: int) -> bool:
    """Whether a candidate's time is over, by the rules and the applications that there are now."""
    day = _due(retention_rules(), [candidate]).get(candidate)
    return day is not None and day <= timezone.now().date()


def _due(rules: Rules, candidates: Sequence[int]) -> dict[int, date]:
    """Return the day on which each candidate's time is over; without those whose time does not run."""
    rows = Application.objects.filter(candidate__in=candidates).values_list(
        "pk", "candidate", "outcome", "stage_since", "requisition__location__country", "requisition__family"
    )
    applications = list(rows.order_by("pk"))
    moved = dict(
        Move.objects.filter(application__in=[one[0] for one in applications])
        .order_by()
        .values_list("application")
        .annotate(Max("at"))
    )
    due: dict[int, date] = {}
    never = set()
    for pk, candidate, outcome, since, country, family in applications:
        months = months_of(rules, country, family)
        if outcome not in ENDED or months is None:
            never.add(candidate)
            continue
        day = months_after(max(since, moved.get(pk, since)).date(), months)
        due[candidate] = max(day, due.get(candidate, day))
    return {candidate: day for candidate, day in due.items() if candidate not in never}


def _propose(due: Mapping[int, date]) -> int:
    known = set(
        Erasure.objects.filter(candidate__in=due, state=Erasure.State.OPEN).values_list(
            "candidate", flat=True
        )
    )
    declined = set(_declined_since(due))
    now = timezone.now()
    rows = [
        Erasure(candidate_id=pk, cause=Erasure.Cause.TIME, asked_at=now, due_on=day)
        for pk, day in sorted(due.items())
        if pk not in known and pk not in declined
    ]
    create_many(Erasure, rows, "erasure.propose", actor=None)
    return len(rows)


def _declined_since(due: Mapping[int, date]) -> Iterable[int]:
    """Yield the candidates for whom the same day was declined before: a person has decided that."""
    rows = Erasure.objects.filter(
        candidate__in=due, cause=Erasure.Cause.TIME, state=Erasure.State.DECLINED
    ).values_list("candidate", "due_on")
    return (pk for pk, day in rows if due[pk] == day)


def retention_take_back(candidates: Sequence[int]) -> None:
    """Withdraw the proposals to erase these candidates, whose time is not over."""
    rows = Erasure.objects.filter(
        candidate__in=candidates, cause=Erasure.Cause.TIME, state=Erasure.State.OPEN
    )
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        with change_many(Erasure, keys, "erasure.withdraw", actor=None):
            Erasure.objects.filter(pk__in=keys).update(
                state=Erasure.State.WITHDRAWN, decided_at=timezone.now()
            )
