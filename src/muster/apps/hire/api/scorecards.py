"""Scorecards by the API: one's own, and others' as far as no seal and no blind keeps them back.

Reading what others said is noted, as on the pages: it tells who can no longer judge a candidate unbiased.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, PersonOut, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Key, Out, Page, PageQuery, answer, may_fail, page_of
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.models import Scorecard
from muster.apps.hire.selectors.evidence import scorecard_ratings, scorecard_visible
from muster.apps.hire.selectors.scorecards import CardRating, scorecard_list
from muster.apps.hire.services.readings import reading_note_cards

__all__ = ["router"]

router = Router(tags=["Scorecards"], auth=Access(Scope.EVIDENCE_READ))


class RatingOut(Out):
    """A rating from 1 to `most`, with what it means and the note beside it."""

    criterion: str
    value: int
    most: int
    anchor: str
    note: str


class ScorecardOut(Out):
    """What one interviewer rated in one interview; a draft while `submitted_at` is null."""

    id: int
    interview: int
    application: int
    interviewer: PersonOut
    submitted_at: datetime | None
    recommendation: str = Field(description="strong_hire, hire, no_hire, strong_no; empty in a draft.")
    summary: str
    ratings: list[RatingOut]

    @classmethod
    def of(cls, card: Scorecard, ratings: Sequence[CardRating]) -> ScorecardOut:
        """Show a scorecard."""
        seat = card.seat
        return cls(
            id=card.pk,
            interview=seat.interview_id,
            application=seat.interview.application_id,
            interviewer=PersonOut.of(seat.interviewer),
            submitted_at=card.submitted_at,
            recommendation=card.recommendation,
            summary=card.summary,
            ratings=[
                RatingOut(
                    criterion=one.criterion.name,
                    value=one.value,
                    most=one.most,
                    anchor=one.anchor,
                    note=one.note,
                )
                for one in ratings
            ],
        )


class CardsOut(Out):
    """The scorecards of one application."""

    sealed: bool = Field(description="Whether others' are kept back until you have submitted your own.")
    data: list[ScorecardOut]


class ScorecardQuery(PageQuery):
    """Which scorecards are asked for."""

    requisition: Key | None = None
    mine: bool = Field(False, description="Your own alone, drafts too.")


@router.get("/scorecards", response={200: Page[ScorecardOut], **may_fail()}, summary="List scorecards")
def scorecards(request: HttpRequest, query: Query[ScorecardQuery]) -> Page[ScorecardOut]:
    """Return the scorecards that you may read, the newest first."""
    person = person_of(request)
    found = scorecard_visible(person=person)
    if query.requisition is not None:
        found = found.filter(seat__interview__application__requisition=query.requisition)
    if query.mine:
        found = found.filter(seat__interviewer=person.pk)
    page = page_of(found, wanted=query, order=("-pk",))
    reading_note_cards(person=person, cards=page.rows)
    ratings = scorecard_ratings(page.rows)
    data = [ScorecardOut.of(one, ratings[one.pk]) for one in page.rows]
    return Page[ScorecardOut](data=data, next=page.next)


@router.get("/scorecards/{int:pk}", response={200: ScorecardOut, **may_fail(404)}, summary="Read a scorecard")
def scorecard(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a scorecard."""
    person = person_of(request)
    card = scorecard_visible(person=person).get(pk=pk)
    reading_note_cards(person=person, cards=[card])
    return answer(ScorecardOut.of(card, scorecard_ratings([card])[pk]), version=card.version)


@router.get(
    "/applications/{int:pk}/scorecards",
    response={200: CardsOut, **may_fail(404)},
    summary="List the scorecards of an application",
)
def application_scorecards(request: HttpRequest, pk: Pk) -> CardsOut:
    """Return the submitted scorecards of an application, the first submitted first."""
    person = person_of(request)
    found = scorecard_list(person=person, pk=pk)
    if found is None:
        raise Scorecard.DoesNotExist
    cards = [one.card for one in found.shown]
    for card in cards:
        card.seat.interview.application = found.application
    reading_note_cards(person=person, cards=cards)
    return CardsOut(sealed=found.sealed, data=[ScorecardOut.of(one.card, one.ratings) for one in found.shown])
