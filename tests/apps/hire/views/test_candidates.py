"""A candidate's own pages."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from muster.apps.core.models import Entry
from muster.apps.hire.links import status_token
from muster.apps.hire.models import Application, Message, Outcome
from muster.apps.hire.selectors.candidates import SHOWN_AFTER
from muster.apps.hire.services.applications import ApplicationForm, application_apply
from muster.apps.hire.services.pipeline import application_move, application_reject, move_undo
from tests.apps.hire.behind import answers_told
from tests.apps.hire.interviewing import coming, interviewing, schedule
from tests.apps.hire.openings import Opening, broken

PAGES = ("", "withdraw/", "about-you/", "erase/", "data/")


@pytest.fixture
def applied(opening: Opening) -> tuple[Application, str]:
    form = ApplicationForm(name="Ada Example", email="ada@example.org", phone="123", letter="Hello")
    application, token = application_apply(requisition=opening.requisition, form=form)
    return application, f"/careers/status/{token}/"


def test_pages_by_a_private_link_are_kept_private(client: Client, applied: tuple[Application, str]) -> None:
    for page in PAGES:
        response = client.get(applied[1] + page)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", PAGES)
def test_a_guess_leads_nowhere_and_is_slowed_down(client: Client, db: None, page: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):  # all within a minute, however slow the machine
        statuses = [client.get(f"/careers/status/{'x' * 32}/{page}").status_code for _ in range(61)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_the_database_holds_no_secret(applied: tuple[Application, str]) -> None:
    token = applied[1].split("/")[-2]
    assert token not in applied[0].token_digest
    assert not Message.objects.filter(body__contains=token).exists()


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("Applied", "We have your application"),
        ("Blind review", "People are reading"),
        ("Interviews", "You are in interviews"),
        ("Offer", "about an offer"),
        ("Hired", "You are hired"),
    ],
)
def test_it_says_in_plain_words_where_it_stands(
    client: Client, opening: Opening, applied: tuple[Application, str], stage: str, words: str
) -> None:
    if stage != "Applied":
        application_move(
            actor=opening.recruiter,
            applications=[applied[0].pk],
            stage=opening.stages[stage],
            reason="internal words",
        )
    page = client.get(applied[1]).content.decode()
    assert words in page
    assert "internal words" not in page
    assert "Blind review" not in page


def test_a_rejection_shows_after_a_day_without_its_reason(
    client: Client, opening: Opening, applied: tuple[Application, str]
) -> None:
    application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[applied[0].pk],
        reason="too tall",
    )
    assert "We have your application" in client.get(applied[1]).content.decode()
    with time_machine.travel(timezone.now() + SHOWN_AFTER + timedelta(minutes=1)):
        page = client.get(applied[1]).content.decode()
    assert "do not take this application further" in page
    assert "too tall" not in page
    assert "/withdraw/" not in page


def test_a_rejection_that_was_taken_back_never_shows(
    client: Client, opening: Opening, applied: tuple[Application, str]
) -> None:
    moved = application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[applied[0].pk], reason="slip"
    )
    move_undo(actor=opening.recruiter, batch=moved.batch)
    with time_machine.travel(timezone.now() + SHOWN_AFTER + timedelta(minutes=1)):
        assert "We have your application" in client.get(applied[1]).content.decode()


def test_withdrawing_asks_first_and_happens_once(client: Client, applied: tuple[Application, str]) -> None:
    application, link = applied
    assert client.get(f"{link}withdraw/").status_code == 200
    application.refresh_from_db()
    assert application.outcome == Outcome.ACTIVE
    for _ in range(2):
        assert client.post(f"{link}withdraw/").status_code == 302
    application.refresh_from_db()
    assert application.outcome == Outcome.WITHDRAWN
    assert application.moves.filter(outcome=Outcome.WITHDRAWN).count() == 1


def test_what_is_decided_cannot_be_withdrawn(
    client: Client, opening: Opening, applied: tuple[Application, str]
) -> None:
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[applied[0].pk], reason="no"
    )
    with time_machine.travel(timezone.now() + SHOWN_AFTER + timedelta(minutes=1)):
        assert client.post(f"{applied[1]}withdraw/").status_code == 422


def test_withdrawing_does_not_tell_of_a_rejection_before_its_time(
    client: Client, opening: Opening, applied: tuple[Application, str]
) -> None:
    application, link = applied
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[application.pk], reason="no"
    )
    assert client.post(f"{link}withdraw/").status_code == 302
    application.refresh_from_db()
    assert (application.outcome, application.reason) == (Outcome.WITHDRAWN, "")
    assert "You withdrew" in client.get(link).content.decode()
    assert broken() == []


def test_forms_need_their_token() -> None:
    response = Client(enforce_csrf_checks=True).post(f"/careers/status/{'x' * 32}/withdraw/")
    assert response.status_code == 403


def test_answers_about_oneself_are_kept_apart_replaced_and_removed(
    client: Client, applied: tuple[Application, str]
) -> None:
    application, link = applied
    client.post(f"{link}about-you/", {"gender": "woman", "age": "25-34"})
    assert answers_told() == {application.pk: {"gender": "woman", "age": "25-34"}}
    client.post(f"{link}about-you/", {"gender": "man"})
    assert answers_told() == {application.pk: {"gender": "man"}}
    page = client.get(f"{link}about-you/").content.decode()
    assert set(re.findall(r'value="([^"]*)"[^>]* checked', page)) == {""}
    client.post(f"{link}about-you/", {})
    assert answers_told() == {}
    application.refresh_from_db()
    assert application.version == 1


def test_the_ledger_does_not_tell_one_answer_from_another(
    client: Client, applied: tuple[Application, str]
) -> None:
    for _ in range(3):  # whoever tries all answers must find none of the digests
        client.post(f"{applied[1]}about-you/", {"gender": "woman"})
    digests = Entry.objects.filter(kind="hire.selfidentification").values_list("after", flat=True)
    assert len(set(digests)) == 3
    assert broken() == []


def test_an_answer_that_was_not_offered_is_refused(client: Client, applied: tuple[Application, str]) -> None:
    assert client.post(f"{applied[1]}about-you/", {"gender": "<script>"}).status_code == 422


def test_the_data_are_handed_over(client: Client, applied: tuple[Application, str]) -> None:
    link = applied[1]
    client.post(f"{link}about-you/", {"age": "55-"})
    response = client.get(f"{link}data/")
    data = json.loads(response.content)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (data["name"], data["phone"], data["letter"]) == ("Ada Example", "123", "Hello")
    assert data["about_you"] == {"age": "55-"}
    assert "reason" not in data


def test_the_interviews_one_was_invited_to_are_handed_over(client: Client, opening: Opening) -> None:
    one = interviewing(opening)
    schedule(opening, one, place="Room 7", invite=True)
    schedule(opening, one, starts=coming(1), place="Room 8")
    data = json.loads(client.get(f"/careers/status/{status_token(one)}/data/").content)
    assert [(told["place"], told["called_off"]) for told in data["interviews"]] == [("Room 7", False)]


def test_a_new_application_does_not_hand_over_what_came_with_an_earlier_one(
    client: Client, applied: tuple[Application, str], make_opening: object
) -> None:
    other = make_opening(title="Counsel")  # type: ignore[operator]
    form = ApplicationForm(name="Mallory", email="ada@example.org")
    _application, token = application_apply(requisition=other.requisition, form=form)
    data = json.loads(client.get(f"/careers/status/{token}/data/").content)
    assert "phone" not in data
    assert "Ada" not in json.dumps(data)


def test_the_page_speaks_the_candidates_language(client: Client, opening: Opening) -> None:
    form = ApplicationForm(name="Ada", email="a@example.org", language="ar")
    _application, token = application_apply(requisition=opening.requisition, form=form)
    assert 'lang="ar" dir="rtl"' in client.get(f"/careers/status/{token}/").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    assert 'lang="nl" dir="ltr"' in client.get(f"/careers/status/{token}/").content.decode()
