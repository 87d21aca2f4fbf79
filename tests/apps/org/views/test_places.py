"""Pages of locations, levels and job families."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.org.models import JobFamily, Level, Location
from tests.apps.org.conftest import Company
from tests.apps.org.views.conftest import SignIn


def test_locations_show_people_and_holidays(company: Company, colleague: User, sign_in: SignIn) -> None:
    browser = sign_in(colleague)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(reverse("org:locations"))
    assert len(queries) <= 15
    shown = {place.location.name: place for place in page.context["places"]}
    assert (shown["London"].people, shown["Cairo"].people) == (5, 0)
    assert all(len(place.holidays) == 5 for place in shown.values())


def test_what_posts_are_made_of_is_added_and_changed(
    empty_company: Company, partner: User, sign_in: SignIn
) -> None:
    browser = sign_in(partner)
    place = {"name": "Oslo", "city": "Oslo", "country": "NO", "time_zone": "Europe/Oslo", "currency": "NOK"}
    assert browser.post(reverse("org:location-new"), place).status_code == 302
    oslo = Location.objects.get(name="Oslo")
    edit = reverse("org:location-edit", args=[oslo.pk])
    assert browser.post(edit, place | {"name": "Oslo S", "version": 1}).status_code == 302
    assert browser.post(edit, place | {"name": "Oslo V", "version": 1}).status_code == 409
    page = browser.post(edit, place | {"time_zone": "Mars/Olympus", "country": "norway", "currency": "kr"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"time_zone", "country", "currency"}
    assert Location.objects.get(pk=oslo.pk).name == "Oslo S"
    level = {"code": "L9", "title": "Fellow", "track": "individual", "rank": 9}
    assert browser.post(reverse("org:level-new"), level).status_code == 302
    key = Level.objects.get(code="L9").pk
    assert browser.post(reverse("org:level-edit", args=[key]), level | {"rank": 10}).status_code == 302
    assert browser.post(reverse("org:family-new"), {"name": "Designer"}).status_code == 302
    key = JobFamily.objects.get(name="Designer").pk
    assert browser.post(reverse("org:family-edit", args=[key]), {"name": "Artist"}).status_code == 302
    assert "Artist" in browser.get(reverse("org:ladders")).content.decode()
