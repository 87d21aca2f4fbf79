"""Several words after one option, with the one FILE wherever it stands."""

from __future__ import annotations

import pytest

from muster.cli.lists import spread_words


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("f.csv --group sex race --selected h", "f.csv --group sex --group race --selected h"),
        ("--group sex race --selected h f.csv", "--group sex --group race --selected h f.csv"),
        ("--group sex race f.csv --selected h", "--group sex --group race f.csv --selected h"),
        ("--group sex f.csv race --json", "--group sex f.csv --group race --json"),
        ("--group sex f.csv --group race age", "--group sex f.csv --group race --group age"),
        ("--json f.csv --group=sex race", "--json f.csv --group=sex --group race"),
        ("--selected h --group sex race -- f.csv", "--selected h --group sex --group race -- f.csv"),
        # A file that is not there is the last word, so that the error speaks of a file.
        ("--group sex race none.csv", "--group sex --group race none.csv"),
        # What stood before stands.
        ("f.csv --group sex --group race", "f.csv --group sex --group race"),
        ("--group sex f.csv", "--group sex f.csv"),
        ("--group f.csv", "--group f.csv"),
        ("f.csv --group", "f.csv --group"),
        ("f.csv --selected --group sex", "f.csv --selected --group sex"),
    ],
)
def test_each_word_has_the_option_before_it(given: str, meant: str) -> None:
    found = spread_words(
        given.split(), "--group", valued={"--group", "--selected"}, exists=lambda word: word == "f.csv"
    )
    assert found == meant.split()
