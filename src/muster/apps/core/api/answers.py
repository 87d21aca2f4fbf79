"""Answers to what writes: versions that clients name, and answers given once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from muster.apps.core.api.problems import ProblemError
from muster.apps.core.kept_answers import KEPT
from muster.apps.core.ledger import writing
from muster.apps.core.models import Answer
from muster.apps.core.roles import Person

__all__ = ["answer", "entity_tag", "if_match", "once"]

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
TAG = re.compile(r'"(\d{1,9})"')


def entity_tag(version: int) -> str:
    """Return the ETag of a row's version."""
    return f'"{version}"'


def answer(content: Schema, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """Return what an operation says; `version` is the row's, which the client names when it changes it."""
    text = json.dumps(content.model_dump(), cls=NinjaJSONEncoder)  # as the framework writes it
    response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    if version is not None:
        response.headers["ETag"] = entity_tag(version)
    return response


def if_match(request: HttpRequest) -> int | None:
    """Return the version that the client has seen, None for any.

    Ends the request with 428 where it names none, and with 412 where it names what was never a version here.
    """
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise ProblemError(428)
    if sent == "*":
        return None
    found = TAG.fullmatch(sent)
    if found is None:
        raise ProblemError(412)
    return int(found[1])


def once(request: HttpRequest, person: Person, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Do `work`, in one transaction with the note of its answer, unless it was done under the same key before.

    Writers take turns, so of two requests with one key that come together the second finds what the first noted. What
    failed is not noted: it changed nothing, and may be tried again.
    """
    key = request.headers.get(HEADER, "").strip()
    if not key:
        return work()
    if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise ProblemError(400, _("An Idempotency-Key has at most 200 letters, digits and signs."))
    asked = f"{request.method} {request.path}".encode() + b"\0" + request.body
    digest = hashlib.sha256(asked).hexdigest()
    with writing():
        kept = Answer.objects.filter(user=person.pk, key=key, created_at__gt=timezone.now() - KEPT).first()
        if kept is not None:
            return _again(kept, digest)
        response = work()
        Answer.objects.create(
            user_id=person.pk,
            key=key,
            request=digest,
            status=response.status_code,
            headers={name: response.headers[name] for name in ("ETag",) if name in response.headers},
            content=response.content.decode(),
        )
    return response


def _again(kept: Answer, digest: str) -> HttpResponse:
    if kept.request != digest:
        raise ProblemError(
            409, _("This Idempotency-Key was used for another request; take a new key for a new request.")
        )
    headers = {**kept.headers, "Idempotent-Replayed": "true"}
    return HttpResponse(kept.content, status=kept.status, content_type="application/json", headers=headers)
