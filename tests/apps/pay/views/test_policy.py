"""Bands, who signs, and who signs for whom, in the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.pay.models import Band, Delegation, SignOffRule
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db


def test_bands(opening: Opening, make_user: MakeUser) -> None:
    browser, url = signed_in(make_user(Role.COMPENSATION_PARTNER)), reverse("pay:bands")
    given = {
        "family": opening.requisition.family_id,
        "level": opening.requisition.level_id,
        "part": "base",
        "currency": "usd",
        "low": "200000",
        "high": "100000",
    }
    assert "A band rises" in browser.post(url, given).content.decode()
    for high in ("300000", "350000"):  # the second takes the place of the first
        assert browser.post(url, {**given, "high": high}).status_code == 302
    row = Band.objects.get()
    assert (row.currency, int(row.high)) == ("USD", 350_000)
    assert "350,000" in browser.get(url).content.decode()
    other = signed_in(make_user(Role.EXECUTIVE))
    assert other.get(url).status_code == 200
    assert other.post(url, given).status_code == 403
    assert browser.post(reverse("pay:band-remove", args=[row.pk])).status_code == 302
    assert not Band.objects.exists()
    assert broken() == []


def test_who_signs(make_user: MakeUser) -> None:
    browser, url = signed_in(make_user(Role.EXECUTIVE)), reverse("pay:policy")
    assert "an executive signs every package" in browser.get(url).content.decode()
    given = {"step": "1", "days": "2", "role": "executive"}
    wrong = browser.post(url, {**given, "total_from": "5"})
    assert wrong.status_code == 422
    assert "has a currency" in wrong.content.decode()
    assert browser.post(url, {**given, "role": ""}).status_code == 422
    assert browser.post(url, {**given, "total_from": "1000000", "currency": "usd"}).status_code == 302
    row = SignOffRule.objects.get()
    assert "from a total of" in browser.get(url).content.decode()
    assert browser.post(reverse("pay:rule-remove", args=[row.pk])).status_code == 302
    assert signed_in(make_user(Role.RECRUITER)).post(url, given).status_code == 403


def test_while_away(make_user: MakeUser) -> None:
    person, other = make_user(Role.EXECUTIVE), make_user(Role.RECRUITER, name="Rae Recruiter")
    browser, url = signed_in(person), reverse("pay:delegation")
    day = timezone.localdate().isoformat()
    given = {"delegate": other.pk, "first_day": day, "last_day": day}
    assert browser.post(url, {**given, "last_day": "2020-01-01"}).status_code == 422
    assert browser.post(url, given).status_code == 302
    row = Delegation.objects.get()
    assert "signs for you" in browser.get(url).content.decode()
    end = reverse("pay:delegation-end", args=[row.pk])
    assert signed_in(other).post(end).status_code == 404
    assert browser.post(end).status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None
