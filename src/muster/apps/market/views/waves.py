"""Waves of departures: what the newest scan found, who is behind a wave, and asking for a scan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from muster.apps.market.models import WaveScan
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.waves import wave_get, wave_page
from muster.apps.market.services.waves import waves_scan
from muster.apps.market.views.common import person_of, viewer_of

__all__ = ["wave_detail", "waves", "waves_ask"]


@login_required
@require_GET
def waves(request: HttpRequest) -> HttpResponse:
    """Show the waves from our own company, or between others where the address asks for those."""
    person = viewer_of(request)
    page = wave_page(person=person, scope=_scope(request.GET.get("of")))
    if page is None:
        raise Http404
    return render(request, "market/waves.html", {"page": page, "keeps": may_keep(person)})


@login_required
@require_POST
def waves_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a scan."""
    waves_scan(actor=person_of(request))
    messages.success(request, _("A worker looks for waves now; load the page again in a moment."))
    return redirect(f"{reverse('market:waves')}?of={_scope(request.POST.get('of'))}")


@login_required
@require_GET
def wave_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a wave, and who is behind it to those who may know."""
    found = wave_get(person=viewer_of(request), pk=pk)
    if found is None:
        raise Http404
    return render(request, "market/wave.html", {"found": found, "wave": found.shown.wave})


def _scope(asked: str | None) -> str:
    return asked if asked == WaveScan.Scope.OTHERS else WaveScan.Scope.OURS.value
