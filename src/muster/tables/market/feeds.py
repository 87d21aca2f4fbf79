"""RSS and Atom: the entries of a feed, each a document of its own."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from muster.tables.market.decoding import without_steering
from muster.tables.market.pages import read_page

__all__ = ["Entry", "read_feed"]

_ENTRIES = frozenset({"item", "entry"})
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "date", "issued", "updated")
_NAMES = ("guid", "id")
_TAKEN = frozenset({"title", "link", *_TEXTS, *_DAYS, *_NAMES})
_MEDIA = "http://search.yahoo.com/mrss/"
_BESIDE = ("statistics", "title")  # of a picture or film; the entry has its own title
_THREAD = "http://purl.org/syndication/thread/1.0"
_COUNTED = {
    "http://purl.org/rss/1.0/modules/slash/ comments": "slash:comments",
    f"{_THREAD} total": "thr:total",
}
_COUNTS = ("thr:total", "slash:comments", "thr:count", "media:views")
"""How often an entry was answered or seen, as feeds tell it: the first of these that it has is what is counted."""
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)([A-Za-z][A-Za-z0-9]{1,30});")
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WHOLE = re.compile(r"[0-9]{1,12}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass
class Entry:
    """One entry as its feed writes it; texts may be HTML."""

    values: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return the title as plain text."""
        return without_steering(read_page(self.values.get("title", ""))[2])

    @property
    def link(self) -> str | None:
        """Return the web address of the entry, where it has one."""
        link = without_steering(self.values.get("link", ""))
        return link if link.startswith(("https://", "http://")) else None

    @property
    def published(self) -> str | None:
        """Return the day of publication as the feed writes it."""
        return next((self.values[name] for name in _DAYS if self.values.get(name)), None)

    @property
    def name(self) -> str:
        """Return what the feed calls the entry by, whatever becomes of its text."""
        own = next((self.values[name] for name in _NAMES if self.values.get(name, "").strip()), "")
        return self.link or without_steering(own) or self.title

    @property
    def shares(self) -> int | None:
        """Return how often it was answered or seen so far, None where the feed does not tell."""
        told = next((self.values[name].strip() for name in _COUNTS if self.values.get(name, "").strip()), "")
        return int(told) if _WHOLE.fullmatch(told) else None

    @property
    def text(self) -> str:
        """Return title and text, as they are read."""
        body = next((self.values[name] for name in _TEXTS if self.values.get(name, "").strip()), "")
        return "\n\n".join(filter(None, [self.title, read_page(body)[2]]))


class _Refused(Exception):  # noqa: N818 - it ends the parsing
    pass


class _Feed:
    """Takes entries as they stream by; a feed that declares entities of its own is read no further."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.rooted: str | None = None
        self._entry: Entry | None = None
        self._tag: str | None = None
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse

    def parse(self, text: str) -> str | None:
        """Take all entries; return what ended the reading before the end."""
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            return f"from line {error.lineno:,} on the feed is no XML"
        except _Refused:
            return "the feed declares entities of its own, which no feed needs"
        return None

    def _refuse(self, *_: object) -> int:
        raise _Refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.rooted = self.rooted or tag
        if tag in _ENTRIES and self._entry is None:
            self._entry = Entry()
        elif self._entry is not None and self._tag is not None:
            self._depth += 1
            self._characters(f"<{tag}>")
        elif self._entry is not None and name in _COUNTED:
            self._tag = _COUNTED[name]
        elif self._entry is not None and space == _MEDIA and tag in _BESIDE:
            if "views" in attributes:
                self._entry.values["media:views"] = attributes["views"]
        elif self._entry is not None and tag in _TAKEN:
            self._tag = tag
            if tag == "link":
                self._link(self._entry, attributes)

    def _link(self, entry: Entry, attributes: dict[str, str]) -> None:
        if attributes.get("rel", "alternate") == "alternate":
            entry.values.setdefault("link", attributes.get("href", ""))
        elif f"{_THREAD} count" in attributes:
            entry.values["thr:count"] = attributes[f"{_THREAD} count"]

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if self._depth:
            self._depth -= 1
            self._characters(f"</{tag}>")
        elif self._tag is not None and self._tag in (tag, _COUNTED.get(name)):
            self._tag = None
        elif tag in _ENTRIES and self._entry is not None:
            self.entries.append(self._entry)
            self._entry = None

    def _characters(self, text: str) -> None:
        if self._entry is not None and self._tag is not None:
            values = self._entry.values
            values[self._tag] = values.get(self._tag, "") + text


def read_feed(text: str) -> tuple[list[Entry], str | None]:
    """Return the entries of a feed, and what could not be read of it."""
    plain = _DECLARATION.sub("", _NOT_XML.sub("", text), count=1)
    plain = _NAMED.sub(
        lambda match: html.unescape(match[0]).replace("&", "&amp;").replace("<", "&lt;"), plain
    )
    feed = _Feed()
    fault = feed.parse(_STRAY.sub("&amp;", plain))
    return feed.entries, fault
