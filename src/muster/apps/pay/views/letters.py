"""The text of letters, and the letter of an offer."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.files import file_response
from muster.apps.core.views.common import refusals_on
from muster.apps.pay.forms.letters import LeastDaysForm, LetterTextForm
from muster.apps.pay.letters import PLACES, text_of
from muster.apps.pay.models import Letter, OfferState
from muster.apps.pay.rules import may_send, may_set_letters, may_set_policy
from muster.apps.pay.selectors.letters import first_last_day, template_list, template_versions
from muster.apps.pay.services.letters import letter_preview, letter_template_save
from muster.apps.pay.services.policy import least_days_set
from muster.apps.pay.views.common import changeable_or_403, person_of, shown_or_404

__all__ = ["least_days_page", "letter_edit", "letter_index", "offer_letter"]


@login_required
@require_GET
def letter_index(request: HttpRequest) -> HttpResponse:
    """List the text of letters in each language."""
    changeable_or_403(may_set_letters(person_of(request)))
    return render(request, "pay/letter_index.html", {"rows": template_list()})


@login_required
@require_http_methods(["GET", "POST"])
def letter_edit(request: HttpRequest, language: str) -> HttpResponse:
    """Change the text of letters in a language."""
    person = person_of(request)
    changeable_or_403(may_set_letters(person))
    if language not in dict(settings.LANGUAGES):
        raise Http404
    now = text_of(language)
    initial = {"title": now.title, "body": now.body, "seen": now.digest}
    form = LetterTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            letter_template_save(actor=person, language=language, **form.cleaned_data)
            messages.success(request, _("The text is kept; letters are made from it from now on."))
            return redirect("pay:letters")
    context = {
        "form": form,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "bidi": get_language_info(language)["bidi"],
        "places": [f"{{{one}}}" for one in PLACES],
        "versions": template_versions(language=language),
    }
    return render(request, "pay/letter_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def offer_letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the letter that was sent; before that, to those who send, how it would look."""
    person, shown = person_of(request), shown_or_404(request, pk)
    sent = Letter.objects.filter(sending__offer=shown.offer).select_related("file").first()
    if sent is not None:
        if sent.file is None:
            raise Http404
        return file_response(stored=sent.file, may=lambda: True, inline=True)  # the offer above has asked
    changeable_or_403(may_send(person, shown.offer) and shown.offer.state == OfferState.SIGNED)
    asked = request.GET.get("language", shown.offer.application.candidate.language)
    earliest = first_last_day(shown.offer)
    try:
        last_day = parse_date(request.GET.get("last_day", "")) or earliest
    except ValueError:
        last_day = earliest
    content = letter_preview(actor=person, offer=shown.offer, language=asked, last_day=last_day)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{shown.offer.code}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def least_days_page(request: HttpRequest) -> HttpResponse:
    """Say for how many days offers stay open at least."""
    person = person_of(request)
    changeable_or_403(may_set_policy(person))
    form = LeastDaysForm(request.POST)
    if form.is_valid():
        least_days_set(actor=person, days=form.cleaned_data["days"])
        messages.success(request, _("The number of days is saved."))
    else:
        messages.error(request, " ".join(map(str, form.errors["days"])))
    return redirect("pay:policy")
