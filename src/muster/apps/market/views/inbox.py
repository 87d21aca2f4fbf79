"""The inbox: articles come in, people say what they claim."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.paging import keyset_page
from muster.apps.core.views.common import refusals_on
from muster.apps.market.forms.documents import CorrectForm, DocumentForm
from muster.apps.market.models import Proposal
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.documents import (
    document_get,
    document_list,
    passages,
    proposal_get,
    proposals_open,
)
from muster.apps.market.selectors.names import people_written
from muster.apps.market.services.confirming import proposal_confirm, proposal_correct, proposal_drop
from muster.apps.market.services.documents import Added
from muster.apps.market.services.receiving import document_receive
from muster.apps.market.views.common import changeable_or_403, person_of, viewer_of

__all__ = ["correct_page", "document_detail", "inbox", "proposal_confirm_page", "proposal_drop_page"]

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """List what was written; add an article."""
    person = viewer_of(request)
    keeps = may_keep(person)
    if request.method == "POST":
        changeable_or_403(keeps)
    form = DocumentForm(request.POST or None, request.FILES or None) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form):
            added = document_receive(actor=person, plan=form.plan())
            return _added(request, added)
    waiting = bool(request.GET.get("waiting"))
    page = keyset_page(
        document_list(person=person, waiting=waiting),
        order=("-added_at", "-pk"),
        size=PAGE,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {"page": page, "form": form, "open": proposals_open(person=person), "waiting": waiting}
    return render(request, "market/inbox.html", context, status=422 if form and form.errors else 200)


def _added(request: HttpRequest, added: Added) -> HttpResponse:
    """Tell what was added, and go to it where it is one document."""
    for sentence in added.left_out:
        messages.warning(request, sentence)
    if added.known:
        told = ngettext(
            "%(count)s article was here already.", "%(count)s articles were here already.", len(added.known)
        )
        messages.info(request, told % {"count": len(added.known)})
    if added.unread:
        messages.info(request, _("What is long is being read; its proposals come by themselves."))
    documents = added.documents or added.known
    if len(documents) == 1:
        return redirect("market:document", documents[0].pk)
    return redirect("market:inbox")


@login_required
@require_GET
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document with the words that may claim something."""
    person = viewer_of(request)
    found = document_get(person=person, pk=pk)
    if found is None:
        raise Http404
    document, proposals = found
    context = {
        "document": document,
        "proposals": proposals,
        "passages": passages(document.text, proposals),
        "open": sum(one.state == Proposal.State.OPEN for one in proposals),
        "keeps": may_keep(person),
    }
    return render(request, "market/document.html", context)


@login_required
@require_POST
def proposal_confirm_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a proposal; one that lacks something is to be corrected."""
    person = person_of(request)
    proposal = _proposal_or_404(person, pk)
    try:
        proposal_confirm(actor=person, proposal=proposal)
    except ConflictError:
        raise
    except RefusedError as error:
        messages.warning(request, error.sentence)
        return redirect("market:correct", pk)
    return _next(proposal)


@login_required
@require_POST
def proposal_drop_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a proposal."""
    person = person_of(request)
    proposal = _proposal_or_404(person, pk)
    proposal_drop(actor=person, proposal=proposal)
    return _next(proposal)


@login_required
@require_http_methods(["GET", "POST"])
def correct_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a proposal, which makes a claim of it."""
    person = person_of(request)
    proposal = _proposal_or_404(person, pk)
    written = request.POST.get("person") or str(proposal.content.get("person", ""))
    form = CorrectForm(request.POST or None, proposal=proposal, people=people_written(written))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            proposal_correct(
                actor=person,
                proposal=proposal,
                plan=form.plan(),
                outsider=form.cleaned_data.get("outsider"),
                new=bool(form.cleaned_data.get("new")),
            )
            return _next(proposal)
    text = proposal.document.text
    context = {
        "form": form,
        "proposal": proposal,
        "before": text[max(proposal.start - PAGE * 4, 0) : proposal.start],
        "words": text[proposal.start : proposal.end],
        "after": text[proposal.end : proposal.end + PAGE * 4],
    }
    return render(request, "market/correct.html", context, status=422 if form.errors else 200)


def _proposal_or_404(person: User, pk: int) -> Proposal:
    changeable_or_403(may_keep(person))
    proposal = proposal_get(person=person, pk=pk)
    if proposal is None:
        raise Http404
    return proposal


def _next(proposal: Proposal) -> HttpResponse:
    """Go on to the next proposal of the document that is still to be looked at."""
    rows = Proposal.objects.filter(document=proposal.document_id, state=Proposal.State.OPEN)
    later = rows.filter(number__gt=proposal.number, kind__in=Proposal.ASKED).order_by("number").first()
    url = reverse("market:document", args=[proposal.document_id])
    return HttpResponseRedirect(f"{url}#p{(later or proposal).pk}")
