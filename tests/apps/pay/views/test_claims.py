"""What is said about pay elsewhere: kept with its source, beside packages as a claim."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.pay.models import PayClaim
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import staged

pytestmark = pytest.mark.django_db


def claim(opening: Opening, **changes: Any) -> dict[str, Any]:
    """Return what the form of a claim is sent."""
    given = {
        "family": opening.requisition.family_id,
        "level": opening.requisition.level_id,
        "company": "Nimbus",
        "quote": "total",
        "currency": "usd",
        "low": "1000000",
        "high": "",
        "source": "Pay Survey 2026",
        "url": "https://pay.example/2026",
        "said_on": "2026-02-01",
        "stance": "asserts",
    }
    return {**given, **changes}


def test_a_claim_stands_beside_packages_with_who_says_so(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    partner, url = signed_in(stage.partner), reverse("pay:claims")
    assert partner.post(url, claim(opening)).status_code == 302
    assert partner.post(url, claim(opening)).status_code == 302  # sent twice, kept once
    row = PayClaim.objects.get()
    assert (int(row.low), int(row.high), row.added_by_id) == (1_000_000, 1_000_000, stage.partner.pk)
    assert (
        partner.post(url, claim(opening, quote="signing", low="25000", stance="disputes")).status_code == 302
    )
    assert partner.post(url, claim(opening, currency="EUR")).status_code == 302
    for name, browser in (("pay:offer", signed_in(stage.executive)), ("pay:offer-build", partner)):
        page = browser.get(reverse(name, args=[stage.offer.pk])).content.decode()
        assert "Claims, not facts" in page
        assert "Pay Survey 2026" in page
        assert "this package has" in page
        assert "in another currency" in page
        assert "200% of that" in page.replace("\u2068", "").replace("\u2069", "")  # 50,000 of 25,000
        assert "disputes it" in page
    listed = signed_in(make_user(Role.RECRUITER))
    assert "Pay Survey 2026" in listed.get(url).content.decode()
    assert listed.post(url, claim(opening)).status_code == 403
    assert partner.post(reverse("pay:claim-remove", args=[row.pk])).status_code == 302
    assert PayClaim.objects.count() == 2
    assert broken() == []


def test_what_cannot_be_a_claim_is_refused(opening: Opening, make_user: MakeUser) -> None:
    browser, url = signed_in(make_user(Role.COMPENSATION_PARTNER)), reverse("pay:claims")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong, told in (
        ({"said_on": tomorrow}, "still to come"),
        ({"high": "5"}, "not below the first"),
        ({"low": "0"}, "above 0"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
        ({"source": ""}, "required"),
        ({"currency": "X1Y"}, "ISO 4217"),
    ):
        answer = browser.post(url, claim(opening, **wrong))
        assert (answer.status_code, told in answer.content.decode()) == (422, True), wrong
    assert not PayClaim.objects.exists()
