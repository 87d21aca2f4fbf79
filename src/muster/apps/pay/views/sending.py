"""Sending an offer, leaving it open for longer, answering questions about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.core.views.common import refusals_on
from muster.apps.pay.forms.letters import ExtendForm, QuestionAnswerForm, SendForm
from muster.apps.pay.letters import text_of
from muster.apps.pay.models import OfferQuestion, OfferState, OfferVersion, Sending
from muster.apps.pay.rules import may_send
from muster.apps.pay.selectors.letters import first_last_day
from muster.apps.pay.selectors.offers import offer_visible
from muster.apps.pay.selectors.signing import ShownOffer
from muster.apps.pay.services.answering import question_answer
from muster.apps.pay.services.sending import SendPlan, offer_extend, offer_send
from muster.apps.pay.views.common import changeable_or_403, person_of, seen_version, shown_or_404

__all__ = ["offer_extend_page", "offer_send_page", "question_answer_page"]


@login_required
@require_http_methods(["GET", "POST"])
def offer_send_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the letter, write the message, send both."""
    person, shown = person_of(request), shown_or_404(request, pk)
    changeable_or_403(may_send(person, shown.offer) and shown.offer.state == OfferState.SIGNED)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else shown.offer.application.candidate.language
    form = SendForm(request.POST or None, initial=_initial(shown, language))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        digest = data.pop("digest")
        if data["language"] != language:
            data["text"] = ""  # another text than the one that was looked at: as it is now
        with refusals_on(form):
            offer_send(
                actor=person,
                offer=shown.offer,
                digest=digest,
                plan=SendPlan(**data),
                seen=seen_version(request),
            )
            messages.success(request, _("The offer is on its way to the candidate."))
            return redirect("pay:offer", pk)
    context = {"shown": shown, "offer": shown.offer, "form": form, "language": language}
    return render(request, "pay/offer_send.html", context, status=422 if form.errors else 200)


def _initial(shown: ShownOffer, language: str) -> dict[str, Any]:
    """Return what the form begins with: the message in the candidate's language, and the earliest day there may be."""
    version: OfferVersion | None = shown.version
    with translation.override(shown.offer.application.candidate.language):
        subject = _("Our offer to you: {title}")
        body = _(
            "Hello {name},\n\nwe would be glad to work with you. Our offer, its letter, and how you can answer "
            "stand on your own page. Whoever has this address can answer in your name, so keep it to yourself:\n\n"
            "{offer_link}\n"
        )
    return {
        "digest": "" if version is None else version.digest,
        "text": text_of(language).digest,
        "language": language,
        "last_day": first_last_day(shown.offer),
        "subject": subject,
        "body": body,
    }


@login_required
@require_http_methods(["GET", "POST"])
def offer_extend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an offer open for longer."""
    person, shown = person_of(request), shown_or_404(request, pk)
    changeable_or_403(may_send(person, shown.offer) and shown.offer.state == OfferState.SENT)
    sending = get_object_or_404(Sending, offer=shown.offer)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            offer_extend(actor=person, offer=shown.offer, seen=seen_version(request), **form.cleaned_data)
            messages.success(request, _("The offer stays open for longer, and the candidate is told."))
            return redirect("pay:offer", pk)
    context = {"shown": shown, "offer": shown.offer, "sending": sending, "form": form}
    return render(request, "pay/offer_extend.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def question_answer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question of a candidate."""
    person = person_of(request)
    seen = offer_visible(person=person).order_by().values("pk")
    rows = OfferQuestion.objects.filter(offer__in=seen)
    question = get_object_or_404(rows.select_related("offer__application__candidate"), pk=pk)
    changeable_or_403(may_send(person, question.offer))
    form = QuestionAnswerForm(request.POST)
    if form.is_valid():
        question_answer(actor=person, question=question, text=form.cleaned_data["text"])
        messages.success(request, _("The answer is on its way to the candidate."))
    else:
        messages.error(request, _("Write an answer."))
    return redirect("pay:offer", question.offer_id)
