"""For how long answers of the API are kept, to be given again. A worker, which has no API, forgets them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from muster.apps.core.models import Answer

__all__ = ["KEPT", "answers_forget"]

KEPT = timedelta(days=1)


def answers_forget() -> None:
    """Remove the answers that are kept no longer."""
    Answer.objects.filter(created_at__lte=timezone.now() - KEPT).delete()
