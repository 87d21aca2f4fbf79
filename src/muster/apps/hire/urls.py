"""The addresses of hiring."""

from __future__ import annotations

from django.urls import path

from muster.apps.hire import (
    urls_bar,
    urls_committee,
    urls_erasure,
    urls_inside,
    urls_interviews,
    urls_merit,
)
from muster.apps.hire.views import applications, kits, pipeline, requisitions, reviews

__all__ = ["urlpatterns"]

app_name = "hire"
urlpatterns = [
    path("requisitions/", requisitions.requisition_index, name="requisitions"),
    path("requisitions/new/", requisitions.requisition_new, name="requisition-new"),
    path("requisitions/<int:pk>/", requisitions.requisition_detail, name="requisition"),
    path("requisitions/<int:pk>/edit/", requisitions.requisition_edit, name="requisition-edit"),
    path("requisitions/<int:pk>/plan/", requisitions.requisition_plan_page, name="requisition-plan"),
    path("requisitions/<int:pk>/open/", requisitions.requisition_open_page, name="requisition-open"),
    path("requisitions/<int:pk>/close/", requisitions.requisition_close_page, name="requisition-close"),
    path("requisitions/<int:pk>/members/", requisitions.requisition_add_member, name="member-add"),
    path(
        "requisitions/<int:pk>/members/<int:member>/remove/",
        requisitions.requisition_remove_member,
        name="member-remove",
    ),
    path("requisitions/<int:pk>/board/", pipeline.requisition_board, name="board"),
    path("requisitions/<int:pk>/bulk/", pipeline.application_bulk, name="bulk"),
    path("requisitions/<int:pk>/message/", applications.message_new, name="message"),
    path("kits/", kits.kit_index, name="kits"),
    path("kits/new/", kits.kit_new, name="kit-new"),
    path("kits/<int:pk>/", kits.kit_edit, name="kit"),
    path("applications/", pipeline.application_index, name="applications"),
    path("applications/<int:pk>/", applications.application_detail, name="application"),
    path("applications/<int:pk>/export/", applications.application_export, name="application-export"),
    path("applications/<int:pk>/notes/", applications.note_new, name="note-add"),
    path("applications/<int:pk>/resume/", applications.application_resume, name="resume"),
    path("moves/<uuid:batch>/undo/", pipeline.application_undo, name="undo"),
    path("reviews/", reviews.review_index, name="reviews"),
    path("reviews/next/<int:pk>/", reviews.review_start, name="review-start"),
    path("reviews/<int:pk>/", reviews.review_edit, name="review"),
    path("reviews/<int:pk>/whole/", reviews.review_whole, name="review-whole"),
    path("reviews/<int:pk>/unblind/", reviews.review_unblind, name="review-unblind"),
    *urls_interviews.urlpatterns,
    *urls_committee.urlpatterns,
    *urls_merit.urlpatterns,
    *urls_bar.urlpatterns,
    *urls_inside.urlpatterns,
    *urls_erasure.urlpatterns,
]
