"""The packet of a decision: a page that prints well, and a PDF."""

from __future__ import annotations

import dataclasses

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from muster.apps.core.formats import moment, number
from muster.apps.hire.selectors.decisions import ShownDecision
from muster.apps.hire.selectors.packets import packet_sections
from muster.apps.hire.services.readings import reading_note_packet
from muster.apps.hire.views.common import person_of
from muster.apps.hire.views.decisions import shown_or_404
from muster.reports.packet import PacketFacts, packet_pdf

__all__ = ["packet_document", "packet_page"]


@login_required
@require_GET
def packet_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the packet alone."""
    shown = _read_or_404(request, pk)
    context = {
        "shown": shown,
        "decision": shown.decision,
        "application": shown.decision.application,
        "packet": shown.decision.packet,
        "evidence": packet_sections(shown.decision.packet),
    }
    return render(request, "hire/packet.html", context)


@login_required
@require_GET
def packet_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the packet out as PDF, in the reader's language."""
    shown = _read_or_404(request, pk)
    packet, application = shown.decision.packet, shown.decision.application
    title = _("Packet %(number)s: %(name)s") % {"number": number(packet.number), "name": shown.name}
    facts = PacketFacts(
        title=title,
        lead=application.requisition.title,
        description=_("What a committee decides on, made by Muster"),
        footer=f"{title} · {packet.digest}",
        language=get_language() or "en",
        right_to_left=get_language_bidi(),
        facts=[
            (pgettext("packet", "Made on"), f"{moment(packet.made_at)} · {packet.made_by.get_full_name()}"),
            (_("Digest"), packet.digest),
        ],
        sections=[dataclasses.asdict(one) for one in packet_sections(packet)],
    )
    response = HttpResponse(packet_pdf(facts, packet.made_at.date()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="packet-{application.code}-{packet.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _read_or_404(request: HttpRequest, pk: int) -> ShownDecision:
    """Return a decision whose packet the person may read, and note that they do."""
    shown = shown_or_404(request, pk)
    if not shown.readable:
        raise Http404
    reading_note_packet(person=person_of(request), decision=shown.decision)
    return shown
