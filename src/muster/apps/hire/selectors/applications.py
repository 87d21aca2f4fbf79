"""Reading applications: lists, the board, one application, its timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.models import (
    Application,
    Decision,
    Message,
    Move,
    Outcome,
    Requisition,
    Review,
    Source,
    Stage,
)
from muster.apps.hire.rules import blind_for, requisitions_reviewed, requisitions_worked_on
from muster.apps.hire.search import matching

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Sight(TypedDict):
        """Whether the person who asks must not see who it is."""

        blind: bool

    SeenApplication = WithAnnotations[Application, _Sight]

__all__ = [
    "LISTED",
    "ApplicationFilter",
    "Column",
    "Event",
    "application_list",
    "application_listed",
    "application_matching",
    "application_others",
    "application_scope",
    "application_search",
    "application_timeline",
    "application_visible",
    "board_columns",
    "late",
]

CARDS = 15  # in a column of the board; the rest is in the table
LISTED = (  # what lists and cards show, so that a database need not send the rest
    *(
        "candidate",
        "candidate__name",
        "requisition",
        "requisition__title",
        "stage",
        "stage__name",
        "stage__days",
    ),
    *("stage_since", "outcome", "source", "applied_at", "years"),
)


@dataclass(frozen=True)
class ApplicationFilter:
    """What somebody looks for. Empty values do not narrow. `late` is longer in a stage than it should take, `live` of
    openings that are open, `hired` hired from that day on.
    """

    text: str = ""
    requisition: int | None = None
    stage: int | None = None
    outcome: str = ""
    source: str = ""
    campaign: str = ""
    late: bool = False
    kind: str = ""
    reached: str = ""
    start: date | None = None
    end: date | None = None
    live: bool = False
    hired: date | None = None


@dataclass(frozen=True)
class Column:
    """A stage of the board with its first cards."""

    stage: Stage
    count: int
    cards: tuple[Application, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened to an application. `kind` is move, message, review, referral, unblinding, convened,
    reopened or signed; `known` is whether the person may know what was decided.
    """

    at: datetime
    kind: str
    by: User | None
    row: Any
    known: bool = True


def application_visible(
    *, person: User, reviewed: Sequence[int] | None = None, listed: bool = True
) -> QuerySet[SeenApplication]:
    """Return the applications that the person may see. `blind` marks those of which they see all but who it is.

    `reviewed` is what `requisitions_reviewed` says, where it was asked for already. Whoever wants one by its key has
    them not `listed`, which spares asking for the openings first.
    """
    scope: Any = application_scope(person=person) if listed else _scope(person)
    query = (
        Application.objects.select_related("candidate", "requisition", "stage")
        .defer("resume_text", "letter")
        .annotate(blind=_blind(requisitions_reviewed(person) if reviewed is None else reviewed, person))
    )
    return query if scope is None else query.filter(requisition__in=scope)


def application_scope(*, person: User) -> list[int] | None:
    """Return the keys of the requisitions whose applications the person may see: few, and known to a database that
    plans how to list them. None where they see all.
    """
    scope = _scope(person)
    return None if scope is None else list(scope)


def _scope(person: User) -> QuerySet[Requisition, int] | None:
    wide = requisitions_worked_on(person)
    return Requisition.objects.filter(wide).order_by().values_list("pk", flat=True) if wide else None


def _blind(reviewed: Sequence[int], person: User) -> ExpressionWrapper[Any] | Value:
    """Return whether the person must not see who it is; most people review nothing, and then it is plain."""
    if not reviewed:
        return Value(False, output_field=BooleanField())
    return ExpressionWrapper(blind_for(person, reviewed=reviewed), output_field=BooleanField())


def application_listed(*, person: User) -> QuerySet[SeenApplication]:
    """Return the applications that the person may see, with no more of each than a list shows."""
    return application_visible(person=person).only(*LISTED)


def application_list(
    *, person: User, wanted: ApplicationFilter, found: Sequence[int] | None = None
) -> QuerySet[SeenApplication]:
    """Return the applications that the person may see and looks for, the newest first.

    `found` is what `application_search` returned, where it was asked already.
    """
    query = application_listed(person=person)
    if wanted.stage is not None:
        query = _in_stage(query, wanted.stage, wanted.requisition)
    elif wanted.requisition is not None:
        query = query.filter(requisition=wanted.requisition)
    if wanted.outcome in Outcome.values:
        query = query.filter(outcome=wanted.outcome)
    if wanted.source in Source.values:
        query = query.filter(source=wanted.source)
    if wanted.campaign:
        query = query.filter(campaign=wanted.campaign)
    if wanted.kind in Stage.Kind.values:
        query = query.filter(stage__kind=wanted.kind)
    if wanted.reached in Stage.Kind.values:
        kinds = Stage.Kind.values
        query = query.filter(stage__kind__in=kinds[kinds.index(wanted.reached) :])
    if wanted.start is not None:
        query = query.filter(applied_at__gte=datetime.combine(wanted.start, time(), UTC))
    if wanted.end is not None:
        query = query.filter(applied_at__lte=datetime.combine(wanted.end, time.max, UTC))
    if wanted.hired is not None:
        since = datetime.combine(wanted.hired, time(), UTC)
        query = query.filter(outcome=Outcome.HIRED, stage_since__gte=since)
    if wanted.live:
        query = query.filter(requisition__status=Requisition.Status.OPEN)
    if wanted.late:
        query = query.filter(late(), outcome=Outcome.ACTIVE)
    if wanted.text.strip():
        keys = (application_search(person=person, wanted=wanted) or ()) if found is None else found
        query = query.filter(pk__in=keys, blind=False)  # to find a name would be to see it
    return query.order_by("-applied_at", "-pk")


