"""Offers in the browser: from a candidate who is to be hired to a signed package, without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from muster.apps.core.roles import Role
from muster.apps.pay.models import Offer, OfferState, OfferVersion, SignOff
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, signed_in, verified
from tests.apps.hire.openings import Opening
from tests.apps.pay.offering import decided, staged

pytestmark = pytest.mark.django_db

EMPTY = {
    f"{name}-{field}": value
    for name in ("payments", "given", "grants")
    for field, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
}
FIELDS: dict[str, Any] = {
    **EMPTY,
    "currency": "usd",
    "start": "2027-03-01",
    "base": "300000",
    "per": "year",
    "bonus": "15",
    "spot": "50",
    "volatility": "60",
    "payments-0-part": "sign_on",
    "payments-0-amount": "50000",
    "payments-0-date": "2027-03-01",
    "payments-0-months": "12",
    "payments-0-method": "monthly",
    "given-0-part": "benefits",
    "grants-0-kind": "rsu",
    "grants-0-value": "1000000",
    "grants-0-reference_price": "50",
    "grants-0-schedule": "25x4-quarterly",
}


def test_from_the_decision_to_the_signature(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    application = decided(opening, make_user)
    partner, executive = make_user(Role.COMPENSATION_PARTNER), make_user(Role.EXECUTIVE)
    browser, signer = signed_in(partner), signed_in(executive)
    ready = browser.get(reverse("pay:offers") + "?view=ready").content.decode()
    assert NAME in ready
    there = browser.post(reverse("pay:offer-open", args=[application.pk]))["Location"]
    offer = Offer.objects.get()
    assert there == reverse("pay:offer-build", args=[offer.pk])
    assert browser.get(there).status_code == 200
    shown = browser.post(there, {**FIELDS, "show": "1"})
    assert shown.status_code == 200
    assert "<svg" in shown.content.decode()
    assert "USD\u00a02,430,000" in shown.content.decode()
    refused = browser.post(there, {**FIELDS, "payments-0-date": "2026-01-01", "keep": "1"})
    assert refused.status_code == 422
    assert "Sign-on payment 1, day: 2026-01-01 is before the start" in refused.content.decode()
    part = browser.post(reverse("pay:offer-worth", args=[offer.pk]), {**FIELDS, "elsewhere": "4000000"})
    assert "the outside offer is worth more" in part.content.decode()
    more = browser.post(there, {**FIELDS, "more-grants": "1"}).content.decode()
    assert 'name="grants-1-kind"' in more
    assert not OfferVersion.objects.exists()
    page = reverse("pay:offer", args=[offer.pk])
    assert browser.post(there, {**FIELDS, "keep": "1", "version": offer.version})["Location"] == page
    version = OfferVersion.objects.get()
    assert version.content["sign_on"][0]["clawback"] == {"months": 12, "method": "monthly"}
    again = browser.get(there).content.decode()
    assert 'value="300000"' in again
    offer.refresh_from_db()
    sent = {"digest": version.digest, "version": offer.version}
    assert browser.post(reverse("pay:offer-submit", args=[offer.pk]), sent)["Location"] == page
    assert "Your signature" not in browser.get(page).content.decode()
    with django_assert_max_num_queries(15):
        told = signer.get(page).content.decode()
    assert "Your signature" in told
    assert "What the committee decided on" in told
    assert NAME in signer.get(reverse("pay:offers") + "?view=waiting").content.decode()
    assert "Packages that wait for your signature" in signer.get("/").content.decode()
    assert "Packages to sign" in signer.get(reverse("talent")).content.decode()
    offer.refresh_from_db()
    verdict = {"digest": version.digest, "verdict": "send_back", "version": offer.version}
    assert signer.post(page, verdict).status_code == 422
    assert signer.post(page, {**verdict, "reason": "Less cash."})["Location"] == page
    assert "Less cash." in browser.get(page).content.decode()
    assert browser.post(there, {**FIELDS, "payments-0-DELETE": "on", "keep": "1"})["Location"] == page
    second = OfferVersion.objects.get(number=2)
    differs = browser.get(reverse("pay:offer-compare", args=[offer.pk])).content.decode()
    assert "Sign-on payment 1, amount" in differs
    assert browser.get(f"{page}?version=1").status_code == 200
    assert browser.get(f"{page}?version=9").status_code == 404
    browser.post(reverse("pay:offer-submit", args=[offer.pk]), {"digest": second.digest})
    assert signer.post(page, {"digest": second.digest, "verdict": "sign"})["Location"] == page
    offer.refresh_from_db()
    assert offer.state == OfferState.SIGNED
    assert signer.post(page, {"digest": second.digest, "verdict": "sign"}).status_code == 403
    assert verified()


def test_a_package_without_equity_needs_no_share_price(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user, version=False)
    url = reverse("pay:offer-build", args=[stage.offer.pk])
    alone = {name: value for name, value in FIELDS.items() if name not in {"spot", "volatility"}}
    alone |= {name: "" for name in alone if name.startswith("grants-0-") and name != "grants-0-kind"}
    assert signed_in(stage.partner).post(url, {**alone, "keep": "1"}).status_code == 302
    assert stage.newest().content.get("price") is None


def test_what_the_form_does_not_show_stays(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user, version=False)
    tranches = [{"month": 6, "fraction": 0.5}, {"month": 12, "fraction": 0.5}]
    version = stage.version(
        base={"amount": 100_000, "per": "year", "raises": [{"date": "2028-03-01", "percent": 0.05}]},
        grants=[{"kind": "rsu", "shares": 100, "reference_price": 50, "tranches": tranches}],
    )
    browser = signed_in(stage.partner)
    url = reverse("pay:offer-build", args=[stage.offer.pk])
    page = browser.get(url)
    form = page.context["form"]
    sent = {
        **{f"{name}-{at}-{field}": value
           for name, rows in form.lists.items()
           for at, row in enumerate(rows.forms)
           for field, value in row.initial.items()
           if value not in (None, False)},
        **{f"{name}-TOTAL_FORMS": str(len(rows.forms)) for name, rows in form.lists.items()},
        **{f"{name}-INITIAL_FORMS": str(rows.initial_form_count()) for name, rows in form.lists.items()},
        **{name: value for name, value in form.package.initial.items() if value is not None},
        "base": "120000",
        "keep": "1",
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    newest = stage.newest()
    assert newest.content["base"]["amount"] == 120_000
    assert newest.content["base"]["raises"] == version.content["base"]["raises"]
    assert newest.content["grants"] == version.content["grants"]


def test_who_may_not_see_it(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    page = reverse("pay:offer", args=[stage.offer.pk])
    for person in (opening.manager, opening.recruiter, stage.executive, stage.partner):
        assert signed_in(person).get(page).status_code == 200
    for role in (Role.HIRING_MANAGER, Role.INTERVIEWER, Role.AUDITOR, Role.ADMINISTRATOR, Role.EMPLOYEE):
        assert signed_in(make_user(role)).get(page).status_code == 404
    assert (
        signed_in(stage.executive).get(reverse("pay:offer-build", args=[stage.offer.pk])).status_code == 403
    )
    assert "What the committee decided on" not in signed_in(stage.partner).get(page).content.decode()


def test_withdrawn_on_its_page(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    stage.submit()
    browser, url = signed_in(stage.partner), reverse("pay:offer-withdraw", args=[stage.offer.pk])
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "They wait."}).status_code == 302
    assert stage.now().state == OfferState.WITHDRAWN
    assert SignOff.objects.get().void_at is not None
    assert NAME in browser.get(reverse("pay:offers") + "?view=withdrawn").content.decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_in_other_languages(opening: Opening, make_user: MakeUser, language: str) -> None:
    stage = staged(opening, make_user)
    person = make_user(Role.EXECUTIVE, language=language)
    told = signed_in(person).get(reverse("pay:offer", args=[stage.offer.pk])).content.decode()
    assert f'lang="{language}"' in told
    assert "<svg" in told
