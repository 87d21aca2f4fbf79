"""Full-text search over candidates' names and the text of their résumés, by each database's own index.

`ApplicationText` holds the words that are searched, folded. PostgreSQL has a GIN index over it, SQLite an FTS5 table
that triggers keep; a migration makes both. Words are matched from their
beginnings, a single letter as a whole word, without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from muster.apps.core.text import fold
from muster.apps.hire.models import Application, ApplicationText

__all__ = ["MOST_FOUND", "index_applications", "matching", "words_of"]

MOST_WORDS = 8
MOST_FOUND = 1_000
LONGEST_WORD = 100  # PostgreSQL refuses to look for a very long one
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
    if connection.vendor == "postgresql":
        key, found = "application_id", "hire_applicationtext"
        condition = "to_tsvector('simple', text) @@ to_tsquery('simple', %s)"
        query = " & ".join(f"{word}:*" if _is_begun(word) else word for word in words)
    else:
        # The plus keeps SQLite from asking its index once for each of `among`.
        key, found = "+rowid", "hire_applicationtext_fts"
        condition = "hire_applicationtext_fts MATCH %s"
        query = " ".join(f'"{word}"*' if _is_begun(word) else f'"{word}"' for word in words) or '""'
    parameters: list[Any] = [query]
    if among is not None:
        try:
            inside, values = among.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # among none
            return []
        condition += f" AND {key} IN ({inside})"
        parameters += values
    key = key.lstrip("+")
    # Among some, the sum keeps PostgreSQL from walking back through all texts by the order alone.
    order = f"{key} + 0" if among is not None else key
    sql = f"SELECT {key} FROM {found} WHERE {condition} ORDER BY {order} DESC LIMIT {MOST_FOUND}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)  # the words and all other values are parameters
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


def _searched(application: Application) -> str:
    candidate = application.candidate
    text = f"{candidate.name} {candidate.email} {candidate.code} {application.resume_text}"
    return " ".join(words_of(text[:LONGEST_TEXT]))
