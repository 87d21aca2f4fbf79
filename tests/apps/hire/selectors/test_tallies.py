"""Counting votes: what leads, and whose ballot does not count."""

from __future__ import annotations

import pytest
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.models import Ballot
from muster.apps.hire.selectors.tallies import leading_vote, tally


def ballots(*votes: str, inactive: int = 0) -> list[Ballot]:
    now = timezone.now()
    made = [Ballot(member=User(), vote=vote, cast_at=now if vote else None) for vote in votes]
    for one in made[:inactive]:
        one.member.is_active = False
    return made


@pytest.mark.parametrize(
    ("votes", "inactive", "leads"),
    [
        (("hire", "hire", "no_hire"), 0, "hire"),
        (("hire", "no_hire"), 0, ""),
        (("hire", "hire", "no_hire", "no_hire", "no_hire"), 3, "no_hire"),
        (("", ""), 0, ""),
        (("one_more", "", ""), 0, "one_more"),
    ],
)
def test_what_leads(votes: tuple[str, ...], inactive: int, leads: str) -> None:
    assert leading_vote(ballots(*votes, inactive=inactive)) == leads


def test_nought_is_counted_too() -> None:
    assert tally(ballots("hire", "hire", "", inactive=1)) == {"hire": 1, "no_hire": 0, "one_more": 0}
