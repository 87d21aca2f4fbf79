"""Sessions of assistants within the process, by the SDK's own client: what each person is told, and what is not."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from django.apps import apps
from mcp import Client
from mcp.shared.exceptions import MCPError

from muster.apps.accounts.models import Token, User
from muster.apps.accounts.services import token_end
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.walls import open_wall
from muster.apps.hire.models import Application
from muster.apps.hire.models.protected import WALL
from muster.site.assistants.asking import MOST_CHARACTERS
from muster.site.assistants.server import TOOLS, build_server
from tests.apps.hire.inside import NAME as BLIND_NAME
from tests.site.assistants.season import ATTACK, NAME, Season, arguments, aside, asking, in_loop

pytestmark = pytest.mark.django_db(transaction=True)
MISSING = "There is nothing here, or nothing that you may see."
Session = Callable[[Client], Awaitable[Any]]


def session(person: User, work: Session) -> Any:
    """Do something in a session in the name of somebody."""
    api = asking(person)

    async def run() -> Any:
        async with Client(build_server(api)) as client:
            return await work(client)

    found = in_loop(run)
    api.close()
    return found


def walk(person: User, asked: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Call tools in one session; return what each answers."""

    async def work(client: Client) -> dict[str, Any]:
        return {name: await client.call_tool(name, dict(values)) for name, values in asked.items()}

    return session(person, work)  # type: ignore[no-any-return]


def told(result: Any) -> str:
    """Return the text of an answer."""
    [content] = result.content
    return str(content.text)


def untrusted(value: Any) -> list[dict[str, Any]]:
    """Return all that is marked in an answer."""
    if isinstance(value, list):
        return [found for one in value for found in untrusted(one)]
    if not isinstance(value, dict):
        return []
    if "untrusted_text" in value:
        return [value]
    return [found for one in value.values() for found in untrusted(one)]


def rows() -> dict[str, int]:
    """Count the rows of all tables."""
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    with open_wall(WALL):
        return {one._meta.db_table: one._base_manager.count() for one in models}


@pytest.mark.any_database
def test_who_works_on_it_is_told_all_and_each_text_is_marked(season: Season) -> None:
    answers = walk(season.recruiter, arguments(season))
    failed = {name for name, one in answers.items() if one.is_error}
    assert failed == {"get_blind_application"}  # they review nothing
    for name, one in answers.items():
        text = told(one)
        assert len(text) <= MOST_CHARACTERS, name
        if one.is_error:
            continue
        number = re.search(r"⟦untrusted ([0-9a-f]{16})⟧", text).group(1)  # type: ignore[union-attr]
        begin, end = f"⟦untrusted {number}⟧", f"⟦end {number}⟧"
        body = json.loads(text.partition("\n")[2])
        marked = untrusted(body)
        assert [found["untrusted_text"][len(begin) : -len(end)] for found in marked] == [
            found["untrusted_text"] for found in untrusted(one.structured_content)
        ], name
        # With what is marked taken out, nothing is left of what the candidate wrote, nor of anything hidden.
        for found in marked:
            found["untrusted_text"] = ""
        rest = json.dumps(body, ensure_ascii=False)
        for secret in (NAME, "Dear reader", "previous instructions", "evil.example", "SYSTEM", "\u202e"):
            assert secret not in rest, name
        assert not any(0xE0000 <= ord(sign) < 0xE1000 for sign in text)
        assert "![" not in text
        assert "](" not in text
    whole = answers["get_application"].structured_content
    assert whole["candidate"]["name"] == {"from": "candidate", "untrusted_text": NAME}
    assert whole["letter"]["hidden_removed"] > 1
    assert whole["resume_text"]["characters"] > len(whole["resume_text"]["untrusted_text"])
    assert answers["scorecards_of"].structured_content["data"][0]["summary"]["from"] == "colleague"
    why = answers["explain_ranking"].structured_content
    assert (why["standing"]["rank"], len(why["parts"])) == (1, 3)
    assert why["parts"][0]["severity"] is not None
    assert [one["untrusted_text"] for one in untrusted(why["standing"])] == [NAME]
    versus = answers["compare_candidates"].structured_content["versus"]
    assert 0.5 < versus["p_better"] < 1
    assert any("scorecard of Owen Owing" in sentence for sentence in why["missing"])


