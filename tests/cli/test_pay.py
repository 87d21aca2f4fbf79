"""muster pay: the JSON of the contract, the tables of the terminal, the pictures, and what cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import Result

from muster.engine.pay.comparing import compare_packages
from muster.engine.pay.package import value_package
from muster.tables.packages import read_package

Run = Callable[..., Result]
RunJson = Callable[..., Any]

OFFER = """\
currency: USD
start: 2027-03-01
base: {amount: 600000}
bonus: {target: 0.3, payout: [{multiple: 0, probability: 0.4}, {multiple: 1, probability: 0.6}]}
sign_on:
  - {amount: 2000000, date: 2027-03-01, clawback: {months: 24, method: monthly}}
retention_bonus:
  - {amount: 1000000, date: 2029-03-01}
in_kind:
  - {name: compute, value: 5000000}
grants:
  - {kind: rsu, name: at once, value: 25000000, reference_price: 80, schedule: immediate}
  - {kind: rsu, name: later, value: 75000000, reference_price: 80, schedule: 4y-cliff-monthly}
price: {spot: 80, volatility: 0.55, failure_per_year: 0.02}
discount_rate: 0.05
person: {risk_aversion: 2, equity_share: 0.5, tax: none}
"""
KEYS = [
    "years", "total", "first_year", "present_value", "certainty_equivalent", "company_cost", "fan", "vesting",
    "unvested", "clawback",
]  # fmt: skip


@pytest.fixture(scope="module")
def offer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("offers") / "offer.yaml"
    path.write_text(OFFER)
    return path


@pytest.fixture
def rival(tmp_path: Path) -> Path:
    path = tmp_path / "rival.json"
    path.write_text('{"currency": "EUR", "start": "2027-04-01", "base": {"amount": 900000}}')
    return path


def test_json_has_the_keys_of_the_contract_and_the_engine_s_numbers(run_json: RunJson, offer: Path) -> None:
    printed = run_json("pay", "value", offer, "--paths", 500, "--seed", 3)
    found = value_package(read_package(offer), paths=500, seed=3)
    assert [key for key in printed if key in KEYS] == KEYS
    rows = {
        "years": ["year", "cash", "equity"],
        "fan": ["date", "p10", "p25", "p50", "p75", "p90"],
        "vesting": ["date", "grant", "shares", "value"],
        "unvested": ["date", "value"],
        "clawback": ["date", "owed"],
    }
    for key, names in rows.items():
        assert printed[key], key
        assert {tuple(row) for row in printed[key]} == {tuple(names)}
    assert list(printed["first_year"]) == ["grant_value", "annualised", "vest", "signing_only"]
    assert printed["first_year"]["signing_only"] == 2_000_000
    assert printed["total"] == found.total == 106_120_000
    assert sum(row["cash"] + row["equity"] for row in printed["years"]) == pytest.approx(
        found.total, abs=0.001
    )
    assert printed["present_value"] == found.present_value
    assert 0 < printed["certainty_equivalent"] == found.certainty_equivalent < found.present_value
    assert printed["company_cost"]["expected"] == found.company_cost.expected
    assert printed["company_cost"]["worst_year"]["year"] == 1
    np.testing.assert_array_equal([row["p50"] for row in printed["fan"]], found.fan.p50)
    assert printed["fan"][-1]["date"] == printed["vesting"][-1]["date"] == "2031-03-01"
    assert sum(row["shares"] for row in printed["vesting"]) == 1_250_000
    assert printed["unvested"][0] == {"date": "2027-03-01", "value": 75_000_000}
    assert printed["clawback"][12] == {"date": "2028-03-01", "owed": 1_000_000}
    assert [row["value"] for row in printed["in_kind"]] == [5_000_000] * 4
    assert printed["notes"] == ["drift_is_rate", "in_kind_beside"]


def test_the_terminal_shows_years_quotes_parts_vesting_the_fan_and_the_handcuff(
    run: Run, offer: Path
) -> None:
    result = run("pay", "value", offer, "--outside", 60_000_000, "--paths", 200)
    assert result.exit_code == 0, result.stderr
    for words in (
        "offer: USD 106,120,000 over 4 years at target and today's price; present value ",
        "certainty equivalent ",
        "Note: Things in kind are told beside the total",
        "By year of service (USD)",
        "The same package, as it is quoted",
        "Sign-on payments alone",
        "Bonus at target",
        "Vesting, the first 16 of 38",
        "Equity vested by then, at that day's price",
        "What leaving would cost",
        "It costs less than half of its most from 2029-0",
        "on the outside offer is worth more",
        "Clawback on owed",
    ):
        assert words in " ".join(result.stdout.split()), words


def test_packages_side_by_side(run: Run, run_json: RunJson, offer: Path, rival: Path) -> None:
    asked = ("pay", "compare", offer, rival, "--rate", "eur=1.1", "--paths", 300, "--years", "4,1")
    printed = run_json(*asked)
    assert list(printed) == ["currency", "worth", "odds", "packages"]
    found = compare_packages(
        [read_package(offer), read_package(rival)], rates={"EUR": 1.1}, years=(1, 4), paths=300
    )
    assert [row["p_more"] for row in printed["odds"]] == found.odds.p_more.tolist()
    assert [row["p50"] for row in printed["worth"]] == found.worth.p50.tolist()
    assert [each["name"] for each in printed["packages"]] == ["offer", "rival"]
    chart = rival.with_name("both.svg")
    shown = run(*asked, "--chart", chart).stdout
    assert "after 1 year · rival" in chart.read_text()
    assert "rival: EUR 3,600,000 over 4 years" in shown
    assert "P(the first is worth more)" in " ".join(shown.split())


def test_pictures_are_written_in_the_language_asked_for(run: Run, offer: Path, tmp_path: Path) -> None:
    charts = [tmp_path / f"offer{ending}" for ending in (".svg", ".html", ".pdf")]
    options = [part for path in charts for part in ("--chart", path)]
    result = run("pay", "value", offer, "--paths", 100, "--language", "ar", *options)
    assert result.exit_code == 0, result.stderr
    assert charts[0].read_text().startswith("<svg")
    assert 'dir="rtl"' in charts[1].read_text()
    assert charts[2].read_bytes().startswith(b"%PDF")
    assert f"Wrote the chart to {charts[2]}" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("value", "{offer}", "--paths", 1), "--paths is 1; draw 2 to 1,000,000 paths."),
        (
            ("value", "{offer}", "--outside", "-1"),
            "--outside is -1; give what the other offer is worth, above 0.",
        ),
        (("value", "{offer}", "--chart", "{folder}/x.png"), "use .svg, .html or .pdf"),
        (("value", "{folder}/none.yaml"), "the file cannot be read"),
        (("compare", "{offer}"), "There is nothing to compare; give two packages or more."),
        (("compare", "{offer}", "{offer}"), "Two packages are called 'offer'"),
        (("compare", "{offer}", "{rival}"), "give the rate, what one EUR is worth in USD."),
        (("compare", "{offer}", "{rival}", "--rate", "EUR"), "--rate is 'EUR'; give a currency"),
        (
            ("compare", "{offer}", "{rival}", "--years", "0,2"),
            "--years is '0,2'; give whole numbers from 1 to 30",
        ),
    ],
)
def test_one_sentence_says_what_is_wrong(
    run: Run, offer: Path, rival: Path, tmp_path: Path, options: tuple[object, ...], sentence: str
) -> None:
    told = [str(part).format(offer=offer, rival=rival, folder=tmp_path) for part in options]
    result = run("pay", *told)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
