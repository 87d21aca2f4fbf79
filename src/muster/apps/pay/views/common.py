"""What the views of pay share."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from muster.apps.core.numbers import whole_number
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version
from muster.apps.pay.selectors.signing import ShownOffer, offer_get

__all__ = ["changeable_or_403", "person_of", "seen_version", "shown_or_404"]


def shown_or_404(request: HttpRequest, pk: int, *, version: bool = False) -> ShownOffer:
    """Return an offer that the person sees, with the version that the query names, if it does and that is wanted."""
    asked = request.GET.get("version") if version else None
    number = None if asked is None else whole_number(asked)
    if asked is not None and number is None:
        raise Http404
    shown = offer_get(person=person_of(request), pk=pk, number=number)
    if shown is None:
        raise Http404
    return shown
