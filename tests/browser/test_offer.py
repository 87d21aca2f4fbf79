"""From a committee's decision to a signed letter that is accepted on a phone, with a version sent back between."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.org.models import Employee
from muster.apps.pay.models import Offer, OfferAnswer, OfferState, OfferVersion
from tests.apps.hire.openings import broken, open_requisition
from tests.apps.pay.offering import decided
from tests.browser.conftest import Visitor

PHONE = 390


@pytest.mark.any_database
def test_from_the_decision_to_an_accepted_letter(
    visit: Callable[..., Visitor], make_person: Callable[..., User]
) -> None:
    partner, executive = (
        make_person("Pia", Role.COMPENSATION_PARTNER),
        make_person("Eve", Role.EXECUTIVE),
    )
    opening = open_requisition(
        recruiter=make_person("Rae", Role.RECRUITER), manager=make_person("Mo", Role.HIRING_MANAGER)
    )
    application = decided(opening, lambda *roles, name: make_person(name, *roles))
    proposes, signs = visit(), visit(width=PHONE)
    proposes.be(partner)
    signs.be(executive)

    proposes.go(f"{reverse('pay:offers')}?view=ready")
    proposes.press(f"form[action='{reverse('pay:offer-open', args=[application.pk])}'] button")
    put_together(proposes, base="300000")
    here = reverse("pay:offer", args=[Offer.objects.get().pk])
    proposes.press("form[action$='/submit/'] button")
    decide(signs, here, "send_back", "Less cash, please.")
    proposes.go(here)
    assert "Less cash, please." in proposes.reads()
    proposes.go(f"{here}package/")
    put_together(proposes, base="280000")
    proposes.press("form[action$='/submit/'] button")
    decide(signs, here, "sign", "")
    assert Offer.objects.get().state == OfferState.SIGNED

    proposes.go(here)
    proposes.press("a[href$='/send/']")
    mail.outbox.clear()
    proposes.press("main form button.primary")
    build_worker(batch=True).run()
    [path] = {found for one in mail.outbox for found in re.findall(r"/offer/[\w-]+/", str(one.body))}

    phone = visit(width=PHONE)
    phone.go(path)
    assert "$280,000 a year" in phone.reads()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    phone.page.locator("main details summary").click()
    phone.page.fill("[name=text]", "May I begin in April?")
    phone.press("form[action$='/ask/'] button")
    proposes.go(here)
    proposes.page.fill("[name=text]", "In March, as it says.")
    proposes.press("form[action$='/answer/'] button")
    phone.go(path)
    assert "In March, as it says." in phone.reads()
    phone.page.fill("[name=name]", application.candidate.name)
    phone.press("form[action$='/accept/'] button")
    assert "You have accepted this offer already." in phone.reads()

    answer = OfferAnswer.objects.get()
    assert answer.letter.digest == OfferVersion.objects.get(number=2).digest
    assert Employee.objects.get().email == application.candidate.email
    assert broken() == []
    for visitor in (proposes, signs, phone):
        assert visitor.refused == []


def put_together(visitor: Visitor, *, base: str) -> None:
    """Fill in a package and keep it as a version."""
    page = visitor.page
    page.fill("[name=currency]", "USD")
    page.fill("[name=start]", "2027-03-01")
    page.fill("[name=base]", base)
    page.select_option("[name=per]", "year")
    visitor.press("button[name=keep]")


def decide(visitor: Visitor, here: str, verdict: str, reason: str) -> None:
    """Decide on a package as its signer."""
    visitor.go(here)
    visitor.page.locator(f"[name=verdict][value={verdict}]").check(force=True)
    visitor.page.fill("[name=reason]", reason)
    visitor.press(".signing button.primary")
