"""Pages of requisitions: list, one, form, plan, open, close, members."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.roles import Role
from muster.apps.hire.models import Kit, Member, Requisition
from muster.apps.hire.services.requisitions import requisition_freeze
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply, make_reviewer, signed_in
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(opening: Opening) -> Client:
    return signed_in(opening.recruiter)


def at(name: str, opening: Opening) -> str:
    return reverse(f"hire:{name}", args=[opening.requisition.pk])


def form(opening: Opening, **changed: Any) -> dict[str, Any]:
    """Return what the form of an opening sends."""
    one = Requisition.objects.get(pk=opening.requisition.pk)
    keys = ("family", "level", "team", "location", "hiring_manager", "recruiter")
    data = {name: getattr(one, f"{name}_id") for name in keys}
    data |= {"title": one.title, "openings": one.openings, "description": one.description, "public": "on"}
    return {**data, "hide_schools": "on", "version": one.version, **changed}


def plan(opening: Opening, *changed: dict[str, Any]) -> dict[str, Any]:
    """Return what the form of a plan sends; `changed` has one dict a stage, from the first on."""
    stages = list(opening.requisition.stages.order_by("position"))
    version = Requisition.objects.get(pk=opening.requisition.pk).version
    data: dict[str, Any] = {"form-INITIAL_FORMS": len(stages), "version": version}
    rows = [
        {
            "pk": one.pk,
            "name": one.name,
            "kind": one.kind,
            "kit": one.kit_id or "",
            "days": one.days,
            "ORDER": number,
        }
        | ({"blind": "on"} if one.blind else {})
        for number, one in enumerate(stages, 1)
    ]
    for number, change in enumerate(changed):
        if number < len(rows):
            rows[number] |= change
        else:
            rows.append(change)
    data["form-TOTAL_FORMS"] = len(rows)
    return data | {
        f"form-{number}-{key}": value for number, row in enumerate(rows) for key, value in row.items()
    }


def test_drafting(opening: Opening, browser: Client, make_user: MakeUser) -> None:
    url = reverse("hire:requisition-new")
    answer = browser.post(url, form(opening, title="Engineer"), follow=True)
    assert "is drafted" in answer.content.decode()
    assert Requisition.objects.get(title="Engineer").status == "draft"
    page = browser.post(url, form(opening, title="", key="k123")).content.decode()
    assert "required" in page
    assert 'name="key" value="k123"' in page
    answers = [browser.post(url, form(opening, title="Twice", key="k123")) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Requisition.objects.filter(title="Twice").count() == 1
    page = browser.post(url, form(opening, title="Thrice", key="k123")).content.decode()  # after Back
    assert "became the opening “Twice”" in page
    assert 'value="Thrice"' in page
    for role in (Role.EMPLOYEE, Role.EXECUTIVE):
        assert signed_in(make_user(role)).get(url).status_code == 403
        assert signed_in(make_user(role)).post(url, form(opening)).status_code == 403


def test_a_hiring_manager_drafts_for_themselves(opening: Opening) -> None:
    browser = signed_in(opening.manager)
    other = form(opening, title="Engineer", hiring_manager=opening.recruiter.pk)
    assert browser.post(reverse("hire:requisition-new"), other).status_code == 200
    assert browser.post(reverse("hire:requisition-new"), form(opening, title="Engineer")).status_code == 302


def test_editing_and_a_stale_tab(opening: Opening, browser: Client) -> None:
    stale = form(opening, title="Second", description="What I typed")
    assert browser.post(at("requisition-edit", opening), form(opening, title="First")).status_code == 302
    for _ in range(2):  # sent again, it is still stale
        page = browser.post(at("requisition-edit", opening), stale).content.decode()
        assert "Somebody else changed this" in page
        assert "What I typed" in page
        assert f'name="version" value="{stale["version"]}"' in page
    assert Requisition.objects.get().title == "First"


def test_planning(opening: Opening, browser: Client) -> None:
    url = at("requisition-plan", opening)
    page = browser.get(url).content.decode()
    assert "__prefix__" in page
    added = {"name": "Talk", "kind": "committee", "days": 3, "ORDER": 4}
    data = plan(
        opening, {"name": "Inbox"}, {}, {"ORDER": 9}, {"DELETE": "on"}, {"DELETE": "on"}, {"ORDER": 20}, added
    )
    assert browser.post(url, data, follow=True).redirect_chain[-1][0] == at("requisition", opening)
    names = list(opening.requisition.stages.order_by("position").values_list("name", flat=True))
    assert names == ["Inbox", "Blind review", "Talk", "Interviews", "Hired"]


def test_a_plan_that_is_none_is_shown_again(opening: Opening, browser: Client, make_opening: Any) -> None:
    apply(opening)
    foreign = make_opening(title="Other")
    url = at("requisition-plan", opening)
    for changed, sentence in (
        ([{"DELETE": "on"}], "begins"),
        ([{}, {"name": "applied"}], "name of its own"),
        ([{}, {"kit": foreign.requisition.kits.get().pk}], "valid choice"),
        ([{}, {"pk": foreign.requisition.stages.first().pk}], "gone"),
        ([{}, {"days": 0}], "greater than or equal to 1"),
        ([{}, {"name": "x" * 81}], "80"),
    ):
        page = browser.post(url, plan(opening, *changed))
        assert page.status_code == 200
        assert sentence in page.content.decode()
    stale = plan(opening)
    browser.post(at("requisition-edit", opening), form(opening, title="First"))
    for _ in range(2):
        assert "Somebody else changed this" in browser.post(url, stale).content.decode()


def test_a_fixed_plan_offers_no_button(opening: Opening, browser: Client) -> None:
    requisition_freeze(actor=opening.recruiter, requisition=opening.requisition)
    page = browser.get(at("requisition-plan", opening)).content.decode()
    assert "are fixed" in page
    assert "Save the plan" not in page
    assert (
        "Reviews have begun" in browser.post(at("requisition-plan", opening), plan(opening)).content.decode()
    )


def test_copying_a_kit(opening: Opening, browser: Client, make_opening: Any) -> None:
    template = make_opening(title="Other").requisition.kits.get().name
    key = Kit.objects.get(name=template, requisition=None).pk
    url = at("requisition-plan", opening)
    assert browser.post(url, {"copy": key}).status_code == 302
    assert opening.requisition.kits.filter(name=template).exists()
    assert browser.post(url, {"copy": key}).status_code == 422
    own = opening.requisition.kits.values_list("pk", flat=True)[0]
    for value in ("x", "", "9" * 5_000, str(own)):
        assert browser.post(url, {"copy": value}).status_code == 404


def test_closing_and_opening(opening: Opening, browser: Client) -> None:
    url = at("requisition-close", opening)
    assert "No more applications" in browser.get(url).content.decode()
    version = Requisition.objects.get().version
    data = {"close_reason": "filled", "reason": "Hired two", "version": version}
    assert browser.post(url, {**data, "reason": ""}).status_code == 200
    assert browser.post(url, data).status_code == 302
    assert "Hired two" in browser.get(at("requisition", opening)).content.decode()
    assert browser.post(url, data).status_code == 409
    assert browser.post(at("requisition-open", opening), {"version": version}).status_code == 409
    assert browser.post(at("requisition-open", opening)).status_code == 302
    assert browser.get(at("requisition-open", opening)).status_code == 405


def test_members(opening: Opening, browser: Client, make_user: MakeUser, make_opening: Any) -> None:
    one = make_user(Role.EMPLOYEE, name="Only One", email="one@example.com")
    for _ in range(2):
        make_user(Role.EMPLOYEE, name="Two Of Us")
    url = at("member-add", opening)
    assert browser.post(url, {"user": " only one ", "part": "reviewer"}).status_code == 302
    assert browser.post(url, {"user": "ONE@example.com", "part": "interviewer"}).status_code == 302
    assert list(Member.objects.values_list("user", flat=True)) == [one.pk, one.pk]
    for text, sentence in (
        ("Two Of Us", "Several"),
        ("Nobody", "Nobody here"),
        ("", "required"),
        ("\0", "Null"),
    ):
        answer = browser.post(url, {"user": text, "part": "reviewer"})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert "Only One" in browser.get(at("requisition", opening)).content.decode()
    other = make_opening(title="Other")
    member = Member.objects.first()
    assert member is not None
    foreign = reverse("hire:member-remove", args=[other.requisition.pk, member.pk])
    assert browser.post(foreign).status_code == 404
    own = reverse("hire:member-remove", args=[opening.requisition.pk, member.pk])
    assert browser.post(own).status_code == 302
    assert browser.post(own).status_code == 404


@pytest.mark.parametrize(
    "name", ["requisition-edit", "requisition-plan", "requisition-close", "requisition-open", "member-add"]
)
def test_strangers_change_nothing(
    opening: Opening, make_user: MakeUser, make_opening: Any, name: str
) -> None:
    draft = make_opening(title="Draft", open_it=False)
    for role in (Role.EMPLOYEE, Role.HIRING_MANAGER):
        browser = signed_in(make_user(role))
        data = {**form(opening, title="Mine"), "user": opening.recruiter.email, "part": "reviewer"}
        assert browser.post(at(name, opening), data).status_code == 403
        assert browser.post(at(name, draft), data).status_code == 404
        assert browser.get(at("requisition", draft)).status_code == 404
    assert set(Requisition.objects.values_list("title", flat=True)) == {"Research Scientist", "Draft"}
    assert Client().get(at("requisition", opening)).status_code == 302


def test_the_list_and_its_filters(
    opening: Opening, make_opening: Any, browser: Client, make_user: MakeUser
) -> None:
    make_opening(title="Draft", open_it=False)
    url = reverse("hire:requisitions")
    assert "Draft" in browser.get(url, {"status": "draft"}).content.decode()
    page = browser.get(url, {"q": "nothing like it"}).content.decode()
    assert "No openings here" in page
    for query in ({"q": "\0"}, {"status": "x"}, {"page": "9" * 5_000}, {"q": "%"}):
        assert browser.get(url, query).status_code == 200
    apply(opening)
    page = signed_in(make_user(Role.EMPLOYEE)).get(url).content.decode()
    assert reverse("hire:board", args=[opening.requisition.pk]) not in page


def test_queries_do_not_grow(
    opening: Opening,
    browser: Client,
    make_opening: Any,
    make_user: MakeUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    numbers = []
    for _ in range(2):
        make_opening(title="More")
        apply(opening)
        make_reviewer(opening, make_user())
        counted = []
        names = ("requisition", "requisition-edit", "requisition-plan", "requisition-close")
        for url in (reverse("hire:requisitions"), *(at(name, opening) for name in names)):
            with django_assert_max_num_queries(15) as captured:
                assert browser.get(url).status_code == 200
            counted.append(len(captured))
        numbers.append(counted)
    assert numbers[0] == numbers[1]
