"""Counting votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from muster.apps.hire.models import Ballot, Vote
from muster.apps.hire.rules_committee import counts

__all__ = ["leading_vote", "tally"]


def tally(ballots: Sequence[Ballot]) -> dict[str, int]:
    """Return how many ballots that count are for each, nought included. Needs the members."""
    found = Counter(one.vote for one in ballots if counts(one))
    return {vote: found[vote] for vote in Vote.values}


def leading_vote(ballots: Sequence[Ballot]) -> str:
    """Return what more ballots are for than for anything else; nothing where two are level."""
    counted = tally(ballots)
    most = max(counted.values())
    first = [vote for vote, number in counted.items() if number == most]
    return first[0] if len(first) == 1 else ""
