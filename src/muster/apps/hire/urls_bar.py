"""The addresses of the bar: whether it holds, its runs, setting one."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import bar

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("bar/", bar.bar, name="bar"),
    path("bar/ask/", bar.bar_ask, name="bar-ask"),
    path("bar/set/", bar.bar_set_page, name="bar-set"),
    path("bar/<int:pk>/", bar.bar_run, name="bar-run"),
]
