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

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

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

Inside = tuple[str, tuple[Any, ...]]  # the statement that gives the keys to look at, and its values

TABLE = "hire_applicationtext"
MOST_WORDS = 8
MOST_FOUND = 500
MANY = 20_000  # applications with the words, above which their index is slower than to look at each
LONGEST_WORD = 100  # PostgreSQL refuses to look for a very long one
FORGETS_ITSELF = (3, 42)  # of SQLite, with what a migration sets
LONGEST_TEXT = 200_000  # and to index a very long text


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded. They are letters and digits alone: what is looked for never means more than
    itself to a database, and both databases see the same words in an address or a path.
    """
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", fold(text))]


def matching(text: str, *, among: QuerySet[Application] | None = None) -> list[int]:
    """Return the keys of the applications in which each word of `text` begins a word, the newest first.

    Of more than `MOST_FOUND` it returns the newest. `among` are those to look at.
    """
    words = words_of(text[:1_000])[:MOST_WORDS]
    inside: Inside | None = None
    if among is not None:
        try:
            inside = among.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # among none
            return []
    return _in_postgresql(words, inside) if connection.vendor == "postgresql" else _in_sqlite(words, inside)


def _in_sqlite(words: Sequence[str], inside: Inside | None) -> list[int]:
    query = " ".join(f'"{word}"*' if _is_begun(word) else f'"{word}"' for word in words) or '""'
    condition, values = "", ()
    if inside is not None:
        # The plus keeps SQLite from asking its index once for each of them.
        condition, values = f"AND +rowid IN ({inside[0]})", inside[1]
    sql = (
        f"SELECT rowid FROM {TABLE}_fts WHERE {TABLE}_fts MATCH %s {condition} "  # noqa: S608  # our own names
        f"ORDER BY rowid DESC LIMIT {MOST_FOUND}"
    )
    return _keys(sql, [query, *values])


def _in_postgresql(words: Sequence[str], inside: Inside | None) -> list[int]:
    """Ask for the newest of all, which is quick for rare words by their index, for frequent ones by walking back.

    When these are all there are, some of them are those looked for. Else they tell how many there may be: of few, the
    index says which; of many, walking back through those looked at soon finds enough.
    """
    query = " & ".join(f"{word}:*" if _is_begun(word) else word for word in words)
    fits = "words @@ to_tsquery('simple', %s)"
    newest = _keys(
        f"SELECT application_id FROM {TABLE} WHERE {fits} "  # noqa: S608
        f"ORDER BY application_id DESC LIMIT {MOST_FOUND}",
        [query],
    )
    if inside is None or not newest:
        return newest
    within, values = inside
    if len(newest) < MOST_FOUND:
        sql = f"SELECT id FROM ({within}) AS a(id) WHERE id = ANY(%s) ORDER BY id DESC"  # noqa: S608
        return _keys(sql, [*values, newest])
    if newest[0] * MOST_FOUND < MANY * (newest[0] - newest[-1]):
        # The sum keeps the planner from walking back through all texts.
        return _keys(
            f"SELECT application_id FROM {TABLE} WHERE {fits} AND application_id IN ({within}) "  # noqa: S608
            f"ORDER BY application_id + 0 DESC LIMIT {MOST_FOUND}",
            [query, *values],
        )
    # OFFSET 0 keeps it from beginning with the words.
    return _keys(
        f"SELECT a.id FROM (SELECT id FROM ({within}) AS i(id) ORDER BY id DESC) AS a CROSS JOIN LATERAL "  # noqa: S608
        f"(SELECT 1 FROM {TABLE} WHERE application_id = a.id AND {fits} OFFSET 0) AS found "
        f"ORDER BY a.id DESC LIMIT {MOST_FOUND}",
        [*values, query],
    )


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
    rows = [ApplicationText(application=one, text=_searched(one)) for one in applications]
    ApplicationText.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["application"], update_fields=["text"]
    )


def index_new_applications(applications: Iterable[Application]) -> None:
    """Write what is searched of applications that were added a moment ago, of which nothing is written yet."""
    insert_rows([ApplicationText(application=one, text=_searched(one)) for one in applications])


def forget_removed() -> None:
    """Take the words of texts that are gone out of SQLite's index, which else keeps them until it is rewritten."""
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < FORGETS_ITSELF:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('optimize')")  # noqa: S608


def _searched(application: Application) -> str:
    candidate = application.candidate
    text = f"{candidate.name} {candidate.email} {candidate.code} {application.resume_text}"
    return " ".join(words_of(text[:LONGEST_TEXT]))
