"""The command writes reports in the languages of the site, from the site's own catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from muster.cli import main
from muster.cli.language import ReportLanguage, language_named, title_in


def test_the_languages_are_those_of_the_site() -> None:
    assert [language.value for language in ReportLanguage] == [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("language", ReportLanguage)
def test_every_language_has_a_title_of_its_own(language: ReportLanguage) -> None:
    assert language_named(language).script.code == language
    assert (title_in(language) == "Ranking by merit") == (language is ReportLanguage.EN)


def test_a_report_is_written_in_the_language_asked_for(tmp_path: Path) -> None:
    season, page = tmp_path / "season.csv", tmp_path / "season.html"
    sizes = ("--candidates", "20", "--interviewers", "5", "--seed", "1")
    assert main(["simulate", *sizes, "--out", str(season)]) == 0
    assert main(["rank", str(season), "--report", str(page), "--language", "ar"]) == 0
    told = page.read_text("utf-8")
    assert 'lang="ar" dir="rtl"' in told
    assert "الترتيب حسب الجدارة" in told
    assert "What was measured" not in told


def test_an_unknown_language_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "season.html"
    assert main(["rank", "none.csv", "--report", str(page), "--language", "tlh"]) != 0
    assert "tlh" in capsys.readouterr().err
