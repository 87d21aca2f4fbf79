"""What the steps of an import share: who does it, from where, and what is looked up again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many
from muster.apps.core.models import Record
from muster.apps.hire.services.history.links import Digested, Link, Links, digest_of_record
from muster.apps.hire.services.history.report import Report
from muster.apps.hire.services.history.text import cut, plain_text
from muster.tables.vendors.shapes import Row

__all__ = ["CHANGED", "CREATED", "Context", "Sorted", "change_rows", "sort_out"]

CREATED, CHANGED = "history.import", "history.change"

One = TypeVar("One", bound=Digested)
Model = TypeVar("Model", bound=Record)


@dataclass
class Context:
    """One import. `kept` holds rows that were looked up, until a batch is not stored; `plain` is whether its texts hold
    no markup.
    """

    actor: User
    vendor: str
    links: Links
    report: Report
    now: datetime
    plain: bool = False
    kept: dict[str, Any] = field(default_factory=dict)

    def text(self, told: str, most: int) -> str:
        """Return a text of at most `most` characters, without the markup that other systems keep in it."""
        return cut(told, most) if self.plain else plain_text(told, most)

    def rows_of(self, kind: str) -> dict[str, int]:
        """Return the rows of a kind of which there are few, by their ids there."""
        found: dict[str, int] | None = self.kept.get(kind)
        if found is None:
            found = self.kept[kind] = self.links.all(kind)
        return found

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what was made before under this name, or make it."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]


@dataclass
class Sorted(Generic[One]):
    """The records of a batch that are new, and those that are known and not as they were."""

    new: list[tuple[Row, One, str]] = field(default_factory=list)
    changed: list[tuple[Row, One, str, Link]] = field(default_factory=list)
    known: Mapping[str, Link] = field(default_factory=dict)


def sort_out(
    context: Context, kind: str, rows: Iterable[tuple[Row, One]], *, known: Mapping[str, Link] | None = None
) -> Sorted[One]:
    """Tell new records from known ones, and say of those that are as they were that nothing is to be done. `known` are
    the links of these records, if they were looked up already.
    """
    digested = [(row, one, digest_of_record(one)) for row, one in rows]
    if known is None:
        known = context.links.find(kind, [one.id for _, one, _ in digested])
    found = Sorted[One](known=known)
    met: dict[str, str] = {}
    for row, one, digest in digested:
        link = found.known.get(one.id)
        if one.id in met:
            if met[one.id] == digest:
                context.report.tell("unchanged", kind, row, one.id)
            else:
                sentence = _("It is in the dump twice, and not the same; keep one of them.")
                context.report.refuse(kind, row, one.id, "twice", sentence)
            continue
        met[one.id] = digest
        if link is None:
            found.new.append((row, one, digest))
        elif link.digest == digest or not link.version:
            context.report.tell("unchanged", kind, row, one.id)
        else:
            found.changed.append((row, one, digest, link))
    return found


def change_rows(
    context: Context,
    kind: str,
    model: type[Model],
    changed: Sequence[tuple[Row, One, str, Link]],
    values: Mapping[str, Mapping[str, Any]],
) -> dict[str, Model]:
    """Give rows the values that their records have now, by the records' ids; return those that were changed.

    What somebody changed here since the last import stays as it is, and that is said.
    """
    by_row = {link.row: (row, one, digest, link) for row, one, digest, link in changed if one.id in values}
    done: dict[str, Model] = {}
    renewed = []
    with change_many(model, list(by_row), CHANGED, actor=context.actor) as rows:
        names: set[str] = set()
        for found in rows:
            row, one, digest, link = by_row[found.pk]
            if found.version != link.version:
                sentence = _("It was changed here since the last import, and stays as it is here.")
                context.report.refuse(kind, row, one.id, "changed-here", sentence)
                continue
            different = {
                name: value for name, value in values[one.id].items() if getattr(found, name) != value
            }
            for name, value in different.items():
                setattr(found, name, value)
            names |= different.keys()
            if different:
                done[one.id] = found
            context.report.tell("changed" if different else "unchanged", kind, row, one.id)
            renewed.append((one.id, found.pk, digest, link.version + bool(different)))
        if done:
            model._base_manager.bulk_update(list(done.values()), sorted(names), batch_size=500)
    context.links.renew(kind, renewed)
    return done
