"""Seals: results of very many rows, which one digest in the entry of the record that they belong to covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps

from muster.apps.core.ledger.digest import digest_of
from muster.apps.core.ledger.findings import Finding
from muster.apps.core.models import Record, Sealed

__all__ = ["seal_rows", "sealed_models", "seals_digest", "verify_owner", "verify_seals"]

PAGE = 2_000
UNREADABLE = (ValueError, TypeError, AttributeError, ArithmeticError)  # SQLite keeps any text in any column


def seal_rows(rows: Sequence[Sealed]) -> None:
    """Give rows that are about to be written their seals."""
    named = {model: _attributes(model) for model in {type(row) for row in rows}}
    for row in rows:
        row.seal = _seal_of(type(row), {name: getattr(row, kept) for name, kept in named[type(row)]})


def _attributes(model: type[Sealed]) -> list[tuple[str, str]]:
    """Return the sealed columns, and the attributes of a row that hold them."""
    return [(name, getattr(model._meta.get_field(name), "attname", name)) for name in model.sealed_columns]


def seals_digest(owner: Record) -> str:
    """Return the digest of the seals of all rows that belong to a record, as the database has them."""
    return digest_of(
        *(
            (model._meta.label_lower, sorted(_rows(model, owner).values_list("seal", flat=True)))
            for model in sealed_models()
            if _owner_of(model) is type(owner)
        )
    )


def sealed_models() -> list[type[Sealed]]:
    """Return the models whose rows are sealed, by name."""
    found = [model for model in apps.get_models() if issubclass(model, Sealed)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def verify_seals() -> Iterator[Finding]:
    """Yield the rows of results that are not what was sealed, and the results that lack some or have others.

    A result that is not finished has no digest yet, and nobody is shown its rows.
    """
    owners = {_owner_of(model) for model in sealed_models()}
    for model in sorted(owners, key=lambda one: one.ledger_kind()):
        done = model._base_manager.exclude(result_digest="").order_by("pk")
        for owner in done.only("pk", "result_digest").iterator():
            yield from verify_owner(owner)


def verify_owner(owner: Any) -> Iterator[Finding]:
    """Yield what is wrong with the rows of one result."""
    for model in sealed_models():
        if _owner_of(model) is type(owner):
            yield from _verify_rows(model, owner)
    if seals_digest(owner) != owner.result_digest:
        kind = owner.ledger_kind()
        sentence = f"The result of {kind} {owner.pk} is not what was sealed: it lacks rows, or has others."
        yield Finding("sealed", sentence, None, kind, owner.pk)


def _verify_rows(model: type[Sealed], owner: Record) -> Iterator[Finding]:
    kind, columns, above = model._meta.label_lower, model.sealed_columns, 0
    while True:
        rows = _rows(model, owner).filter(pk__gt=above).order_by("pk")
        try:
            page = list(rows.values("pk", "seal", *columns)[:PAGE])
        except UNREADABLE:
            sentence = (
                f"Rows of {kind} of {owner.ledger_kind()} {owner.pk} cannot be read: they were changed."
            )
            yield Finding("sealed", sentence, None, owner.ledger_kind(), owner.pk)
            return
        if not page:
            return
        for row in page:
            if _seal_of(model, {name: row[name] for name in columns}) != row["seal"]:
                whole = f"{owner.ledger_kind()} {owner.pk}"
                sentence = f"{kind} {row['pk']} of {whole} is not what was sealed: it was changed."
                yield Finding("sealed", sentence, None, kind, row["pk"])
        above = page[-1]["pk"]


def _rows(model: type[Sealed], owner: Record) -> Any:
    return model._default_manager.filter(**{model.sealed_by: owner.pk})


def _owner_of(model: type[Sealed]) -> Any:
    return model._meta.get_field(model.sealed_by).related_model


def _seal_of(model: type[Sealed], values: Mapping[str, Any]) -> str:
    return digest_of(model._meta.label_lower, values)
