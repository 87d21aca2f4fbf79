"""One application: who it is, what they sent, what happened; its résumé; messages to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import file_response
from muster.apps.core.links import Link
from muster.apps.core.numbers import whole_number
from muster.apps.hire.forms.pipeline import MessageForm
from muster.apps.hire.models import Application, Decision, Outcome, Stage, Vote
from muster.apps.hire.rules import may_move, may_read_scorecards, requisitions_reviewed
from muster.apps.hire.rules_bar import may_record_outcome
from muster.apps.hire.rules_committee import may_convene
from muster.apps.hire.selectors.applications import (
    Event,
    application_others,
    application_visible,
)
from muster.apps.hire.selectors.decisions import decision_events
from muster.apps.hire.selectors.interviews import interview_list
from muster.apps.hire.selectors.offers_elsewhere import offer_elsewhere_list
from muster.apps.hire.selectors.requisitions import requisition_worked_on
from muster.apps.hire.selectors.reviews import review_list, review_submitted
from muster.apps.hire.selectors.timeline import Marks, timeline_whole, with_marks
from muster.apps.hire.services.dossier import application_export_all
from muster.apps.hire.services.messages import message_fill, message_send
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.texts import STATUS_LINK
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["application_detail", "application_export", "application_resume", "message_new", "note_new"]

MOST_RECIPIENTS = 500
CONVENED_IN = (Stage.Kind.INTERVIEW, Stage.Kind.COMMITTEE)
DECIDED = (Stage.Kind.OFFER, Stage.Kind.HIRED)


@login_required
@require_GET
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application, unless it is to be reviewed blind by whoever asks."""
    person = person_of(request)
    reviewed = requisitions_reviewed(person)
    found = application_visible(person=person, reviewed=reviewed, listed=False).defer(None)
    application = get_object_or_404(with_marks(found.select_related("referral__referrer"), person), pk=pk)
    if application.blind:
        return redirect("hire:review", pk)
    marks = Marks.of(application)
    allowed = may_move(person, application.requisition)
    submitted = review_submitted(application=application)
    decisions = decision_events(person=person, application=application)
    interviews = interview_list(person=person, application=application)
    active = application.outcome == Outcome.ACTIVE
    timeline = timeline_whole(
        person=person,
        application=application,
        reviews=submitted,
        decisions=decisions,
        interviews=interviews,
        marks=marks,
    )
    context = {
        "application": application,
        "requisition": application.requisition,
        "timeline": timeline,
        "undoable": _undoable(timeline) if allowed else None,
        "reviews": review_list(person=person, application=application, submitted=submitted),
        "stages": application.requisition.stages.order_by("position", "pk"),
        "others": application_others(person=person, application=application, reviewed=reviewed)
        if marks.again
        else [],
        "interviews": interviews,
        "offers": offer_elsewhere_list(person=person, application=application) if marks.offered else [],
        "planned": 0 if active else sum(one.scheduled and one.to_come for one in interviews),
        "may_rate": application.outcome == Outcome.HIRED
        and may_record_outcome(person, application.requisition),
        "may_export": may_read_scorecards(person, application.requisition),
        "may_move": allowed,
        "decision": decisions[-1][0] if decisions else None,
        "links": _links(person, application, [one for one, _what in decisions]),
        "may_convene": may_convene(person, application.requisition) and _to_convene(application, decisions),
    }
    return render(request, "hire/application_detail.html", context)


def _links(person: User, application: Application, decisions: Sequence[Decision]) -> list[Link]:
    """Return what other sections have about an application, which begins with a decision to hire."""
    hired = any(one.outcome == Vote.HIRE for one in decisions)
    if not hired and application.stage.kind not in DECIDED:
        return []
    found = (import_string(path)(person, application) for path in settings.SITE_APPLICATION_LINKS)
    return [link for links in found for link in links]


