"""The addresses of interviews and of what interviewers take on."""

from __future__ import annotations

from django.urls import URLPattern, path

from muster.apps.hire.views import calendar, calling_off, interviews, lists, scorecards, terms

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("applications/<int:pk>/interviews/new/", interviews.interview_new, name="interview-new"),
    path("applications/<int:pk>/scorecards/", scorecards.scorecard_index, name="scorecards"),
    path("interviews/", interviews.interview_index, name="interviews"),
    path("interviews/calendar/", calendar.calendar_page, name="calendar"),
    path("interviews/calendar/revoke/", calendar.calendar_revoke, name="calendar-revoke"),
    path("interviews/calendar/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("interviews/all/", lists.interview_diary, name="diary"),
    path("requisitions/<int:pk>/interviews/off/", calling_off.interviews_off, name="interviews-off"),
    path("scorecards/due/", lists.due_index, name="due"),
    path("messages/", lists.message_index, name="messages"),
    path("interviews/<int:pk>/", interviews.interview_detail, name="interview"),
    path("interviews/<int:pk>/move/", interviews.interview_reschedule, name="interview-move"),
    path("interviews/<int:pk>/cancel/", interviews.interview_call_off, name="interview-cancel"),
    path("interviews/<int:pk>/seats/", interviews.seat_add, name="seat-add"),
    path("interviews/<int:pk>/seats/<int:seat>/remove/", interviews.seat_remove, name="seat-remove"),
    path("scorecards/<int:pk>/", scorecards.scorecard_edit, name="scorecard"),
    path("scorecards/<int:pk>/save/", scorecards.scorecard_autosave, name="scorecard-save"),
    path("interviewers/<int:pk>/", terms.terms_edit, name="interviewer"),
    path("interviewers/<int:pk>/days/", terms.blackout_new, name="blackout-add"),
    path("interviewers/<int:pk>/days/<int:blackout>/remove/", terms.blackout_delete, name="blackout-remove"),
]
