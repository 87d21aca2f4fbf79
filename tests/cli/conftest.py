"""A small season for the command's tests: its estimate, made once, and its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.cli.fit import FittedSeason
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import SimulatedSeason, simulate_season
from muster.tables import Reading


@pytest.fixture(scope="session")
def season() -> SimulatedSeason:
    """40 candidates, 12 interviewers, 3 interviews of 2 criteria."""
    return simulate_season(candidates=40, interviewers=12, interviews=3, criteria=2, seed=5)


@pytest.fixture(scope="session")
def estimate(season: SimulatedSeason) -> MeritEstimate:
    return estimate_merit(season.scorecards)


@pytest.fixture(scope="session")
def fitted(season: SimulatedSeason, estimate: MeritEstimate) -> FittedSeason:
    """The season as if read from a file."""
    return FittedSeason(Reading(season.scorecards, ("season.csv",), 240, 0, ()), estimate)


@pytest.fixture(scope="session")
def season_file(season: SimulatedSeason, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season as a long CSV."""
    cards = season.scorecards
    lines = ["candidate_id,interviewer_id,criterion,rating"]
    for row in range(cards.ratings):
        candidate = cards.candidate_ids[cards.candidate[row]]
        interviewer = cards.interviewer_ids[cards.interviewer[row]]
        lines.append(
            f"{candidate},{interviewer},{cards.criteria[cards.criterion[row]].name},{cards.rating[row]}"
        )
    path = tmp_path_factory.mktemp("season") / "season.csv"
    path.write_text("\n".join(lines) + "\n")
    return path
