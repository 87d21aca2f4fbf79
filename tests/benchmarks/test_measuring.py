from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from benchmarks import scoring
from benchmarks.peers import Result
from benchmarks.process import median_run, run_measured
from benchmarks.rivals import PEER_COLUMNS, peer_row
from benchmarks.stopwatch import REST, Stopwatch


def test_a_run_is_measured_by_itself() -> None:
    ballast = bytearray(400_000_000)  # the command's peak must not contain ours
    program = "import time; a = bytearray(100_000_000); time.sleep(0.2)"
    measured, seconds = median_run([sys.executable, "-c", program], runs=1)
    del ballast
    assert 0.1 < measured.gigabytes < 0.3
    assert measured.seconds >= 0.2
    assert seconds == [measured.seconds]


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 1:(.|\n)*ZeroDivisionError"):
        run_measured([sys.executable, "-c", "1/0"])
    with pytest.raises(RuntimeError, match="could not start"):
        run_measured([str(Path(sys.executable).with_name("no-such-command"))])


def test_the_stopwatch_charges_the_innermost_stage_and_loses_nothing() -> None:
    watch = Stopwatch()

    def inner() -> int:
        time.sleep(0.05)
        return 1

    def outer() -> int:
        time.sleep(0.02)
        return int(timed()) + 1

    timed = watch.wrap("inner", inner)
    begin = time.perf_counter()
    with watch.watch({}, "muster"):
        assert watch.wrap("outer", outer)() == 2
    spent = time.perf_counter() - begin
    assert watch.seconds["inner"] >= 0.05
    assert watch.seconds["outer"] >= 0.02
    assert watch.seconds["outer"] + watch.seconds["inner"] <= spent
    assert 0.07 <= sum(watch.seconds.values()) <= spent
    assert len(watch.calls["inner"]) == 1


def test_the_stopwatch_replaces_functions_where_they_were_imported_and_puts_them_back() -> None:
    watch = Stopwatch()
    before = scoring.rmse
    with watch.watch({"error": ("benchmarks.scoring:rmse",)}, "benchmarks"):
        assert scoring.rmse is not before
    assert scoring.rmse is before
    assert REST in watch.seconds


@pytest.mark.parametrize("status", ["ok", "timeout", "memory"])
def test_a_rival_that_did_not_finish_has_a_row_like_the_others(status: str) -> None:
    ours = Result("1m", "Muster", "ok", 2.0, 0.4, None, {"corr": 0.9})
    row = peer_row(Result("1m", "lme4", status, 120.0, 3.0, 0.1, {}), ours)
    assert len(row) == len(PEER_COLUMNS)
    assert ("timeout at 120" in row) == (status == "timeout")
