"""The addresses of erasing, and of how long data are kept."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import erasures

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("erasure/", erasures.erasure_index, name="erasures"),
    path("erasure/all/", erasures.erasure_all, name="erasures-all"),
    path("erasure/<int:pk>/", erasures.erasure_detail, name="erasure"),
    path("erasure/<int:pk>/decline/", erasures.erasure_decline_page, name="erasure-decline"),
    path("applications/<int:pk>/erasure/", erasures.erasure_pass_on, name="erasure-ask"),
    path("retention/", erasures.retention_page, name="retention"),
    path("retention/look/", erasures.retention_look_now, name="retention-look"),
    path("retention/<int:pk>/remove/", erasures.retention_remove, name="retention-remove"),
]
