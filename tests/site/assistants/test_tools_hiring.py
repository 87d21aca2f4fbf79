"""Each tool asks an address that the API has, with parameters that it takes."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from muster.site.api import api
from muster.site.assistants.server import TOOLS

PATHS = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
SAMPLES: dict[str, Any] = {"part": "decision.rationale"}


def operation(path: str) -> Any:
    """Return what the API says of reading an address."""
    for known, methods in PATHS.items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", known), f"/api/v1{path}"):
            return methods["get"]
    raise AssertionError(f"the API has no {path}")


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_a_tool_asks_what_the_api_answers(tool: Any) -> None:
    needed = [one for one in inspect.signature(tool.ask).parameters.values() if one.default is one.empty]
    ask = tool.ask(**{one.name: SAMPLES.get(one.name, 7) for one in needed})
    known = {one["name"]: one for one in operation(ask.path).get("parameters", [])}
    asked = {*ask.query, *(("limit", "cursor") if ask.rows and not ask.whole else ())}
    assert asked <= set(known)
    # What the list of all rows would be narrowed by is passed on; a page of ours needs none of the API's.
    assert ask.rows or not {"limit", "cursor"} & set(known), "a list of the API is shown by its pages"
