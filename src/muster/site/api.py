"""The APIs of the site: its own, and one for tools that know Greenhouse's; and the page that describes both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from muster.apps.accounts.api import router as accounts
from muster.apps.core.api import Api
from muster.apps.hire.api import ROUTERS
from muster.apps.hire.api.audits import router as audits
from muster.apps.hire.api.harvest import router as harvest_router
from muster.apps.market.api import ROUTERS as MARKET_ROUTERS
from muster.apps.org.api import router as org
from muster.site.talent_api import router as talent

__all__ = ["Described", "api", "api_page", "harvest"]

api = Api(
    title="Muster",
    version="1",
    urls_namespace="api",
    description="The company's hiring, organisation and market, with the permissions and seals of the pages.",
)
for _router in (accounts, talent, org, *ROUTERS, audits, *MARKET_ROUTERS):
    api.add_router("", _router)

harvest = Api(
    title="Muster, as Greenhouse's Harvest API",
    version="1",
    urls_namespace="harvest",
    description="What tools that read Greenhouse's Harvest API need: the same field names, to read alone.",
)
harvest.add_router("", harvest_router)


@dataclass(frozen=True)
class Described:
    """An operation as the page shows it."""

    method: str
    path: str
    summary: str
    text: str
    anchor: str
    parameters: list[Mapping[str, Any]]
    body: list[tuple[str, Mapping[str, Any]]]
    statuses: list[str]


@login_required
@require_GET
def api_page(request: HttpRequest) -> HttpResponse:
    """Describe the APIs, from what they say of themselves."""
    apis = [
        (one.title, f"{one.urls_namespace}:openapi-json", _sections(one.get_openapi_schema()))
        for one in (api, harvest)
    ]
    return render(request, "api.html", {"apis": apis})


def _sections(schema: Mapping[str, Any]) -> dict[str, list[Described]]:
    """Return the operations by their tags, in the order in which they are declared."""
    found: dict[str, list[Described]] = {}
    for path, operations in schema["paths"].items():
        for method, one in operations.items():
            tag = one.get("tags", [""])[0]
            found.setdefault(tag, []).append(
                Described(
                    method=method.upper(),
                    path=path,
                    summary=one["summary"],
                    text=one.get("description", ""),
                    anchor=one["operationId"],
                    parameters=one.get("parameters", []),
                    body=list(_body(schema, one)),
                    statuses=[str(status) for status in one["responses"]],
                )
            )
    return found


def _body(schema: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the fields of what an operation is sent."""
    content = operation.get("requestBody", {}).get("content", {})
    for one in content.values():
        name = one["schema"]["$ref"].rpartition("/")[2]
        yield from schema["components"]["schemas"][name]["properties"].items()