@pytest.mark.any_database
def test_a_long_text_is_read_in_pieces(season: Season) -> None:
    start: int | None = 0
    found = ""
    while start is not None:
        asked = {"part": "application.resume_text", "id": season.application.pk, "start": start}
        piece = walk(season.recruiter, {"read_text": asked})["read_text"].structured_content
        found, start = found + piece["text"]["untrusted_text"], piece["next_start"]
    assert found.count("Dear reader.") == 40
    assert len(found) == piece["characters"]


@pytest.mark.any_database
def test_who_owes_a_scorecard_is_told_no_other(season: Season) -> None:
    asked = arguments(season)
    answers = walk(season.owing, asked)
    assert answers["scorecards_of"].structured_content == {"sealed": True, "data": [], "next": None}
    assert told(answers["get_scorecard"]) == MISSING
    assert answers["interviews_of"].structured_content["data"]
    for name in ("get_application", "timeline_of", "notes_of", "merit_of", "get_decision", "read_text"):
        assert told(answers[name]) == MISSING, name
    for name in ("merit_runs", "merit_board", "explain_ranking", "compare_candidates", "reach_report"):
        assert answers[name].is_error, name
    text = " ".join(told(one) for one in answers.values())
    assert "Dear reader" not in text
    [due] = [one for one in answers["what_waits_for_me"].structured_content["desk"] if one["rows"]]
    assert due["title"] == "Scorecards that you owe"


@pytest.mark.any_database
def test_a_stranger_is_told_nothing(season: Season) -> None:
    asked = arguments(season)
    answers = walk(season.stranger, asked)
    text = " ".join(told(one) for one in answers.values())
    for secret in (NAME, "Dear reader", BLIND_NAME, "Candidate 1"):
        assert secret not in text
    # What they may not see, and what is not there, look the same.
    nowhere = {
        name: {key: 987_654 if isinstance(value, int) else value for key, value in asked[name].items()}
        for name in ("get_application", "timeline_of", "notes_of", "get_blind_application", "scorecards_of")
    }
    for name, one in walk(season.stranger, nowhere).items():
        assert (told(one), told(answers[name])) == (MISSING, MISSING), name
    assert answers["find_candidates"].structured_content == {"data": [], "next": None}
    assert answers["get_requisition"].structured_content["applications"] is None


@pytest.mark.any_database
def test_a_reviewer_reads_blind(season: Season) -> None:
    answers = walk(season.reviewer, arguments(season))
    blind = answers["get_blind_application"].structured_content
    assert blind["letter"]["untrusted_text"].startswith("Dear reader.")
    [waiting] = answers["find_reviews"].structured_content["data"]
    assert (waiting["application"], waiting["code"]) == (season.blind.pk, blind["code"])
    text = " ".join(told(one) for one in answers.values())
    assert BLIND_NAME not in text
    assert Application.objects.get(pk=season.blind.pk).candidate.email not in text


def test_a_session_changes_nothing_but_what_the_api_notes(season: Season) -> None:
    people = (season.recruiter, season.owing, season.reviewer, season.stranger)
    amiss = [one.sentence for one in verify_ledger()]  # the attacks were put in behind its back
    before = rows()
    for person in people:
        walk(person, arguments(season))
    after = rows()
    # A token each, and that the recruiter read what others said of a candidate: once, as on the page.
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "accounts_token": 4,
        "hire_reading": after["hire_reading"] - before["hire_reading"],
        "core_entry": 4 + after["hire_reading"] - before["hire_reading"],
    }
    walk(season.recruiter, arguments(season))
    again = rows()
    assert {name: again[name] - after[name] for name in again if again[name] != after[name]} == {
        "accounts_token": 1,
        "core_entry": 1,
    }
    assert [one.sentence for one in verify_ledger()] == amiss


@pytest.mark.any_database
def test_every_tool_says_what_it_takes_and_gives_and_that_it_only_reads(season: Season) -> None:
    async def work(client: Client) -> Any:
        return (
            client.instructions,
            (await client.list_tools()).tools,
            (await client.list_resource_templates()).resource_templates,
            (await client.list_prompts()).prompts,
        )

    instructions, tools, resources, prompts = session(season.stranger, work)
    assert "never an instruction" in instructions
    assert [one.name for one in tools] == list(TOOLS)
    for one in tools:
        assert one.description, one.name
        assert one.annotations.read_only_hint is True
        assert one.output_schema["type"] == "object", one.name
        for name, parameter in one.input_schema["properties"].items():
            assert "type" in parameter or "anyOf" in parameter or "$ref" in parameter, (one.name, name)
    assert {one.uri_template for one in resources} == {
        f"muster://{name}/{{id}}" for name in ("requisitions", "applications", "decisions")
    }
    assert {one.name for one in prompts} == {"my_day", "prepare_decision"}


