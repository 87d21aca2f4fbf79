"""Interviews: one's own, one of them, scheduling, moving, calling off, and who sits in them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.views.common import number_in, refusals_on
from muster.apps.hire.clock import local
from muster.apps.hire.forms.interviews import CancelForm, DespiteForm, InterviewForm, SeatForm
from muster.apps.hire.models import Interview, Kit, Seat
from muster.apps.hire.rules import may_schedule, may_see_calibrations, seats_owed
from muster.apps.hire.selectors.applications import application_visible
from muster.apps.hire.selectors.capacity import Panel, interviewers_possible, panel_loads
from muster.apps.hire.selectors.interviews import (
    ShownInterview,
    interview_get,
    interview_sits,
    seat_list,
    seats_due,
)
from muster.apps.hire.services.interviews import interview_cancel, interview_move
from muster.apps.hire.services.seats import (
    ReadBeforeError,
    interview_seat,
    seat_assign,
    seat_release,
    seat_replace,
)
from muster.apps.hire.views.common import changeable_or_403, person_of, seen_version

__all__ = [
    "interview_call_off",
    "interview_detail",
    "interview_index",
    "interview_new",
    "interview_reschedule",
    "seat_add",
    "seat_remove",
]


@login_required
@require_GET
def interview_index(request: HttpRequest) -> HttpResponse:
    """List one's own interviews, to come or past, and the scorecards that are due."""
    person = person_of(request)
    past = request.GET.get("past") == "1"
    context = {
        "past": past,
        "seats": seat_list(person=person, past=past),
        "due": [] if past else seats_due(person=person),
    }
    return render(request, "hire/interview_index.html", context)