def _in_stage(
    query: QuerySet[SeenApplication], stage: int, requisition: int | None
) -> QuerySet[SeenApplication]:
    """Narrow to a stage; to nothing when it is not of the requisition. The requisition itself is not asked for: a
    database that takes the two for unrelated expects few rows, and reads all of them to sort a page.
    """
    if requisition is not None and not Stage.objects.filter(pk=stage, requisition=requisition).exists():
        return query.none()
    return query.filter(stage=stage)


def application_search(*, person: User, wanted: ApplicationFilter) -> list[int] | None:
    """Return the keys of those that fit the words, of one requisition or of all that the person sees; at most
    `MOST_FOUND`, the newest. None where no words are looked for.

    They are asked for by themselves: a database that joins them to everything else may begin at the wrong end.
    """
    if not wanted.text.strip():
        return None
    if wanted.requisition is None:
        return application_matching(person=person, text=wanted.text)
    return matching(wanted.text, requisitions=[wanted.requisition])


def application_matching(*, person: User, text: str) -> list[int]:
    """Return the keys of the newest applications with these words, of the openings that the person works on; asked once
    a request, since the command palette looks for candidates and for their interviews.
    """
    name = f"applications matching {text}"
    if person.kept is not None and name in person.kept:
        kept: list[int] = person.kept[name]
        return kept
    found = matching(text, requisitions=application_scope(person=person))
    if person.kept is not None:
        person.kept[name] = found
    return found


def board_columns(*, person: User, requisition: Requisition) -> list[Column]:
    """Return the stages of a requisition with their active applications, the longest waiting first."""
    stages = list(requisition.stages.order_by("position", "pk"))
    if not Requisition.objects.filter(requisitions_worked_on(person), pk=requisition.pk).exists():
        return [Column(stage, 0, ()) for stage in stages]
    there = Application.objects.filter(
        requisition=requisition.pk, outcome__in=(Outcome.ACTIVE, Outcome.HIRED)
    ).order_by()
    counts = dict(there.values_list("stage").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("stage"), order_by=("stage_since", "pk"))
    first = there.annotate(place=place).filter(place__lte=CARDS).values_list("pk", flat=True)
    cards: defaultdict[int, list[Application]] = defaultdict(list)
    shown = application_listed(person=person).filter(pk__in=list(first))
    for card in shown.order_by("stage_since", "pk"):
        cards[card.stage_id].append(card)
    return [Column(stage, counts.get(stage.pk, 0), tuple(cards[stage.pk])) for stage in stages]


def application_others(
    *, person: User, application: Application, reviewed: Sequence[int] | None = None
) -> QuerySet[SeenApplication]:
    """Return the candidate's other applications, without those that the person is to see blind: to show them here
    would be to say whose they are.
    """
    visible = application_visible(person=person, reviewed=reviewed)
    others = visible.filter(candidate=application.candidate_id, blind=False)
    return others.exclude(pk=application.pk).order_by("-applied_at", "-pk")


def application_timeline(
    *,
    application: Application,
    reviews: Sequence[Review],
    decisions: Sequence[tuple[Decision, bool]] = (),
    unblinded: bool = True,
) -> list[Event]:
    """Return what happened to an application, the newest first. `reviews` are those submitted, `decisions` those that
    the person sees, and whether they may know what was decided; `unblinded` is whether anybody may have unblinded it.
    Drafts of messages stand with their decisions.
    """
    moves = Move.objects.filter(application=application).select_related("by", "from_stage", "to_stage")
    messages = Message.objects.filter(application=application).exclude(status=Message.Status.DRAFT)
    messages = messages.select_related("sent_by")
    referral = getattr(application, "referral", None)
    events = [Event(one.at, "move", one.by, one) for one in moves]
    events += [Event(one.created_at, "message", one.sent_by, one) for one in messages]
    events += [
        Event(one.submitted_at, "review", one.reviewer, one)
        for one in reviews
        if one.submitted_at is not None
    ]
    if referral is not None:
        events.append(Event(referral.created_at, "referral", referral.referrer, referral))
    events += [
        Event(one.created_at, "unblinding", one.person, one)
        for one in (application.unblindings.select_related("person") if unblinded else ())
    ]
    events += [event for one, known in decisions for event in _decision_events(one, known)]
    return sorted(events, key=lambda event: (event.at, event.row.pk), reverse=True)


def _decision_events(decision: Decision, known: bool) -> list[Event]:
    begun = "convened" if decision.reopens_id is None else "reopened"
    events = [Event(decision.created_at, begun, decision.packet.made_by, decision, known)]
    if decision.signed_at is not None:
        events.append(Event(decision.signed_at, "signed", decision.signed_by, decision, known))
    return events


def late() -> Q:
    """Return the filter of those who wait longer than their stage should take."""
    now = timezone.now()
    found = Q(pk__in=())
    for days in Stage.objects.order_by().values_list("days", flat=True).distinct():
        found |= Q(stage__days=days, stage_since__lt=now - timedelta(days=days))
    return found
