"""An answer is never longer than an assistant can read."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from muster.apps.core.api import Out, Page
from muster.site.assistants.access import Api, AskedError
from muster.site.assistants.asking import MOST_CHARACTERS, Ask, answer, tool
from muster.site.assistants.shapes import WHOSE

ROWS = 25


class LetterOut(Out):
    """Something long that a candidate wrote."""

    id: int
    letter: str


class LettersOut(Out):
    """Several of them."""

    letters: list[LetterOut]


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WHOSE, "LetterOut", WHOSE["BlindOut"])


def api_of(content: Any) -> Api:
    """Return an API that answers so, or as many rows as it is asked for."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        limit = request.url.params.get("limit")
        if limit is None:
            return httpx2.Response(200, json=content)
        start, size = int(request.url.params.get("cursor", 0)), int(limit)
        data, after = content["data"][start : start + size], start + size
        return httpx2.Response(
            200, json={"data": data, "next": str(after) if after < len(content["data"]) else None}
        )

    return Api(
        httpx2.Client(transport=httpx2.MockTransport(respond), base_url="https://muster.example/"), "x"
    )


def letters(number: int, length: int) -> list[dict[str, Any]]:
    return [{"id": one, "letter": "a\n" * (length // 2)} for one in range(number)]


def asking(shape: Any, **options: Any) -> Any:
    return tool("Test", shape)(lambda **values: Ask("/letters", **{**options, **values}))


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("length", [10, 1_500, 50_000])
def test_a_list_shows_fewer_rows_where_they_are_long_and_none_is_lost(whole: bool, length: int) -> None:
    api, asked = (
        api_of({"data": letters(60, length), "next": None}),
        asking(Page[LetterOut], rows=ROWS, whole=whole),
    )
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        shown = answer(api, asked, {"cursor": cursor})
        assert len(shown.text) <= MOST_CHARACTERS
        found += [one["id"] for one in shown.content["data"]]
        cursor = shown.content.get("next")
        assert len(shown.content["data"]) <= ROWS
    assert found == list(range(60))


def test_a_long_text_is_cut_as_far_as_it_must() -> None:
    def cut(number: int, length: int) -> set[tuple[int, int]]:
        shown = answer(api_of({"letters": letters(number, length)}), asking(LettersOut), {})
        assert len(shown.text) <= MOST_CHARACTERS
        return {
            (len(one["letter"]["untrusted_text"]), one["letter"].get("characters", 0))
            for one in shown.content["letters"]
        }

    assert cut(2, 3_000) == {(3_000, 0)}
    assert cut(2, 9_000) == {(4_000, 9_000)}
    assert cut(8, 9_000) == {(1_000, 9_000)}
    assert cut(30, 9_000) == {(200, 9_000)}


def test_what_cannot_be_shown_is_said() -> None:
    with pytest.raises(AskedError, match="longer than an assistant is given"):
        answer(api_of({"letters": letters(2_000, 10)}), asking(LettersOut), {})
    shown = answer(api_of({"letters": letters(2_000, 10)}), asking(LettersOut, most={"letters": 3}), {})
    assert len(shown.content["letters"]) == 3
