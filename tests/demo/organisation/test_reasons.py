"""There is something to say at every stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from muster.demo.organisation import reasons
from muster.demo.organisation.hiring_records import Verdict
from muster.demo.organisation.plans import StageKind

KINDS = set(get_args(StageKind))


def test_every_stage_that_can_be_left_has_reasons() -> None:
    assert set(reasons.MOVED) == KINDS - {"hired"}
    assert set(reasons.REJECTED) == KINDS - {"offer", "hired"}
    assert set(reasons.NOTES) == set(get_args(Verdict))


@pytest.mark.parametrize(
    "phrases",
    [*reasons.MOVED.values(), *reasons.REJECTED.values(), *reasons.NOTES.values(), reasons.WITHDRAWN],
)
def test_phrases_differ(phrases: Sequence[str]) -> None:
    assert len(set(phrases)) == len(phrases)
