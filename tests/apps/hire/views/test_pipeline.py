"""The board, the table, bulk actions and taking them back, in a browser without script."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Move, Outcome
from muster.apps.hire.views.pipeline import ROWS
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_applications, make_reviewer, move, signed_in, stage_named
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def browser(opening: Opening) -> Client:
    return signed_in(opening.recruiter)


def bulk(opening: Opening, browser: Client, **data: Any) -> Any:
    return browser.post(reverse("hire:bulk", args=[opening.requisition.pk]), data)


def test_moving_from_the_board_and_back(opening: Opening, browser: Client) -> None:
    one, stage = apply(opening), stage_named(opening, "Blind review")
    board = reverse("hire:board", args=[opening.requisition.pk])
    page = browser.get(board).content.decode()
    assert f'name="seen-{one.pk}" value="{one.stage_id}"' in page
    data = {"selected": one.pk, f"seen-{one.pk}": one.stage_id, "stage": stage.pk, "action": "move"}
    answer = browser.post(reverse("hire:bulk", args=[opening.requisition.pk]), data, follow=True)
    assert answer.redirect_chain == [(board, 302)]
    undo = reverse("hire:undo", args=[one.moves.latest("at").batch])
    assert f'hx-post="{undo}"' in answer.content.decode()
    assert "1 candidate returns" in browser.get(undo).content.decode()
    one.refresh_from_db()
    assert one.stage == stage
    assert "is back" in browser.post(undo, follow=True).content.decode()
    one.refresh_from_db()
    assert one.stage.name == "Applied"
    again = browser.post(undo)
    assert again.status_code == 409
    assert "already" in again.content.decode()


def test_htmx_takes_back_at_once(opening: Opening, browser: Client) -> None:
    one = apply(opening)
    batch = move(opening, [one.pk]).batch
    answer = browser.post(reverse("hire:undo", args=[batch]), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("hire:board", args=[opening.requisition.pk])


def test_a_double_click_and_a_stale_tab_are_told(opening: Opening, browser: Client) -> None:
    one = apply(opening)
    data = {
        "selected": one.pk,
        f"seen-{one.pk}": one.stage_id,
        "stage": stage_named(opening, "Offer").pk,
        "action": "move",
    }
    assert bulk(opening, browser, **data).status_code == 302
    again = bulk(opening, browser, **data)
    assert again.status_code == 409
    assert "Somebody else moved 1" in again.content.decode()
    assert one.moves.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"action": "move"}, "at least one"),
        ({"action": "move", "selected": "x"}, "at least one"),
        ({"action": "move", "selected": "9" * 5_000}, "at least one"),
        ({"action": "move", "selected": "OWN"}, "Choose the stage"),
        ({"action": "move", "selected": "OWN", "stage": "FOREIGN"}, "valid choice"),
        ({"action": "move", "selected": "FOREIGN_ONE", "stage": "STAGE"}, "one opening"),
        ({"action": "reject", "selected": "FOREIGN_ONE", "reason": "x"}, "one opening"),
        ({"action": "reject", "selected": "OWN"}, "why"),
        ({"action": "hire", "selected": "OWN"}, "valid choice"),
        ({"selected": "OWN", "seen-OWN": "9" * 5_000}, "required"),
    ],
)
def test_forms_that_are_none(
    opening: Opening, make_opening: Any, browser: Client, data: dict[str, str], sentence: str
) -> None:
    other = make_opening(title="Other")
    values = {
        "OWN": apply(opening).pk,
        "FOREIGN_ONE": apply(other).pk,
        "FOREIGN": stage_named(other, "Offer").pk,
        "STAGE": stage_named(opening, "Offer").pk,
    }
    answer = bulk(opening, browser, **{key: values.get(value, value) for key, value in data.items()})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Move.objects.count() == 2


def test_rejecting_keeps_the_reason(opening: Opening, browser: Client) -> None:
    one = apply(opening)
    answer = bulk(
        opening, browser, action="reject", selected=one.pk, reason=SCRIPT, next="/hire/applications/"
    )
    assert answer["Location"] == "/hire/applications/"
    one.refresh_from_db()
    assert (one.outcome, one.reason) == (Outcome.REJECTED, SCRIPT)
    page = browser.get(reverse("hire:application", args=[one.pk])).content.decode()
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", ""]
)
def test_it_leads_nowhere_else(opening: Opening, browser: Client, target: str) -> None:
    answer = bulk(opening, browser, action="reject", selected=apply(opening).pk, reason="x", next=target)
    assert answer["Location"] == reverse("hire:board", args=[opening.requisition.pk])


def test_those_beside_and_strangers(opening: Opening, make_user: MakeUser) -> None:
    one = apply(opening)
    batch = move(opening, [one.pk]).batch
    addresses = [
        reverse("hire:board", args=[opening.requisition.pk]),
        reverse("hire:undo", args=[batch]),
        reverse("hire:application", args=[one.pk]),
        reverse("hire:resume", args=[one.pk]),
        reverse("hire:message", args=[opening.requisition.pk]),
    ]
    for person in (
        make_user(Role.HIRING_MANAGER),
        make_user(Role.EMPLOYEE),
        make_reviewer(opening, make_user()),
    ):
        assert [signed_in(person).get(url).status_code for url in addresses] == [404] * 5
        answer = bulk(opening, signed_in(person), action="reject", selected=one.pk, reason="x")
        assert answer.status_code == 404
    executive = signed_in(make_user(Role.EXECUTIVE))
    assert [executive.get(url).status_code for url in addresses] == [200, 403, 200, 404, 403]
    assert bulk(opening, executive, action="reject", selected=one.pk, reason="x").status_code == 403
    assert Application.objects.get().outcome == Outcome.ACTIVE


def test_what_is_not_there(browser: Client) -> None:
    for url in (
        reverse("hire:board", args=[10**30]),
        reverse("hire:application", args=[10**30]),
        reverse("hire:undo", args=[uuid4()]),
    ):
        assert browser.get(url).status_code == 404


def test_the_table_keeps_its_filters(opening: Opening, browser: Client) -> None:
    keys = make_applications(opening, ROWS + 3)
    url = reverse("hire:applications")
    page = browser.get(
        url, {"requisition": str(opening.requisition.pk), "outcome": "active"}
    ).content.decode()
    assert page.count('name="selected"') == ROWS
    after = page.split("after=")[1].split('"')[0].split("&")[0]
    query = {"requisition": str(opening.requisition.pk), "outcome": "active", "after": after}
    rest = browser.get(url, query).content.decode()
    assert rest.count('name="selected"') == 3
    assert "outcome=active" in rest
    many = browser.get(url, {"requisition": str(opening.requisition.pk), "rows": "2000"}).content.decode()
    assert many.count('name="selected"') == len(keys)
    part = browser.get(url, query, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="results">')
    whole = browser.get(url, query, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": '"\0*:'},
        {"q": "a" * 10_000},
        {"requisition": "9" * 5_000},
        {"requisition": str(10**30)},
        {"requisition": "-1"},
        {"requisition": "x"},
        {"stage": "9" * 5_000},
        {"start": "0001-01-01", "end": "9999-12-31"},
        {"start": "2026-02-30", "end": "x"},
        {"after": "W10", "before": "x"},
        {"after": "[" * 1_900},
        {"after": "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ"},
        {"after": "WyIyMDI2LTAxLTAxVDAwOjAwOjAwKzAwOjAwIiwxMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDBd"},
        {"source": SCRIPT, "kind": "x", "reached": "\0", "outcome": "' OR 1=1", "campaign": "\0"},
        {"rows": "1000000"},
    ],
)
def test_hostile_filters_are_filters(opening: Opening, browser: Client, query: dict[str, str]) -> None:
    apply(opening)
    answer = browser.get(reverse("hire:applications"), query)
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()


def test_no_filter_leads_to_a_foreign_opening(opening: Opening, make_opening: Any) -> None:
    other = make_opening(title="Other")
    apply(other)
    page = signed_in(opening.manager).get(reverse("hire:applications"), {"requisition": other.requisition.pk})
    assert NAME not in page.content.decode()
    assert "Other" not in page.content.decode()


@pytest.mark.parametrize("name", ["board", "table"])
def test_queries_do_not_grow(
    opening: Opening, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    url = (
        reverse("hire:board", args=[opening.requisition.pk])
        if name == "board"
        else f"{reverse('hire:applications')}?requisition={opening.requisition.pk}"
    )
    numbers = []
    for _ in range(2):
        for stage in ("Applied", "Blind review", "Interviews", "Offer", "Hired"):
            one = apply(opening)
            if stage != "Applied":
                move(opening, [one.pk], stage)
        with django_assert_max_num_queries(15) as captured:
            assert browser.get(url).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_script_is_text(make_opening: Any) -> None:
    opening = make_opening(title=SCRIPT)
    one = apply(
        opening,
        name=SCRIPT,
        campaign=SCRIPT,
        school=SCRIPT,
        employers=[SCRIPT],
        letter=SCRIPT,
        resume=SCRIPT,
        pronouns=SCRIPT,
        links=["javascript:alert(1)"],
    )
    browser = signed_in(opening.recruiter)
    for url in (
        reverse("hire:board", args=[opening.requisition.pk]),
        reverse("hire:applications") + f"?requisition={opening.requisition.pk}",
        reverse("hire:application", args=[one.pk]),
        reverse("hire:requisitions"),
        reverse("hire:requisition", args=[opening.requisition.pk]),
        reverse("hire:message", args=[opening.requisition.pk]) + f"?application={one.pk}",
    ):
        page = browser.get(url).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page
        assert 'href="javascript:' not in page
