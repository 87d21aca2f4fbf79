"""The addresses of merit: runs, boards, reasons, reports, calibration."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import calibration, merit, merit_reports

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("merit/", merit.merit_index, name="merit"),
    path("merit/ask/", merit.merit_ask, name="merit-ask"),
    path("merit/<int:pk>/", merit.merit_board, name="merit-board"),
    path("merit/<int:pk>/odds/", merit.merit_odds, name="merit-odds"),
    path("merit/<int:pk>/candidates/<int:candidate>/", merit.merit_candidate, name="merit-candidate"),
    path("merit/<int:pk>/report/", merit_reports.report, name="merit-report"),
    path("merit/<int:pk>/report/ask/", merit_reports.report_ask, name="merit-report-ask"),
    path("merit/<int:pk>/report/page/", merit_reports.report_page, name="merit-report-page"),
    path("merit/<int:pk>/report/pdf/", merit_reports.report_pdf, name="merit-report-pdf"),
    path("calibration/", calibration.calibration, name="calibration"),
]
