"""SCIM's endpoints, for an administrator's token that is for managing accounts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    EnterpriseUser,
    Error,
    Group,
    InvalidSyntaxException,
    InvalidValueException,
    ListResponse,
    NotFoundException,
    PatchOp,
    ResourceType,
    ResponseParameters,
    Schema,
    SCIMException,
    ScimFilter,
)
from scim2_models import User as Shape

from muster.apps.accounts.api.access import Access, person_of
from muster.apps.accounts.models import Scope, User
from muster.apps.accounts.rules import may_manage_users
from muster.apps.accounts.scim.shapes import (
    MOST,
    POLICY,
    UserShape,
    config,
    describe,
    renamed,
    show_group,
    show_user,
)
from muster.apps.accounts.selectors import directory_list
from muster.apps.accounts.services import (
    directory_add,
    directory_remove,
    directory_write,
    user_set_roles,
)
from muster.apps.core.api.problems import ProblemError, is_busy, scim_response
from muster.apps.core.api.throttling import PerPerson
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.roles import Role

__all__ = ["discovered", "group", "groups", "provider_config", "user", "users"]

ACCESS, LIMIT = Access(Scope.ACCOUNTS_MANAGE), PerPerson()
EXACT = re.compile(r'\s*(userName|externalId)\s+eq\s+"([^"\\]+)"\s*', re.IGNORECASE)
COLUMNS = {"username": "email__iexact", "externalid": "directory_entry__external_id"}
CHOOSING = ("attributes", "excludedAttributes")
View = Callable[..., HttpResponse]
MODELS = {"Schemas": Schema, "ResourceTypes": ResourceType}


def scim(*methods: str) -> Callable[[View], View]:
    """Let in who may manage accounts, and answer what fails as SCIM has it."""

    def decorate(view: View) -> View:
        @csrf_exempt  # a session is let in to read alone
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return _refused(request, methods) or view(request, **kwargs)
            except SCIMException as error:
                return _written(error.to_error().model_dump(), int(error.status))
            except ValidationError as error:
                told = Error.from_validation_error(error.errors()[0])
                return _written(told.model_dump(), int(told.status or 400))
            except ConflictError as error:
                return scim_response(409, error.sentence, "uniqueness")
            except RefusedError as error:
                return scim_response(400, error.sentence, "invalidValue")
            except ProblemError as error:
                return scim_response(error.status, error.sentence)
            except Exception as error:
                if not is_busy(error):
                    raise
                return scim_response(503)

        return answer

    return decorate


@scim("GET", "POST")
def users(request: HttpRequest) -> HttpResponse:
    """List users, or add one."""
    person, base = person_of(request), base_of(request)
    if request.method == "POST":
        wanted = describe(_read(request, UserShape, Context.RESOURCE_CREATION_REQUEST))
        added = directory_add(actor=person, wanted=wanted)
        return _answer(_user(person, str(added.pk)), base, Context.RESOURCE_CREATION_RESPONSE, 201)
    found, text = directory_list(person=person), request.GET.get("filter", "")
    exact = EXACT.fullmatch(text)
    if exact is not None:  # what providers ask for, by the index
        found = found.filter(**{COLUMNS[exact[1].lower()]: exact[2].replace("\0", "")})
    if not text:
        start, count = _window(request)
        rows = [show_user(one, base) for one in found[start : start + count]]
        return _listed(request, UserShape, rows, total=found.count())
    wanted_filter = ScimFilter[UserShape](text)
    shown = (show_user(one, base) for one in found)
    return _sliced(request, UserShape, [one for one in shown if wanted_filter.match(one)])


@scim("GET", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, key: str) -> HttpResponse:
    """Read, replace, change or remove a user."""
    person, base = person_of(request), base_of(request)
    one = _user(person, key)
    if request.method == "GET":
        return _answer(one, base, Context.RESOURCE_QUERY_RESPONSE, request=request)
    if request.method == "DELETE":
        directory_remove(actor=person, user=one)
        return HttpResponse(status=204)
    with writing():  # in one's turn, so that what is changed is what there is
        one = _user(person, key)
        if request.method == "PUT":
            shape = _read(request, UserShape, Context.RESOURCE_REPLACEMENT_REQUEST)
        else:
            shape = show_user(one, base)
            _patched(request, shape)
            renamed(shape, show_user(one, base))
        directory_write(actor=person, user=one, wanted=describe(shape, one))
    return _answer(_user(person, key), base, Context.RESOURCE_PATCH_RESPONSE)


@scim("GET", "POST")
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups, which are Muster's roles."""
    if request.method == "POST":
        raise ProblemError(403, _("The groups are Muster's roles; none is made or removed here."))
    base, members = base_of(request), _members(person_of(request))
    shown = [show_group(role, members[role], base) for role in Role]
    text = request.GET.get("filter", "")
    if text:
        wanted = ScimFilter[Group](text)
        shown = [one for one in shown if wanted.match(one)]
    return _sliced(request, Group, shown)


@scim("GET", "PUT", "PATCH", "DELETE")
def group(request: HttpRequest, key: str) -> HttpResponse:
    """Read a group, or say who is in it."""
    person, base = person_of(request), base_of(request)
    if key not in Role.values:
        raise NotFoundException()
    role = Role(key)
    if request.method == "DELETE":
        raise ProblemError(403, _("The groups are Muster's roles; none is made or removed here."))
    if request.method == "GET":
        shown = show_group(role, _members(person)[role], base)
        return _shown(shown, Context.RESOURCE_QUERY_RESPONSE, request=request)
    with writing():
        shape = show_group(role, _members(person)[role], base)
        if request.method == "PUT":
            shape = _read(request, Group, Context.RESOURCE_REPLACEMENT_REQUEST)
        else:
            _patched(request, shape)
        _set_members(person, role, {str(one.value) for one in shape.members or []})
    shown = show_group(role, _members(person)[role], base)
    return _shown(shown, Context.RESOURCE_PATCH_RESPONSE)


