"""Packages from files: YAML by the rules of 1.2, JSON, and everything that is wrong with them, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from muster.engine.errors import DataError
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
from muster.tables.packages import read_package, read_packages

Put = Callable[[str, str | bytes], Path]

WHOLE = """\
name: Ours
company: Halcyon
currency: USD
rates: {EUR: 1.1}
start: 2028-02-29
base:
  amount: 500_000
  per: year
  raises: [{date: 2029-03-01, percent: 0.1}, {date: 2030-03-01, amount: 600000}]
bonus: {target: .2, payout: [{multiple: 0, probability: 0.5}, {multiple: 2, probability: 5e-1}]}
sign_on:
  - {amount: 1000.05, date: 2028-02-29, clawback: {months: 24}, currency: EUR, name: first}
retention_bonus: [{amount: 10, date: 2029-03-01}]
relocation: [{amount: 11, date: 2029-03-01, clawback: {months: 12, method: daily}}]
benefits: [{name: "no", value: 3, per: month}]
in_kind: [{name: compute, value: 7}]
buy_out:
  - {amount: 12, date: 2028-03-01}
  - {kind: rsu, shares: 5, reference_price: 10, schedule: immediate, currency: EUR}
grants:
  - kind: option
    shares: 1_000
    strike: 10
    expiry: 2036-01-01
    exercise_multiple: 2
    schedule: 4y-cliff-monthly
  - kind: profit_unit
    value: 5000
    reference_price: 10
    cap: 50
    lock_months: 24
    tranches: [{month: 12, fraction: 1/3}, {date: 2030-02-28, fraction: 25%}, {month: 48, fraction: 5/12}]
  - {kind: rsu, shares: 5, schedule: annual, double_trigger: true}
price:
  spot: 10
  volatility: 0.5
  drift: 0.01
  failure_per_year: 0.02
  jumps: {per_year: 1, mean: -0.1, sd: 0.2}
  liquidity: {date: 2030-01-01, probability: 0.5}
