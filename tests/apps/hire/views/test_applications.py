"""One application, its résumé, and messages to candidates."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.files import TEXT, file_store
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Message
from muster.apps.hire.services.messages import template_save
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene
from tests.apps.hire.inside import NAME, apply, make_reviewer, move, signed_in, submit
from tests.apps.hire.interviewing import assign, content, heard, make_interviewer
from tests.apps.hire.openings import Opening
from tests.apps.hire.selectors.test_offers_elsewhere import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(opening: Opening) -> Client:
    return signed_in(opening.recruiter)


@pytest.fixture
def application(opening: Opening) -> Application:
    one = apply(opening, letter="Hello", links=["https://example.org/me"], years=7)
    stored = file_store(
        upload=ContentFile(b"What I did", name="resume.txt"), kinds={TEXT}, most_bytes=1_000, actor=None
    )
    Application.objects.filter(pk=one.pk).update(resume=stored)
    return one


def test_the_page_tells_what_is_known(opening: Opening, application: Application, browser: Client) -> None:
    move(opening, [application.pk])
    page = browser.get(reverse("hire:application", args=[application.pk])).content.decode()
    for text in (NAME, "Hello", "https://example.org/me", "7 years", "Rae Recruiter", "Take it back"):
        assert text in page


def test_the_resume_is_for_those_who_see_the_application(
    opening: Opening, application: Application, browser: Client, make_user: MakeUser
) -> None:
    url = reverse("hire:resume", args=[application.pk])
    answer = browser.get(url)
    assert b"".join(answer) == b"What I did"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in answer["Content-Disposition"]
    assert signed_in(make_user(Role.EMPLOYEE)).get(url).status_code == 404
    make_reviewer(opening, opening.manager)
    blind = signed_in(opening.manager).get(url)
    assert blind["Location"] == reverse("hire:review", args=[application.pk])
    assert browser.get(reverse("hire:resume", args=[apply(opening).pk])).status_code == 404


def test_writing_to_candidates(opening: Opening, browser: Client) -> None:
    first, second = apply(opening, name="Ann"), apply(opening, name="Bea")
    template = template_save(
        actor=opening.recruiter,
        template=None,
        name="Hello",
        language="en",
        subject="{title}",
        body="Dear {name}",
    )
    url = reverse("hire:message", args=[opening.requisition.pk])
    page = browser.post(url, {"selected": [first.pk, second.pk], "start": "1", "reason": ""}).content.decode()
    assert "Send 2 messages" in page
    assert "This field is required" not in page
    sent = {"application": [first.pk, second.pk], "template": template.pk}
    page = browser.post(url, {**sent, "fill": "1"}).content.decode()
    assert "Dear {name}" in page
    sent |= {"subject": "{title}", "body": "Dear {name}, see {status_link}"}
    page = browser.post(url, {**sent, "preview": "1"}).content.decode()
    assert "Dear Ann, see (the address of their own page)" in page
    assert not Message.objects.exists()
    answer = browser.post(url, {**sent, "send": "1"}, follow=True)
    assert "2 messages are on their way" in answer.content.decode()
    assert {one.body.split(",")[0] for one in Message.objects.all()} == {"Dear Ann", "Dear Bea"}
    assert browser.post(url, {"application": first.pk, "send": "1"}).status_code == 200  # nothing written
    assert Message.objects.count() == 2


@pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 5_000], list(range(1, 502))])
def test_too_few_or_too_many(opening: Opening, browser: Client, chosen: list[Any]) -> None:
    url = reverse("hire:message", args=[opening.requisition.pk])
    answer = browser.post(url, {"application": chosen, "start": "1"})
    assert answer.status_code == 422
    assert "between 1 and 500" in answer.content.decode()


def test_those_who_may_not_be_written_to_are_left_out(
    opening: Opening, make_opening: Any, browser: Client
) -> None:
    own, foreign = apply(opening, name="Ann"), apply(make_opening(title="Other"), name="Foreign Person")
    url = reverse("hire:message", args=[opening.requisition.pk])
    page = browser.post(url, {"selected": [own.pk, foreign.pk], "start": "1"}).content.decode()
    assert "Foreign Person" not in page
    assert "1 of those chosen is left out" in page
    make_reviewer(opening, opening.manager)
    blind = signed_in(opening.manager)
    answer = blind.post(url, {"selected": [own.pk], "start": "1"})
    assert answer.status_code == 422
    move(opening, [own.pk])
    submit(opening, opening.manager, own)
    assert "Ann" in blind.post(url, {"selected": [own.pk], "start": "1"}).content.decode()


def test_a_header_is_not_injected(opening: Opening, browser: Client) -> None:
    one = apply(opening)
    url = reverse("hire:message", args=[opening.requisition.pk])
    browser.post(url, {"application": one.pk, "subject": "Hi\nBcc: x@example.org", "body": "x", "send": "1"})
    assert all("\n" not in message.subject for message in Message.objects.all())


def test_queries_do_not_grow(
    opening: Opening,
    application: Application,
    browser: Client,
    make_user: MakeUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    numbers = []
    move(opening, [application.pk])
    for _ in range(2):
        submit(opening, make_reviewer(opening, make_user()), application)
        move(opening, [application.pk], "Interviews")
        move(opening, [application.pk])
        with django_assert_max_num_queries(15) as captured:
            assert browser.get(reverse("hire:application", args=[application.pk])).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("who", ["recruiter", "manager", "executive"])
def test_an_application_about_which_there_is_everything_takes_no_more(
    opening: Opening,
    make_user: MakeUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
) -> None:
    one = apply(opening)
    move(opening, [one.pk])
    submit(opening, make_reviewer(opening, make_user()), one)
    move(opening, [one.pk], "Interviews")
    one.refresh_from_db()
    seat = assign(opening, heard(opening, one), make_interviewer(opening, make_user(Role.INTERVIEWER)))
    scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    note_add(actor=opening.recruiter, application=one, text="Well known")
    offered(one)
    convene(opening, make_user, one)
    people = {"recruiter": opening.recruiter, "manager": opening.manager}
    browser = signed_in(people.get(who) or make_user(Role.EXECUTIVE))
    with django_assert_max_num_queries(15):
        assert browser.get(reverse("hire:application", args=[one.pk])).status_code == 200
