"""Scorecards with their ratings, each in the seat of whoever wrote it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import gettext as _

from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change_many, create_many
from muster.apps.core.models import ExternalId
from muster.apps.hire.models import Interview, Requisition, Scorecard, ScorecardVersion, Seat
from muster.apps.hire.services.history.context import CHANGED, CREATED, Context, change_rows, sort_out
from muster.apps.hire.services.history.erased import refuse_erased
from muster.apps.hire.services.history.interviews import Case, cases_of, new_interview, new_seat
from muster.apps.hire.services.history.kits import criteria_of, kit_of
from muster.apps.hire.services.history.links import Link
from muster.apps.hire.services.history.people import known_people
from muster.tables.vendors import shapes
from muster.tables.vendors.shapes import Row

__all__ = ["load_scorecards"]

RECOMMENDATIONS = {
    "strong_yes": Scorecard.Recommendation.STRONG_HIRE,
    "yes": Scorecard.Recommendation.HIRE,
    "no": Scorecard.Recommendation.NO_HIRE,
    "strong_no": Scorecard.Recommendation.STRONG_NO_HIRE,
    "undecided": Scorecard.Recommendation.UNDECIDED,
}
USUAL = timedelta(hours=1)
LONGEST = 10_000
Told = tuple[Row, shapes.Scorecard]


def load_scorecards(context: Context, rows: Sequence[Row]) -> None:
    """Load submitted scorecards; drafts stay where they are."""
    told = [(row, cast("shapes.Scorecard", row.record)) for row in rows]
    cases = cases_of(context, {one.application for _, one in told})
    people = context.rows_of("person") | known_people([one.email for _, one in told if one.email])
    fine = [(row, one) for row, one in told if _is_fine(context, row, one, cases, people)]
    sorted_out = sort_out(context, "scorecard", fine)
    seats = _seats(context, [(row, one) for row, one, _ in sorted_out.new], cases, people)
    made, links = [], []
    for row, one, digest in sorted_out.new:
        seat = seats.get(one.id)
        if seat is None:
            sentence = _("This seat has a scorecard already that was written here; it stays.")
            context.report.refuse("scorecard", row, one.id, "taken", sentence)
            continue
        card = Scorecard(seat=seat, submitted_at=one.submitted_at, sequence=1)
        for name, value in _content(context, one, seat.interview.kit_id).items():
            setattr(card, name, value)
        made.append(card)
        links.append((one.id, digest))
        early = one.submitted_at is not None and one.submitted_at < seat.interview.starts_at
        sentence = _("It was submitted before its interview began.") if early else ""
        context.report.tell(
            "created", "scorecard", row, one.id, code="early" if early else "", sentence=sentence
        )
    created = create_many(Scorecard, made, CREATED, actor=context.actor)
    context.links.add(
        "scorecard", [(key, card.pk, digest, 1) for card, (key, digest) in zip(created, links, strict=True)]
    )
    _freeze(context, created)
    _change(context, sorted_out.changed)


def _is_fine(
    context: Context,
    row: Row,
    one: shapes.Scorecard,
    cases: Mapping[str, Case],
    people: Mapping[str, int],
) -> bool:
    if one.submitted_at is None:
        sentence = _("It was never submitted.")
        context.report.tell("left out", "scorecard", row, one.id, code="draft", sentence=sentence)
        return False
    if one.application not in cases:
        sentence = _("There is no application %(id)s here; add its page, or see why it was refused.")
        sentence %= {"id": one.application}
        context.report.refuse("scorecard", row, one.id, "application", sentence)
        return False
    if cases[one.application].erased:
        refuse_erased(context, "scorecard", [(row, one)])
        return False
    if _person(one, people) is None:
        sentence = _("Its interviewer %(id)s is not among the users; add their page.") % {"id": one.person}
        context.report.refuse("scorecard", row, one.id, "person", sentence)
        return False
    return True


def _person(one: shapes.Scorecard, people: Mapping[str, int]) -> int | None:
    found = people.get(one.person)
    return people.get(one.email.casefold()) if found is None and one.email else found


def _seats(
    context: Context, told: Sequence[Told], cases: Mapping[str, Case], people: Mapping[str, int]
) -> dict[str, Seat]:
    """Return the seat of each scorecard by its id: the one that names it, one of the interviewer's that is free in an
    interview of this name, else a new one in an interview of its own. Without those that have a scorecard.
    """
    named = context.links.find("seat", [one.id for _, one in told])
    interviews = context.links.find("interview", [one.interview for _, one in told if one.interview])
    seats = Seat.objects.select_related("interview", "scorecard").in_bulk(
        [link.row for link in named.values()]
    )
    applications = {cases[one.application].pk for _, one in told if one.id not in named}
    free: defaultdict[tuple[int, int], list[Seat]] = defaultdict(list)
    unrated = Seat.objects.filter(interview__application__in=applications, scorecard=None)
    for seat in unrated.select_related("interview").order_by("interview__starts_at", "pk"):
        free[seat.interview.application_id, seat.interviewer_id].append(seat)
    found: dict[str, Seat] = {}
    alone: list[tuple[shapes.Scorecard, Case, int]] = []
    for _row, one in told:
        case, person = cases[one.application], cast("int", _person(one, people))
        link = named.get(one.id)
        if link is not None and link.row in seats:
            if not hasattr(seats[link.row], "scorecard"):
                found[one.id] = seats[link.row]
            continue
        own = interviews.get(one.interview)
        kit = kit_of(context, case.requisition, one.name)
        fits = [
            seat
            for seat in free[case.pk, person]
            if (seat.interview_id == own.row if own is not None else seat.interview.kit_id == kit)
        ]
        if fits:
            found[one.id] = fits[0]
            free[case.pk, person].remove(fits[0])
        else:
            alone.append((one, case, person))
    _take_back(context, [seat for seat in found.values() if seat.released_at is not None])
    return found | _seats_alone(context, alone)


def _take_back(context: Context, seats: Sequence[Seat]) -> None:
    """Whoever rated was there."""
    with change_many(Seat, [one.pk for one in seats], CHANGED, actor=context.actor) as rows:
        for row in rows:
            row.released_at = None
        Seat.objects.bulk_update(rows, ["released_at"])


def _seats_alone(context: Context, alone: Sequence[tuple[shapes.Scorecard, Case, int]]) -> dict[str, Seat]:
    """Add an interview for each scorecard of which no interview is known, when it was held or just before it was
    submitted.
    """
    interviews = []
    for key, (one, case, _person) in zip(reserve_keys(Interview, len(alone)), alone, strict=True):
        submitted_at = cast("datetime", one.submitted_at)
        starts_at = min(one.held_at or submitted_at - USUAL, submitted_at)
        fact = shapes.Interview(
            id=one.id,
            application=one.application,
            step="",
            name=one.name,
            starts_at=starts_at,
            ends_at=starts_at + USUAL,
        )
        interviews.append(new_interview(context, key, fact, case))
    create_many(Interview, interviews, CREATED, actor=context.actor)
    seats = [
        new_seat(context, interview, person, one.id, case)
        for interview, (one, case, person) in zip(interviews, alone, strict=True)
    ]
    created = create_many(Seat, seats, CREATED, actor=context.actor)
    context.links.renew(
        "seat", [(one.id, seat.pk, "", 1) for seat, (one, _, _) in zip(created, alone, strict=True)]
    )
    return {one.id: seat for seat, (one, _, _) in zip(created, alone, strict=True)}


def _content(context: Context, one: shapes.Scorecard, kit: int) -> dict[str, Any]:
    criteria = criteria_of(context, kit, one.ratings)
    placed = sorted(
        ((criteria[rating.criterion.casefold(), len(rating.words)].pk, rating) for rating in one.ratings),
        key=lambda pair: pair[0],
    )
    return {
        "ratings": {str(key): rating.value for key, rating in placed},
        "notes": {str(key): context.text(rating.note, LONGEST) for key, rating in placed if rating.note},
        "recommendation": RECOMMENDATIONS[one.recommendation],
        "summary": context.text(one.summary, LONGEST),
    }


def _freeze(context: Context, cards: Sequence[Scorecard]) -> None:
    """The first scorecard of an opening fixes its plan."""
    interviews = [one.seat.interview_id for one in cards]
    openings = dict(Interview.objects.filter(pk__in=interviews).values_list("pk", "application__requisition"))
    first: dict[int, datetime] = {}
    for card in cards:
        requisition, at = openings[card.seat.interview_id], cast("datetime", card.submitted_at)
        first[requisition] = min(at, first.get(requisition, at))
    todo = Requisition.objects.filter(pk__in=first, frozen_at=None).values_list("pk", flat=True)
    with change_many(Requisition, sorted(todo), CHANGED, actor=context.actor) as rows:
        for row in rows:
            row.frozen_at = first[row.pk]
        Requisition.objects.bulk_update(rows, ["frozen_at"])
    changed = {row.pk: row.version for row in rows}
    links = ExternalId.objects.filter(system=context.links.system, kind="job", row__in=changed, version__gt=0)
    ours = [one for one in links if one.version == changed[one.row]]
    context.links.renew("job", [(one.external, one.row, one.digest, one.version + 1) for one in ours])


def _change(context: Context, changed: Sequence[tuple[Row, shapes.Scorecard, str, Link]]) -> None:
    """Change scorecards, and keep what they said before."""
    keys = [link.row for *_, link in changed]
    before = Scorecard.objects.select_related("seat__interview").in_bulk(keys)
    counts = Counter(ScorecardVersion.objects.filter(scorecard__in=keys).values_list("scorecard", flat=True))
    values = {
        one.id: _content(context, one, before[link.row].seat.interview.kit_id)
        for _, one, _, link in changed
        if link.row in before
    }
    done = change_rows(context, "scorecard", Scorecard, changed, values)
    versions = [
        ScorecardVersion(
            scorecard_id=row.pk,
            number=counts[row.pk] + 1,
            ratings=before[row.pk].ratings,
            notes=before[row.pk].notes,
            recommendation=before[row.pk].recommendation,
            summary=before[row.pk].summary,
            reason=_("Changed in %(vendor)s") % {"vendor": context.vendor},
        )
        for row in done.values()
    ]
    create_many(ScorecardVersion, versions, CREATED, actor=context.actor)