@login_required
@require_POST
def note_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note about an application."""
    person = person_of(request)
    application = get_object_or_404(application_visible(person=person), pk=pk)
    if application.blind:  # type: ignore[attr-defined]  # the selector adds it
        return redirect("hire:review", pk)
    note_add(actor=person, application=application, text=request.POST.get("text", ""))
    messages.success(request, _("The note is kept."))
    return redirect("hire:application", pk)


@login_required
@require_GET
def application_resume(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the résumé to those who see the application whole."""
    person = person_of(request)
    application = get_object_or_404(
        application_visible(person=person).filter(resume__isnull=False).select_related("resume"), pk=pk
    )
    if application.blind:  # type: ignore[attr-defined]  # the selector adds it
        return redirect("hire:review", pk)
    if application.resume is None:
        raise Http404
    return file_response(stored=application.resume, may=lambda: True)  # the query above has asked


@login_required
@require_POST
def application_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the whole file of an application; that somebody took it out is on record."""
    person = person_of(request)
    found = application_visible(person=person).defer(None).select_related("resume")
    application = get_object_or_404(found, pk=pk)
    if application.blind:  # type: ignore[attr-defined]  # the selector adds it
        return redirect("hire:review", pk)
    response = HttpResponse(
        application_export_all(actor=person, application=application), content_type="application/zip"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{application.code}.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def message_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to candidates of one requisition: choose a template, change it, read it, send it."""
    person = person_of(request)
    requisition = get_object_or_404(requisition_worked_on(person=person), pk=pk)
    changeable_or_403(may_move(person, requisition))
    chosen = _chosen(request)
    found = application_visible(person=person).filter(requisition=requisition, pk__in=chosen)
    recipients = list(found.filter(blind=False).order_by("pk"))
    if not recipients:
        raise RefusedError(_("You are to review all of them blind; ask somebody else to write to them."))
    form = MessageForm() if "start" in request.POST else MessageForm(request.POST or None)
    if "fill" in request.POST:
        form = _filled(form)
    elif "send" in request.POST and form.is_valid():
        sent = message_send(
            actor=person,
            applications=recipients,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
        )
        messages.success(
            request,
            ngettext("%(count)d message is on its way.", "%(count)d messages are on their way.", len(sent))
            % {"count": len(sent)},
        )
        return redirect("hire:board", pk)
    context = {
        "form": form,
        "requisition": requisition,
        "recipients": recipients,
        "left_out": len(chosen) - len(recipients),
        "preview": _preview(form, recipients[0]) if "preview" in request.POST else None,
    }
    return render(request, "hire/message_form.html", context)


def _to_convene(application: Application, decisions: Sequence[tuple[Decision, bool]]) -> bool:
    """Whether a committee may be convened as far as the page knows; the service looks closer."""
    if application.outcome != Outcome.ACTIVE or application.stage.kind not in CONVENED_IN:
        return False
    last = decisions[-1][0] if decisions else None
    return last is None or last.state == Decision.State.VOID or last.outcome == Vote.ONE_MORE


def _undoable(timeline: Sequence[Event]) -> int | None:
    """Return the key of the last move, if it is one that can be taken back."""
    last = next((event.row for event in timeline if event.kind == "move"), None)
    if last is None or last.from_stage_id is None or last.undoes_id is not None:
        return None
    return None if last.outcome == Outcome.WITHDRAWN else last.pk


def _chosen(request: HttpRequest) -> list[int]:
    """Return the keys of the candidates to write to."""
    source = request.POST if request.method == "POST" else request.GET
    keys = {whole_number(text) for text in (*source.getlist("application"), *source.getlist("selected"))}
    chosen = sorted(key for key in keys if key is not None)
    if not 1 <= len(chosen) <= MOST_RECIPIENTS:
        raise RefusedError(
            _("Choose between 1 and %(most)d candidates to write to.") % {"most": MOST_RECIPIENTS}
        )
    return chosen


def _preview(form: MessageForm, application: Application) -> tuple[str, str] | None:
    """Return subject and text as the first of the candidates will read them."""
    if not form.is_valid():
        return None
    subject, body = message_fill(
        application=application, subject=form.cleaned_data["subject"], body=form.cleaned_data["body"]
    )
    return subject, body.replace(STATUS_LINK, _("(the address of their own page)"))


def _filled(form: MessageForm) -> MessageForm:
    """Return the form with the template's text, unbound, to be read and changed before it is sent."""
    form.is_valid()
    template = form.cleaned_data.get("template")
    if template is None:
        return MessageForm()
    return MessageForm(initial={"template": template, "subject": template.subject, "body": template.body})
