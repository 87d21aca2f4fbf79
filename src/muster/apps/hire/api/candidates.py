"""Candidates by the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, Page, PageQuery, Text, answer, may_fail, page_of
from muster.apps.hire.api.shapes import Pk
from muster.apps.hire.models import Candidate
from muster.apps.hire.selectors.candidacies import candidate_applications, candidate_visible

__all__ = ["router"]

router = Router(tags=["Candidates"], auth=Access(Scope.HIRE_READ))


class CandidateOut(Out):
    """Somebody who applied, was referred or was found."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    country: str
    language: str
    pronouns: str
    links: list[str]
    external_id: str
    created_at: datetime
    applications: list[int] = Field(description="Those that you see, without those that you review blind.")

    @classmethod
    def of(cls, one: Candidate, applications: Sequence[int]) -> CandidateOut:
        """Show a candidate."""
        return cls(
            id=one.pk,
            code=one.code,
            name=one.name,
            email=one.email,
            phone=one.phone,
            country=one.country,
            language=one.language,
            pronouns=one.pronouns,
            links=one.links,
            external_id=one.external_id,
            created_at=one.created_at,
            applications=list(applications),
        )


class CandidateQuery(PageQuery):
    """Which candidates are asked for."""

    name: Text = ""
    email: Text = Field("", description="The whole address.")


@router.get("/candidates", response={200: Page[CandidateOut], **may_fail()}, summary="List candidates")
def candidates(request: HttpRequest, query: Query[CandidateQuery]) -> Page[CandidateOut]:
    """Return the candidates of whom you see an application and may know whose it is, the newest first."""
    person = person_of(request)
    found = candidate_visible(person=person, name=query.name, email=query.email)
    page = page_of(found, wanted=query, order=("-pk",))
    applications = candidate_applications(person=person, candidates=page.rows)
    data = [CandidateOut.of(one, applications.get(one.pk, ())) for one in page.rows]
    return Page[CandidateOut](data=data, next=page.next)


@router.get("/candidates/{int:pk}", response={200: CandidateOut, **may_fail(404)}, summary="Read a candidate")
def candidate(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a candidate."""
    person = person_of(request)
    one = candidate_visible(person=person).get(pk=pk)
    applications = candidate_applications(person=person, candidates=[one])
    return answer(CandidateOut.of(one, applications.get(pk, ())), version=one.version)
