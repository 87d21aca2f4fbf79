"""Bad packages: one sentence each, with its place, and all of them together."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from muster.engine.pay.faults import package_faults
from muster.engine.pay.parts import (
    Base,
    Bonus,
    Clawback,
    Grant,
    InKind,
    Jumps,
    Liquidity,
    Multiple,
    Package,
    Payment,
    Payout,
    Person,
    PriceModel,
    Raise,
    Tranche,
)
from tests.engine.pay.packages import START, on, package, plain, shares

OPTION = Grant(
    "option", shares=10, reference_price=5.0, strike=5.0, expiry=on("2035-01-01"), schedule="annual"
)


def tranches(*parts: Tranche) -> Grant:
    return shares(schedule=None, tranches=parts)  # type: ignore[arg-type]


def grants(*some: Grant) -> Package:
    return plain(grants=some)


def priced(**model: object) -> Package:
    return plain(grants=(shares(),), price=PriceModel(**{"spot": 5.0, "volatility": 0.5, **model}))  # type: ignore[arg-type]


CASES = [
    (plain(), "", "the package is empty"),
    (plain(currency="euro", base=Base(1.0)), "currency", "give a code of ISO 4217"),
    (plain(base=Base(-5.0)), "base.amount", "-5 must be a finite number above 0, or 0"),
    (plain(base=Base(math.nan)), "base.amount", "nan must be a finite number"),
    (plain(base=Base(1e14)), "base.amount", "too large to be kept exactly"),
    (plain(base=Base(1.005)), "base.amount", "more digits than USD has; it has 2 digits"),
    (plain(base=Base(1.5), currency="JPY"), "base.amount", "more digits than JPY has; it has no digits"),
    (plain(base=Base(1.0, "fortnight")), "base.per", "choose one of year, quarter, month, week"),
    (plain(base=Base(1.0, raises=(Raise(on("2026-01-01"), 2.0),))), "base.raises[0].date", "before the start"),
    (plain(base=Base(1.0, raises=(Raise(START),))), "base.raises[0]", "either the new amount or the per cent"),
    (plain(base=Base(1.0, raises=(Raise(START, 2.0), Raise(START, 3.0)))), "base.raises", "on the same day"),
    (plain(base=Base(1.0), bonus=Bonus(target=20.0)), "bonus.target", "write twenty per cent as 0.2"),
    (plain(bonus=Bonus(target=0.2)), "bonus.target", "there is no base"),
    (plain(bonus=Bonus()), "bonus", "either a target"),
    (plain(bonus=Bonus(amount=1.0, payout=(Payout(1.0, 0.5),))), "bonus.payout", "add up to 0.5; they must make 1"),
    (plain(bonus=Bonus(amount=1.0, payout=(Payout(99.0, 1.0),))), "bonus.payout[0].multiple", "between 0 and 10"),
    (plain(sign_on=(Payment(0.0, START),)), "sign_on[0].amount", "0 must be a finite number above 0"),
    (plain(sign_on=(Payment(1.0, on("2027-02-28")),)), "sign_on[0].date", "2027-02-28 is before the start"),
    (plain(relocation=(Payment(1.0, on("2099-01-01")),)), "relocation[0].date", "more than 30 years after"),
    (plain(sign_on=(Payment(1.0, START, Clawback(0)),)), "sign_on[0].clawback.months", "between 1 and 360"),
    (plain(sign_on=(Payment(1.0, START, Clawback(9, "all")),)), "sign_on[0].clawback.method", "choose one of cliff"),
    (plain(in_kind=(InKind("a", 1.0, "day"),), base=Base(1.0)), "in_kind[0].per", "no period"),
    (grants(replace(shares(), kind="warrant")), "grants[0].kind", "choose one of rsu, option, profit_unit"),
    (grants(shares(0)), "grants[0].shares", "0 must lie between 1"),
    (grants(shares(10**15)), "grants[0].shares", "1,000,000,000,000,000 must lie between 1"),
    (grants(shares(10**12)), "grants[0].shares", "worth more than can be kept exactly"),
    (grants(shares(None)), "grants[0]", "either a number of shares or a value"),  # type: ignore[arg-type]
    (grants(shares(None, value=1.0)), "grants[0].value", "buys no whole share at 50"),  # type: ignore[arg-type]
    (grants(shares(None, value=-1.0)), "grants[0].value", "-1 must be"),  # type: ignore[arg-type]
    (grants(shares(reference_price=0.0)), "grants[0].reference_price", "0 is no price of a share"),
    (grants(shares(reference_price=None)), "grants[0].reference_price", "give a reference_price here, or price.spot"),
    (grants(replace(OPTION, strike=None)), "grants[0].strike", "an option needs a strike"),
    (grants(replace(OPTION, expiry=START)), "grants[0].expiry", "not after the start"),
    (grants(replace(OPTION, expiry=on("2029-01-01"))), "grants[0].expiry", "before the last of it vests on"),
    (grants(shares(cap=5.0)), "grants[0].cap", "a grant of kind rsu has no cap"),
    (grants(shares(lock_months=-1)), "grants[0].lock_months", "-1 must lie between 0"),
    (grants(shares(double_trigger=True)), "grants[0].double_trigger", "give price.liquidity with a date"),
    (grants(shares(schedule="weekly")), "grants[0].schedule", "There is no schedule 'weekly'"),
    (grants(shares(schedule=None)), "grants[0].schedule", "either the name of a schedule or tranches"),  # type: ignore[arg-type]
    (grants(tranches(Tranche(0.5, 12), Tranche(0.4, 24))), "grants[0].tranches", "add up to 0.9; they must make 1"),
    (grants(tranches(Tranche(1.5, 12))), "grants[0].tranches[0].fraction", "write a quarter as 0.25"),
    (grants(tranches(Tranche(1.0))), "grants[0].tranches[0]", "either the month after the start or the date"),
    (grants(tranches(Tranche(1.0, date=on("2026-01-01")))), "grants[0].tranches[0].date", "before the start"),
    (priced(spot=0.0), "price.spot", "0 is no price of a share"),
    (priced(volatility=None), "price.volatility", "a fan needs a volatility"),
    (priced(volatility=0.0), "price.volatility", "0 must be above 0"),
    (priced(volatility=60.0), "price.volatility", "write sixty per cent as 0.6"),
    (priced(failure_per_year=1.0), "price.failure_per_year", "less than 1"),
    (priced(jumps=Jumps(-1.0, 0.0, 0.1)), "price.jumps.per_year", "-1 must lie between 0 and 50"),
    (priced(liquidity=Liquidity(START, 1.5)), "price.liquidity.probability", "between 0 and 1"),
    (replace(priced(), multiples=(Multiple(1.0),)), "multiples", "keep one way"),
    (plain(grants=(shares(),), multiples=(Multiple(1.0, 0.5), Multiple(2.0))), "multiples", "or none"),
    (plain(grants=(shares(),), multiples=(Multiple(-1.0),)), "multiples[0].multiple", "-1 must lie"),
    (plain(base=Base(1.0), discount_rate=5.0), "discount_rate", "write five per cent as 0.05"),
    (plain(base=Base(1.0), person=Person(-1.0, 0.5)), "person.risk_aversion", "between 0 and 50"),
    (plain(base=Base(1.0), person=Person(2.0, 0.0)), "person.equity_share", "write half as 0.5"),
    (plain(base=Base(1.0), person=Person(2.0, 0.5, "us")), "person.tax", "all is before tax"),
    (plain(base=Base(1.0), years=0), "years", "give 1 to 30"),
    (plain(grants=(shares(),), years=2), None, "years is 2, but something of grants comes on 2030-03-01"),
    (plain(base=Base(9e12)), None, "more than can be kept exactly"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("offer", "place", "sentence"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_one_clear_sentence_each_in_its_place(offer: Package, place: str | None, sentence: str) -> None:
    found = package_faults(offer)
    assert [problem.column for problem in found] == [place or None], found
    assert sentence in found[0].sentence
    assert "\n" not in found[0].sentence


def test_all_are_told_together_and_a_good_package_has_none() -> None:
    assert package_faults(package()) == ()
    assert package_faults(plain(base=Base(0.0), grants=(OPTION,))) == ()
    worst = plain(base=Base(-1.0), grants=(shares(0), tranches(Tranche(0.5, 1))), discount_rate=9.0)
    assert {problem.column for problem in package_faults(worst)} == {
        "base.amount", "grants[0].shares", "grants[1].tranches", "discount_rate",
    }  # fmt: skip
