"""The two trees of the organisation, of teams and of managers: walking them, and keeping them trees."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from django.db import models
from django.db.models.expressions import RawSQL

__all__ = ["at_and_above", "at_and_below", "generations", "would_close_circle"]

Item = TypeVar("Item")


def at_and_below(model: type[models.Model], parent: str, key: int) -> RawSQL:
    """Return, as a subquery, the keys of a row and of all that are under it."""
    return _walk(model, parent, key, "SELECT t.id FROM {table} t JOIN seen ON t.{parent} = seen.id")


def at_and_above(model: type[models.Model], parent: str, key: int) -> RawSQL:
    """Return, as a subquery, the keys of a row and of all that it is under."""
    step = "SELECT t.{parent} FROM {table} t JOIN seen ON t.id = seen.id WHERE t.{parent} IS NOT NULL"
    return _walk(model, parent, key, step)


def _walk(model: type[models.Model], parent: str, key: int, step: str) -> RawSQL:
    """Repeat a step until it finds nothing new; a circle, which should not be, ends it too."""
    column = model._meta.get_field(parent).column  # type: ignore[union-attr]  # a foreign key has one
    more = step.format(parent=column, table=model._meta.db_table)
    query = f"WITH RECURSIVE seen(id) AS (SELECT CAST(%s AS bigint) UNION {more}) SELECT id FROM seen"  # noqa: S608
    return RawSQL(query, [key])  # noqa: S611  # the names are the models' own, the key is a parameter


def would_close_circle(model: type[models.Model], parent: str, *, row: int, under: int | None) -> bool:
    """Whether putting `row` under `under` would put it under itself.

    Ask inside of `writing()`: two moves, each fine, can make a circle together.
    """
    if under is None:
        return False
    return model._default_manager.filter(pk=row, pk__in=at_and_above(model, parent, under)).exists()


def generations(
    items: Iterable[Item], *, key: Callable[[Item], Hashable], parent: Callable[[Item], Hashable | None]
) -> Iterator[list[Item]]:
    """Yield items in such groups that each one's parent, if it is among the items, is in an earlier group.

    Raises ValueError naming the keys that are left when they stand in a circle.
    """
    waiting = {key(item): item for item in items}
    while waiting:
        ready = {name: item for name, item in waiting.items() if parent(item) not in waiting}
        if not ready:
            raise ValueError(f"these stand in a circle: {', '.join(sorted(map(str, waiting)))}")
        yield list(ready.values())
        waiting = {name: item for name, item in waiting.items() if name not in ready}
