"""The addresses of committees and their decisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import committee, decisions, packets, rejections

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("committee/", committee.committee_index, name="committee"),
    path("committee/new/<int:pk>/", committee.committee_new, name="committee-new"),
    path("committee/<int:pk>/", decisions.decision_detail, name="decision"),
    path("committee/<int:pk>/members/", committee.committee_members, name="committee-members"),
    path("committee/<int:pk>/evidence/", committee.committee_evidence, name="committee-evidence"),
    path("committee/<int:pk>/call-off/", committee.committee_stop, name="committee-call-off"),
    path("committee/<int:pk>/conflict/", decisions.decision_conflict, name="decision-conflict"),
    path("committee/<int:pk>/stand-aside/", decisions.decision_recuse, name="decision-recuse"),
    path("committee/<int:pk>/dissent/", decisions.decision_dissent, name="decision-dissent"),
    path("committee/<int:pk>/sign/", decisions.decision_signing, name="decision-sign"),
    path("committee/<int:pk>/reopen/", decisions.decision_again, name="decision-reopen"),
    path("committee/<int:pk>/packet/", packets.packet_page, name="packet"),
    path("committee/<int:pk>/packet.pdf", packets.packet_document, name="packet-pdf"),
    path("committee/<int:pk>/rejection/", rejections.rejection, name="rejection"),
]
