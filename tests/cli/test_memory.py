"""Seasons too large for the machine are refused before they are drawn."""

from __future__ import annotations

import pytest

from muster.cli.memory import installed_memory, require_memory
from muster.engine.errors import InputError


def test_a_season_that_cannot_fit_is_refused_with_its_size() -> None:
    with pytest.raises(InputError) as caught:
        require_memory(ratings=10**9, candidates=5_000_000, interviewers=900, memory=16 * 10**9)
    assert caught.value.sentence == (
        "This would be 1,000,000,000 ratings of 5,000,000 candidates by 900 interviewers, about 20 GB, and there "
        "are 16 GB of memory; lower --candidates, --interviewers, --interviews or --criteria."
    )


@pytest.mark.parametrize("memory", [16 * 10**9, None])
def test_what_fits_or_cannot_be_known_passes(memory: int | None) -> None:
    require_memory(ratings=10**8, candidates=5_000_000, interviewers=900, memory=memory)


def test_the_machine_tells_its_memory() -> None:
    memory = installed_memory()
    assert memory is None or memory > 10**8
