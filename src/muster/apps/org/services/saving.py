"""What all services of the organisation ask before they write."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.models import Record
from muster.apps.core.roles import require
from muster.apps.org.rules import may_change_organisation

__all__ = ["require_change", "save"]


def require_change(actor: User | None) -> None:
    """Refuse whoever may not change the organisation; None is the command line."""
    allowed = actor is None or may_change_organisation(actor)
    require(allowed, _("Only administrators and people partners change the organisation."))


def save(row: Record) -> None:
    """Check a row and save it.

    Raises RefusedError with what is wrong, ConflictError where somebody took its name or number at this moment.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise RefusedError(_sentences(row, error)) from error
    try:
        with writing():
            row.save()
    except IntegrityError as error:
        raise ConflictError(
            _("Somebody else saved the same thing at this moment; look at what it is now and try again.")
        ) from error


def _sentences(row: Record, error: ValidationError) -> str:
    told = []
    for name, messages in error.message_dict.items():
        text = " ".join(messages)
        told.append(text if name == NON_FIELD_ERRORS else f"{_label(row, name)}: {text}")
    return " ".join(told)


def _label(row: Record, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))
