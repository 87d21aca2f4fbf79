"""The addresses of SCIM."""

from __future__ import annotations

from django.urls import path, re_path

from muster.apps.accounts.scim import views

__all__ = ["urlpatterns"]

app_name = "scim"
urlpatterns = [
    path("Users", views.users, name="users"),
    path("Users/<str:key>", views.user, name="user"),
    path("Groups", views.groups, name="groups"),
    path("Groups/<str:key>", views.group, name="group"),
    path("ServiceProviderConfig", views.provider_config, name="config"),
    re_path(r"^(?P<kind>Schemas|ResourceTypes)$", views.discovered, name="discovered"),
    re_path(r"^(?P<kind>Schemas|ResourceTypes)/(?P<key>[^/]+)$", views.discovered, name="discovered-one"),
]
