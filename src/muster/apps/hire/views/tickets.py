"""Tickets: which file somebody looked through, and what they said of its columns, signed so that they can go on."""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from muster.apps.core.columns import Chosen
from muster.apps.core.errors import ConflictError
from muster.apps.core.models import StoredFile
from muster.apps.hire.services.uploads import Taken

__all__ = ["ticket_read", "ticket_sign"]

KEPT = 3600


def ticket_sign(request: HttpRequest, taken: Taken, chosen: Chosen | None, *, salt: str) -> str:
    """Return a ticket for the file: who holds it may go on with it, as long as they are who they were."""
    columns = None if chosen is None else chosen.as_json()
    held = [taken.stored.pk, request.user.pk, taken.encoding, columns]
    return signing.dumps(held, salt=salt, compress=True)


def ticket_read(request: HttpRequest, *, salt: str) -> tuple[Taken, Chosen | None]:
    """Return the file that this person looked through, and what they said of its columns."""
    told = request.POST.get("ticket") or request.GET.get("ticket", "")
    try:
        file, person, encoding, columns = signing.loads(told, salt=salt, max_age=KEPT)
    except signing.BadSignature as error:
        raise ConflictError(_("This page was open for too long; look through the file again.")) from error
    if person != request.user.pk:
        raise PermissionDenied
    stored = StoredFile.objects.filter(pk=file).first()
    if stored is None:
        raise ConflictError(_("This file has been imported already."))
    return Taken(stored, encoding), None if columns is None else Chosen.of_json(columns)
