"""The APIs hold to their own descriptions, whatever is sent: no 5xx, and no answer that the description has not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_wsgi
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.services import token_create
from muster.apps.core.api import Api
from muster.apps.core.roles import Role
from muster.site.api import api, harvest
from tests.apps.conftest import MakeUser, make_user
from tests.apps.hire import objects as hiring
from tests.apps.market import objects as market
from tests.apps.org import objects as organisation

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.filterwarnings("default::Warning")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    allow_header_conformance,
    unsupported_method,
    ignored_auth,
]
EXAMPLES = 10
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
__all__ = ["make_user"]


MAKERS = {
    "/merit/runs": hiring.OBJECTS["api:merit-standing"],
    "/applications": hiring.of_application,
    "/audits": hiring.OBJECTS["api:audit"],
    "/bar/runs": hiring.OBJECTS["api:bar-run"],
    "/candidates": hiring.applicant,
    "/decisions": hiring.decision,
    "/employees": organisation.OBJECTS["api:employee"],
    "/interviews": hiring.interview,
    "/jobs": hiring.requisition,
    "/market/target-lists": market.OBJECTS["api:market-target-list"],
    "/market/targets": market.OBJECTS["api:market-target-event"],
    "/requisitions": hiring.requisition,
    "/scorecards": hiring.evidence,
    "/teams": organisation.OBJECTS["api:team"],
    "/market/claims": market.claim,
    "/market/documents": market.document,
    "/market/moves": market.claim,
    "/market/packages": market.package,
    "/market/people": market.outsider,
    "/market/proposals": market.proposal,
    "/market/sources": market.source,
}
"""What makes something for the operations below a part of the path."""


@pytest.fixture
def recruiter(make_user: MakeUser) -> User:
    """Return somebody who may read everything."""
    return make_user(Role.RECRUITER, Role.COMMITTEE_MEMBER, Role.AUDITOR, name="Rae Recruiter")


@pytest.fixture
def headers(recruiter: User, settings: Any) -> dict[str, str]:
    """Return the headers of the one who may read everything."""
    settings.API_REQUESTS = 1_000_000
    cache.clear()
    expires_at = timezone.now() + timedelta(days=1)
    scopes = [one for one in Scope if one != Scope.ACCOUNTS_MANAGE]
    _token, secret = token_create(actor=recruiter, name="All", scopes=scopes, expires_at=expires_at)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def site() -> Iterator[Any]:
    """Yield the application in this thread, where it is to keep the test's connection, as Django's client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield WSGIHandler()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def made_for(path: str, make_user: MakeUser, recruiter: User) -> dict[str, Any]:
    """Return the keys of something that there is below a path; of a blind review, the recruiter's own."""
    if path.endswith("/review"):
        return hiring.review(recruiter)
    maker = next((make for part, make in MAKERS.items() if part in path), None)
    manager = make_user(Role.HIRING_MANAGER, name="Mo Manager")
    return {} if maker is None else dict(maker(manager))


def operations(one: Api, prefix: str) -> list[tuple[str, str, str]]:
    """Return the address of a description, with each path and method in it."""
    paths = one.get_openapi_schema(path_prefix=prefix)["paths"]
    return [(f"{prefix}openapi.json", path, method) for path in paths for method in paths[path]]


OPERATIONS = operations(api, "/api/v1/") + operations(harvest, "/api/harvest/v1/")


@pytest.mark.any_database
@pytest.mark.parametrize(("described", "path", "method"), OPERATIONS, ids=lambda part: part.strip("/"))
def test_an_operation_answers_as_it_says(
    described: str,
    path: str,
    method: str,
    headers: dict[str, str],
    recruiter: User,
    make_user: MakeUser,
    site: Any,
) -> None:
    operation = from_wsgi(described, site)[path][method.upper()]
    keys = made_for(path, make_user, recruiter)

    answered = set()

    def send(case: schemathesis.Case[Any]) -> None:
        response = case.call_and_validate(headers=headers, checks=CHECKS)
        answered.add(response.status_code)

    @QUICK
    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), st.booleans())
    def hold(case: schemathesis.Case[Any], about_something: bool) -> None:
        if about_something:
            case.path_parameters |= {name: key for name, key in keys.items() if name in case.path_parameters}
        send(case)

    @QUICK
    @given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def refuse(case: schemathesis.Case[Any]) -> None:
        send(case)

    hold()
    with contextlib.suppress(Unsatisfiable):  # nothing wrong can be sent where nothing is sent
        refuse()
    assert answered & {200, 201} or method == "post", "nothing was answered well, so little was tested"
