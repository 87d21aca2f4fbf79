from __future__ import annotations

import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.measured import reliability_word

from .conftest import facts_of


def test_headline_figures_are_the_models(estimate: MeritEstimate) -> None:
    figures = {figure.name: figure.value for figure in facts_of(estimate).figures}
    model = estimate.model
    assert figures == {
        "Candidates": "60",
        "Interviewers": "10",
        "Ratings": f"{model.ratings:,}",
        "Reliability": f"{model.reliability:.2f}",
    }


@pytest.mark.parametrize(
    ("reliability", "word"),
    [(0.95, "very high"), (0.8, "good"), (0.75, "fair"), (0.6, "low"), (0.2, "very low")],
)
def test_reliability_has_a_word(reliability: float, word: str) -> None:
    assert reliability_word(reliability) == word
