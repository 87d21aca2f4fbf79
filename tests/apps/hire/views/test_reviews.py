"""Blind review in the browser: a blind reviewer never sees a name, wherever they look."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Criterion, Review
from muster.apps.hire.services.reviews import application_unblind
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, signed_in, submit
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
SECRETS = ("Zulaikha", "Bront", "zulaikha@private.example", "1234 5678", "she/her", "University of Nowhere")


@pytest.fixture
def application(opening: Opening) -> Application:
    return apply(
        opening,
        email="zulaikha@private.example",
        phone="+31 6 1234 5678",
        pronouns="she/her",
        school="University of Nowhere",
        employers=[f"{NAME} Consulting"],
        letter=f"I am {NAME}, I made a compiler.",
        resume=f"{NAME}\nshe/her\nzulaikha@private.example\nA compiler, twice.",
    )


def addresses(opening: Opening, one: Application, other: Application) -> list[str]:
    """Return every page on which an application may turn up."""
    requisition = opening.requisition.pk
    return [
        reverse("home"),
        reverse("hire:requisitions"),
        reverse("hire:requisition", args=[requisition]),
        reverse("hire:board", args=[requisition]),
        reverse("hire:applications"),
        reverse("hire:applications") + f"?requisition={requisition}&outcome=active&rows=2000",
        reverse("hire:applications") + "?q=zulaikha",
        reverse("hire:application", args=[one.pk]),
        reverse("hire:application", args=[other.pk]),
        reverse("hire:resume", args=[one.pk]),
        reverse("hire:message", args=[requisition]) + f"?application={one.pk}",
        reverse("hire:reviews"),
        reverse("hire:review-start", args=[requisition]),
        reverse("hire:review", args=[one.pk]),
        reverse("hire:review-unblind", args=[one.pk]),
        reverse("hire:review-whole", args=[one.pk]),
        reverse("hire:application-add", args=[requisition]),
        reverse("search") + "?q=zulaikha",
        reverse("search") + "?q=private",
        reverse("search") + "?q=%21",
    ]


@pytest.mark.any_database
@pytest.mark.parametrize(
    "roles",
    [(), (Role.RECRUITER,), (Role.EXECUTIVE,), (Role.RECRUITER, Role.HIRING_MANAGER, Role.ADMINISTRATOR)],
)
@pytest.mark.parametrize("stage", ["Applied", "Blind review", "Interviews"])
def test_a_blind_reviewer_never_sees_a_name(
    opening: Opening, application: Application, make_opening: Any, make_user: MakeUser, roles: Any, stage: str
) -> None:
    other = make_opening(title="Other")
    elsewhere = apply(other, name="Someone Else", email="else@example.org")
    person = make_reviewer(opening, make_user(*roles))
    if stage != "Applied":
        move(opening, [application.pk], stage)
    browser = signed_in(person)
    for url in addresses(opening, application, elsewhere):
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(url, follow=True, headers=headers)
            text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
            found = [secret for secret in SECRETS if secret in text and secret.casefold() not in url]
            assert found == [], url


def test_the_hiring_manager_who_reviews_is_blind_too(opening: Opening, application: Application) -> None:
    make_reviewer(opening, opening.manager)
    move(opening, [application.pk])
    browser = signed_in(opening.manager)
    for url in addresses(opening, application, application):
        text = browser.get(url, follow=True).content.decode()
        assert [secret for secret in SECRETS if secret in text] == [], url


def test_an_application_elsewhere_does_not_say_whose_a_blind_one_is(
    opening: Opening, application: Application, make_opening: Any
) -> None:
    other = make_opening(title="Other")
    same = apply(other, email="zulaikha@private.example")
    person = make_reviewer(opening, opening.recruiter)
    page = signed_in(person).get(reverse("hire:application", args=[same.pk])).content.decode()
    assert NAME in page
    assert reverse("hire:application", args=[application.pk]) not in page
    assert opening.requisition.title not in page


@pytest.fixture
def reviewer(opening: Opening, make_user: MakeUser) -> User:
    return make_reviewer(opening, make_user(name="Ro Reviewer"))


@pytest.fixture
def browser(reviewer: User) -> Client:
    return signed_in(reviewer)


def answers(opening: Opening, **more: Any) -> dict[str, Any]:
    criteria = Criterion.objects.filter(kit__requisition=opening.requisition)
    return {
        **{f"criterion-{one.pk}": 2 for one in criteria},
        "verdict": "hold",
        "note": "Two",
        "version": 0,
        **more,
    }


def test_a_review_from_draft_to_the_next(opening: Opening, application: Application, browser: Client) -> None:
    following = apply(opening, name="Next")
    move(opening, [application.pk])
    move(opening, [following.pk])
    url = reverse("hire:review", args=[application.pk])
    start = browser.get(reverse("hire:review-start", args=[opening.requisition.pk]))
    assert start["Location"] == url
    draft = browser.post(url, {"note": "So far", "keep": "1", "version": "0"}, follow=True).content.decode()
    assert "So far" in draft
    stale = browser.post(url, answers(opening, submit="1"))
    assert stale.status_code == 409
    missing = browser.post(url, {"verdict": "hold", "submit": "1", "version": Review.objects.get().version})
    assert "Rate “Depth”" in missing.content.decode()
    done = answers(opening, submit="1", version=Review.objects.get().version)
    answer = browser.post(url, done, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("hire:review", args=[following.pk])
    assert browser.post(url, done).status_code == 302  # a double click
    assert browser.post(url, {**done, "verdict": "decline"}).status_code == 409
    assert "You have submitted" in browser.get(url).content.decode()
    assert NAME in browser.get(reverse("hire:review-whole", args=[application.pk])).content.decode()


def test_looking_behind_the_blind(
    opening: Opening, application: Application, browser: Client, reviewer: User
) -> None:
    move(opening, [application.pk])
    url = reverse("hire:review-unblind", args=[application.pk])
    whole = reverse("hire:review-whole", args=[application.pk])
    assert browser.get(whole)["Location"] == reverse("hire:review", args=[application.pk])
    assert browser.post(url, {"reason": " "}).status_code == 200
    assert browser.post(url, {"reason": "I may know them"})["Location"] == whole
    assert NAME in browser.get(whole).content.decode()
    page = (
        signed_in(opening.recruiter).get(reverse("hire:application", args=[application.pk])).content.decode()
    )
    assert "I may know them" in page
    assert str(reviewer) in page


def test_others_reviews_are_sealed_on_the_page(
    opening: Opening, application: Application, reviewer: User
) -> None:
    manager = make_reviewer(opening, opening.manager)
    move(opening, [application.pk])
    submit(opening, reviewer, application, note="A secret opinion")
    application_unblind(actor=manager, application=application, reason="Conflict")
    url = reverse("hire:application", args=[application.pk])
    page = signed_in(manager).get(url).content.decode()
    assert "A secret opinion" not in page
    assert "sealed" in page
    submit(opening, manager, application)
    page = signed_in(manager).get(url).content.decode()
    assert "A secret opinion" in page
    assert "sealed" not in page


def test_strangers_and_those_beside(opening: Opening, application: Application, make_user: MakeUser) -> None:
    move(opening, [application.pk])
    names = ("review", "review-unblind", "review-whole")
    for person in (make_user(Role.EMPLOYEE), make_user(Role.INTERVIEWER), opening.recruiter):
        browser = signed_in(person)
        assert [browser.get(reverse(f"hire:{one}", args=[application.pk])).status_code for one in names] == [
            404
        ] * 3
        assert browser.get(reverse("hire:review-start", args=[opening.requisition.pk])).status_code == 404
        assert (
            browser.post(reverse("hire:review", args=[application.pk]), answers(opening)).status_code == 404
        )
        assert browser.get(reverse("hire:reviews")).status_code == 200


def test_an_empty_queue_says_so(opening: Opening, application: Application, browser: Client) -> None:
    start = reverse("hire:review-start", args=[opening.requisition.pk])
    assert "Nothing waits" in browser.get(start, follow=True).content.decode()
    move(opening, [application.pk])
    page = browser.get(start, {"after": application.pk}, follow=True).content.decode()
    assert "the only one" in page
    assert browser.get(start, {"after": "9" * 5_000}).status_code == 302


@pytest.mark.any_database
def test_script_in_what_they_sent_is_text(opening: Opening, browser: Client) -> None:
    script = "<script>alert(1)</script>"
    opening.requisition.hide_schools = False
    opening.requisition.save()
    one = apply(opening, letter=script, resume=script, school=script, employers=[script])
    move(opening, [one.pk])
    page = browser.get(reverse("hire:review", args=[one.pk])).content.decode()
    assert script not in page
    assert "&lt;script&gt;" in page


def test_queries_do_not_grow(
    opening: Opening, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    numbers = []
    for _ in range(2):
        one = apply(opening)
        move(opening, [one.pk])
        counted = []
        for url in (reverse("hire:reviews"), reverse("hire:review", args=[one.pk])):
            with django_assert_max_num_queries(15) as captured:
                assert browser.get(url).status_code == 200
            counted.append(len(captured))
        numbers.append(counted)
    assert numbers[0] == numbers[1]
