"""One small fit for all: it compiles the kernels, and is the `estimate` that a page may begin with."""

from __future__ import annotations

import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season


@pytest.fixture(scope="session")
def estimate() -> MeritEstimate:
    """10 candidates, 4 interviewers."""
    return estimate_merit(simulate_season(candidates=10, interviewers=4, interviews=2, criteria=2).scorecards)
