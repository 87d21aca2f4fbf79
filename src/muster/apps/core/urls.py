"""The addresses of the app core."""

from __future__ import annotations

from django.urls import path

from muster.apps.core.views import jobs, ledger

__all__ = ["urlpatterns"]

app_name = "core"
urlpatterns = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.ledger_check, name="ledger-verify"),
    path("jobs/", jobs.job_index, name="jobs"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
]
