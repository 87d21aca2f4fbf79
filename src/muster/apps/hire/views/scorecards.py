"""One's own scorecard: written, kept as it is written, submitted, and changed with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.errors import RefusedError
from muster.apps.hire.forms.scorecards import ScorecardForm
from muster.apps.hire.models import Scorecard, Seat
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.hire.selectors.scorecards import scorecard_list, seat_mine
from muster.apps.hire.services.readings import reading_note
from muster.apps.hire.services.scorecards import scorecard_change, scorecard_save, scorecard_submit
from muster.apps.hire.views.common import person_of, seen_version

__all__ = ["scorecard_autosave", "scorecard_edit", "scorecard_index"]


@login_required
@require_GET
def scorecard_index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what interviewers said of a candidate to those who may read it."""
    found = scorecard_list(person=person_of(request), pk=pk)
    if found is None:
        raise Http404
    if any(one.card.seat.interviewer_id != request.user.pk for one in found.shown):
        reading_note(person=person_of(request), application=found.application)
    context = {"application": found.application, "scorecards": found, "wide": found.wide}
    return render(request, "hire/scorecard_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def scorecard_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's own scorecard, and take it. What was typed stays on the page when it is refused."""
    person, seat = person_of(request), _seat_or_404(request, pk)
    card = Scorecard.objects.filter(seat=seat).first()
    form = _form(request, seat, card)
    if request.method == "POST" and form.is_valid():
        try:
            if card is not None and card.submitted_at is not None and "change" in request.POST:
                reason = form.cleaned_data["reason"]
                scorecard_change(
                    actor=person, seat=seat, content=form.content(), reason=reason, seen=seen_version(request)
                )
                messages.success(request, _("The change is kept as a new version."))
            elif "submit" in request.POST:
                scorecard_submit(
                    actor=person, seat=seat, content=form.content(), sequence=form.sequence() + 1
                )
                messages.success(request, _("Your scorecard is submitted."))
            else:
                scorecard_save(actor=person, seat=seat, content=form.content(), sequence=form.sequence() + 1)
                messages.success(request, _("The draft is kept."))
            return redirect("hire:scorecard", pk)
        except RefusedError as error:
            form.add_error(None, error.sentence)
    application = seat.interview.application
    context = {
        "form": form,
        "seat": seat,
        "interview": seat.interview,
        "application": application,
        "name": called_by(person, [application])[application.pk],
        "card": card,
        "begun": seat.interview.starts_at <= timezone.now(),
        "sequence": form.sequence() if form.is_bound else 0 if card is None else card.sequence,
        "version": request.POST.get("version", "") if form.is_bound else "" if card is None else card.version,
    }
    return render(request, "hire/scorecard_form.html", context)


@login_required
@require_POST
def scorecard_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being written; answer whether it is kept. The page says "not saved" until it reads this."""
    seat = _seat_or_404(request, pk)
    form = _form(request, seat, Scorecard.objects.filter(seat=seat).first())
    problem = ""
    if not form.is_valid():
        problem = " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)
    else:
        try:
            actor = person_of(request)
            scorecard_save(actor=actor, seat=seat, content=form.content(), sequence=form.sequence())
        except (RefusedError, PermissionDenied) as error:
            problem = str(error)
    return render(request, "hire/scorecard_state.html", {"problem": problem, "at": timezone.now()})


def _seat_or_404(request: HttpRequest, pk: int) -> Seat:
    seat = seat_mine(person=person_of(request), pk=pk)
    if seat is None:
        raise Http404
    return seat


def _form(request: HttpRequest, seat: Seat, card: Scorecard | None) -> ScorecardForm:
    initial = {}
    if card is not None:
        initial = {f"criterion-{key}": rating for key, rating in card.ratings.items()}
        initial |= {f"note-{key}": note for key, note in card.notes.items()}
        initial |= {"recommendation": card.recommendation, "summary": card.summary}
    return ScorecardForm(
        request.POST or None,
        initial=initial,
        criteria=list(seat.interview.kit.criteria.all()),
        changing=card is not None and card.submitted_at is not None,
    )
