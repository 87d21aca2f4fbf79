"""The command writes reports in the languages of the site, from the site's own catalogues."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from muster.cli.language import ReportLanguage, language_named, title_in
from muster.site.messages import LANGUAGES


def test_the_languages_are_those_of_the_site() -> None:
    assert [language.value for language in ReportLanguage] == list(LANGUAGES)


@pytest.mark.parametrize("language", ReportLanguage)
def test_every_language_has_a_title_of_its_own(language: ReportLanguage) -> None:
    assert language_named(language).script.code == language
    assert (title_in(language) == "Ranking by merit") == (language is ReportLanguage.EN)


def muster(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "muster", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_report_is_written_in_the_language_asked_for(season_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "season.html"
    done = muster("rank", season_file, "--report", page, "--language", "ar")
    assert done.returncode == 0, done.stderr
    told = page.read_text("utf-8")
    assert 'lang="ar" dir="rtl"' in told
    assert "الترتيب حسب الجدارة" in told
    assert "What was measured" not in told


def test_an_unknown_language_is_refused(season_file: Path, tmp_path: Path) -> None:
    done = muster("rank", season_file, "--report", tmp_path / "season.html", "--language", "tlh")
    assert done.returncode != 0
    assert "tlh" in done.stderr