discount_rate: 0.03
person: {risk_aversion: 2, equity_share: 0.5, tax: none}
years: 5
"""


def on(day: str) -> np.datetime64:
    return np.datetime64(day, "D")


def whole() -> Package:
    return Package(
        name="Ours",
        company="Halcyon",
        currency="USD",
        start=on("2028-02-29"),
        base=Base(500_000.0, "year", (Raise(on("2029-03-01"), percent=0.1), Raise(on("2030-03-01"), amount=600_000.0))),
        bonus=Bonus(target=0.2, payout=(Payout(0.0, 0.5), Payout(2.0, 0.5))),
        sign_on=(Payment(1100.06, on("2028-02-29"), Clawback(24), "first"),),
        retention_bonus=(Payment(10.0, on("2029-03-01")),),
        relocation=(Payment(11.0, on("2029-03-01"), Clawback(12, "daily")),),
        buy_out=(Payment(12.0, on("2028-03-01")),),
        benefits=(InKind("no", 3.0, "month"),),
        in_kind=(InKind("compute", 7.0),),
        grants=(
            Grant(
                "option", shares=1_000, strike=10.0, expiry=on("2036-01-01"), exercise_multiple=2.0,
                schedule="4y-cliff-monthly",
            ),
            Grant(
                "profit_unit", value=5_000.0, reference_price=10.0, cap=50.0, lock_months=24,
                tranches=(
                    Tranche(Fraction(1, 3), month=12), Tranche(Fraction(1, 4), date=on("2030-02-28")),
                    Tranche(Fraction(5, 12), month=48),
                ),
            ),
            Grant("rsu", shares=5, schedule="annual", double_trigger=True),
            Grant("rsu", "buy-out", shares=5, reference_price=11.0, schedule="immediate", buy_out=True),
        ),
        price=PriceModel(
            10.0, volatility=0.5, drift=0.01, failure_per_year=0.02, jumps=Jumps(1.0, -0.1, 0.2),
            liquidity=Liquidity(on("2030-01-01"), 0.5),
        ),
        discount_rate=0.03,
        person=Person(2.0, 0.5),
        years=5,
    )  # fmt: skip


def problems(path: Path) -> dict[str, str]:
    """Return what is wrong with a file by place; `row:` stands before those without one."""
    with pytest.raises(DataError) as caught:
        read_package(path)
    assert all("\n" not in str(problem) for problem in caught.value.problems)
    return {problem.column or f"row:{problem.row}": problem.sentence for problem in caught.value.problems}


def test_every_part_is_read(put: Put) -> None:
    found = read_package(put("offer.yaml", WHOLE))
    assert found.grants[3].reference_price == pytest.approx(11.0)
    assert [grant.name for grant in found.grants] == ["", "", "", "buy-out"]
    expected = whole()
    for name in vars(expected):
        if name != "grants":
            assert getattr(found, name) == getattr(expected, name), name
    assert found.grants[:3] == expected.grants[:3]


def test_json_says_the_same_and_a_name_is_the_file_s_unless_given(put: Put) -> None:
    small = {
        "currency": "JPY",
        "start": "2027-03-01",
        "base": {"amount": 9_000_000},
        "multiples": [0, {"multiple": 2}],
    }
    one = read_package(put("ours.json", json.dumps(small)))
    other = read_package(
        put(
            "ours.yml",
            "currency: JPY\nstart: 2027-03-01\nbase: {amount: 9e6}\nmultiples: [0, {multiple: 2}]\n",
        )
    )
    assert one == other
    assert (one.name, one.multiples) == ("ours", (Multiple(0.0), Multiple(2.0)))
    assert read_package(put("bom.json", b"\xef\xbb\xbf" + json.dumps(small).encode())).currency == "JPY"


def test_the_traps_of_older_yaml_are_none(put: Put) -> None:
    text = "currency: USD\nstart: 2027-03-01\nname: no\ncompany: 'on'\nbase: {amount: 010}\ndiscount_rate: 1e-2\n"
    found = read_package(put("a.yaml", text))
    assert (found.name, found.company, found.base, found.discount_rate) == ("no", "on", Base(10.0), 0.01)


def test_all_problems_of_all_files_are_told_together_each_with_its_row_and_place(put: Put) -> None:
    bad = put(
        "bad.yaml",
        "currency: USD\n"
        "start: 2027-02-29\n"
        "base: {amount: lots, per: yer}\n"
        "sign_on:\n"
        "  - {amount: 5, date: 2027-04-01, currency: EUR}\n"
        "grants:\n"
        "  - kind: rsu\n"
        "    value: 400\n"
        "    reference_price: 300\n"
        "    tranches:\n"
        "      - {month: 12, fraction: 0.5}\n"
        "      - {month: 24, fraction: 0.4}\n"
        "  - {kind: rsu, shares: 0, reference_price: no, schedule: annual, shedule: x}\n",
    )
    empty = put("empty.yaml", "currency: USD\nstart: 2027-03-01\n")
    with pytest.raises(DataError) as caught:
        read_packages([bad, empty])
    found = {(problem.row, problem.column): problem.sentence for problem in caught.value.problems}
    assert found == {
        (2, "start"): "2027 has no 29 February; write 2027-02-28 or 2027-03-01",
        (3, "base.amount"): "'lots' is no number; write it like 1000000 or 0.25, without quotes or signs",
        (3, "base.per"): "'yer' is no period; choose one of year, quarter, month, week",
        (
            5,
            "sign_on[0].currency",
        ): "this is in EUR and the package in USD; give rates.EUR, what one EUR is worth in USD",
        (10, "grants[0].tranches"): "the fractions add up to 0.9; they must make 1",
        (13, "grants[1].shares"): "0 must lie between 1 and 1,000,000,000,000",
        (
            13,
            "grants[1].reference_price",
        ): "'no' is no number; write it like 1000000 or 0.25, without quotes or signs",
        (13, "grants[1].shedule"): "'shedule' is not known here; did you mean schedule?",
        (1, None): "the package is empty; give a base, a payment or a grant",
    }


@pytest.mark.parametrize(
    ("line", "place", "sentence"),
    [
        ("currency: [USD]", "currency", "this must be a text of one line"),
        ("start: 12", "start", "'12' is no day; write it like 2026-03-31"),
        ("start: 2027-13-01", "start", "'2027-13-01' is not in the calendar"),
        ("base: 5", "base", "this must be a list of names with values"),
        ("base: {per: year}", "base.amount", "this is missing; give it"),
        ("base: {amount: true}", "base.amount", "'true' is no number"),
        ("base: {amount: .inf}", "base.amount", "inf must be a finite number"),
        ("years: 2.5", "years", "'2.5' is no whole number"),
        ("sign_on: {amount: 5}", "sign_on", "begin each with a hyphen"),
        ("sign_on: [{amount: 5, date: 2027-03-01, clawback: {}}]", "sign_on[0].clawback.months", "is miss"),
        ("multiples: []", "multiples", "a list of 1 to 1,000 entries"),
        ("multiples: [a]", "multiples", "each must be a number"),
        ("rates: {EUR: -1}", "rates.EUR", "-1 is no rate"),
        ("discount_rate: 5", "discount_rate", "write five per cent as 0.05"),
        ("person: {risk_aversion: 2}", "person.equity_share", "this is missing"),
        ("grants: [{kind: rsu, shares: 5, schedule: annual, double_trigger: 1, reference_price: 5}]",
         "grants[0].double_trigger", "must be true or false"),
        ("grants: [{kind: rsu, shares: 5, reference_price: 5, tranches: [{month: 1, fraction: half}]}]",
         "grants[0].tranches[0].fraction", "write it like 0.25, 1/3 or 25%"),
        ("buy_out: [{kind: rsu, shares: 0, reference_price: 5, schedule: annual}]", "grants[0].shares", "0 must lie"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_what_it_must_be(put: Put, line: str, place: str, sentence: str) -> None:
    base = {"currency": "currency: USD", "start": "start: 2027-03-01", "base": "base: {amount: 1}"}
    base[line.partition(":")[0]] = line
    found = problems(put("bad.yaml", "\n".join(base.values())))
    assert list(found) == [place], found
    assert sentence in found[place]


@pytest.mark.parametrize(
    ("name", "content", "row", "sentence"),
    [
        ("a.csv", "x", None, "use .yaml, .yml, .json"),
        ("a.yaml", "", None, "the file is empty"),
        ("a.yaml", "# nothing\n", None, "the file is empty; fill it in"),
        ("a.yaml", b"PK\x03\x04", None, "an Excel workbook"),
        ("a.yaml", b"name: \xff\n", 1, "not UTF-8"),
        ("a.yaml", "a: 1\nb: [1\n", 3, "this is no YAML"),
        ("a.yaml", "a: 1\na: 2\n", 2, "'a' is there twice"),
        ("a.yaml", "a: &x 1\nb: *x\n", 2, "an alias stands here"),
        ("a.yaml", "a: !!python/object:os.system 1\n", 1, "the tag"),
        ("a.yaml", "? [1]\n: 2\n", 1, "a key must be a word"),
        ("a.yaml", "a: " + "[" * 30 + "]" * 30, 1, "nested more than 20 deep"),
        ("a.yaml", "\x07", None, "this is no YAML"),
        ("a.json", '{"a": 1,\n}', 2, "this is no JSON"),
        ("a.json", '{"a": 1, "a": 2}', None, "'a' is there twice"),
        ("a.json", "[" * 100_000, None, "nested more than 20 deep"),
        ("a.json", '{"a": 1' + "0" * 5000 + "}", None, "this is no JSON"),
        ("a.yaml", "a: " + "x" * (1 << 20), None, "more than 1,048,576 bytes"),
    ],
)
def test_a_file_that_is_none(
    put: Put, name: str, content: str | bytes, row: int | None, sentence: str
) -> None:
    found = problems(put(name, content))
    (key,) = found
    assert sentence in found[key]
    assert key == f"row:{row}"


def test_what_is_no_mapping_or_no_file(put: Put, tmp_path: Path) -> None:
    assert problems(put("a.yaml", "- 1\n")) == {"row:1": "this must be a list of names with values"}
    assert "cannot be read" in problems(tmp_path / "none.yaml")["row:None"]
