"""The message of a rejection in the browser: a draft until a person sends it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Message, Vote
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import signed
from tests.apps.hire.inside import signed_in, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_read_changed_and_sent_by_a_person(opening: Opening, make_user: MakeUser) -> None:
    committee = signed(opening, make_user, Vote.NO_HIRE)
    url = reverse("hire:rejection", args=[committee.decision.pk])
    there = reverse("hire:decision", args=[committee.decision.pk])
    browser = signed_in(opening.recruiter)
    assert url in browser.get(there).content.decode()
    page = browser.get(url).content.decode()
    assert "Nothing has been sent" in page
    assert "Others had more depth." in page
    given = {"subject": "Your way with us", "body": "Hello {name},\n\nwe chose another way."}
    assert browser.post(url, {**given, "keep": "1"})["Location"] == url
    assert Message.objects.get().status == "draft"
    stale = browser.post(url, {**given, "send": "1", "version": 1})
    assert stale.status_code == 409
    assert "required" in browser.post(url, {"subject": "", "body": "", "send": "1"}).content.decode()
    done = browser.post(url, {**given, "send": "1", "version": Message.objects.get().version})
    assert done["Location"] == there
    assert Application.objects.get().outcome == "rejected"
    after = browser.get(url).content.decode()
    assert "has been released" in after
    assert "Send and reject" not in after
    assert verified()


def test_there_is_none_for_others_nor_for_a_hire(opening: Opening, make_user: MakeUser) -> None:
    hire = signed(opening, make_user)
    assert (
        signed_in(opening.recruiter).get(reverse("hire:rejection", args=[hire.decision.pk])).status_code
        == 404
    )
    no = signed(opening, make_user, Vote.NO_HIRE)
    url = reverse("hire:rejection", args=[no.decision.pk])
    assert signed_in(no.chair).get(url).status_code == 403
    assert signed_in(make_user(Role.COMMITTEE_MEMBER)).get(url).status_code == 404
