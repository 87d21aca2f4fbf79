"""The candidate's own page of an offer, by private link: what is offered, the letter, questions, the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.files import file_response
from muster.apps.hire.views.public import limited, private
from muster.apps.pay.composing import package_years
from muster.apps.pay.forms.candidate import AcceptForm, AskForm, DeclineForm
from muster.apps.pay.models import OfferAnswer, OfferState, Sending
from muster.apps.pay.selectors.letters import sending_of_candidate
from muster.apps.pay.services.answering import closed_sentence, offer_accept, offer_decline, question_ask
from muster.apps.pay.terms import package_terms

__all__ = ["accept", "ask", "decline", "letter", "offer"]

CandidateView = Callable[[HttpRequest, str, Sending], HttpResponseBase]


def by_link(view: CandidateView) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Find the offer of a private link; answer in the language chosen here, else the candidate's.

    Guessing is slowed down.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponseBase:
        too_many = limited(request, "offer")
        if too_many is not None:
            return private(too_many)
        sending = sending_of_candidate(token=token)
        if sending is None:
            sentence = _("This link leads nowhere; look for the newest one that we sent you.")
            return private(render(request, "problem.html", {"sentence": sentence, **_frame()}, status=404))
        language = sending.offer.application.candidate.language
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:  # none was chosen here
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return private(view(request, token, sending))

    return answer


@require_safe
@by_link
def offer(request: HttpRequest, token: str, sending: Sending) -> HttpResponse:
    """Show what is offered, and how to answer."""
    return _page(request, token, sending)


@require_safe
@by_link
def letter(request: HttpRequest, token: str, sending: Sending) -> HttpResponseBase:
    """Hand out the letter, unless the offer was taken back."""
    stored = sending.letter.file
    if stored is None or sending.offer.state == OfferState.WITHDRAWN:
        raise Http404
    return file_response(stored=stored, may=lambda: True, inline=True)  # the link has shown who it is


@require_POST
@by_link
def ask(request: HttpRequest, token: str, sending: Sending) -> HttpResponse:
    """Take a question."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            question_ask(sending=sending, text=form.cleaned_data["text"])
        except RefusedError as error:
            return _refused(request, token, error, asking=form)
        messages.success(request, _("We have your question, and answer by e-mail and on this page."))
        return redirect("offer:offer", token)
    return _page(request, token, sending, asking=form, status=422)


@require_POST
@by_link
def accept(request: HttpRequest, token: str, sending: Sending) -> HttpResponse:
    """Take the answer that the offer is accepted."""
    form = AcceptForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            offer_accept(sending=sending, typed_name=data["name"], sha256=data["sha256"])
        except ConflictError as error:
            return _refused(request, token, error)
        except RefusedError as error:
            form.add_error("name", error.sentence)
        else:
            messages.success(request, _("You have accepted our offer. Welcome!"))
            return redirect("offer:offer", token)
    return _page(request, token, sending, accepting=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def decline(request: HttpRequest, token: str, sending: Sending) -> HttpResponse:
    """Ask why, then take the answer that the offer is declined."""
    closed = closed_sentence(sending.offer, sending)
    if closed:
        return _page(request, token, sending, status=200 if request.method != "POST" else 409)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            offer_decline(sending=sending, **form.cleaned_data)
        except RefusedError as error:
            return _refused(request, token, error)
        messages.success(request, _("You have declined our offer. Thank you for telling us why."))
        return redirect("offer:offer", token)
    context = {"offer": sending.offer, "token": token, "form": form, **_frame()}
    return render(request, "pay/candidate/decline.html", context, status=422 if form.errors else 200)


def _refused(
    request: HttpRequest, token: str, error: RefusedError, asking: Form | None = None
) -> HttpResponse:
    """Show the page as the offer is now, with the sentence of what was refused."""
    now = sending_of_candidate(token=token)
    if now is None:
        raise Http404
    status = 409 if isinstance(error, ConflictError) else 422
    return _page(request, token, now, asking=asking, refused=error.sentence, status=status)


def _page(
    request: HttpRequest,
    token: str,
    sending: Sending,
    *,
    accepting: Form | None = None,
    asking: Form | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    offered, version = sending.offer, sending.letter.version_of
    shown = offered.state != OfferState.WITHDRAWN
    closed = closed_sentence(offered, sending)
    context = {
        "offer": offered,
        "sending": sending,
        "version": version,
        "token": token,
        "closed": closed,
        "refused": refused if refused != closed else "",
        "answer": OfferAnswer.objects.filter(offer=offered).first() if closed else None,
        "terms": package_terms(version.content) if shown else [],
        "years": package_years(version.content) if shown else None,
        "questions": list(offered.questions.order_by("asked_at", "pk")) if shown else [],
        "accepting": accepting or AcceptForm(initial={"sha256": sending.letter.sha256}),
        "asking": asking or AskForm(),
        "may_ask": not closed or offered.state == OfferState.ACCEPTED,
        **_frame(),
    }
    return render(request, "pay/candidate/offer.html", context, status=status)


def _frame() -> dict[str, Any]:
    return {"company": settings.MUSTER_COMPANY}
