"""Applications, and what is known of their way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import create_many
from muster.apps.hire.links import make_token, token_digest
from muster.apps.hire.models import Application, Candidate, Move, Outcome, Source, Stage
from muster.apps.hire.search import index_new_applications
from muster.apps.hire.services.history.context import CREATED, Context, Sorted, change_rows, sort_out
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.links import Link
from muster.apps.hire.services.history.openings import plan_of
from muster.apps.hire.services.history.text import cut
from muster.apps.hire.services.voiding import decisions_void
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import Row, known

__all__ = ["Placed", "load_applications"]

SOURCES = {
    "referral": Source.REFERRAL,
    "internal applicant": Source.CAREERS,
    "jobs page on your website": Source.CAREERS,
    "careers site": Source.CAREERS,
    "company website": Source.CAREERS,
    "applied": Source.CAREERS,
    "agency": Source.AGENCY,
    "event": Source.EVENT,
    "job board": Source.JOB_BOARD,
    "sourced": Source.SOURCED,
    "approached by us": Source.SOURCED,
    "prospecting": Source.SOURCED,
}
"""By the names that vendors have for them, and Muster's own."""

Active = set[tuple[int, int]]
Times = set[tuple[int, int, datetime]]
MOST_YEARS = 32_767
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """An application of a candidate, who is there already."""

    row: Row
    one: shapes.Application
    candidate: int
    person: Candidate | None


def load_applications(context: Context, placed: Sequence[Placed], *, fresh: set[int]) -> None:
    """Load applications; `fresh` are the candidates who are new, and so have no other."""
    jobs = context.rows_of("job")
    fine = []
    for each in placed:
        if each.one.job in jobs:
            fine.append(each)
        else:
            sentence = _("There is no job %(job)s; add its page.") % {"job": each.one.job}
            context.report.refuse("application", each.row, each.one.id, "job", sentence)
    links = context.links.find("application", [each.one.id for each in fine])
    fine = _without_erased(context, fine, links)
    owners = {each.one.id: each for each in fine}
    sorted_out = sort_out(context, "application", [(each.row, each.one) for each in fine], known=links)
    candidates = {owners[one.id].candidate for _, one, _ in sorted_out.new}
    active, times = _there(candidates - fresh)
    new = []
    for row, one, digest in sorted_out.new:
        key = (owners[one.id].candidate, jobs[one.job])
        if one.outcome == Outcome.ACTIVE and key in active:
            sentence = _("The candidate has an active application for this job already; close one of them.")
            context.report.refuse("application", row, one.id, "active", sentence)
            continue
        active |= {key} if one.outcome == Outcome.ACTIVE else set()
        new.append((owners[one.id], digest, _free(times, *key, one.applied_at)))
        context.report.tell("created", "application", row, one.id)
    _add(context, new)
    _change(context, sorted_out)


def _without_erased(context: Context, placed: Sequence[Placed], links: Mapping[str, Link]) -> list[Placed]:
    """Refuse applications of those who were erased here and are somebody else there now, and return the others."""
    rows = Application.objects.filter(
        pk__in=[link.row for link in links.values()], candidate__erased_at__isnull=False
    )
    gone = set(rows.values_list("pk", flat=True)) if links else set()
    erased = [each for each in placed if each.one.id in links and links[each.one.id].row in gone]
    refuse_erased(context, "application", [(each.row, each.one) for each in erased])
    keys = {each.one.id for each in erased}
    return [each for each in placed if each.one.id not in keys]


def _there(candidates: Iterable[int]) -> tuple[Active, Times]:
    """Return the pairs of candidate and opening that have an active application, and when all of theirs came in."""
    keys = sorted(candidates)
    active: Active = set()
    times: Times = set()
    for start in range(0, len(keys), 500):
        rows = Application.objects.filter(candidate__in=keys[start : start + 500]).order_by()
        for candidate, requisition, at, outcome in rows.values_list(
            "candidate", "requisition", "applied_at", "outcome"
        ):
            times.add((candidate, requisition, at))
            active |= {(candidate, requisition)} if outcome == Outcome.ACTIVE else set()
    return active, times


def _free(times: Times, candidate: int, requisition: int, at: datetime) -> datetime:
    """Return the time, or the next at which the candidate has no application for the opening: the secret of the
    candidate's link is made from it.
    """
    while (candidate, requisition, at) in times:
        at += TICK
    times.add((candidate, requisition, at))
    return at


def _stage(context: Context, one: shapes.Application, requisition: int) -> Stage:
    plan = plan_of(context, requisition)
    if one.outcome == Outcome.HIRED:
        return plan.hired
    key = context.rows_of("stage").get(f"{one.job}/{one.stage}")
    if key is not None:
        found = next((stage for stage in plan.stages if stage.pk == key), None)
        if found is not None:
            return found
    return plan.named(one.stage_name) if one.stage_name else plan.first