@scim("GET")
def provider_config(request: HttpRequest) -> HttpResponse:
    """Say what the service can do."""
    return _shown(config(base_of(request)), Context.RESOURCE_QUERY_RESPONSE)


@scim("GET")
def discovered(request: HttpRequest, kind: str, key: str = "") -> HttpResponse:
    """Say which resources there are, and which attributes they have."""
    rows: list[Any] = [ResourceType.from_resource(model) for model in (UserShape, Group)]
    if kind == "Schemas":
        rows = [model.to_schema() for model in (Shape, EnterpriseUser, Group)]
    if not key:
        return _listed(request, MODELS[kind], rows, total=len(rows))
    for one in rows:
        if str(one.id) == key:
            return _shown(one, Context.RESOURCE_QUERY_RESPONSE)
    raise NotFoundException()


def base_of(request: HttpRequest) -> str:
    """Return the address that all of SCIM's begin with."""
    return request.build_absolute_uri("/scim/v2")


def _refused(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse | None:
    if request.method not in methods:
        response = scim_response(405)
        response.headers["Allow"] = ", ".join(methods)
        return response
    if ACCESS(request) is None:
        response = scim_response(401)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if not may_manage_users(person_of(request)):
        return scim_response(403)
    if not LIMIT.allow_request(request):
        response = scim_response(429)
        response.headers["Retry-After"] = str(int(LIMIT.wait()) + 1)
        return response
    return None


def _user(person: User, key: str) -> User:
    found = directory_list(person=person).filter(pk=int(key)) if key.isdecimal() and len(key) < 19 else None
    one = None if found is None else found.first()
    if one is None:
        raise NotFoundException()
    return one


def _members(person: User) -> dict[Role, list[User]]:
    everybody = list(directory_list(person=person).filter(is_active=True))
    return {role: [one for one in everybody if role in one.roles] for role in Role}


def _set_members(person: User, role: Role, keys: set[str]) -> None:
    """Give the role to these people, and take it from all others who are active."""
    everybody = {str(one.pk): one for one in directory_list(person=person)}
    if not keys <= everybody.keys():
        raise InvalidValueException(detail="A member is no user here; add the user first.")
    for key, one in everybody.items():
        if key in keys and role not in one.roles:
            user_set_roles(actor=person, user=one, roles=one.roles | {role})
        elif key not in keys and role in one.roles and one.is_active:
            user_set_roles(actor=person, user=one, roles=one.roles - {role})


def _read(request: HttpRequest, model: Any, context: Context) -> Any:
    return model.model_validate(_json(request), scim_ctx=context, scim_policy=POLICY)


def _patched(request: HttpRequest, shape: Any) -> None:
    """Change a shape as a PATCH says. Some providers send the manager as a bare key."""
    body = _json(request)
    operations = body.get("Operations") if isinstance(body, dict) else None
    for one in operations if isinstance(operations, list) else ():
        bare = isinstance(one, dict) and isinstance(one.get("value"), str)
        if bare and str(one.get("path", "")).endswith(":manager"):
            one["value"] = {"value": one["value"]}
    with POLICY:
        patch = PatchOp[type(shape)].model_validate(body, scim_ctx=Context.RESOURCE_PATCH_REQUEST)  # type: ignore[misc]
        patch.patch(shape)


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise InvalidSyntaxException(detail="The body is no JSON.") from error


def _window(request: HttpRequest) -> tuple[int, int]:
    """Return where the list begins, from nought, and how many of it are asked for."""
    numbers = []
    for name, usual in (("startIndex", 1), ("count", MOST)):
        text = request.GET.get(name, str(usual))
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise InvalidValueException(detail=f"{name} is a number.")
        numbers.append(int(text))
    return max(numbers[0], 1) - 1, min(max(numbers[1], 0), MOST)


def _sliced(request: HttpRequest, model: Any, rows: list[Any]) -> HttpResponse:
    start, count = _window(request)
    return _listed(request, model, rows[start : start + count], total=len(rows))


def _listed(request: HttpRequest, model: Any, rows: list[Any], *, total: int) -> HttpResponse:
    start, _count = _window(request)
    answer = ListResponse[model](
        total_results=total, start_index=start + 1, items_per_page=len(rows), resources=rows
    )
    return _shown(answer, Context.RESOURCE_QUERY_RESPONSE, request=request)


def _answer(
    one: User, base: str, context: Context, status: int = 200, *, request: HttpRequest | None = None
) -> HttpResponse:
    response = _shown(show_user(one, base), context, status, request=request)
    if status == 201:
        response.headers["Location"] = f"{base}/Users/{one.pk}"
    return response


def _shown(
    shape: Any, context: Context, status: int = 200, *, request: HttpRequest | None = None
) -> HttpResponse:
    chosen = None
    if request is not None:
        query = {name: request.GET[name] for name in CHOOSING if request.GET.get(name)}
        chosen = ResponseParameters[Any].model_validate(query)
    return _written(shape.model_dump(scim_ctx=context, response_parameters=chosen), status)


def _written(content: Any, status: int) -> HttpResponse:
    return HttpResponse(
        json.dumps(content, ensure_ascii=False), status=status, content_type="application/scim+json"
    )
