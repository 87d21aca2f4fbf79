"""Paths against closed forms, and that they depend on nothing but the seed and the price."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.errors import InputError
from muster.engine.pay.dates import Days, add_months, years_between
from muster.engine.pay.equity import log_moments
from muster.engine.pay.parts import Jumps, Liquidity, Multiple, Package, PriceModel
from muster.engine.pay.prices import draw_scenarios, stream
from tests.engine.pay.packages import START, on, plain, shares

YEARS: Days = add_months(START, np.arange(0, 49, 12))
JUMPS = Jumps(0.8, -0.15, 0.3)
PATHS = 40_000


def priced(**model: object) -> Package:
    return plain(grants=(shares(),), price=PriceModel(**{"spot": 50.0, "volatility": 0.4, **model}))  # type: ignore[arg-type]


def test_jumps_and_the_lognormal_have_merton_s_moments() -> None:
    drawn = draw_scenarios(priced(drift=0.08, jumps=JUMPS), YEARS, paths=PATHS, seed=3)
    logs = np.log(drawn.at(YEARS[1:]).astype(float))
    years = years_between(START, YEARS[1:])
    mean, variance = log_moments(years, drift=0.08, volatility=0.4, jumps=JUMPS)
    error = np.sqrt(variance / PATHS)
    assert (np.abs(logs.mean(axis=1) - mean) < 4 * error).all()
    np.testing.assert_allclose(logs.var(axis=1), variance, rtol=0.05)
    np.testing.assert_allclose(drawn.at(YEARS[1:]).mean(axis=1), np.exp(0.08 * years), rtol=1e-5)


def test_failure_ends_a_path_for_good_and_as_often_as_told() -> None:
    drawn = draw_scenarios(priced(drift=0.0, failure_per_year=0.2), YEARS, paths=PATHS, seed=3)
    dead = drawn.multiple == 0
    assert (dead[1:] >= dead[:-1]).all()
    years = years_between(START, drawn.days)
    np.testing.assert_allclose(dead.mean(axis=1), 1 - 0.8**years, atol=0.01)
    np.testing.assert_allclose(drawn.multiple.mean(axis=1), 0.8**years, rtol=1e-5)


def test_days_between_months_are_bridged() -> None:
    between = np.array([on("2028-01-10"), on("2028-01-20")])
    drawn = draw_scenarios(priced(drift=0.0), np.concatenate([YEARS, between]), paths=PATHS, seed=3)
    logs = np.log(drawn.at(between).astype(float))
    np.testing.assert_allclose(logs.var(axis=1), 0.16 * years_between(START, between), rtol=0.05)
    step = np.diff(logs, axis=0)[0]
    assert step.var() == pytest.approx(0.16 * 10 / 365.25, rel=0.05)
    same = draw_scenarios(priced(drift=0.0), YEARS, paths=PATHS, seed=3)
    np.testing.assert_array_equal(drawn.at(YEARS), same.at(YEARS))


def test_paths_depend_on_the_seed_and_the_company_alone() -> None:
    one = draw_scenarios(priced(), YEARS, paths=101, seed=3)
    longer = draw_scenarios(priced(jumps=None), add_months(START, np.arange(0, 97, 12)), paths=101, seed=3)
    np.testing.assert_array_equal(one.at(YEARS), longer.at(YEARS))
    for other in (
        draw_scenarios(priced(), YEARS, paths=101, seed=4),
        draw_scenarios(replace(priced(), company="Other"), YEARS, paths=101, seed=3),
    ):
        assert not np.array_equal(one.at(YEARS), other.at(YEARS))
    assert stream(1, "a", "b").random() != stream(1, "ab").random()


def test_multiples_are_scenarios_with_their_weights() -> None:
    scenarios = (Multiple(0.0, 0.5), Multiple(1.0, 0.3), Multiple(4.0, 0.2))
    offer = plain(
        grants=(shares(),), multiples=scenarios, price=PriceModel(50.0, liquidity=Liquidity(YEARS[2], 0.25))
    )
    drawn = draw_scenarios(offer, YEARS, paths=10, seed=0)
    assert drawn.weights is not None
    np.testing.assert_allclose(drawn.weights.reshape(2, 3), [[0.125, 0.075, 0.05], [0.375, 0.225, 0.15]])
    assert drawn.multiple[0].tolist() == [1.0] * 6
    assert drawn.multiple[-1].tolist() == [0, 1, 4, 0, 1, 4]
    assert drawn.liquid.tolist() == [True] * 3 + [False] * 3
    many = drawn.spread(4_000, 0, "key")
    assert many.weights is None
    assert many.liquid.mean() == 0.25
    assert (many.multiple[-1] == 4).mean() == 0.2
    assert (
        draw_scenarios(plain(grants=(shares(),)), YEARS, paths=10, seed=0).multiple.tolist() == [[1.0]] * 49
    )


def test_arguments_are_checked() -> None:
    for wrong in ({"paths": 1}, {"paths": 10**7}, {"seed": -1}):
        with pytest.raises(InputError):
            draw_scenarios(priced(), YEARS, **{"paths": 10, "seed": 0, **wrong})
