"""An HTML page as the text that a reader sees; nothing of it is run, loaded or kept as markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from muster.tables.market.decoding import without_steering

__all__ = ["Page", "read_page"]

_NOT_SHOWN = "script style noscript template svg iframe object nav footer select textarea"
_UNSEEN = frozenset(_NOT_SHOWN.split())
_OWN_LINES = (
    "address article aside blockquote br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr li main "
    "ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_OWN_LINES.split())
_DATES = frozenset(
    {"article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate"}
)
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "source", "wbr"})
_SPACES = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*")
_MANY = re.compile(r"\n{3,}")


class Page(HTMLParser):
    """Collects title, day of publication and text as tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.published: str | None = None
        self._pieces: list[str] = []
        self._unseen: list[str] = []
        self._in_title = False
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says of the page, and where a block begins."""
        named = dict(attrs)
        if tag == "meta":
            name = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
            if name in _DATES:
                self._publish(named.get("content"))
        elif tag == "time":
            self._publish(named.get("datetime"))
        if tag == "title":
            self._in_title = not self._unseen
        if tag in _UNSEEN or ("hidden" in named and tag not in _VOID):
            self._unseen.append(tag)
            self._data = tag == "script" and named.get("type") == "application/ld+json"
        elif tag in _BLOCKS:
            self._pieces.append("\n" if tag in ("br", "td", "th", "li", "tr") else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Note where a block, or what is not seen, ends."""
        if tag == "title":
            self._in_title = False
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
            self._data = False
        elif tag in _BLOCKS:
            self._pieces.append("\n" if tag in ("td", "th", "li", "tr") else "\n\n")

    def handle_data(self, data: str) -> None:
        """Take text that is seen."""
        if self._in_title:
            self.title += data
        elif self._data:
            self._publish(_day_of_data(data))
        elif not self._unseen:
            self._pieces.append(data)

    def text(self) -> str:
        """Return the text, a paragraph a block."""
        joined = re.sub(r"[ \t\r\f\v]+", " ", "".join(self._pieces))
        return _MANY.sub("\n\n", _SPACES.sub("\n", joined)).strip()

    def _publish(self, value: str | None) -> None:
        if self.published is None and value:
            self.published = value


def _day_of_data(data: str) -> str | None:
    """Return the day of publication that linked data gives."""
    if len(data) > 200_000:
        return None
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    for each in told if isinstance(told, list) else [told]:
        day = each.get("datePublished") if isinstance(each, dict) else None
        if isinstance(day, str):
            return day
    return None


def read_page(markup: str) -> tuple[str, str | None, str]:
    """Return the title, the day of publication as the page writes it, and the text of an HTML page."""
    page = Page()
    page.feed(markup)
    page.close()
    return without_steering(page.title), page.published, page.text()
