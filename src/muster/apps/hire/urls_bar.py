"""The addresses of the bar: whether it holds, its runs, setting one, and how hires do on the job."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import bar, outcomes

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("bar/", bar.bar, name="bar"),
    path("bar/ask/", bar.bar_ask, name="bar-ask"),
    path("bar/set/", bar.bar_set_page, name="bar-set"),
    path("bar/<int:pk>/", bar.bar_run, name="bar-run"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/import/", outcomes.outcome_import, name="outcome-import"),
    path("outcomes/import/columns/", outcomes.outcome_import_columns, name="outcome-import-columns"),
    path("outcomes/import/confirm/", outcomes.outcome_import_confirm, name="outcome-import-confirm"),
]
