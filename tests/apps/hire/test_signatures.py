"""Signatures: they hold for what was signed, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from muster.apps.hire.models import Ballot, Decision, Notice, Packet
from muster.apps.hire.signatures import signature_holds
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import signed
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def holds() -> bool:
    decision = Decision.objects.select_related("packet").get()
    return signature_holds(decision, list(decision.ballots.all()))


@pytest.mark.parametrize(
    "change",
    [
        lambda: Decision.objects.update(outcome="no_hire"),
        lambda: Decision.objects.update(rationale="Else"),
        lambda: Decision.objects.update(overrules="Else"),
        lambda: Decision.objects.update(counted=[]),
        lambda: Decision.objects.update(quorum=3),
        lambda: Decision.objects.update(signed_at=timezone.now()),
        lambda: Decision.objects.update(signed_by=Ballot.objects.order_by("-pk")[0].member),
        lambda: Decision.objects.update(chair=Ballot.objects.order_by("-pk")[0].member),
        lambda: Ballot.objects.filter(vote="hire").update(reasons="Else"),
        lambda: Ballot.objects.filter(vote="hire").update(vote="one_more"),
        lambda: (Notice.objects.exclude(ballot=None).delete(), Ballot.objects.filter(vote="").delete()),
        lambda: Packet.objects.update(content={"format": 1}),
        lambda: Packet.objects.update(digest="0" * 64),
    ],
)
def test_anything_else_is_not_what_was_signed(
    opening: Opening, make_user: MakeUser, change: Callable[[], Any]
) -> None:
    signed(opening, make_user)
    assert holds()
    change()
    assert not holds()


def test_a_dissent_stands_beside_it(opening: Opening, make_user: MakeUser) -> None:
    signed(opening, make_user)
    ballot = Ballot.objects.filter(vote="hire")[0]
    Ballot.objects.filter(pk=ballot.pk).update(dissent="I disagree.", dissent_at=timezone.now())
    assert holds()
