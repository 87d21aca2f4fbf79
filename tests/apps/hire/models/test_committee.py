"""What the database itself keeps right about committees."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from muster.apps.hire.models import Ballot, Conflict, Decision, Packet
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, signed
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def refused(query: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        query.update(**values)


def test_a_decision_says_no_more_and_no_less_than_its_state(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    all_of_them = Decision.objects.all()
    refused(all_of_them, outcome="hire")
    refused(
        all_of_them, state="signed", outcome="hire", signature="x", rationale="x", opened_at=timezone.now()
    )
    refused(all_of_them, state="open")
    refused(all_of_them, state="void")
    refused(all_of_them, void_reason="x")
    refused(all_of_them, quorum=1)
    refused(all_of_them, reopens=committee.decision)
    assert str(committee.decision) == f"{committee.decision.application_id} (1)"
    done = signed(opening, make_user)
    refused(Decision.objects.filter(pk=done.decision.pk), rationale="")
    refused(Decision.objects.filter(pk=done.decision.pk), signature="")


def test_one_at_a_time(opening: Opening, make_user: MakeUser) -> None:
    one = convene(opening, make_user).decision
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=one.application, number=2, packet=one.packet, chair=one.chair, due_at=one.due_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Packet.objects.create(
            application=one.application,
            number=1,
            content={},
            digest="x",
            made_by=one.chair,
            made_at=timezone.now(),
        )
    assert str(one.packet) == f"{one.application_id} (1)"


def test_a_ballot_is_whole(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    ballots, now = Ballot.objects.all(), timezone.now()
    refused(ballots, vote="hire")
    refused(ballots, vote="perhaps", cast_at=now)
    refused(ballots, cast_at=now)
    refused(ballots, recused_at=now)
    refused(ballots, recused_at=now, recusal_reason="x", vote="hire", cast_at=now)
    refused(ballots, dissent="x", dissent_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(decision=committee.decision, member=committee.chair)
    one = committee.ballot(0)
    one.conflicts = [Conflict.REFERRER]
    assert one.conflict_labels == ["referred the candidate"]
    assert str(one) == f"{committee.decision.pk}: {committee.chair.pk}"
