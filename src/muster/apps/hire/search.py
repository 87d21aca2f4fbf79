"""Full-text search over candidates' names and the text of their résumés, by each database's own index.

`ApplicationText` holds the words that are searched, folded. PostgreSQL keeps them as a `tsvector` with a GIN
index, SQLite in an FTS5 table that triggers keep; a migration makes both. Words are matched from their
beginnings, a single letter as a whole word, without accents.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from muster.apps.core.inserting import insert_rows
from muster.apps.core.text import fold
from muster.apps.hire.models import Application, ApplicationText

__all__ = [
    "MOST_FOUND",
    "forget_removed",
    "index_applications",
    "index_new_applications",
    "matching",
    "words_of",
]

TABLE = "hire_applicationtext"
MOST_WORDS = 8
MOST_FOUND = 500
LONGEST_WORD = 100  # PostgreSQL refuses to look for a very long one
FORGETS_ITSELF = (3, 42)  # of SQLite, with what a migration sets
LONGEST_TEXT = 200_000  # and to index a very long text


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded. They are letters and digits alone: what is looked for never means more than
    itself to a database, and both databases see the same words in an address or a path.
    """
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", fold(text))]


def matching(text: str, *, requisitions: Sequence[int] | None = None) -> list[int]:
    """Return the keys of the applications in which each word of `text` begins a word, the newest first.

    Of more than `MOST_FOUND` it returns the newest. `requisitions` are those whose applications are looked at.
    """
    words = words_of(text[:1_000])[:MOST_WORDS]
    if not words or (requisitions is not None and not requisitions):
        return []
    look = _in_postgresql if connection.vendor == "postgresql" else _in_sqlite
    return look(words, requisitions)


def _in_sqlite(words: Sequence[str], requisitions: Sequence[int] | None) -> list[int]:
    query = " ".join(f'"{word}"*' if _is_begun(word) else f'"{word}"' for word in words)
    condition = ""
    if requisitions is not None:
        # The plus keeps SQLite from asking its index once for each of them.
        marks = ", ".join(["%s"] * len(requisitions))
        condition = f"AND +rowid IN (SELECT id FROM hire_application WHERE requisition_id IN ({marks}))"  # noqa: S608
    sql = (
        f"SELECT rowid FROM {TABLE}_fts WHERE {TABLE}_fts MATCH %s {condition} "  # noqa: S608  # our own names
        f"ORDER BY rowid DESC LIMIT {MOST_FOUND}"
    )
    return _keys(sql, [query, *(requisitions or ())])


def _in_postgresql(words: Sequence[str], requisitions: Sequence[int] | None) -> list[int]:
    """Ask the index of words for both: an opening stands in it as a word that nobody can type."""
    query = " & ".join(f"{word}:*" if _is_begun(word) else word for word in words)
    condition, values = "words @@ to_tsquery('simple', %s)", [query]
    if requisitions is not None:
        condition += " AND words @@ %s::tsquery"
        values.append(" | ".join(f"'={int(key)}'" for key in requisitions))
    sql = f"SELECT application_id FROM {TABLE} WHERE {condition} ORDER BY application_id DESC LIMIT {MOST_FOUND}"  # noqa: S608
    return _keys(sql, values)


def _keys(sql: str, values: Sequence[Any]) -> list[int]:
    """Return the keys that a statement finds; all that comes from outside is among its values."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [int(row[0]) for row in cursor.fetchall()]


def _is_begun(word: str) -> bool:
    """Return whether it may be the beginning of a longer word: a Latin letter begins too many."""
    return len(word) > 1 or not word.isascii()


def index_applications(applications: Iterable[Application]) -> None:
    """Write what is searched of each application: its candidate's name and address, and its résumé's text."""
    ApplicationText.objects.bulk_create(
        [_text(one) for one in applications],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["text", "requisition"],
    )


def index_new_applications(applications: Iterable[Application]) -> None:
    """Write what is searched of applications that were added a moment ago, of which nothing is written yet."""
    insert_rows([_text(one) for one in applications])


def forget_removed() -> None:
    """Take the words of texts that are gone out of SQLite's index, which else keeps them until it is rewritten."""
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < FORGETS_ITSELF:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('optimize')")  # noqa: S608


def _text(application: Application) -> ApplicationText:
    requisition = application.requisition_id
    return ApplicationText(application=application, requisition_id=requisition, text=_searched(application))


def _searched(application: Application) -> str:
    candidate = application.candidate
    text = f"{candidate.name} {candidate.email} {candidate.code} {application.resume_text}"
    return " ".join(words_of(text[:LONGEST_TEXT]))
