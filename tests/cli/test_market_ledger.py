"""muster market ledger: claims in files to moves and packages, the JSON of the contract, and what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import Result

Run = Callable[..., Result]
RunJson = Callable[..., Any]

CLAIMS = """claim,source,said_on,kind,person,from,to,stance,low,high,currency,quote,known
1,Wire,2026-03-01,move,Ada Bo,Nimbus,Tessera,,,,,,
2,Blog,2026-03-02,move,Ada Bo,Nimbus,,denies,,,,,
3,Wire,2026-03-01,package,Ada Bo,,Tessera,,100000000,999999999,usd,,
4,Tessera,2026-03-03,package,Ada Bo,,Tessera,denies,100000000,,USD,signing,
5,Blog,2026-01-03,move,'=Cy,,Tessera,,,,,,false
6,المدار,2026-03-20,move,سامي,نيمبس,تيسيرا,,,,,,
"""


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    path = tmp_path / "sources.csv"
    path.write_text("source,grade\nWire,A\nBlog,e\n")
    return path


def test_json_has_the_shape_of_the_contract(run_json: RunJson, claims: Path, grades: Path) -> None:
    found = run_json("market", "ledger", claims, "--sources", grades)
    assert list(found) == ["moves", "packages", "sources"]
    arabic, move, refuted = found["moves"]
    assert (arabic["person"], arabic["from"], arabic["to"]) == ("سامي", "نيمبس", "تيسيرا")
    assert list(move) == [
        *("person", "from", "to", "said_first", "said_last", "probability", "low", "high", "known"),
        *("contradicted", "rivals", "voices", "superseded", "relations", "claims"),
    ]
    assert move["probability"] == pytest.approx(0.95)  # a source that is mostly wrong denies it
    assert [(one["claim"], one["stance"], one["weight"] > 0) for one in move["voices"]] == [
        ("1", "asserts", True), ("2", "denies", False),
    ]  # fmt: skip
    assert (refuted["person"], refuted["known"], refuted["probability"]) == ("=Cy", False, 0.0)
    [package] = found["packages"]
    assert list(package) == [
        *("person", "organisation", "said_first", "said_last", "disputed", "quotes", "readings"),
        *("voices", "superseded", "relations", "claims"),
    ]
    assert {one["quote"]: one["clashes"] for one in package["readings"]}["signing"] == [["3", "4"]]
    assert {one["source"]: (one["grade"], one["wrong"]) for one in found["sources"]} == {
        "Blog": ("E", 1), "Tessera": ("F", 0), "Wire": ("A", 0), "المدار": ("F", 0),
    }  # fmt: skip


def test_files_of_every_ending_say_the_same_and_the_table_says_it(
    run: Run, run_json: RunJson, claims: Path
) -> None:
    table = pl.read_csv(claims, infer_schema=False).with_columns(pl.col("person").str.strip_prefix("'"))
    rows = table.to_dicts()
    for name, content in (
        ("c.json", json.dumps(rows)),
        ("c.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)),
    ):
        (claims.parent / name).write_text(content, encoding="utf-8")
    table.write_parquet(claims.parent / "c.parquet")
    first = run_json("market", "ledger", claims)
    for name in ("c.json", "c.jsonl", "c.parquet"):
        assert run_json("market", "ledger", claims.parent / name) == first
    shown = run("market", "ledger", claims)
    assert shown.exit_code == 0
    for word in ("3 moves", "=Cy", "refuted", "320,000,000 USD", "all right if", "Blog", "سامي"):
        assert word in shown.stdout


BAD = """claim,source,said_on,kind,person,from,to,low,known,hedged,figures
1,Wire,soon,move,Ada,x,y,,,,
1,,2026-03-01,move,Ada,x,y,,,,
2,Wire,2026-03-01,flight,Ada,x,y,,,,
3,Wire,2026-03-01,move,Ada,x,x,,,,
4,Wire,2026-03-01,package,Ada,,y,much,,,
5,Wire,2026-03-01,move,Ada,x,y,,maybe,,
6,Wire,2026-03-01,move,Ada,x,y,,,,a;b
7,Wire,2026-03-01,package,Ada,,y,5,,,
8,Wire,2026-03-01,move,Ada,x,y,,,,
8,Wire,2026-03-02,move,Ada,x,y,,,,
"""


def test_all_that_is_wrong_is_told_together(run: Run, tmp_path: Path, claims: Path) -> None:
    bad, sources = tmp_path / "bad.csv", tmp_path / "s.csv"
    bad.write_text(BAD)
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "claims.txt").write_text("x")
    (tmp_path / "few.csv").write_text("claim\n1\n")
    files = [bad, tmp_path / "broken.json", tmp_path / "claims.txt", tmp_path / "few.csv"]
    result = run("market", "ledger", claims, *files)
    assert (result.exit_code, result.stdout) == (2, "")
    for told in (
        "row 2, column said_on: 'soon' is not a day", "row 3, column source: the cell is empty",
        "choose one of", "from an organisation to itself", "'much' is not a number", "neither true nor false",
        "no numbers with ; between", "without a currency", "the claim '8' is in bad.csv, row 10 already",
        "broken.json: the file cannot be read", "ends in none of", "the columns source, said_on, kind are missing",
    ):  # fmt: skip
        assert told in result.stderr, told
    sources.write_text("source,grade\nWire,Z\n,A\nBlog,A\nBlog,B\n")
    result = run("market", "ledger", claims, "--sources", sources)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize(("option", "value"), [("--prior", "1.5"), ("--level", "1")])
def test_what_cannot_be_asked_for(run: Run, claims: Path, option: str, value: str) -> None:
    result = run("market", "ledger", claims, option, value)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