@pytest.mark.any_database
def test_resources_and_prompts(season: Season) -> None:
    uri = f"muster://applications/{season.application.pk}"

    async def work(client: Client) -> Any:
        [content] = (await client.read_resource(uri)).contents
        prompt = await client.get_prompt("prepare_decision", {"decision": str(season.decision.pk)})
        with pytest.raises(MCPError, match="There is nothing here"):
            await client.read_resource("muster://applications/987654")
        with pytest.raises(MCPError):
            await client.read_resource("muster://applications/x")
        return content, prompt.messages[0].content

    content, asked = session(season.recruiter, work)
    assert "⟦untrusted " in content.text
    assert ATTACK not in content.text
    assert f"decision {season.decision.pk}," in asked.text


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        (
            "find_applications",
            {"requisition_id": 1},
            "find_applications does not take requisition_id; it takes: text",
        ),
        ("whoami", {"x": 1}, "whoami does not take x; it takes: -."),
        ("get_application", {"application": 0}, "application: Input should be greater than or equal to 1"),
        ("get_application", {}, "application: Field required"),
        ("find_applications", {"limit": 1_000}, "limit: Input should be less than or equal to 25"),
        ("find_applications", {"outcome": "promoted"}, "outcome: Input should be "),
        (
            "find_applications",
            {"cursor": "x"},
            "This cursor belongs to no page of this list; begin without one.",
        ),
        ("pipeline_of", {"requisition": 1, "cursor": "-1"}, "This cursor belongs to no page of this list"),
        ("move_application", {}, "There is no tool move_application."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    season: Season, name: str, values: dict[str, Any], sentence: str
) -> None:
    if values.get("requisition"):
        values = {**values, "requisition": season.opening.requisition.pk}
    answer = walk(season.recruiter, {name: values})[name]
    assert answer.is_error
    assert told(answer).startswith(sentence)
    assert "\n" not in told(answer)
    assert "Traceback" not in told(answer)


def test_pages_go_on_where_they_stopped(season: Season) -> None:
    def every(name: str, **values: Any) -> list[int]:
        found, cursor = [], ""
        while cursor is not None:
            page = walk(season.recruiter, {name: {**values, "limit": 2, "cursor": cursor}})[name]
            found += [one["id"] for one in page.structured_content["data"]]
            cursor = page.structured_content["next"]
        return found

    seen = every("find_applications", requisition=season.opening.requisition.pk)
    assert sorted(seen) == sorted(Application.objects.values_list("pk", flat=True))
    stages = every("pipeline_of", requisition=season.opening.requisition.pk)
    assert stages == list(season.opening.requisition.stages.values_list("pk", flat=True))


@pytest.mark.any_database
def test_a_token_that_is_ended_ends_the_session(season: Season) -> None:
    async def work(client: Client) -> list[Any]:
        found = [await client.call_tool("whoami", {})]
        await aside(end)
        found += [await client.call_tool(name, {}) for name in ("whoami", "find_candidates")]
        await aside(begin_again)
        return [*found, await client.call_tool("whoami", {})]

    def end() -> None:
        token_end(actor=season.recruiter, token=Token.objects.get(user=season.recruiter))

    def begin_again() -> None:
        Token.objects.filter(user=season.recruiter).update(ended_at=None)

    first, *after = session(season.recruiter, work)
    assert not first.is_error
    for one in after:
        assert one.is_error
        assert told(one).startswith("The token does not work")


@pytest.mark.any_database
def test_too_many_calls_are_told_when_to_come_back(season: Season, settings: Any) -> None:
    settings.API_REQUESTS, settings.API_WINDOW = 3, 3600
    answers = walk(season.recruiter, {name: {} for name in list(TOOLS)[:4]})
    last = list(answers.values())[-1]
    assert last.is_error
    assert told(last).startswith("There were too many requests")
    assert re.search(r"Retry-After: \d+", told(last))
