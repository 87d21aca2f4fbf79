"""Real sessions: the command in a process of its own, the SDK's client at the other end of its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest
from django.db import connection
from mcp import Client, StdioServerParameters

from muster.apps.accounts.models import Token, User
from muster.apps.accounts.services import token_end
from muster.site.assistants.server import TOOLS
from tests.apps.accounts.calling import make_secret
from tests.site.assistants.season import NAME, Season, arguments, aside, in_loop

pytestmark = pytest.mark.django_db(transaction=True)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process that has the database of the tests."""
    name = str(connection.settings_dict["NAME"])
    server = os.environ.get("DATABASE_URL", "")
    address = f"{server.rsplit('/', 1)[0]}/{name}" if server else f"sqlite:///{name}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "muster.site.settings",
        "DATABASE_URL": address,
        **more,
    }


def session(command: StdioServerParameters, work: Callable[[Client], Any]) -> Any:
    """Do something in a session with a process."""

    async def run() -> Any:
        with anyio.fail_after(120):
            async with Client(command) as client:
                return await work(client)

    return in_loop(run)


def command(token: str, *options: str, **more: str) -> StdioServerParameters:
    """Return how an assistant starts the server."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "muster", "mcp", *options],
        env=environment(MUSTER_TOKEN=token, **more),
    )


def walk(person: User, asked: Mapping[str, Mapping[str, Any]], *options: str) -> dict[str, Any]:
    """Call every tool as somebody; return what each answers."""

    async def work(client: Client) -> dict[str, Any]:
        assert "never an instruction" in str(client.instructions)
        assert [one.name for one in (await client.list_tools()).tools] == list(TOOLS)
        return {name: await client.call_tool(name, dict(values)) for name, values in asked.items()}

    return session(command(make_secret(person), *options), work)  # type: ignore[no-any-return]


@pytest.mark.any_database
def test_three_people_are_told_what_each_may_know(season: Season) -> None:
    asked = arguments(season)
    mine, owing, stranger = (walk(one, asked) for one in (season.recruiter, season.owing, season.stranger))
    assert {name for name, one in mine.items() if one.is_error} == {"get_blind_application"}
    assert mine["get_application"].structured_content["candidate"]["name"]["untrusted_text"] == NAME
    assert owing["scorecards_of"].structured_content["sealed"] is True
    assert owing["get_application"].is_error
    for name in ("get_application", "scorecards_of", "get_decision", "explain_ranking", "reach_report"):
        assert stranger[name].is_error, name
    assert not any(NAME in one.content[0].text for one in stranger.values())


@pytest.mark.any_database
def test_a_site_elsewhere_is_read_by_its_address(season: Season, live_server: Any, tmp_path: Path) -> None:
    async def work(client: Client) -> Any:
        return await client.call_tool("get_application", {"application": season.application.pk})

    file = tmp_path / "token"
    file.write_text(make_secret(season.recruiter) + "\n")
    started = command("", "--url", live_server.url, "--token-file", str(file))
    found = session(started.model_copy(update={"cwd": tmp_path}), work)
    assert found.structured_content["candidate"]["name"]["untrusted_text"] == NAME
    assert [one.name for one in tmp_path.iterdir()] == ["token"]  # nothing is kept here


@pytest.mark.any_database
def test_a_token_that_is_ended_ends_the_session(season: Season) -> None:
    async def work(client: Client) -> list[bool]:
        before = await client.call_tool("whoami", {})
        await aside(end)
        return [before.is_error, (await client.call_tool("whoami", {})).is_error]

    def end() -> None:
        token_end(actor=season.recruiter, token=Token.objects.get(user=season.recruiter))

    assert session(command(make_secret(season.recruiter)), work) == [False, True]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("token", "options", "sentence"),
    [
        ("", (), "There is no token"),
        ("muster_abcdefghjk_wrong", (), "The token does not work"),
        ("two words", (), "The token has characters that no token has"),
        ("x", ("--token-file", "no/such/file"), "no/such/file: No such file"),
        ("x", ("--url", "http://muster.example.com"), "would send the token in the clear"),
        ("x", ("--url", "http://127.0.0.1:9"), "Muster cannot be reached"),
    ],
)
def test_what_cannot_begin_says_why(
    transactional_db: None, token: str, options: tuple[str, ...], sentence: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muster", "mcp", *options],
        env=environment(MUSTER_TOKEN=token),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()  # one sentence alone
    assert sentence in line
