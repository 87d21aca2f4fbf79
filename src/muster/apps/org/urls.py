"""The addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from muster.apps.org.views import imports, people, places, teams

__all__ = ["urlpatterns"]

app_name = "org"
urlpatterns = [
    path("teams/", teams.team_index, name="teams"),
    path("teams/new/", teams.team_new, name="team-new"),
    path("teams/<int:pk>/", teams.team_detail, name="team"),
    path("teams/<int:pk>/edit/", teams.team_edit, name="team-edit"),
    path("employees/", people.employee_index, name="employees"),
    path("employees/new/", people.employee_new, name="employee-new"),
    path("employees/<int:pk>/", people.employee_detail, name="employee"),
    path("employees/<int:pk>/post/", people.employee_post, name="employee-post"),
    path("employees/<int:pk>/name/", people.employee_name, name="employee-name"),
    path("employees/<int:pk>/leave/", people.employee_leave, name="employee-leave"),
    path("employees/<int:pk>/return/", people.employee_rejoin, name="employee-return"),
    path("locations/", places.location_index, name="locations"),
    path("locations/new/", places.location_new, name="location-new"),
    path("locations/<int:pk>/edit/", places.location_edit, name="location-edit"),
    path("ladders/", places.ladder_index, name="ladders"),
    path("levels/new/", places.level_new, name="level-new"),
    path("levels/<int:pk>/edit/", places.level_edit, name="level-edit"),
    path("families/new/", places.family_new, name="family-new"),
    path("families/<int:pk>/edit/", places.family_edit, name="family-edit"),
    path("imports/", imports.import_index, name="imports"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import-columns"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("imports/<int:pk>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<int:pk>/give-up/", imports.import_give_up, name="import-give-up"),
]
