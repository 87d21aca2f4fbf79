"""Webhooks: which there are, what was sent, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.core.forms import WebhookForm
from muster.apps.core.models import Delivery, Webhook
from muster.apps.core.numbers import whole_number
from muster.apps.core.roles import Person
from muster.apps.core.rules import may_manage_webhooks
from muster.apps.core.views.common import person_of, refusals_on
from muster.apps.core.webhooks.selectors import delivery_list, delivery_page, webhook_list
from muster.apps.core.webhooks.services import (
    delivery_replay,
    webhook_ping,
    webhook_remove,
    webhook_replay,
    webhook_rotate,
    webhook_save,
)

__all__ = [
    "webhook_delete",
    "webhook_detail",
    "webhook_edit",
    "webhook_index",
    "webhook_new",
    "webhook_resend",
    "webhook_resend_failed",
    "webhook_secret",
    "webhook_try",
]

SHOWN = "core.webhook.secret"  # in the session, until the next page shows it


@login_required
@require_GET
def webhook_index(request: HttpRequest) -> HttpResponse:
    """List the webhooks."""
    person = _administrator(request)
    return render(request, "core/webhooks/index.html", {"webhooks": list(webhook_list(person=person))})


@login_required
@require_http_methods(["GET", "POST"])
def webhook_new(request: HttpRequest) -> HttpResponse:
    """Make a webhook."""
    return _edit(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def webhook_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a webhook."""
    return _edit(request, _found(request, pk))


def _edit(request: HttpRequest, webhook: Webhook | None) -> HttpResponse:
    person = _administrator(request)
    form = WebhookForm(request.POST or None, initial=_initial(webhook))
    shown = None if webhook is None else webhook.version
    seen = whole_number(request.POST.get("version", "")) if request.method == "POST" else shown
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            saved = webhook_save(actor=person, webhook=webhook, seen=seen, **form.cleaned_data)
            if webhook is None:
                request.session[SHOWN] = saved.secret
            messages.success(request, _("The webhook is saved."))
            return redirect("core:webhook", saved.pk)
    context = {"form": form, "webhook": webhook, "version": seen}
    return render(request, "core/webhooks/form.html", context, status=422 if form.errors else 200)


def _initial(webhook: Webhook | None) -> dict[str, object]:
    if webhook is None:
        return {"active": True}
    names = ("name", "url", "events", "active")
    return {name: getattr(webhook, name) for name in names}


@login_required
@require_GET
def webhook_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a webhook and what was sent to it."""
    person = _administrator(request)
    webhook = _found(request, pk)
    view = request.GET.get("view", "")
    states = [view] if view in Delivery.State.values else []
    page = delivery_page(
        person=person,
        webhook=webhook,
        states=states,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    failed = delivery_list(person=person, webhook=pk).filter(state=Delivery.State.FAILED).exists()
    context = {
        "webhook": webhook,
        "page": page,
        "view": view if states else "",
        "states": Delivery.State.choices,
        "failed": failed,
        "secret": request.session.pop(SHOWN, ""),
    }
    response = render(request, "core/webhooks/detail.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def webhook_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to remove a webhook, then do so."""
    person, webhook = _administrator(request), _found(request, pk)
    if request.method == "POST":
        webhook_remove(actor=person, webhook=webhook)
        messages.success(request, _("The webhook is removed."))
        return redirect("core:webhooks")
    return render(request, "core/webhooks/remove.html", {"webhook": webhook})


@login_required
@require_POST
def webhook_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Exchange the secret, and show the new one once."""
    person, webhook = _administrator(request), _found(request, pk)
    request.session[SHOWN] = webhook_rotate(actor=person, webhook=webhook)
    return redirect("core:webhook", pk)


@login_required
@require_POST
def webhook_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an event for trial."""
    webhook_ping(actor=_administrator(request), webhook=_found(request, pk))
    messages.success(request, _("An event for trial is on its way."))
    return redirect("core:webhook", pk)


@login_required
@require_POST
def webhook_resend(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Send one event again."""
    person = _administrator(request)
    found = delivery_list(person=person, webhook=pk).select_related("webhook")
    delivery_replay(actor=person, delivery=get_object_or_404(found, pk=delivery))
    messages.success(request, _("It is sent again."))
    return redirect("core:webhook", pk)


@login_required
@require_POST
def webhook_resend_failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again all that was given up."""
    count = webhook_replay(actor=_administrator(request), webhook=_found(request, pk))
    told = ngettext("%(count)d event is sent again.", "%(count)d events are sent again.", count)
    messages.success(request, told % {"count": count})
    return redirect("core:webhook", pk)


def _administrator(request: HttpRequest) -> Person:
    person = person_of(request)
    if not may_manage_webhooks(person):
        raise PermissionDenied
    return person


def _found(request: HttpRequest, pk: int) -> Webhook:
    return get_object_or_404(webhook_list(person=_administrator(request)), pk=pk)
