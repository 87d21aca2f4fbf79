"""The addresses of the app accounts."""

from __future__ import annotations

from django.urls import path

from muster.apps.accounts import views
from muster.apps.accounts.views import tokens

__all__ = ["urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("tokens/", tokens.token_index, name="tokens"),
    path("tokens/<int:pk>/end/", tokens.token_stop, name="token-end"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person-add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/roles/", views.person_roles, name="person-roles"),
    path("people/<int:pk>/deactivate/", views.person_deactivate, name="person-deactivate"),
    path("people/<int:pk>/activate/", views.person_activate, name="person-activate"),
]
