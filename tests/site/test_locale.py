"""The catalogues: every text of the site in every language, none stale, with the same placeholders."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "muster"
LOCALE = SOURCES / "site" / "locale"
LANGUAGES = [code for code, _ in settings.LANGUAGES]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd%]")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str | None, str, str]]:
    """Extract the texts of the sources anew, as `make messages` does."""
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed (Debian: apt-get install gettext)")
    copy = tmp_path_factory.mktemp("sources") / "muster"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "muster.site.messages", str(copy)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    fresh = polib.pofile(str(copy / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    return {key(entry) for entry in fresh if not entry.obsolete}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_and_none_is_stale(
    language: str, extracted: set[tuple[str | None, str, str]]
) -> None:
    there = {key(entry) for entry in catalogue(language) if not entry.obsolete}
    assert sorted(map(str, extracted - there)) == [], "missing; run make messages and translate"
    assert sorted(map(str, there - extracted)) == [], "stale; run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    found = catalogue(language)
    assert [entry.msgid for entry in found.untranslated_entries() + found.fuzzy_entries()] == []
    assert found.obsolete_entries() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_markup_are_the_same(language: str) -> None:
    wrong = []
    for entry in catalogue(language):
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        allowed = [sorted(PLACEHOLDER.findall(source)) for source in sources]
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            found = sorted(PLACEHOLDER.findall(text))
            # A form for one or two things may say the number in words.
            fewer = entry.msgid_plural and any(set(found) <= set(one) for one in allowed)
            if found not in allowed and not fewer:
                wrong.append((entry.msgid, text))
            if re.findall(r"</?\w+", text) != re.findall(r"</?\w+", entry.msgid):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    forms = {"en": 2, "id": 1, "nl": 2, "fr": 2, "ar": 6, "pt": 2}[language]
    found = catalogue(language)
    assert f"nplurals={forms};" in found.metadata["Plural-Forms"]
    for entry in found:
        if entry.msgid_plural:
            assert len(entry.msgstr_plural) == forms, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    path = LOCALE / language / "LC_MESSAGES" / "django.mo"
    compiled = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(path))}
    written = {
        key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue(language).translated_entries()
    }
    assert compiled == written
