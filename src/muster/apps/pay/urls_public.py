"""The addresses of offers as candidates open them: by private link, open to whoever has it."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from muster.apps.pay.views import candidate

__all__ = ["urlpatterns"]

LINK = r"^(?P<token>[A-Za-z0-9_-]{20,64})/"  # the secret of a link

app_name = "offer"
urlpatterns: list[URLPattern] = [
    re_path(LINK + r"$", candidate.offer, name="offer"),
    re_path(LINK + r"letter\.pdf$", candidate.letter, name="letter"),
    re_path(LINK + r"ask/$", candidate.ask, name="ask"),
    re_path(LINK + r"accept/$", candidate.accept, name="accept"),
    re_path(LINK + r"decline/$", candidate.decline, name="decline"),
]