@login_required
@require_GET
def interview_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an interview to those who sit in it and those who plan it, with who else could sit in it."""
    person = person_of(request)
    shown = _shown_or_404(request, pk)
    interview = shown.interview
    allowed = may_schedule(person, interview.application.requisition)
    planned = allowed and shown.scheduled and not shown.over
    text = request.GET.get("q", "")[:100]
    panel = panel_loads(interview=interview, seats=shown.seats, text=text, person=person) if planned else None
    context = {
        "shown": shown,
        "interview": interview,
        "requisition": interview.application.requisition,
        "criteria": interview.kit.criteria.all(),
        "sits": interview_sits(person=person, shown=shown),
        "may_schedule": allowed,
        "planned": planned,
        "panel": panel,
        "leavers": [one for one in shown.seats if planned and not one.interviewer.is_active],
        "freed": _freed(shown) if allowed and shown.over else frozenset(),
        "proposed": _proposed(panel),
        "severe": may_see_calibrations(person),
        "text": text,
    }
    return render(request, "hire/interview_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def interview_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Schedule an interview of a candidate."""
    person = person_of(request)
    application = get_object_or_404(application_visible(person=person), pk=pk)
    changeable_or_403(may_schedule(person, application.requisition))
    if application.blind:  # type: ignore[attr-defined]  # the selector adds it
        return redirect("hire:review", pk)
    kits = Kit.objects.filter(requisition=application.requisition_id)
    asked = number_in(request, "interviewer")
    people = interviewers_possible(requisition=application.requisition).filter(pk=asked or 0)
    initial = {
        "time_zone": application.requisition.location.time_zone,
        "kit": application.stage.kit_id,
        "interviewer": asked,
    }
    form = InterviewForm(request.POST or None, kits=kits, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        starts, ends = form.times()
        data = form.cleaned_data
        chosen = data.get("interviewer")
        with refusals_on(form):
            interview = interview_seat(
                interviewer=chosen,
                actor=person,
                application=application,
                kit=data["kit"],
                starts=starts,
                ends=ends,
                time_zone=data["time_zone"],
                place=data["place"],
                invite=data["invite"],
            )
            told = {"name": "" if chosen is None else chosen.get_full_name()}
            messages.success(
                request,
                _("The interview is scheduled. Choose who interviews.")
                if chosen is None
                else _("The interview is scheduled, and %(name)s is invited.") % told,
            )
            return redirect("hire:interview", interview.pk)
    context = {"form": form, "application": application, "name": application.candidate.name}
    return render(request, "hire/interview_new.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def interview_reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when and where an interview is."""
    shown, interview = _changeable(request, pk)
    starts, ends = (local(one, interview.time_zone) for one in (interview.starts_at, interview.ends_at))
    initial = {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "time_zone": interview.time_zone,
        "place": interview.place,
        "invite": interview.invited,
    }
    version = seen_version(request) if request.method == "POST" else interview.version
    form = InterviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        begin, end = form.times()
        data = form.cleaned_data
        with refusals_on(form):
            interview_move(
                actor=person_of(request),
                interview=interview,
                starts=begin,
                ends=end,
                time_zone=data["time_zone"],
                place=data["place"],
                invite=data["invite"],
                seen=version,
            )
            messages.success(request, _("The interview is changed, and those who sit in it are told."))
            return redirect("hire:interview", pk)
    context = {"form": form, "shown": shown, "interview": interview, "version": version}
    return render(request, "hire/interview_move.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def interview_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then call an interview off."""
    shown, interview = _changeable(request, pk)
    form = CancelForm(request.POST or None, initial={"tell": interview.invited})
    if not interview.invited:
        del form.fields["tell"]
    if request.method == "POST" and form.is_valid():
        interview_cancel(
            actor=person_of(request),
            interview=interview,
            reason=form.cleaned_data["reason"],
            tell=form.cleaned_data.get("tell", False),
            seen=seen_version(request),
        )
        messages.success(request, _("The interview is called off, and those who sit in it are told."))
        return redirect("hire:interview", pk)
    return render(
        request, "hire/interview_cancel.html", {"form": form, "shown": shown, "interview": interview}
    )


@login_required
@require_POST
def seat_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a seat; ask why first where they have read what others said of the candidate."""
    shown, interview = _changeable(request, pk)
    people = interviewers_possible(requisition=interview.application.requisition)
    form = SeatForm(request.POST, people=people)
    if not form.is_valid():
        raise RefusedError(
            _("Choose somebody who interviews; make them one of this opening's interviewers first.")
        )
    chosen, replaced = form.cleaned_data["interviewer"], form.cleaned_data["replaces"]
    given = {
        "actor": person_of(request),
        "interviewer": chosen,
        "seen": seen_version(request),
        "despite": form.cleaned_data["despite"],
    }
    try:
        if replaced is not None:
            seat = get_object_or_404(interview.seats.select_related("interviewer", "interview"), pk=replaced)
            seat_replace(seat=seat, **given)
        else:
            seat_assign(interview=interview, shadow=form.cleaned_data["shadow"], **given)
    except ReadBeforeError as error:
        context = {"shown": shown, "interview": interview, "chosen": chosen, "sentence": error.sentence}
        context |= {"form": DespiteForm(), "shadow": form.cleaned_data["shadow"], "replaced": replaced}
        return render(request, "hire/seat_despite.html", context)
    messages.success(request, _("%(name)s is invited.") % {"name": chosen.get_full_name()})
    return redirect("hire:interview", pk)


@login_required
@require_POST
def seat_remove(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Take somebody out of an interview."""
    _shown, interview = _changeable(request, pk)
    row = get_object_or_404(interview.seats.select_related("interviewer", "interview"), pk=seat)
    seat_release(actor=person_of(request), seat=row, seen=seen_version(request))
    told = {"name": row.interviewer.get_full_name()}
    messages.success(request, _("%(name)s does not sit in this interview any more, and is told.") % told)
    return redirect("hire:interview", pk)


def _freed(shown: ShownInterview) -> frozenset[int]:
    """Return the seats of an interview that is over whose scorecard nobody will write: its owner has left."""
    left = [one.pk for one in shown.seats if not one.interviewer.is_active]
    if not left:
        return frozenset()
    return frozenset(Seat.objects.filter(seats_owed(), pk__in=left).values_list("pk", flat=True))


def _proposed(panel: Panel | None) -> User | None:
    """Return the first whom the page proposes and who can."""
    loads = () if panel is None else panel.loads
    fit = (one for one in loads if one.proposed and not one.obstacle)
    return next((one.availability.interviewer for one in fit), None)


def _shown_or_404(request: HttpRequest, pk: int) -> ShownInterview:
    shown = interview_get(person=person_of(request), pk=pk)
    if shown is None:
        raise Http404
    return shown


def _changeable(request: HttpRequest, pk: int) -> tuple[ShownInterview, Interview]:
    """Return an interview that the person may change."""
    shown = _shown_or_404(request, pk)
    changeable_or_403(may_schedule(person_of(request), shown.interview.application.requisition))
    return shown, shown.interview
