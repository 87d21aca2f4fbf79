"""The palette finds people outside, organisations and articles, for those who see the market."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.market.models import Organisation, Outsider
from muster.apps.market.services.erasing import outsider_erase
from muster.site.search import find
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import add, confirmed

pytestmark = pytest.mark.django_db


def test_by_any_spelling_and_for_those_alone_who_may(make_user: MakeUser) -> None:
    keeper, employee = make_user(Role.PEOPLE_PARTNER), make_user(Role.EMPLOYEE)
    confirmed(keeper)
    Organisation.objects.filter(name="Tessera").update(aliases=["تيسيرا"])
    page = (
        b"<html><head><title>Awa Diarra leaves Nimbus</title></head><body><p>Nothing else.</p></body></html>"
    )
    add(keeper, "", data=page, name="a.html")

    def labels(text: str) -> set[tuple[str, str]]:
        found = find(person=keeper, text=text)
        assert find(person=employee, text=text) == []
        return {(one.kind, one.label) for one in found}

    assert labels("diarra") == {("People outside", "Awa Diarra"), ("Articles", "Awa Diarra leaves Nimbus")}
    assert labels("تيسيرا") == {("Organisations", "Tessera")}
    outsider_erase(actor=keeper, outsider=Outsider.objects.get())
    assert {kind for kind, _label in labels("diarra")} == set()
