"""Waves: closed forms of scan statistics, how often a quiet world cries wolf, and planted waves."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.market.waves import Departure, WaveScan, scan_waves

FIRST = np.datetime64("2025-01-01")
YEAR = FIRST + 364


def left(days: list[int], *groups: str, probability: float = 1.0) -> list[Departure]:
    return [Departure(FIRST + day, groups, probability) for day in days]


def quiet(rng: np.random.Generator, count: int, size: int = 365) -> list[Departure]:
    return [
        Departure(FIRST + int(day), (f"team {rng.integers(4)}", f"to {rng.integers(6)}"))
        for day in rng.integers(0, size, count)
    ]


@given(span=st.integers(30, 700), count=st.integers(3, 6))
@settings(max_examples=6, deadline=None)
def test_all_in_one_window_is_as_rare_as_naus_says(span: int, count: int) -> None:
    size, simulations = 3650, 999
    days = [0, *[span // 2] * (count - 2), span - 1]
    found = scan_waves(
        left(days),
        first=FIRST,
        last=FIRST + size - 1,
        longest=size,
        fewest=count,
        simulations=simulations,
        false_alarms=9,
    )
    share = (span - 0.5) / size  # days are whole: a range of one day is between 0 and 1
    exact = count * share ** (count - 1) - (count - 1) * share**count
    [wave] = found.waves
    assert wave.log_ratio == pytest.approx(count * math.log(size / span))
    assert math.isinf(wave.ratio)
    assert math.isinf(wave.ratio_high)
    spread = math.sqrt(exact * (1 - exact) / simulations)
    assert wave.p_value == pytest.approx(exact, abs=4 * spread + 1.5 / simulations + 0.01 * exact)
    assert wave.false_alarms == pytest.approx(-math.log1p(-wave.p_value) * 365.25 / size)


def test_the_ratio_of_a_window_is_kulldorffs() -> None:
    days = [10, 60, 110, 160, 210, 260, 310, 360, 200, 202, 204, 206]
    wave = scan_waves(left(days), first=FIRST, last=YEAR, simulations=199, false_alarms=3).strongest
    assert wave is not None
    assert (wave.first, wave.last, wave.group) == (FIRST + 200, FIRST + 210, None)
    inside, expected, total = 5, 12 * 11 / 365, 12
    assert wave.expected == pytest.approx(expected)
    assert wave.log_ratio == pytest.approx(
        inside * math.log(inside / expected) + 7 * math.log(7 / (total - expected))
    )
    assert wave.ratio == pytest.approx((5 / 11) / (7 / 354))
    assert wave.ratio_low < wave.ratio < wave.ratio_high
    assert sorted(days[place] for place in wave.members) == [200, 202, 204, 206, 210]


def test_a_quiet_world_cries_wolf_as_often_as_is_said() -> None:
    rng, allowed, worlds = np.random.default_rng(11), 0.1, 400
    alarms = sum(
        bool(
            scan_waves(
                quiet(rng, 40),
                first=FIRST,
                last=YEAR,
                simulations=99,
                seed=world,
                false_alarms=-math.log1p(-allowed) * 365.25 / 365,
            ).waves
        )
        for world in range(worlds)
    )
    assert alarms / worlds == pytest.approx(allowed, abs=2.5 * math.sqrt(allowed * (1 - allowed) / worlds))


def test_what_is_only_probable_and_seasons_cry_no_oftener() -> None:
    rng, allowed, worlds = np.random.default_rng(5), 0.1, 200
    season = np.where(np.arange(365) < 90, 5.0, 1.0)  # five times as many leave after the bonus is paid
    alarms = 0
    for world in range(worlds):
        days = rng.choice(365, 40, p=season / season.sum())
        rows = [Departure(FIRST + int(day), (), float(rng.uniform(0.1, 1)), "us") for day in days]
        found = scan_waves(
            rows,
            first=FIRST,
            last=YEAR,
            exposure={"us": season},
            simulations=99,
            seed=world,
            false_alarms=0.1054,
        )
        alarms += bool(found.waves)
    assert alarms / worlds <= allowed + 2.5 * math.sqrt(allowed * (1 - allowed) / worlds)


def test_a_planted_wave_of_eight_is_found() -> None:
    found = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        planted = [Departure(FIRST + 300 + int(day), ("team 2", "to 9")) for day in rng.integers(0, 21, 8)]
        waves = scan_waves(
            [*quiet(rng, 40), *planted], first=FIRST, last=YEAR, simulations=199, seed=seed
        ).waves
        found += bool(
            waves
            and waves[0].group in ("team 2", "to 9")
            and len({*waves[0].members} & {*range(40, 48)}) >= 6
        )
    assert found >= 18


def test_order_changes_nothing_and_one_wave_is_told_once() -> None:
    rng = np.random.default_rng(3)
    rows = [*quiet(rng, 30), *left([100, 101, 102, 103, 104, 105, 106, 107], "team 1", "to 1")]
    found = scan_waves(rows, first=FIRST, last=YEAR, simulations=199)
    order = rng.permutation(len(rows))
    again = scan_waves([rows[place] for place in order], first=FIRST, last=YEAR, simulations=199)
    back = [replace(w, members=tuple(sorted(int(order[place]) for place in w.members))) for w in again.waves]
    assert back == list(found.waves)
    assert replace(again, waves=(), strongest=None) == replace(found, waves=(), strongest=None)
    assert len(found.waves) == 1  # of its team, where it went, and all, only the strongest is told
    assert found.waves[0].log_ratio >= found.threshold
    assert found.to_frame()["count"].tolist() == [found.waves[0].count]


def test_a_claim_of_two_fifths_counts_two_fifths() -> None:
    days = [200, 201, 202, 203, 204, 30, 90, 150, 260, 330]
    sure = scan_waves(left(days), first=FIRST, last=YEAR, simulations=199).strongest
    less = scan_waves(left(days, probability=0.4), first=FIRST, last=YEAR, simulations=199).strongest
    assert sure is not None
    assert less is not None
    assert less.count == pytest.approx(0.4 * sure.count)
    assert less.expected == pytest.approx(0.4 * sure.expected)
    assert less.log_ratio == pytest.approx(0.4 * sure.log_ratio)
    assert less.p_value == sure.p_value  # all are as sure as one another: what is rare stays rare
    assert less.ratio_high - less.ratio_low > sure.ratio_high - sure.ratio_low


def test_who_watches_is_told_of_what_goes_on() -> None:
    days = [20, 80, 140, 200, 260, 356, 358, 359, 360, 361, 363]
    going_on = scan_waves(left(days), first=FIRST, last=YEAR, simulations=199, watching=True)
    [wave] = going_on.waves
    assert (wave.first, wave.last, wave.count, wave.going_on) == (FIRST + 356, YEAR, 6, True)
    whole = scan_waves(left(days), first=FIRST, last=YEAR, simulations=199).waves
    assert whole[0].going_on
    for later, goes_on in ((7, True), (60, False), (200, False)):
        [since] = scan_waves(left(days), first=FIRST, last=YEAR + later, simulations=199).waves
        assert since.going_on is goes_on, later
    assert whole[0].log_ratio > wave.log_ratio  # the days since the last of them speak against it
    over = scan_waves(left(days), first=FIRST, last=YEAR + 120, simulations=199, watching=True)
    assert over.strongest is None


def test_months_end_with_departures_and_are_no_waves() -> None:
    ends = [
        day
        for day in range(365)
        if (FIRST + day).astype("datetime64[M]") != (FIRST + day + 1).astype("datetime64[M]")
    ]
    rows = left([day for day in ends for _ in range(5)])

    def strongest(month_ends: bool) -> WaveScan:
        return scan_waves(rows, first=FIRST, last=YEAR, longest=10, simulations=199, month_ends=month_ends)

    assert strongest(month_ends=False).waves
    assert not strongest(month_ends=True).waves


def test_where_nobody_left_outside_the_ratio_is_open_whatever_the_headcount() -> None:
    growing = {
        name: np.exp(np.arange(365) / rate) for name, rate in (("a", 90.0), ("b", 130.0), ("c", 170.0))
    }
    rows = [
        Departure(FIRST + day, ("to 1",), 1.0, "abc"[place % 3])
        for place, day in enumerate((300, 302, 303, 305, 308, 309))
    ]
    found = scan_waves(rows, first=FIRST, last=YEAR, exposure=growing, simulations=199)
    assert [(math.isinf(one.ratio), math.isinf(one.ratio_high)) for one in found.waves] == [(True, True)]


def test_nobody_left() -> None:
    found = scan_waves([], first=FIRST, last=YEAR, simulations=19, false_alarms=1)
    assert (found.count, found.waves, found.strongest) == (0, (), None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"last": FIRST - 1}, "ends before it begins"),
        ({"last": FIRST + 4}, "outside of the period"),
        ({"fewest": 1}, "fewest is 1"),
        ({"longest": 0}, "longest is 0"),
        ({"false_alarms": 0.0001}, "must be 0.001 or more"),
        ({"exposure": {}}, "no exposure of 'us'"),
        ({"exposure": {"us": np.ones(9)}}, "must be 365 finite numbers"),
        ({"exposure": {"us": np.arange(365) < 5}}, "on a day on which nobody could"),
    ],
)
def test_what_cannot_be_scanned_is_told(changes: dict[str, object], told: str) -> None:
    given = {"first": FIRST, "last": YEAR, "exposure": {"us": np.ones(365)}, **changes}
    with pytest.raises(InputError, match=told):
        scan_waves([Departure(FIRST + 5, (), 1, "us")], **given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="in a group twice"):
        Departure(FIRST, ("a", "a"))
    with pytest.raises(InputError, match="no day"):
        Departure(np.datetime64("NaT"))
