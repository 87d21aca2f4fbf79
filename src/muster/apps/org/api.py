"""The organisation by the API: employees and teams."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.params import Path

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Key, Out, Page, PageQuery, Text, answer, may_fail, page_of
from muster.apps.org.models import Employee, Team
from muster.apps.org.selectors.people import EmployeeFilter, EmployeePage, employee_list, employee_page
from muster.apps.org.selectors.teams import TeamNode, team_list, team_tree

__all__ = ["router"]

router = Router(tags=["Organisation"], auth=Access(Scope.ORG_READ))
BY_NAME = ("search_text", "pk")
Pk = Annotated[Key, Path()]


class NamedOut(Out):
    """Something by its key and name."""

    id: int
    name: str


class EmployeeOut(Out):
    """Somebody who works here, or did."""

    id: int
    code: str
    name: str
    email: str
    title: str
    active: bool
    team: NamedOut
    level: str
    family: NamedOut
    location: NamedOut
    manager: int | None
    user: int | None

    @classmethod
    def of(cls, one: Employee) -> EmployeeOut:
        """Show an employee."""
        return cls(**_shown(one))


class SpellOut(Out):
    """A period of employment."""

    starts_on: date
    ends_on: date | None
    reason: str


class EmployeeWholeOut(EmployeeOut):
    """An employee with what their page shows. `spells` is null for who may not see them."""

    managers: list[NamedOut]
    reports: list[NamedOut]
    spells: list[SpellOut] | None

    @classmethod
    def of_page(cls, page: EmployeePage) -> EmployeeWholeOut:
        """Show an employee's page."""
        spells = None
        if page.spells is not None:
            spells = [
                SpellOut(starts_on=one.starts_on, ends_on=one.ends_on, reason=one.reason)
                for one in page.spells
            ]
        return cls(
            **_shown(page.employee),
            managers=[_named(one) for one in page.chain],
            reports=[_named(one) for one in page.reports],
            spells=spells,
        )


class TeamOut(Out):
    """A team with how many work there now: in the team itself, and with those below."""

    id: int
    name: str
    parent: int | None
    lead: int | None
    own: int
    total: int

    @classmethod
    def of(cls, node: TeamNode) -> TeamOut:
        """Show a team."""
        team = node.team
        return cls(
            id=team.pk,
            name=team.name,
            parent=team.parent_id,
            lead=team.lead_id,
            own=node.own,
            total=node.total,
        )


class EmployeeQuery(PageQuery):
    """Which employees are asked for. `team` is with those below; `with_left` is for who may see the history."""

    text: Text = ""
    team: Key | None = None
    level: Key | None = None
    family: Key | None = None
    location: Key | None = None
    manager: Key | None = None
    with_left: bool = False

    def wanted(self) -> EmployeeFilter:
        """Return the filter of the selector."""
        return EmployeeFilter(**self.model_dump(exclude={"limit", "cursor"}))


@router.get("/employees", response={200: Page[EmployeeOut], **may_fail()}, summary="List employees")
def employees(request: HttpRequest, query: Query[EmployeeQuery]) -> Page[EmployeeOut]:
    """Return employees by name."""
    found: QuerySet[Employee] = employee_list(person=person_of(request), wanted=query.wanted())
    page = page_of(found, wanted=query, order=BY_NAME)
    return Page[EmployeeOut](data=[EmployeeOut.of(one) for one in page.rows], next=page.next)


@router.get(
    "/employees/{int:pk}", response={200: EmployeeWholeOut, **may_fail(404)}, summary="Read an employee"
)
def employee(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return an employee with managers, reports and, for who may see them, spells."""
    page = employee_page(person=person_of(request), key=pk)
    return answer(EmployeeWholeOut.of_page(page), version=page.employee.version)


@router.get("/teams", response={200: Page[TeamOut], **may_fail()}, summary="List teams")
def teams(request: HttpRequest, query: Query[PageQuery]) -> Page[TeamOut]:
    """Return all teams, in the order in which they were made; `parent` makes a tree of them."""
    person = person_of(request)
    page = page_of(team_list(person=person), wanted=query, order=("pk",))
    nodes = team_tree(person=person).nodes if page.rows else {}
    return Page[TeamOut](data=[TeamOut.of(nodes[one.pk]) for one in page.rows], next=page.next)


@router.get("/teams/{int:pk}", response={200: TeamOut, **may_fail(404)}, summary="Read a team")
def team(request: HttpRequest, pk: Pk) -> HttpResponse:
    """Return a team."""
    node = team_tree(person=person_of(request)).nodes.get(pk)
    if node is None:
        raise Team.DoesNotExist
    return answer(TeamOut.of(node), version=node.team.version)


def _named(one: Employee) -> NamedOut:
    return NamedOut(id=one.pk, name=one.name)


def _shown(one: Employee) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.code,
        "name": one.name,
        "email": one.email,
        "title": one.title,
        "active": one.is_active,
        "team": NamedOut(id=one.team.pk, name=one.team.name),
        "level": one.level.code,
        "family": NamedOut(id=one.family.pk, name=one.family.name),
        "location": NamedOut(id=one.location.pk, name=one.location.name),
        "manager": one.manager_id,
        "user": one.user_id,
    }
