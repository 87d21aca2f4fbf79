"""A tool asks the API one thing, and answers with as much as an assistant can read, its texts marked.

What a tool asks, its function says as an `Ask`; here it is asked, cut to size and shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from muster.apps.core.api import fields
from muster.site.assistants.access import Api, AskedError
from muster.site.assistants.marking import CLIP, as_text, clean
from muster.site.assistants.shapes import marked_shape

__all__ = ["MOST_CHARACTERS", "MOST_ROWS", "Answer", "Ask", "Cursor", "Key", "Rows", "Tool", "answer", "tool"]

MOST_ROWS = 25
MOST_CHARACTERS = 20_000
PIECE = 8_000  # of a text that is read whole; the quotes and ends of lines in it are written as two each
CLIPS = (4_000, 1_000, 200)
ROW_CLIPS = (2_000, 1_000)  # before fewer rows are shown

Key = Annotated[int, Field(ge=1, le=fields.LARGEST)]
Rows = Annotated[
    int, Field(ge=1, le=MOST_ROWS, description="How many rows at most; fewer come where they are long.")
]
Cursor = Annotated[
    str, Field(max_length=2_000, description="`next` of the page before; without it, the first page.")
]


@dataclass(frozen=True)
class Ask:
    """What a tool asks of the API, and how a long answer is cut.

    `rows` of a list are shown, by the API's own pages, or, where it answers all rows at once (`whole`), by pages of
    ours. Of lists within an answer as many rows are shown as `most` says by their names. `text` is the path to a long
    text in the answer, of which a piece is shown.
    """

    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 0
    cursor: str = ""
    whole: bool = False
    most: Mapping[str, int] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    start: int = 0


@dataclass(frozen=True)
class Tool:
    """Something that an assistant can ask. The function says what, by its parameters and its documentation."""

    ask: Callable[..., Ask]
    title: str
    shape: type[BaseModel]

    @property
    def name(self) -> str:
        """Return what it is called by."""
        return self.ask.__name__


@dataclass(frozen=True)
class Answer:
    """The same twice: in structure, and as text in which what somebody wrote is delimited."""

    content: dict[str, Any]
    text: str


def tool(title: str, shape: type[BaseModel]) -> Callable[[Callable[..., Ask]], Tool]:
    """Make a tool of a function that says what to ask; the API answers in `shape`."""
    return lambda ask: Tool(ask, title, shape)


def answer(api: Api, asked: Tool, values: Mapping[str, Any]) -> Answer:
    """Ask and answer. Raises AskedError with one sentence where the API refuses, or where nothing could be shown."""
    ask, shape = asked.ask(**values), marked_shape(asked.shape)
    for rows, content in _pieces(api, ask):
        for clip in (PIECE,) if ask.text else CLIPS if rows <= 1 else ROW_CLIPS:
            marked = shape.model_validate(content, context={CLIP: clip})
            shown = marked.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            text = as_text(shown)
            if len(text) <= MOST_CHARACTERS:
                return Answer(shown, text)
    raise AskedError(_("This is longer than an assistant is given; open the page in Muster."))


def _pieces(api: Api, ask: Ask) -> Iterator[tuple[int, Any]]:
    """Yield what the API answers, with ever fewer rows, and how many."""
    if ask.text:
        yield 0, _piece(api.get(ask.path, ask.query), ask)
    elif not ask.rows:
        yield 0, _cut(api.get(ask.path, ask.query), ask.most)
    else:
        whole = api.get(ask.path, ask.query) if ask.whole else None
        rows = ask.rows
        while rows:
            paged = {**ask.query, "limit": rows, "cursor": ask.cursor}
            yield rows, api.get(ask.path, paged) if whole is None else _page(whole, ask.cursor, rows)
            rows //= 2


def _page(whole: Mapping[str, Any], cursor: str, rows: int) -> dict[str, Any]:
    """Return a page of a list that the API answers at once."""
    if cursor and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise AskedError(_("This cursor belongs to no page of this list; begin without one."))
    start, every = int(cursor or 0), whole["data"]
    after = start + rows
    return {**whole, "data": every[start:after], "next": str(after) if after < len(every) else None}


def _piece(content: Any, ask: Ask) -> dict[str, Any]:
    """Return a piece of a long text, and where it goes on."""
    for name in ask.text:
        content = content[name] if content is not None else None
    text, after = clean(content or ""), ask.start + PIECE
    return {
        "text": text[ask.start : after],
        "start": ask.start,
        "characters": len(text),
        "next_start": after if after < len(text) else None,
    }


def _cut(content: Any, most: Mapping[str, int]) -> Any:
    if isinstance(content, list):
        return [_cut(one, most) for one in content]
    if not isinstance(content, dict):
        return content
    return {name: _cut(_first(value, most.get(name)), most) for name, value in content.items()}


def _first(value: Any, most: int | None) -> Any:
    return value[:most] if most is not None and isinstance(value, list) else value
