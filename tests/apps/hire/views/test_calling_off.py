"""The pages that say what is still planned, and the one that calls it off."""

from __future__ import annotations

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview
from muster.apps.hire.services.applications import application_withdraw
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer, signed_in, verified
from tests.apps.hire.interviewing import coming, interviewing, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def test_rejecting_in_bulk_offers_it_and_every_page_says_so(opening: Opening, make_user: MakeUser) -> None:
    one, other = interviewing(opening, name="Ada Example"), interviewing(opening, name="Bo Example")
    for number, application in enumerate((one, one, other)):
        schedule(opening, application, starts=coming(number), invite=True)
    browser, pk = signed_in(opening.recruiter), opening.requisition.pk
    data = {"action": "reject", "reason": "No", "selected": [one.pk, other.pk]}
    off, board = (reverse(f"hire:{name}", args=[pk]) for name in ("interviews-off", "board"))
    page = browser.post(reverse("hire:bulk", args=[pk]), data, follow=True).content.decode()
    assert "3 interviews are still planned for applications that are not active any more." in page
    assert f'href="{off}"' in page
    page = browser.get(reverse("hire:application", args=[one.pk])).content.decode()
    assert "2 interviews are still planned" in page
    assert f"{off}?application={one.pk}" in page
    assert off not in signed_in(make_user(Role.EXECUTIVE)).get(board).content.decode()
    page = browser.get(off, {"application": one.pk}).content.decode()
    assert "Call 2 interviews off" in page
    assert "Bo Example" not in page
    keys = list(one.interviews.values_list("pk", flat=True))
    assert "required" in browser.post(off, {"interview": keys}).content.decode()
    done = browser.post(f"{off}?application={one.pk}", {"interview": keys, "reason": "Decided", "tell": "on"})
    assert done["Location"] == reverse("hire:application", args=[one.pk])
    assert Interview.objects.filter(state="cancelled").count() == 2
    assert "1 interview is still planned" in browser.get(board).content.decode()
    left = browser.get(reverse("hire:diary"), {"stale": "on"}).content.decode()
    assert f'href="{off}"' in left
    browser.post(
        off, {"interview": [*other.interviews.values_list("pk", flat=True), "x"], "reason": "Decided"}
    )
    assert "still planned" not in browser.get(board).content.decode()
    assert "Nothing is planned any more" in browser.get(off).content.decode()
    assert verified()


def test_a_blind_coordinator_reads_codes(opening: Opening) -> None:
    one = interviewing(opening)
    schedule(opening, one)
    application_withdraw(application=one)
    make_reviewer(opening, opening.manager)
    for name, query in (("interviews-off", ""), ("diary", "?stale=on"), ("board", "")):
        arguments = [] if name == "diary" else [opening.requisition.pk]
        page = (
            signed_in(opening.manager).get(reverse(f"hire:{name}", args=arguments) + query).content.decode()
        )
        assert one.code in page or name == "board"
        assert "Zulaikha" not in page


def test_moving_to_hired_speaks_of_no_rejection(opening: Opening) -> None:
    one = interviewing(opening)
    schedule(opening, one)
    url, hired = reverse("hire:bulk", args=[opening.requisition.pk]), opening.stages["Hired"]
    data = {"action": "move", "stage": hired.pk, "selected": [one.pk]}
    page = signed_in(opening.recruiter).post(url, data, follow=True).content.decode()
    assert "1 interview is still planned for an application that is not active any more." in page
    assert "candidates rejected" not in page
