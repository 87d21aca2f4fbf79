"""The addresses of the app core."""

from __future__ import annotations

from django.urls import path

from muster.apps.core.views import jobs, ledger, webhooks

__all__ = ["urlpatterns"]

app_name = "core"
urlpatterns = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.ledger_check, name="ledger-verify"),
    path("jobs/", jobs.job_index, name="jobs"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("webhooks/", webhooks.webhook_index, name="webhooks"),
    path("webhooks/new/", webhooks.webhook_new, name="webhook-new"),
    path("webhooks/<int:pk>/", webhooks.webhook_detail, name="webhook"),
    path("webhooks/<int:pk>/edit/", webhooks.webhook_edit, name="webhook-edit"),
    path("webhooks/<int:pk>/remove/", webhooks.webhook_delete, name="webhook-remove"),
    path("webhooks/<int:pk>/secret/", webhooks.webhook_secret, name="webhook-secret"),
    path("webhooks/<int:pk>/try/", webhooks.webhook_try, name="webhook-try"),
    path("webhooks/<int:pk>/again/", webhooks.webhook_resend_failed, name="webhook-again"),
    path("webhooks/<int:pk>/<int:delivery>/again/", webhooks.webhook_resend, name="delivery-again"),
]
