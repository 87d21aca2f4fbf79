"""muster market read: the JSON of the contract, the table, names, standard input, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from muster.cli.app import app
from muster.engine.market.shapes import Proposal

Run = Callable[..., Result]
RunJson = Callable[..., Any]

TEXT = "Okoro quitte Orbis pour Kestrel Labs.\r\n\r\nOn parle de 300 millions de dollars canadiens sur quatre ans.\r\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("kind,name,aliases\nperson,Daniel Okoro,Okoro\norganisation,Orbis AI,Orbis\n")
    return path


def test_json_has_the_shape_of_the_contract(run_json: RunJson, article: Path, names: Path) -> None:
    (document,) = run_json("market", "read", article, "--names", names, "--published", "2026-03-01")
    assert list(document) == ["source", "language", "published", "title", "proposals"]
    assert (document["source"], document["language"], document["published"], document["title"]) == (
        str(article), "fr", "2026-03-01", None,
    )  # fmt: skip
    for each in document["proposals"]:
        assert list(each) == [field.name for field in fields(Proposal)]
        assert TEXT[each["start"] : each["end"]] == each["text"]
    move, money = (next(p for p in document["proposals"] if p["kind"] == kind) for kind in ("move", "money"))
    assert (move["person"], move["from_organisation"], move["to_organisation"]) == (
        "Daniel Okoro", "Orbis AI", "Kestrel Labs",
    )  # fmt: skip
    assert (money["low"], money["high"], money["currency"], money["period_months"]) == (
        300_000_000,
        300_000_000,
        "CAD",
        48,
    )
    assert money["hedged"] is True


def test_the_table_and_a_note_without_steering_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.rss"
    path.write_text("<html><title>\x1b[31mred</title><p>They paid at least &euro;3 million.</p></html>")
    result = run("market", "read", path, "--language", "en")
    assert result.exit_code == 0
    assert "3,000,000 EUR or more" in result.stdout
    assert "was read as that" in result.stdout
    assert "\x1b[31m" not in result.stdout


def test_standard_input() -> None:
    result = CliRunner().invoke(app, ["market", "read", "-"], input="She was paid $2m a year.")
    assert result.exit_code == 0
    assert "2,000,000 USD" in result.stdout


def test_an_article_of_nothing_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kxqz")
    assert "Nothing in it is proposed" in run("market", "read", path).stdout


def test_all_files_that_cannot_be_read_are_told_together(run: Run, tmp_path: Path, article: Path) -> None:
    for name, data in (("empty.txt", b""), ("zip.docx", b"PK\x03\x04")):
        (tmp_path / name).write_bytes(data)
    result = run("market", "read", article, tmp_path / "empty.txt", tmp_path / "zip.docx")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert not result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("missing.txt",), "missing.txt"),
        (("-", "-"), "named twice"),
        (("-", "--published", "soon"), "--published is 'soon'"),
    ],
)
def test_what_cannot_be_done(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("market", "read", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
