"""An Arabic and a French article are pasted, confirmed by keyboard, and the ledger shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.market.models import Claim
from tests.apps.market.articles import ARABIC, FRENCH
from tests.browser.conftest import Visitor


@pytest.mark.any_database
def test_articles_are_confirmed_by_keyboard(
    visit: Callable[..., Visitor], make_person: Callable[..., User]
) -> None:
    partner = visit()
    partner.be(make_person("Pia", Role.PEOPLE_PARTNER))
    partner.go(reverse("market:transfers"))
    assert "No moves yet" in partner.reads()

    paste(partner, FRENCH, "Le Courrier")
    press(partner, "y")  # the move
    assert partner.page.locator("[data-proposal][aria-current]").count() == 1  # the next is at hand
    press(partner, "n")  # the package is dropped
    partner.go(reverse("market:transfers"))
    assert "Awa Diarra" in partner.reads()

    paste(partner, ARABIC, "المدار")
    press(partner, "e")
    partner.page.locator("input[name=left]").fill("Nimbus Research")
    partner.page.locator("input[name=joined]").fill("Tessera")
    partner.press("main form button.primary")
    partner.go(reverse("market:transfers"))
    assert "سامي الخطيب" in partner.reads()
    assert partner.page.locator("main tbody tr").count() == 2
    assert Claim.objects.count() == 2
    assert partner.refused == []


def paste(visitor: Visitor, text: str, source: str) -> None:
    """Paste an article into the inbox."""
    visitor.go(reverse("market:inbox"))
    visitor.page.locator("textarea[name=text]").fill(text)
    visitor.page.locator("input[name=source]").fill(source)
    visitor.page.locator("input[name=published]").fill("2026-03-02")
    visitor.press("main form button.primary")


def press(visitor: Visitor, key: str) -> None:
    """Press a key that leads to another page."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)
