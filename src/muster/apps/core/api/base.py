"""An API of the site: django-ninja's, with errors of one shape and a description that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.router import Router

from muster.apps.core.api.problems import MEDIA_TYPE, answer_exception
from muster.apps.core.api.throttling import PerPerson

__all__ = ["Api"]

FAILED = "4", "5"


class Api(NinjaAPI):
    """Describes itself at `openapi.json`; its page is the site's own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(docs_url=None, docs_decorator=require_safe, throttle=[PerPerson()], **options)
        self._described: dict[tuple[str | None, str | None], OpenAPISchema] = {}
        for kind in (Exception, HttpError, ValidationError):
            self.add_exception_handler(kind, answer_exception)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of an operation: that of its function."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description, in which problems have their own media type. It takes half a second to make, and is
        kept: it changes with the language alone.
        """
        if path_params:
            return self._describe(path_prefix, path_params)
        key = (get_language(), path_prefix)
        if key not in self._described:
            self._described[key] = self._describe(path_prefix, None)
        return self._described[key]

    def _describe(self, path_prefix: str | None, path_params: dict[str, Any] | None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _tell_problems(operation["responses"])
        return schema

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        """Return the name of an address: that of its function, as pages are named."""
        return super().get_operation_url_name(operation, router).replace("_", "-")


def _tell_problems(responses: Mapping[Any, dict[str, Any]]) -> None:
    for status, response in responses.items():
        if str(status).startswith(FAILED) and "application/json" in response.get("content", {}):
            response["content"][MEDIA_TYPE] = response["content"].pop("application/json")
