"""The addresses of selection audits: plans, their signing, and what came of them."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import audit_results, audits

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("audits/", audits.audit_index, name="audits"),
    path("audits/new/", audits.audit_new, name="audit-new"),
    path("audits/plans/<int:pk>/", audits.audit_plan, name="audit-plan"),
    path("audits/plans/<int:pk>/edit/", audits.audit_edit, name="audit-edit"),
    path("audits/plans/<int:pk>/revise/", audits.audit_revise, name="audit-revise"),
    path("audits/plans/<int:pk>/sign/", audits.audit_sign, name="audit-sign"),
    path("audits/plans/<int:pk>/ask/", audits.audit_ask, name="audit-ask"),
    path("audits/<int:pk>/", audit_results.audit_result, name="audit"),
    path("audits/<int:pk>/local-law-144/", audit_results.audit_law, name="audit-law"),
    path("audits/<int:pk>/local-law-144/<int:position>/", audit_results.audit_table, name="audit-table"),
    path("audits/<int:pk>/pdf/", audit_results.audit_document, name="audit-pdf"),
]
