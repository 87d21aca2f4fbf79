"""What an interviewer takes on, and the days on which they do not interview."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.views.common import refusals_on
from muster.apps.hire.forms.interviews import BlackoutForm, TermsForm
from muster.apps.hire.models import Blackout
from muster.apps.hire.rules import may_set_terms, may_train
from muster.apps.hire.selectors.capacity import terms_of
from muster.apps.hire.services.terms import blackout_add, blackout_remove, terms_change
from muster.apps.hire.views.common import person_of, seen_version

__all__ = ["blackout_delete", "blackout_new", "terms_edit"]


@login_required
@require_http_methods(["GET", "POST"])
def terms_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change how much somebody takes on; their blackout days stand beside it."""
    person, interviewer = person_of(request), _interviewer_or_404(request, pk)
    terms = terms_of([interviewer])[interviewer.pk]
    version = terms.version if terms.pk else 0
    initial = {name: getattr(terms, name) for name in ("weekly", "paused_from", "paused_until", "trained")}
    train = may_train(person, interviewer)
    form = TermsForm(request.POST or None, initial=initial, train=train)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            terms_change(
                actor=person,
                interviewer=interviewer,
                weekly=data["weekly"],
                paused_from=data["paused_from"],
                paused_until=data["paused_until"],
                trained=data.get("trained"),
                seen=seen_version(request),
            )
            messages.success(request, _("Saved."))
            return redirect("hire:interviewer", pk)
    context = {
        "form": form,
        "interviewer": interviewer,
        "own": interviewer.pk == person.pk,
        "trained": terms.trained,
        "train": train,
        "version": seen_version(request) if request.method == "POST" else version,
        "blackouts": Blackout.objects.filter(interviewer=interviewer).order_by("first_day", "pk"),
        "blackout_form": BlackoutForm(),
    }
    return render(request, "hire/interviewer.html", context)


@login_required
@require_POST
def blackout_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add blackout days."""
    interviewer = _interviewer_or_404(request, pk)
    form = BlackoutForm(request.POST)
    if not form.is_valid():
        raise RefusedError(_("Give the first day, and the last if it is another."))
    first = form.cleaned_data["first_day"]
    blackout_add(
        actor=person_of(request),
        interviewer=interviewer,
        first_day=first,
        last_day=form.cleaned_data["last_day"] or first,
    )
    messages.success(request, _("Nobody can plan interviews on these days. Those that are planned stay."))
    return redirect("hire:interviewer", pk)


@login_required
@require_POST
def blackout_delete(request: HttpRequest, pk: int, blackout: int) -> HttpResponse:
    """Take blackout days back."""
    interviewer = _interviewer_or_404(request, pk)
    row = get_object_or_404(
        Blackout.objects.filter(interviewer=interviewer).select_related("interviewer"), pk=blackout
    )
    blackout_remove(actor=person_of(request), blackout=row)
    messages.success(request, _("The days are free for interviews again."))
    return redirect("hire:interviewer", pk)


def _interviewer_or_404(request: HttpRequest, pk: int) -> User:
    """Return whose terms these are, for those who may change them."""
    interviewer = get_object_or_404(User, pk=pk)
    if not may_set_terms(person_of(request), interviewer):
        raise Http404
    return interviewer
