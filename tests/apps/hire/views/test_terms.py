"""What an interviewer takes on, in the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.models import Blackout, Terms
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in, verified

pytestmark = pytest.mark.django_db


def test_ones_own_terms_and_days(make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    browser, url = signed_in(person), reverse("hire:interviewer", args=[person.pk])
    page = browser.get(url).content.decode()
    assert "Trained to interview" in page
    assert 'name="trained"' not in page
    given = {"weekly": 2, "paused_from": "2027-02-01", "version": 0, "trained": ""}
    assert browser.post(url, given)["Location"] == url
    assert browser.post(url, given).status_code == 409
    wrong = browser.post(url, {"weekly": 2, "paused_until": "2027-02-01", "version": 1})
    assert "from when" in wrong.content.decode()
    terms = Terms.objects.get()
    assert (terms.weekly, terms.trained, str(terms.paused_from)) == (2, True, "2027-02-01")
    days = reverse("hire:blackout-add", args=[person.pk])
    assert browser.post(days, {"first_day": "2027-03-01"})["Location"] == url
    assert browser.post(days, {"first_day": "x"}).status_code == 422
    assert browser.post(days, {"first_day": "2027-03-01", "last_day": "2027-02-01"}).status_code == 422
    row = Blackout.objects.get()
    assert "1 Mar" in browser.get(url).content.decode() or "Mar 1" in browser.get(url).content.decode()
    remove = reverse("hire:blackout-remove", args=[person.pk, row.pk])
    assert browser.post(remove).status_code == 302
    assert browser.post(remove).status_code == 404
    assert verified()


def test_a_recruiter_says_who_is_trained(make_user: MakeUser) -> None:
    person, recruiter = make_user(), make_user(Role.RECRUITER)
    url = reverse("hire:interviewer", args=[person.pk])
    browser = signed_in(recruiter)
    assert "Not trained yet" in browser.get(url).content.decode()
    assert browser.post(url, {"weekly": 4, "trained": "on", "version": 0}).status_code == 302
    assert Terms.objects.get().trained


@pytest.mark.parametrize("role", [Role.HIRING_MANAGER, Role.ADMINISTRATOR, Role.INTERVIEWER])
def test_strangers(make_user: MakeUser, role: Role) -> None:
    person, browser = make_user(Role.INTERVIEWER), signed_in(make_user(role))
    row = Blackout.objects.create(interviewer=person, first_day="2027-01-01", last_day="2027-01-01")
    assert browser.get(reverse("hire:interviewer", args=[person.pk])).status_code == 404
    assert browser.post(reverse("hire:blackout-add", args=[person.pk])).status_code == 404
    assert browser.post(reverse("hire:blackout-remove", args=[person.pk, row.pk])).status_code == 404
