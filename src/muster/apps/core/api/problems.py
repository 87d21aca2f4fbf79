"""Errors as RFC 9457 has them: one shape for every status, with one sentence that says what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import Field

from muster.apps.core.errors import ChangedError, ConflictError, RefusedError

__all__ = [
    "BUSY",
    "MEDIA_TYPE",
    "SCIM_TYPE",
    "Problem",
    "ProblemError",
    "answer_exception",
    "is_busy",
    "may_fail",
    "problem_response",
    "scim_response",
    "sentence_of",
]

MEDIA_TYPE = "application/problem+json"
SCIM_TYPE = "application/scim+json"
BUSY = ("database is locked", "lock timeout")  # as SQLite and PostgreSQL say it
SOON = 5  # seconds
ALWAYS = (400, 401, 403, 422, 429, 503)


class Wrong(Schema):
    """One thing that is wrong with what was sent."""

    where: str = Field(description="The part of the request, such as `query.limit` or `body.stage`.")
    problem: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Always `about:blank`: the status says what kind of problem it is.")
    title: str
    status: int
    detail: str = Field(description="One sentence: what is wrong, and what to do.")
    errors: list[Wrong] = Field(description="For 422: all that is wrong with what was sent.")


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, sentence: str = "", **headers: str) -> None:
        super().__init__(status, sentence)
        self.status, self.sentence = status, sentence or sentence_of(status)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def may_fail(*statuses: int) -> dict[int, type[Problem]]:
    """Return the responses that an operation declares beside its own: those of every operation, and `statuses`."""
    return dict.fromkeys(sorted({*ALWAYS, *statuses}), Problem)


def sentence_of(status: int) -> str:
    """Return what is said of a status where nothing more is known."""
    return {
        400: _("The request cannot be read; send JSON, and headers as the documentation shows them."),
        401: _("Send a token that works: Authorization: Bearer muster_…"),
        403: _("You may not do this."),
        404: _("There is nothing here, or nothing that you may see."),
        405: _("This address does not take this method; the header Allow names those it takes."),
        412: _("Somebody else changed this in the meantime; read it again and repeat what you did."),
        422: _("Something is wrong with what was sent; `errors` says what."),
        428: _("Send If-Match with the ETag that you read, so that nobody's change is lost."),
        429: _("There were too many requests; wait as long as Retry-After says."),
        500: _("Something failed on our side; it was written to the log."),
        503: _("Too much is being written at this moment, and nothing of yours was; try again."),
    }.get(status, HTTPStatus(status).phrase)


def problem_response(
    status: int,
    sentence: str = "",
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] = {},
) -> HttpResponse:
    """Return a problem as an answer."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence or sentence_of(status),
        "errors": list(errors),
    }
    return HttpResponse(
        json.dumps(content, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=dict(headers)
    )


def scim_response(status: int, sentence: str = "", kind: str = "") -> HttpResponse:
    """Return a problem as SCIM has it (RFC 7644, 3.12)."""
    content = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": str(status),
        "detail": sentence or sentence_of(status),
        **({"scimType": kind} if kind else {}),
    }
    text = json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=SCIM_TYPE)


def is_busy(error: Exception) -> bool:
    """Whether an error says that others write for so long that this had to be given up."""
    return isinstance(error, OperationalError) and any(words in str(error) for words in BUSY)


def answer_exception(request: HttpRequest, error: Any) -> HttpResponse:
    """Return what an exception means to the client. Raises it again when it is our own fault."""
    match error:
        case ProblemError():
            return problem_response(error.status, error.sentence, headers=error.headers)
        case ChangedError():
            return problem_response(412 if "If-Match" in request.headers else 409, error.sentence)
        case ConflictError():
            return problem_response(409, error.sentence)
        case RefusedError():
            return problem_response(422, error.sentence)
        case PermissionDenied():
            return problem_response(403, str(error))
        case Http404() | ObjectDoesNotExist():
            return problem_response(404)
        case ValidationError():
            return problem_response(422, errors=[_wrong(one) for one in error.errors])
        case Throttled():
            return problem_response(429)  # the framework adds Retry-After
        case HttpError(status_code=401):
            return problem_response(401, headers={"WWW-Authenticate": "Bearer"})
        case HttpError():
            return problem_response(error.status_code)
    if is_busy(error):
        return problem_response(503, headers={"Retry-After": str(SOON)})
    raise error


def _wrong(error: Mapping[str, Any]) -> dict[str, str]:
    where = [str(part) for part in error.get("loc", ())]
    # A body has its parameter's name in the path, which the client does not know.
    if where[:1] == ["body"]:
        where = ["body", *where[2:]]
    return {"where": ".".join(where), "problem": str(error.get("msg", ""))}
