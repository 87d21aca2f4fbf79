"""What `muster mcp` says before there is a session; sessions are in tests/site/assistants."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from typer.testing import Result


def test_without_the_extra_it_says_what_to_install(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_TOKEN", "muster_a_b")
    monkeypatch.setitem(sys.modules, "mcp", None)  # as if it were not there
    result = run("mcp")
    assert result.exit_code == 2
    assert result.stderr == (
        "What assistants need is not installed; install it with: pip install 'muster-talent[web,mcp]'.\n"
    )


def test_without_a_token_it_says_where_to_make_one(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MUSTER_TOKEN", raising=False)
    result = run("mcp")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no token; make one under Your account, Tokens")
