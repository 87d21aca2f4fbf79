"""The addresses inside by which people come in: adding, importing, referring; and the report of reach."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import exports, imports, lists, reach, referrals

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("requisitions/<int:pk>/add/", referrals.application_add_page, name="application-add"),
    path("refer/<int:pk>/", referrals.refer, name="refer"),
    path("referrals/", referrals.referral_index, name="referrals"),
    path("import/", imports.import_new, name="import"),
    path("import/columns/", imports.import_columns, name="import-columns"),
    path("import/confirm/", imports.import_confirm, name="import-confirm"),
    path("offers-elsewhere/", lists.offer_index, name="offers-elsewhere"),
    path("export/", exports.export_index, name="exports"),
    path("export/<int:pk>/download/", exports.export_file, name="export-download"),
    path("export/<int:pk>/remove/", exports.export_remove_page, name="export-remove"),
    path("reach/", reach.reach, name="reach"),
]
