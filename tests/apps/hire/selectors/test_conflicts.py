"""Conflicts of interest that the data show."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import Referral
from muster.apps.hire.selectors.conflicts import conflicts_found, family_name
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana García", "Zoë  GARCIA", True),
        ("Ana García", "Ana Gracia", False),
        ("Sukarno", "Sukarno", False),  # one word alone is no family name
        ("Łukasz Nowak", "Ewa Nowak", True),
        ("محمد الفارسي", "سلمى الفارسي", True),
    ],
)
def test_family_names(one: str, other: str, same: bool) -> None:
    assert (family_name(one) == family_name(other) != "") == same


@pytest.mark.django_db
def test_each_kind_and_both_at_once(opening: Opening, make_user: MakeUser) -> None:
    application = before_committee(opening, name="Zoë García", email="zoe@example.org")
    earlier = apply(opening, name="Else")  # of somebody else: says nothing
    referrer, plain = make_user(Role.COMMITTEE_MEMBER, name="Rita Garcia"), make_user(name="Pat Plain")
    Referral.objects.create(application=application, referrer=referrer, relation="x")
    Referral.objects.create(application=earlier, referrer=plain, relation="x")
    found = conflicts_found(application=application, people=[referrer, plain, opening.manager])
    assert found == {referrer.pk: ["referrer", "family_name"], plain.pk: [], opening.manager.pk: ["manager"]}
