"""A sample of candidates to start the search on, and what its curvature says about the whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.layout import Layout
from muster.engine.hire.level import find_level
from muster.engine.hire.propagation import Propagated
from muster.engine.hire.search import Found
from muster.engine.hire.setup import Setup
from muster.engine.shapes import IntArray

__all__ = ["scale_information", "thin"]

Floats = NDArray[np.float64]


def thin(layout: Layout, ratings: int) -> Layout:
    """Return the layout of every k-th candidate, about `ratings` ratings in all; interviewers stay."""
    every = max(1, layout.ratings // ratings)
    chosen = np.arange(0, layout.candidates, every)
    cards = _ranges(layout.cards_of[chosen], layout.cards_of[chosen + 1])
    rows = _ranges(layout.ratings_of[cards], layout.ratings_of[cards + 1])
    return Layout(
        cell=layout.cell[rows],
        cards_of=_offsets(np.diff(layout.cards_of)[chosen]),
        ratings_of=_offsets(layout.ratings_of[cards + 1] - layout.ratings_of[cards]),
        interviewer=layout.interviewer[cards],
        interview=layout.interview[cards],
        interviews=layout.interviews[chosen],
        interviewers=layout.interviewers,
        cells=layout.cells.recount(layout.cell[rows]),
    )


def _ranges(starts: IntArray, stops: IntArray) -> IntArray:
    """Return all whole numbers of the ranges, one range after another."""
    lengths = stops - starts
    before = np.cumsum(lengths) - lengths
    numbers: IntArray = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return numbers


def _offsets(lengths: IntArray) -> IntArray:
    return np.concatenate([[0], np.cumsum(lengths)])


def scale_information(first: Found, sample: Layout, setup: Setup, warm: Propagated) -> Floats:
    """Return a guess of the whole's curvature from the sample's.

    Thresholds know in proportion to the ratings, except for the level of them all, which only the priors on
    merit and severity hold: its curvature is taken exactly, 1'h1 - h' Cov(s) h with h the sites' precisions
    (one more solve). The SDs' comes from the marginal variances.
    """
    layout, free, prior = setup.layout, setup.free, setup.prior
    parameters = warm.parameters
    vector = free.pack(parameters)
    own = first.information - np.diag(prior.information(vector, free))
    information = own * (layout.ratings / sample.ratings)
    known = 1 - warm.gaussian.severity_variance / parameters.sds[1] ** 2
    by_sd = np.array([warm.information[2], 2 * (known**2).sum(), warm.information[1]])[: free.sds]
    factor = np.sqrt(by_sd / np.diagonal(information)[: free.sds])
    information[: free.sds] *= factor[:, None]
    information[:, : free.sds] *= factor
    level = np.zeros(vector.size)
    level[free.sds : free.sds + parameters.thresholds.size] = 1
    bent = information @ level
    guessed = float(level @ bent)
    exact = find_level(setup, parameters, warm.sites, dense=False).information
    if 0 < exact < guessed:
        information -= np.outer(bent, bent) * ((guessed - exact) / guessed**2)
    return information
