"""Finding a candidate by an id as people type it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.cli.fit import find_candidate
from muster.engine.errors import InputError
from muster.engine.hire.estimate import MeritEstimate


def test_a_known_id_gives_its_code(estimate: MeritEstimate) -> None:
    assert find_candidate(estimate, "C000007") == 6
    assert find_candidate(replace(estimate, candidate_ids=np.arange(10, 50)), "12") == 2


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("c000007", "did you mean C000007?"),
        (" C000007 ", "did you mean C000007?"),
        ("C0000O7", "did you mean C0000"),
        ("Ada Lovelace", "look it up in the ranking."),
    ],
)
def test_an_unknown_id_is_refused_with_what_comes_close(
    estimate: MeritEstimate, wanted: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        find_candidate(estimate, wanted)
    assert caught.value.sentence.startswith(f"No candidate {wanted!r} in these files; {hint}")


def test_an_endless_id_is_cut(estimate: MeritEstimate) -> None:
    with pytest.raises(InputError) as caught:
        find_candidate(estimate, "C" * 1_000_000)
    assert len(caught.value.sentence) < 200
