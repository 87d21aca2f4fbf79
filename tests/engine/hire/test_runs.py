"""Runs of candidates: the cut, the work on threads, an error in a run."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.hire import runs
from muster.engine.hire.runs import LEAST_RATINGS, MOST_RUNS, Runs, cut_runs, open_runs


@given(st.lists(st.sampled_from([0, 1, 5, 1000, LEAST_RATINGS, 300_000]), min_size=1, max_size=60))
def test_runs_part_the_candidates(counts: list[int]) -> None:
    before = np.concatenate([[0], np.cumsum(counts)])
    bounds = cut_runs(before)
    assert bounds[0] == 0
    assert bounds[-1] == len(counts)
    assert (np.diff(bounds) > 0).all()
    assert bounds.size - 1 <= MOST_RUNS


def test_runs_hold_about_as_many_ratings() -> None:
    before = np.arange(0, 10_000_001, 10)
    sizes = np.diff(before[cut_runs(before)])
    assert sizes.size == MOST_RUNS
    assert sizes.max() - sizes.min() <= 10


def test_few_ratings_are_one_run() -> None:
    assert cut_runs(np.arange(0, 2 * LEAST_RATINGS, 10)).tolist() == [0, (2 * LEAST_RATINGS - 1) // 10]


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_every_run_is_worked_on_once(monkeypatch: pytest.MonkeyPatch, threads: int | None) -> None:
    monkeypatch.setattr(runs, "LEAST_RATINGS", 10)
    before = np.arange(0, 401, 4)
    seen, lock = [], threading.Lock()

    def work(run: int, first: int, last: int) -> None:
        with lock:
            seen.append((run, first, last))

    with open_runs(before, threads) as opened:
        opened.each(work)
        assert opened.count == MOST_RUNS
    seen.sort()
    assert [run for run, _, _ in seen] == list(range(MOST_RUNS))
    assert [first for _, first, _ in seen] == opened.bounds[:-1]
    assert [last for _, _, last in seen] == opened.bounds[1:]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_a_run_is_not_lost(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    monkeypatch.setattr(runs, "LEAST_RATINGS", 10)

    def work(run: int, first: int, last: int) -> None:
        if run == 1:
            raise ArithmeticError("run 1")

    with open_runs(np.arange(0, 401, 4), threads) as opened, pytest.raises(ArithmeticError, match="run 1"):
        opened.each(work)


def test_no_candidates_are_no_work() -> None:
    Runs(cut_runs(np.array([0])), None).each(lambda run, first, last: pytest.fail("there is nothing to do"))
