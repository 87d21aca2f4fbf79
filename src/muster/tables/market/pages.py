"""An HTML page as the text that a reader sees; nothing of it is run, loaded or kept as markup."""

from __future__ import annotations

import html
import json
import re

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
_LINES = frozenset({"br", "td", "th", "li", "tr"})
_DEEPEST = 200
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z0-9:-]{0,40})(?:\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_RAW = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea")}
_SPACES = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*")
_MANY = re.compile(r"\n{3,}")


class Page:
    """Collects title, day of publication and text as tags go by, in time that grows with the page alone.

    The standard library's parser takes minutes for a page of comments that never end.
    """

    def __init__(self) -> None:
        self.title = ""
        self.published: str | None = None
        self._pieces: list[str] = []
        self._unseen: list[str] = []
        self._in_title = False

    def feed(self, markup: str) -> None:
        """Take a page; what follows a comment, script or declaration that never ends is not shown, as in a browser."""
        place = 0
        while place < len(markup):
            tag = markup.find("<", place)
            self._data(markup[place : tag if tag >= 0 else len(markup)])
            if tag < 0:
                return
            end = self._markup(markup, tag)
            if end is None:
                return
            place = end

    def _markup(self, markup: str, at: int) -> int | None:
        """Take what begins with `<`; return where it ends, None where it never does."""
        if markup.startswith("<!--", at):
            return _behind(markup, "-->", at + 4)
        if markup.startswith(("<!", "<?"), at):
            return _behind(markup, ">", at)
        match = _TAG.match(markup, at)
        if match is None:
            self._data("<")
            return at + 1
        tag = match[2].lower()
        if match[1]:
            self._end(tag)
            return match.end()
        named = {
            name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match[3])
        }
        if tag not in _RAW:
            self._start(tag, named)
            return match.end()
        close = _RAW[tag].search(markup, match.end())
        if tag == "script" and named.get("type") == "application/ld+json":
            self._publish(_day_of_data(markup[match.end() : close.start() if close else match.end()]))
        return None if close is None else _behind(markup, ">", close.start())

    def _start(self, tag: str, named: dict[str, str]) -> None:
        """Note what a tag says of the page, and where a block begins."""
        if tag == "meta":
            name = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
            if name in _DATES:
                self._publish(named.get("content"))
        elif tag == "time":
            self._publish(named.get("datetime"))
        elif tag == "title":
            self._in_title = not self._unseen
        hides = tag in _UNSEEN or ("hidden" in named and tag not in _VOID)
        if hides or (self._unseen and tag == self._unseen[-1]):
            if len(self._unseen) < _DEEPEST:
                self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._pieces.append("\n" if tag in _LINES else "\n\n")

    def _end(self, tag: str) -> None:
        """Note where a block, or what is not seen, ends."""
        if tag == "title":
            self._in_title = False
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._pieces.append("\n" if tag in _LINES else "\n\n")

    def _data(self, data: str) -> None:
        """Take text that is seen."""
        if self._in_title:
            self.title += html.unescape(data)
        elif not self._unseen:
            self._pieces.append(html.unescape(data))

    def text(self) -> str:
        """Return the text, a paragraph a block."""
        joined = re.sub(r"[ \t\r\f\v]+", " ", "".join(self._pieces))
        return _MANY.sub("\n\n", _SPACES.sub("\n", joined)).strip()

    def _publish(self, value: str | None) -> None:
        if self.published is None and value:
            self.published = value


def _behind(markup: str, sign: str, at: int) -> int | None:
    """Return where the next such sign ends, None where there is none."""
    found = markup.find(sign, at)
    return None if found < 0 else found + len(sign)


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
    return without_steering(page.title), page.published, page.text()
