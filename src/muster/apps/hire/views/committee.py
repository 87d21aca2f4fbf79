"""Committees: what waits, all of them, convening one, its members, new evidence, calling it off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from muster.apps.accounts.models import User
from muster.apps.core.views.common import refusals_on
from muster.apps.hire.forms.committee import AppointForm, ConveneForm, ExtendForm, ReasonForm
from muster.apps.hire.rules_committee import may_convene, may_see_committee
from muster.apps.hire.selectors.applications import application_visible
from muster.apps.hire.selectors.committee import (
    application_decision,
    committee_people,
    decision_page,
    waiting_list,
)
from muster.apps.hire.selectors.conflicts import conflicts_found
from muster.apps.hire.selectors.decisions import ShownDecision
from muster.apps.hire.services.committee import (
    committee_appoint,
    committee_call_off,
    committee_convene,
    committee_extend,
    committee_renew,
)
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version
from muster.apps.hire.views.decisions import shown_or_404

__all__ = ["committee_evidence", "committee_index", "committee_members", "committee_new", "committee_stop"]

VIEWS = ("undecided", "late", "all")


@login_required
@require_GET
def committee_index(request: HttpRequest) -> HttpResponse:
    """List what waits for the person, or the decisions that they see."""
    person = person_of(request)
    changeable_or_403(may_see_committee(person))
    view = request.GET.get("view", "")
    if view not in VIEWS:
        context = {"view": "", "waiting": waiting_list(person=person)}
        return render(request, "hire/committee_index.html", context)
    page, rows = decision_page(
        person=person,
        undecided=view != "all",
        late=view == "late",
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    return render(request, "hire/committee_index.html", {"view": view, "page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def committee_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene a committee for a candidate. Conflicts of interest stand beside the names."""
    person = person_of(request)
    application = get_object_or_404(application_visible(person=person), pk=pk)
    changeable_or_403(may_convene(person, application.requisition))
    if application.blind:  # type: ignore[attr-defined]  # the selector adds it
        return redirect("hire:review", pk)
    people = committee_people()
    conflicts = conflicts_found(application=application, people=list(people))
    form = ConveneForm(request.POST or None, people=people, conflicts=conflicts)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            decision = committee_convene(
                actor=person,
                application=application,
                members=list(data["members"]),
                chair=data["chair"],
                quorum=data["quorum"],
                due_at=form.due_at(),
            )
            messages.success(request, _("The committee is convened; its members can vote."))
            return redirect("hire:decision", decision.pk)
    context = {
        "form": form,
        "application": application,
        "known": application_decision(application=application),
        "nobody": not people,
    }
    return render(request, "hire/committee_new.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def committee_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a member, or make another one the chair."""
    shown = _changeable(request, pk)
    sits = [one.member.pk for one in shown.ballots]
    present = [one.member.pk for one in shown.ballots if one.recused_at is None and not one.left]
    others = committee_people().exclude(pk__in=sits)
    heirs = User.objects.filter(pk__in=present).exclude(pk=shown.decision.chair_id).order_by("name")
    adds = request.method == "POST" and "member" in request.POST
    extend = ExtendForm(request.POST if adds else None, people=others)
    appoint = AppointForm(request.POST if request.method == "POST" and not adds else None, people=heirs)
    with refusals_on(extend if adds else appoint):
        if adds and extend.is_valid():
            member = extend.cleaned_data["member"]
            committee_extend(
                actor=person_of(request), decision=shown.decision, member=member, seen=seen_version(request)
            )
            messages.success(request, _("%(name)s sits in the committee.") % {"name": member})
            return redirect("hire:decision", pk)
        if request.method == "POST" and not adds and appoint.is_valid():
            chair = appoint.cleaned_data["chair"]
            committee_appoint(
                actor=person_of(request), decision=shown.decision, chair=chair, seen=seen_version(request)
            )
            messages.success(request, _("%(name)s is the chair.") % {"name": chair})
            return redirect("hire:decision", pk)
    context = {"shown": shown, "decision": shown.decision, "extend": extend, "appoint": appoint}
    return render(request, "hire/committee_members.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def committee_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Put new evidence before a committee, after asking why where somebody has voted."""
    shown = _changeable(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            renewed = committee_renew(
                actor=person_of(request),
                decision=shown.decision,
                reason=form.cleaned_data["reason"],
                seen=seen_version(request),
            )
            messages.success(request, _("The committee has the new packet before it."))
            return redirect("hire:decision", renewed.pk)
    context = {
        "form": form,
        "shown": shown,
        "decision": shown.decision,
        "heading": _("Put new evidence before the committee"),
        "lead": _(
            "A new packet is made of what is known now. If somebody has voted, they all vote again, and the decision "
            "so far stays on record as void, with your reason."
        ),
        "verb": _("Make the new packet"),
    }
    return render(request, "hire/committee_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def committee_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a committee off, with a reason."""
    shown = _changeable(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            committee_call_off(
                actor=person_of(request),
                decision=shown.decision,
                reason=form.cleaned_data["reason"],
                seen=seen_version(request),
            )
            messages.success(request, _("The committee is called off."))
            return redirect("hire:decision", pk)
    context = {
        "form": form,
        "shown": shown,
        "decision": shown.decision,
        "heading": _("Call the committee off"),
        "lead": _("Votes that were cast stay sealed for good. You can convene another committee afterwards."),
        "verb": _("Call it off"),
        "tone": "danger",
    }
    return render(request, "hire/committee_form.html", context)


def _changeable(request: HttpRequest, pk: int) -> ShownDecision:
    """Return a decision whose committee the person may change."""
    shown = shown_or_404(request, pk)
    changeable_or_403(may_convene(person_of(request), shown.decision.application.requisition))
    return shown
