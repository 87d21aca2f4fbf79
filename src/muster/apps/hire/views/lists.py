"""What numbers of the talent page open into: the diary of interviews, scorecards due, messages to look after."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from muster.apps.accounts.models import User
from muster.apps.core.paging import keyset_page
from muster.apps.hire.forms.interviews import DiaryForm, DueForm
from muster.apps.hire.rules import may_list_offers, may_read_scorecards
from muster.apps.hire.selectors.diary import diary_list, diary_rows
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.hire.selectors.offers_elsewhere import offer_elsewhere_all
from muster.apps.hire.selectors.owed import due_list, due_rows
from muster.apps.hire.selectors.requisitions import requisition_worked_on
from muster.apps.hire.selectors.talent import message_stuck
from muster.apps.hire.views.common import changeable_or_403, person_of

__all__ = ["due_index", "interview_diary", "message_index", "offer_index"]

ROWS = 25
WITH_OPENING = ("application__candidate", "application__requisition")
SHOWN_OF_INTERVIEW = (
    *("starts_at", "ends_at", "time_zone", "place", "state", "application__outcome"),
    *("application__candidate__name", "application__requisition__title"),
)


@login_required
@require_GET
def interview_diary(request: HttpRequest) -> HttpResponse:
    """List all interviews that the person may see, narrowed by what the URL says."""
    person = person_of(request)
    form = DiaryForm(request.GET, requisitions=requisition_worked_on(person=person).select_related(None))
    wanted = form.wanted()
    found = diary_list(person=person, wanted=wanted).select_related(*WITH_OPENING)
    page = keyset_page(
        found.only(*SHOWN_OF_INTERVIEW),
        order=("starts_at", "pk"),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": diary_rows(person=person, interviews=page.rows),
    }
    return render(request, "hire/interview_diary.html", context)


@login_required
@require_GET
def due_index(request: HttpRequest) -> HttpResponse:
    """List the scorecards that are due, one's own and those of the openings that one works on."""
    person = person_of(request)
    form = DueForm(request.GET, requisitions=requisition_worked_on(person=person).select_related(None))
    wanted = form.wanted()
    joined = (f"seat__interview__{name}" for name in WITH_OPENING)
    page = keyset_page(
        due_list(person=person, wanted=wanted).select_related("interviewer", *joined),
        order=("due_at", "pk"),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    owes = None if wanted.interviewer is None else User.objects.filter(pk=wanted.interviewer).first()
    context = {
        "form": form,
        "page": page,
        "rows": due_rows(person=person, owed=page.rows),
        "owes": owes if page.rows else None,
    }
    return render(request, "hire/due_index.html", context)


@login_required
@require_GET
def message_index(request: HttpRequest) -> HttpResponse:
    """List the messages to candidates that did not leave, or of which nobody knows."""
    person = person_of(request)
    page = keyset_page(
        message_stuck(person=person).select_related(*WITH_OPENING).defer("body", "calendar"),
        order=("created_at", "pk"),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    names = called_by(person, (one.application for one in page.rows))
    # The subject may have the name in it.
    rows = [
        (one, name, name != one.application.code)
        for one, name in ((one, names[one.application_id]) for one in page.rows)
    ]
    return render(request, "hire/message_index.html", {"page": page, "rows": rows})


@login_required
@require_GET
def offer_index(request: HttpRequest) -> HttpResponse:
    """List the offers that were made in another system, the last imported first."""
    person = person_of(request)
    changeable_or_403(may_list_offers(person))
    page = keyset_page(
        offer_elsewhere_all(person=person).select_related(*WITH_OPENING),
        order=("-pk",),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    rows = [(one, may_read_scorecards(person, one.application.requisition)) for one in page.rows]
    return render(request, "hire/offer_index.html", {"page": page, "rows": rows})
