"""Pages of lists by cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from muster.apps.core.api.fields import USUAL, Cursor, Limit, Out
from muster.apps.core.api.problems import ProblemError
from muster.apps.core.paging import KeysetPage, is_cursor, keyset_page

__all__ = ["Page", "PageQuery", "keys_after", "page_of", "shown"]

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")


class PageQuery(Schema):
    """Which page is asked for."""

    limit: Limit = USUAL
    cursor: Cursor | None = None


class Page(Out, Generic[Shown]):
    """Some rows of a list, and where it goes on."""

    data: list[Shown]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


def page_of(
    query: QuerySet[Row],
    *,
    wanted: PageQuery,
    order: Sequence[str],
    apart: tuple[str, Sequence[Any]] | None = None,
    rows: QuerySet[Row] | None = None,
) -> KeysetPage[Row]:
    """Return the page that is asked for. Ends the request with 422 for a cursor that is none."""
    after = keys_after(wanted, query.model, order)
    return keyset_page(
        query, order=order, size=wanted.limit, before=None, after=after, apart=apart, rows=rows
    )


def keys_after(wanted: PageQuery, model: type[Model], order: Sequence[str]) -> str | None:
    """Return the cursor that is asked for, where it is one of this list."""
    if wanted.cursor and not is_cursor(wanted.cursor, model, order):
        raise ProblemError(422, _("This cursor belongs to no page of this list; begin without one."))
    return wanted.cursor or None


def shown(page: KeysetPage[Row], show: Callable[[Row], Shown]) -> dict[str, Any]:
    """Return a page as an answer."""
    return {"data": [show(row) for row in page.rows], "next": page.next}
