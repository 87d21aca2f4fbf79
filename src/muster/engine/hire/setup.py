"""What stays the same through a fit: the ratings, the threads, what is searched, the prior."""

from __future__ import annotations

from dataclasses import dataclass

from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free
from muster.engine.hire.prior import Prior
from muster.engine.hire.runs import Runs

__all__ = ["Setup"]


@dataclass(frozen=True, eq=False)
class Setup:
    """`dense` solves for the severities' whole covariance in every pass; else its diagonal is approximated,
    which is as good where interviewers are many, and far quicker.
    """

    layout: Layout
    runs: Runs
    free: Free
    prior: Prior
    dense: bool