def _add(context: Context, new: Sequence[tuple[Placed, str, datetime]]) -> None:
    jobs = context.rows_of("job")
    people = _people([each for each, *_ in new])
    keys = reserve_keys(Application, len(new))
    made, moves = [], []
    for key, (each, _digest, at) in zip(keys, new, strict=True):
        one, requisition = each.one, jobs[each.one.job]
        stage = _stage(context, one, requisition)
        token = make_token(candidate=each.candidate, requisition=requisition, applied_at=at)
        made.append(
            Application(
                pk=key,
                candidate=people[each.candidate],
                requisition_id=requisition,
                stage_id=stage.pk,
                stage_since=one.moved_at,
                outcome=one.outcome,
                applied_at=at,
                token_digest=token_digest(token),
                **_fields(context, one),
            )
        )
        first = plan_of(context, requisition).first
        moves += _told_moves(context, key, one, stage) or _moves(key, one, first, stage)
    create_many(Application, made, CREATED, actor=context.actor)
    index_new_applications(made)
    count = len(moves)
    for move, key, batch in zip(moves, reserve_keys(Move, count), _one_after_the_other(count), strict=True):
        move.pk, move.batch = key, batch
    create_many(Move, moves, CREATED, actor=context.actor)
    context.links.add(
        "application",
        [(each.one.id, key, digest, 1) for key, (each, digest, _) in zip(keys, new, strict=True)],
    )


def _one_after_the_other(count: int) -> list[uuid.UUID]:
    """Return ids that nobody else has; a database puts those that follow one another into its index side by side."""
    first = uuid.uuid4().int >> 32 << 32
    return [uuid.UUID(int=first + number) for number in range(count)]


def _people(placed: Sequence[Placed]) -> dict[int, Candidate]:
    found = {each.candidate: each.person for each in placed if each.person is not None}
    missing = sorted({each.candidate for each in placed} - found.keys())
    return found | Candidate.objects.in_bulk(missing)


def _fields(context: Context, one: shapes.Application) -> dict[str, Any]:
    source = SOURCES.get(one.source.casefold(), Source.IMPORT)
    return {
        "reason": cut(one.reason, 500) if one.outcome == Outcome.REJECTED or one.moves else "",
        "source": source,
        "campaign": known(one.campaign, one.source if source == Source.IMPORT else "")[:80],
        "years": _years(one),
        "school": cut(one.school, 200),
        "employers": [cut(name, 200) for name in one.employers[:50]],
        "letter": context.text(one.letter, 20_000),
    }


def _years(one: shapes.Application) -> int | None:
    years = known(one.years, None)
    return years if years is not None and 0 <= years <= MOST_YEARS else None


def _told_moves(context: Context, application: int, one: shapes.Application, stage: Stage) -> list[Move]:
    """Return the moves that are told, the first first; none where they do not end where the application is."""
    stages, people = context.rows_of("stage"), context.rows_of("person")
    moves = []
    for told in known(one.moves, ()):
        to_stage = stages.get(f"{one.job}/{told.to_stage}")
        if to_stage is None or told.outcome not in Outcome.values:
            return []
        moves.append(
            Move(
                application_id=application,
                from_stage_id=stages.get(f"{one.job}/{told.from_stage}"),
                to_stage_id=to_stage,
                outcome=told.outcome,
                at=told.at,
                by_id=people.get(told.by),
                reason=cut(told.reason, 500),
                batch=uuid.uuid4(),
            )
        )
    return moves if moves and (moves[-1].to_stage_id, moves[-1].outcome) == (stage.pk, one.outcome) else []


def _moves(application: int, one: shapes.Application, first: Stage, stage: Stage) -> list[Move]:
    """Return that it came in and, where it went anywhere, that it did: vendors tell no more."""
    moves = [_move(application, None, first, Outcome.ACTIVE, one.applied_at)]
    if stage.pk != first.pk or one.outcome != Outcome.ACTIVE:
        moves.append(_move(application, first.pk, stage, one.outcome, one.moved_at, cut(one.reason, 500)))
    return moves


def _move(
    application: int, before: int | None, stage: Stage, outcome: str, at: datetime, reason: str = ""
) -> Move:
    return Move(
        application_id=application,
        from_stage_id=before,
        to_stage_id=stage.pk,
        outcome=outcome,
        at=at,
        reason=reason,
        batch=uuid.uuid4(),
        by_id=None,  # said, since to find out what is not said takes Django longer
        undoes_id=None,
    )


def _change(context: Context, sorted_out: Sorted[shapes.Application]) -> None:
    jobs = context.rows_of("job")
    before = Application.objects.in_bulk([link.row for *_, link in sorted_out.changed])
    was = {key: (row.stage_id, row.outcome, row.stage_since) for key, row in before.items()}
    told, values = {}, {}
    for _row, one, _digest, link in sorted_out.changed:
        stage = _stage(context, one, jobs[one.job])
        moved = (stage.pk, one.outcome) != was[link.row][:2]
        told[one.id] = (one, stage)
        values[one.id] = {
            "stage_id": stage.pk,
            "outcome": one.outcome,
            "stage_since": one.moved_at if moved else was[link.row][2],
            **_fields(context, one),
        }
    changed = change_rows(context, "application", Application, sorted_out.changed, values)
    moves = [
        _move(row.pk, was[row.pk][0], stage, one.outcome, one.moved_at, cut(one.reason, 500))
        for key, row in changed.items()
        for one, stage in (told[key],)
        if was[row.pk][:2] != (stage.pk, one.outcome)
    ]
    create_many(Move, moves, CREATED, actor=context.actor)
    for outcome in (Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.HIRED):
        ended = [row.pk for row in changed.values() if row.outcome == outcome != was[row.pk][1]]
        if ended:
            decisions_void(actor=context.actor, applications=ended, outcome=outcome)
