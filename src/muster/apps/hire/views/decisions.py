"""One decision: the packet beside the vote, conflicts, standing aside, dissent, the signature, reopening."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.apps.core.views.common import refusals_on
from muster.apps.hire.forms.committee import ConflictForm, ReasonForm, SignForm, TextForm, VoteForm
from muster.apps.hire.rules_committee import may_reopen
from muster.apps.hire.selectors.decisions import ShownDecision, decision_get
from muster.apps.hire.selectors.packets import packet_sections
from muster.apps.hire.services.ballots import ballot_cast, ballot_declare, ballot_dissent, ballot_recuse
from muster.apps.hire.services.decisions import decision_reopen, decision_sign
from muster.apps.hire.services.readings import reading_note_packet
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = [
    "decision_again",
    "decision_conflict",
    "decision_detail",
    "decision_dissent",
    "decision_recuse",
    "decision_signing",
    "shown_or_404",
]


@login_required
@require_http_methods(["GET", "POST"])
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a decision with its packet, and take one's vote. What was typed stays on the page when it is refused."""
    person, shown = person_of(request), shown_or_404(request, pk)
    own = shown.own
    initial = {} if own is None else {"vote": own.vote, "reasons": own.reasons}
    form = VoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ballot_cast(
                actor=person,
                decision=shown.decision,
                vote=form.cleaned_data["vote"],
                reasons=form.cleaned_data["reasons"],
                seen=seen_version(request),
            )
            messages.success(request, _("Your vote is cast."))
            return redirect("hire:decision", pk)
    if shown.readable:
        reading_note_packet(person=person, decision=shown.decision)
    context = {
        "shown": shown,
        "decision": shown.decision,
        "application": shown.decision.application,
        "form": form if shown.may_vote else None,
        "evidence": packet_sections(shown.decision.packet) if shown.readable else None,
    }
    return render(request, "hire/decision_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def decision_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer conflicts of interest, or name one."""
    person, shown = person_of(request), _own_or_404(request, pk)
    form = ConflictForm(
        request.POST or None, initial={"statement": "" if shown.own is None else shown.own.declared}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ballot_declare(
                actor=person,
                decision=shown.decision,
                kinds=form.cleaned_data["kinds"],
                statement=form.cleaned_data["statement"],
                seen=seen_version(request),
            )
            messages.success(request, _("Your answer is on record; you can vote."))
            return redirect("hire:decision", pk)
    found = [] if shown.own is None else shown.own.conflict_labels
    lead = (
        _("It was found that you may not be impartial: %(kinds)s. Say why you can decide all the same.")
        % {"kinds": ", ".join(found)}
        if found
        else _("If you may not be impartial, name the conflict and say why you can decide all the same.")
    )
    return _ask(request, shown, form, _("Conflict of interest"), lead, _("Keep it on record"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand aside, with a reason."""
    person, shown = person_of(request), _own_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ballot_recuse(actor=person, decision=shown.decision, reason=form.cleaned_data["reason"])
            messages.success(request, _("You stand aside in this decision."))
            return redirect("hire:decision", pk)
    lead = _(
        "You take no part in this decision any more and do not read its packet. A vote that is still sealed is taken "
        "back."
    )
    return _ask(request, shown, form, _("Stand aside"), lead, _("Stand aside"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_dissent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down why one was outvoted."""
    person, shown = person_of(request), _own_or_404(request, pk)
    form = TextForm(request.POST or None, initial={"text": "" if shown.own is None else shown.own.dissent})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ballot_dissent(
                actor=person,
                decision=shown.decision,
                text=form.cleaned_data["text"],
                seen=seen_version(request),
            )
            messages.success(request, _("Your dissent stands beside the decision."))
            return redirect("hire:decision", pk)
    lead = _(
        "It stands beside the decision for good, for all who see it. You can change it until the chair signs."
    )
    return _ask(request, shown, form, _("Write a dissent"), lead, _("Keep the dissent"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a decision as its chair."""
    person, shown = person_of(request), shown_or_404(request, pk)
    changeable_or_403(shown.decision.chair_id == person.pk)
    form = SignForm(request.POST or None, initial={"outcome": shown.leading})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            decision_sign(
                actor=person, decision=shown.decision, verdict=form.verdict(), seen=seen_version(request)
            )
            messages.success(request, _("The decision is signed."))
            return redirect("hire:decision", pk)
    context = {"form": form, "shown": shown, "decision": shown.decision}
    return render(request, "hire/decision_sign.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def decision_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Reopen a decision as a new version, with a reason."""
    person, shown = person_of(request), shown_or_404(request, pk)
    changeable_or_403(may_reopen(person, shown.decision))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            again = decision_reopen(actor=person, decision=shown.decision, reason=form.cleaned_data["reason"])
            messages.success(request, _("The committee decides again, on a packet of what is known now."))
            return redirect("hire:decision", again.pk)
    lead = _(
        "This decision stays as it was signed. A new version begins with a new packet and empty ballots."
    )
    return _ask(request, shown, form, _("Decide again"), lead, _("Reopen"))


def shown_or_404(request: HttpRequest, pk: int) -> ShownDecision:
    """Return a decision as the person may see it."""
    shown = decision_get(person=person_of(request), pk=pk)
    if shown is None:
        raise Http404
    return shown


def _own_or_404(request: HttpRequest, pk: int) -> ShownDecision:
    """Return a decision in which the person has a ballot."""
    shown = shown_or_404(request, pk)
    if shown.own is None:
        raise Http404
    return shown


def _ask(
    request: HttpRequest, shown: ShownDecision, form: forms.Form, heading: str, lead: str, verb: str
) -> HttpResponse:
    context = {
        "form": form,
        "shown": shown,
        "decision": shown.decision,
        "version": None if shown.own is None else shown.own.version,
        "heading": heading,
        "lead": lead,
        "verb": verb,
    }
    return render(request, "hire/committee_form.html", context)
