"""`python -m muster.site.messages [FOLDER]`: bring the catalogues of all languages up to date with the sources.

Extracts every translatable text under the folder of the package (needs GNU gettext), keeps what is translated, drops
what is gone, writes English as its own translation, and compiles. `make messages` runs it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["update_catalogues"]

LANGUAGES = ("en", "id", "nl", "fr", "ar", "pt")
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "id": "nplurals=1; plural=0;",
    "nl": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "pt": "nplurals=2; plural=(n > 1);",
}


def update_catalogues(package: Path) -> None:
    """Update `site/locale` under the package's folder."""
    import polib

    locale = package / "site" / "locale"
    _extract(package)
    for language in LANGUAGES:
        path = locale / language / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=0)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": language,
            "Plural-Forms": PLURALS[language],
        }
        catalogue.header = ""
        for entry in list(catalogue):
            if entry.obsolete:
                catalogue.remove(entry)
                continue
            entry.occurrences, entry.comment = [], ""
            entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
            _tidy(entry, language)
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def _extract(package: Path) -> None:
    names = [word for language in LANGUAGES for word in ("-l", language)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "muster.site.extraction"}
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        *names,
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
        "--verbosity",
        "0",
    ]
    subprocess.run(command, cwd=package, env=environment, check=True)  # noqa: S603


def _tidy(entry: object, language: str) -> None:
    """Write English as its own translation; what gettext only guessed (fuzzy) counts as not translated."""
    import polib

    assert isinstance(entry, polib.POEntry)  # noqa: S101  # polib has no types
    if entry.fuzzy:
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    if language == "en" and entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    elif language == "en":
        entry.msgstr = entry.msgid


if __name__ == "__main__":
    update_catalogues(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
