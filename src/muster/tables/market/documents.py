"""Files of any kind -> documents: a text as read, with its source, title and day of publication."""

from __future__ import annotations

import datetime
import email.policy
import re
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from muster.engine.errors import DataError, InputError, Problem
from muster.tables.market.decoding import decode, without_steering
from muster.tables.market.feeds import read_feed
from muster.tables.market.pages import read_page
from muster.tables.resumes import ResumeLimits, read_resume

__all__ = [
    "LONGEST",
    "MOST_BYTES",
    "MOST_ENTRIES",
    "Document",
    "dated_by",
    "is_feed",
    "is_page",
    "read_documents",
]

MOST_BYTES = 32 * 2**20
LONGEST = 1_000_000
"""Characters of one document that are read; an article has some thousands."""

MOST_ENTRIES = 2_000
_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|title|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,300}\?>\s*)*<(?:!doctype\s+)?(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(
    rb"^(?:from|to|date|subject|received|return-path|mime-version|message-id|delivered-to|reply-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_OTHERS = (
    (b"PK\x03\x04", "a zip archive or an office document", "save it as PDF or text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as PDF or text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"\xff\xd8\xff", "a picture", "give its text"),
    (b"GIF8", "a picture", "give its text"),
)
_PDF_FAULTS = {
    "resume-locked": "the PDF is protected by a password; remove it first",
    "resume-scan": "the PDF holds pictures and no text; give one whose text can be selected",
    "resume-pages": "the PDF has too many pages; give the pages that matter",
    "resume-no-pypdfium2": "PDF needs the pypdfium2 library; install Muster with muster-talent[web]",
    "resume-time": "reading the PDF takes too long; save it again, or as text",
    "resume-memory": "reading the PDF takes too much memory; save it again, or as text",
}
_PDF_LIMITS = ResumeLimits(size=MOST_BYTES, pages=400, characters=LONGEST)
_ENDINGS = {".rss": "feed", ".atom": "feed", ".pdf": "PDF"}


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read. `published` is None where nothing tells it; `notes` say what was guessed or not read."""

    source: str
    text: str
    title: str | None = None
    published: datetime.date | None = None
    notes: tuple[str, ...] = ()


def read_documents(data: bytes, source: str) -> list[Document]:
    """Return what a file holds: one document, or one for each entry of a feed.

    What the file is follows from its content, not from its name. Raises DataError with what is wrong with it.
    """
    if len(data) > MOST_BYTES:
        raise _fault(
            "size", f"the file has {len(data):,} bytes and may have {MOST_BYTES:,}; split it", source
        )
    for magic, what, remedy in _OTHERS:
        if data.startswith(magic):
            raise _fault("kind", f"the file is {what}; {remedy}", source)
    if b"%PDF-" in data[:1024]:
        return [_cut(_pdf(data, source))]
    if _is_mail(data):
        return [_cut(_mail(data, source))]
    text, notes = decode(data, source)
    if not text.strip():
        raise _fault("empty", "the file is empty; give one that holds text", source)
    if is_feed(text):
        return [_cut(each) for each in _feed(text, source, notes)]
    if is_page(text):
        expected = _ENDINGS.get(PurePath(source).suffix.lower())
        said = (
            (f"the file is called a {expected} and is an HTML page; it was read as that",) if expected else ()
        )
        return [_cut(_page(text, source, (*notes, *said)))]
    return [_cut(Document(source, text, notes=notes))]


def is_feed(text: str) -> bool:
    """Return whether a text is a feed, by how it begins."""
    return _FEED.match(text[: 4 * _HEAD]) is not None


def is_page(text: str) -> bool:
    """Return whether a text is an HTML page, by how it begins."""
    return _HTML.match(text[:_HEAD]) is not None


def dated_by(document: Document, day: datetime.date | None, *, today: datetime.date) -> Document:
    """Return a document with a day of publication where it tells none; one that is still to come is said."""
    published = document.published or day
    if published is None or published <= today:
        return replace(document, published=published)
    note = f"its date, {published.isoformat()}, is still to come"
    return replace(document, published=published, notes=(*document.notes, note))


def _fault(code: str, sentence: str, source: str) -> DataError:
    return DataError([Problem(code, sentence, file=source)])


def _cut(document: Document) -> Document:
    if len(document.text) <= LONGEST:
        return document
    note = f"only the first {LONGEST:,} of {len(document.text):,} characters were read"
    return replace(document, text=document.text[:LONGEST], notes=(*document.notes, note))


def _pdf(data: bytes, source: str) -> Document:
    try:
        found = read_resume(data, limits=_PDF_LIMITS)
    except InputError as error:
        sentence = _PDF_FAULTS.get(error.code, "the PDF cannot be read; save it again, or as text")
        raise _fault(error.code.replace("resume", "pdf"), sentence, source) from None
    notes = (f"only the first {LONGEST:,} characters were read",) if found.truncated else ()
    return Document(source, found.text, notes=notes)


def _page(text: str, source: str, notes: tuple[str, ...]) -> Document:
    title, published, body = read_page(text)
    if not body:
        raise _fault("no-text", "the page shows no text without its scripts; paste the text itself", source)
    return _dated(Document(source, body, title or None, notes=notes), published)


def _feed(text: str, source: str, notes: tuple[str, ...]) -> list[Document]:
    entries, fault = read_feed(text)
    if fault is not None and not entries:
        raise _fault("feed", f"{fault}; download it again", source)
    if not entries:
        raise _fault("feed", "the feed has no entries; give one that has", source)
    said = [*notes]
    if fault is not None:
        said.append(f"{fault}; {len(entries):,} entries before that were read")
    if len(entries) > MOST_ENTRIES:
        said.append(f"only the first {MOST_ENTRIES:,} of {len(entries):,} entries were read")
    found: dict[tuple[str, str | None], Document] = {}
    for number, entry in enumerate(entries[:MOST_ENTRIES], 1):
        document = Document(entry.link or f"{source}#{number}", entry.text, entry.title or None)
        found.setdefault((entry.text, entry.link), _dated(document, entry.published))
    again = min(len(entries), MOST_ENTRIES) - len(found)
    if again:
        said.append(f"{again:,} entries repeat others word for word and were read once")
    first, *others = found.values()
    return [replace(first, notes=(*said, *first.notes)), *others]


def _is_mail(data: bytes) -> bool:
    head = data[:_HEAD].lstrip()
    first = head.split(b"\n", 1)[0]
    names = {
        match[0].lower() for match in _HEADER.finditer(head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0])
    }
    return (first.startswith(b"From ") or bool(_HEADER.match(first))) and len(names) >= 2


def _mail(data: bytes, source: str) -> Document:
    message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(data)
    notes: list[str] = []
    title, body, day = _header(message, "subject"), "", None
    try:
        part = message.get_body(("plain", "html"))
        if part is not None:
            payload = part.get_payload(decode=True)
            raw = payload if isinstance(payload, bytes) else b""
            declared = part.get_content_charset()
            body, said = decode(raw, source, declared=_codec(declared))
            notes += said
            if part.get_content_subtype() == "html":
                body = read_page(body)[2]
        attached = list(message.iter_attachments())
    except (KeyError, LookupError, AttributeError, TypeError, ValueError):
        attached = []
        notes.append("the mail is damaged; what of it could be read was read")
    if attached:
        notes.append(f"{len(attached):,} attachments were not read; save them and give them as files")
    text = "\n\n".join(filter(None, [title, body.strip()]))
    if not text.strip():
        raise _fault("empty", "the mail holds no text; give one that does", source)
    day = _header(message, "date")
    return _dated(Document(source, text, title or None, notes=tuple(notes)), day)


def _codec(name: str | None) -> str | None:
    try:
        return None if name is None else b"".decode(name) or name
    except (LookupError, UnicodeError):
        return None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return without_steering(str(message.get(name, "")))
    except (ValueError, TypeError, AttributeError, IndexError):  # a header that breaks its own grammar
        return ""


def _dated(document: Document, written: str | None) -> Document:
    """Add the day of publication; what is written and is no day is said."""
    if not written or not written.strip():
        return document
    day = _day(written)
    if day is None:
        shown = without_steering(written)[:40]
        return replace(document, notes=(*document.notes, f"its date, {shown!r}, could not be read"))
    return replace(document, published=day)


def _day(written: str) -> datetime.date | None:
    match = _DAY.match(written)
    try:
        if match is not None:
            return datetime.date(*map(int, match.groups()))
        return parsedate_to_datetime(written.strip()).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
