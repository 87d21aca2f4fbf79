"""Reading the notes of an application."""

from __future__ import annotations

from django.db.models import QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Note
from muster.apps.hire.rules import is_sealed_for

__all__ = ["note_list"]


def note_list(*, person: User, application: Application) -> QuerySet[Note]:
    """Return the notes about an application that the person sees and whose name they know, the newest first.

    They say what colleagues think of the candidate: whoever owes a scorecard for them reads their own alone.
    """
    found = Note.objects.filter(application=application).select_related("author").order_by("-pk")
    return found.filter(author=person.pk) if is_sealed_for(person, application) else found
