"""Reading the notes of an application."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Note
from muster.apps.hire.rules import seats_sealing

__all__ = ["has_notes", "note_list"]


def has_notes() -> Exists:
    """Return whether an application has notes, for a query of applications."""
    return Exists(Note.objects.filter(application=OuterRef("pk")))


def note_list(*, person: User, application: Application) -> QuerySet[Note]:
    """Return the notes about an application that the person sees and whose name they know, the newest first.

    They say what colleagues think of the candidate: whoever owes a scorecard for them reads their own alone.
    """
    sealed = Exists(seats_sealing(person, application.candidate_id))
    found = Note.objects.filter(~sealed | Q(author=person.pk), application=application)
    return found.select_related("author").order_by("-pk")
