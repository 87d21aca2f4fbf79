"""Finding interviews by the candidate's name, for the command palette."""

from __future__ import annotations

from heapq import nlargest

from django.db.models import Q
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Interview, Seat
from muster.apps.hire.rules import interviews_visible
from muster.apps.hire.search import words_of
from muster.apps.hire.selectors.applications import application_matching
from muster.apps.hire.selectors.interviews import ShownInterview, called_by, shown_interviews

__all__ = ["interview_search"]

LOOKED_THROUGH = 500


def interview_search(*, person: User, text: str, limit: int) -> list[ShownInterview]:
    """Return interviews that take place, or did, which the person may see, by words of the candidate's name: those to
    come, then those of before, the latest first.

    A candidate whom the person must not know is found by nobody's name.
    """
    words = words_of(text)
    if not words or not person.is_active:
        return []
    own = Seat.objects.filter(interviewer=person.pk, released_at=None).order_by("-due_at")
    sits = list(own.values_list("interview", flat=True)[:LOOKED_THROUGH])
    found = Interview.objects.filter(
        Q(pk__in=sits) | Q(application__in=application_matching(person=person, text=text)),
        interviews_visible(person),
        state=Interview.State.SCHEDULED,
    )
    # Ordered here: a database that is asked for the latest few goes through all interviews there are, by their time.
    latest = nlargest(LOOKED_THROUGH, found.values_list("starts_at", "pk"))
    known = Interview.objects.select_related("application__candidate").in_bulk([key for _, key in latest])
    rows = [known[key] for _, key in latest if key in known]
    names = called_by(person, (one.application for one in rows))
    fitting = [one for one in rows if _fits(words, names[one.application_id], one.application)]
    now = timezone.now()
    fitting.sort(key=lambda one: one.ends_at <= now)
    return shown_interviews(fitting[:limit], names)


def _fits(words: list[str], called: str, application: Application) -> bool:
    """Whether each word begins one of the name, where the person knows the name."""
    parts = words_of(application.candidate.name)
    known = called != application.code
    return known and all(any(part.startswith(word) for part in parts) for word in words)
