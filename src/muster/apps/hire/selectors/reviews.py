"""Reading for blind review: the queue, and one application without what tells who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.bridge import BlindText, redact_application
from muster.apps.hire.models import Application, Criterion, Member, Outcome, Requisition, Review, Stage
from muster.apps.hire.rules import is_blind_for, may_see_applications, parts_of, requisitions_reviewed

__all__ = [
    "Blind",
    "Queue",
    "Rating",
    "ReviewList",
    "ShownReview",
    "blind_get",
    "review_list",
    "review_next",
    "review_queues",
    "review_submitted",
    "review_waiting",
]


@dataclass(frozen=True)
class Blind:
    """An application as its reviewer sees it. `code` names it without telling who it is; `hidden` is whether they must
    not know, `due` whether it waits for their review.
    """

    pk: int
    code: str
    requisition: Requisition
    stage: Stage
    text: BlindText
    criteria: tuple[Criterion, ...]
    review: Review | None
    hidden: bool
    due: bool


@dataclass(frozen=True)
class Rating:
    """A rating from 1 to `most`, and the anchor that describes it."""

    criterion: Criterion
    value: int
    most: int
    anchor: str


@dataclass(frozen=True)
class ShownReview:
    """A submitted review with what its ratings mean."""

    review: Review
    ratings: tuple[Rating, ...]


@dataclass(frozen=True)
class ReviewList:
    """The reviews of an application that somebody may read. `sealed` is whether they may read others once they have
    submitted their own.
    """

    shown: tuple[ShownReview, ...]
    sealed: bool


@dataclass(frozen=True)
class Queue:
    """What waits for a reviewer at one requisition."""

    requisition: Requisition
    waiting: int
    done: int


def review_waiting(*, person: User) -> QuerySet[Application]:
    """Return the applications that wait for the person's review, the longest waiting first."""
    mine = Review.objects.filter(
        application=OuterRef("pk"), stage=OuterRef("stage"), reviewer=person.pk, submitted_at__isnull=False
    )
    return (
        Application.objects.filter(
            ~Exists(mine),
            requisition__in=_reviewed(person),
            outcome=Outcome.ACTIVE,
            stage__kind=Stage.Kind.REVIEW,
            stage__kit__isnull=False,
        )
        .select_related("stage", "requisition")
        .order_by("stage_since", "pk")
    )


def review_queues(*, person: User) -> list[Queue]:
    """Return the person's queues, one a requisition."""
    waiting = dict(
        review_waiting(person=person).order_by().values_list("requisition").annotate(count=Count("pk"))
    )
    done = dict(
        Review.objects.filter(reviewer=person.pk, submitted_at__isnull=False)
        .order_by()
        .values_list("stage__requisition")  # of few stages, not of all the applications
        .annotate(count=Count("pk"))
    )
    requisitions = Requisition.objects.filter(pk__in=_reviewed(person)).select_related(
        "team", "location", "level"
    )
    queues = [
        Queue(one, waiting.get(one.pk, 0), done.get(one.pk, 0))
        for one in requisitions.order_by("-opened_at", "-pk")
    ]
    return sorted(queues, key=lambda queue: not queue.waiting)


def review_next(*, person: User, requisition: Requisition, after: int | None = None) -> Application | None:
    """Return the next application to review: what comes after the one to step over, and after the last the first."""
    waiting = review_waiting(person=person).filter(requisition=requisition)
    skipped = waiting.filter(pk=after).first() if after is not None else None
    if skipped is None:
        return waiting.first()
    since = skipped.stage_since
    beyond = Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=skipped.pk)
    return waiting.filter(beyond).first() or waiting.exclude(pk=skipped.pk).first()


def blind_get(*, person: User, pk: int) -> Blind | None:
    """Return an application of a requisition that the person reviews, blind, or None.

    One that is in no stage of review is for those who also work on the requisition, or have reviewed it.
    """
    application = (
        Application.objects.filter(requisition__in=_reviewed(person), pk=pk)
        .select_related("candidate", "requisition", "stage__kit")
        .first()
    )
    if application is None or not _may_read(person, application):
        return None
    return Blind(
        pk=application.pk,
        code=application.code,
        requisition=application.requisition,
        stage=application.stage,
        text=redact_application(application),
        criteria=tuple(application.stage.kit.criteria.all()) if application.stage.kit else (),
        review=Review.objects.filter(
            application=application, stage=application.stage, reviewer=person.pk
        ).first(),
        hidden=is_blind_for(person, application),
        due=review_waiting(person=person).filter(pk=application.pk).exists(),
    )


def review_list(*, person: User, application: Application, submitted: Sequence[Review]) -> ReviewList:
    """Return what the person may see of the submitted reviews of an application: their own, and those who work on the
    opening all others.

    To somebody who is also a reviewer the reviews of a stage are sealed until they have submitted theirs in it,
    wherever the application has gone since, or until the application is decided.
    """
    parts = parts_of(person, application.requisition)
    sees = may_see_applications(person, application.requisition, parts=parts)
    reviews = application.outcome == Outcome.ACTIVE and Member.Part.REVIEWER in parts
    own_stages = {one.stage_id for one in submitted if one.reviewer_id == person.pk}
    shown = [
        one
        for one in submitted
        if one.reviewer_id == person.pk or (sees and (not reviews or one.stage_id in own_stages))
    ]
    keys = {int(key) for review in shown for key in review.ratings}
    criteria = list(Criterion.objects.filter(pk__in=keys).order_by("position", "pk")) if keys else []
    return ReviewList(
        shown=tuple(ShownReview(one, _ratings(one, criteria)) for one in shown),
        sealed=sees and len(shown) < len(submitted),
    )


def review_submitted(*, application: Application) -> list[Review]:
    """Return all submitted reviews, the first of them first; `review_list` says which of them a person may read."""
    return list(
        Review.objects.filter(application=application, submitted_at__isnull=False)
        .select_related("reviewer", "stage")
        .order_by("submitted_at", "pk")
    )


def _ratings(review: Review, criteria: Sequence[Criterion]) -> tuple[Rating, ...]:
    given = ((one, review.ratings.get(str(one.pk))) for one in criteria)
    return tuple(
        Rating(one, value, len(one.anchors), one.anchors[value - 1])
        for one, value in given
        if value is not None
    )


def _reviewed(person: User) -> QuerySet[Member, Any]:
    """Return the keys of the requisitions that the person reviews."""
    if not person.is_active or not requisitions_reviewed(person):  # of none the database need not be asked
        return Member.objects.none().values("requisition")
    return Member.objects.filter(user=person.pk, part=Member.Part.REVIEWER).values("requisition")


def _may_read(person: User, application: Application) -> bool:
    return (
        application.stage.kind == Stage.Kind.REVIEW
        or application.reviews.filter(reviewer=person.pk, submitted_at__isnull=False).exists()
        or may_see_applications(person, application.requisition)
    )
