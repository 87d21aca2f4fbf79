"""Files of each kind as documents, and bad ones: no traceback, and what could not be read is said."""

from __future__ import annotations

import datetime

import pytest
import typst

from muster.engine.errors import DataError
from muster.tables.market.documents import LONGEST, MOST_BYTES, Document, dated_by, read_documents

DAY = datetime.date(2026, 3, 2)
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Okoro &amp;amp; co</title><link>https://news.example/1</link>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0000</pubDate>
<description><![CDATA[<p>Joined&nbsp;Orbis &nbsp;for <b>$3m</b></p>]]></description></item>
<item><title>Second</title><description>Left & gone</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Q</title><link href="https://news.example/2"/>
<updated>2026-03-02T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>there</b></p></div>
</content></entry></feed>"""
PAGE = """<!doctype html><html><head><title>A &amp; B</title>
<meta property="article:published_time" content="2026-03-02T10:00Z">
<script>document.write("$9 billion")</script></head><body>
<nav>Home</nav><p hidden>gone</p><p>Paid <b>$3</b> million.</p><p>Two</p>"""
MAIL = (
    "From: a@news.example\r\nTo: b@news.example\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
    "Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nPay\u00e9 3 M$\r\n"
)


def one(data: bytes | str, name: str = "file.txt") -> Document:
    (found,) = read_documents(data.encode() if isinstance(data, str) else data, name)
    return found


def test_text_is_kept_to_the_character() -> None:
    text = "\u200fone\r\n two\u202e $3"
    assert one(text) == Document("file.txt", text)
    assert one(b"\xef\xbb\xbfone").text == "one"
    assert one("one".encode("utf-16")).text == "one"


def test_a_page_is_what_is_seen_of_it() -> None:
    found = one(PAGE, "page.html")
    assert (found.title, found.published, found.text) == ("A & B", DAY, "Paid $3 million.\n\nTwo")
    assert found.notes == ()


@pytest.mark.parametrize("piece", ["<!--", "<!DOCTYPE ", "<script>", "<", 'x="', "<nav>", "&amp"])
def test_a_page_of_what_never_ends_is_read_at_once(piece: str) -> None:
    """A parser that looks for each end again takes minutes for these."""
    found = one(f"<html><p>Paid $3.<p hidden><p>no</p>no</p>{piece * 20_000}")
    assert found.text.startswith("Paid $3.")


def test_a_feed_that_is_a_page_is_read_as_a_page_and_that_is_said() -> None:
    found = one(PAGE, "news.rss")
    assert "is an HTML page" in found.notes[0]
    assert found.text.startswith("Paid")


def test_each_entry_of_a_feed_is_a_document_without_its_scripts() -> None:
    first, second = read_documents(FEED.encode(), "news.xml")
    assert (first.source, first.title, first.published) == ("https://news.example/1", "Okoro & co", DAY)
    assert "$3m" in first.text
    assert "alert" not in first.text
    assert (second.source, second.text) == ("news.xml#2", "Second\n\nLeft & gone")
    (atom,) = read_documents(ATOM.encode(), "news.xml")
    assert (atom.source, atom.published, atom.text) == ("https://news.example/2", DAY, "Q\n\nHi there")


def test_a_thousand_copies_are_read_once_and_a_cut_feed_up_to_the_cut() -> None:
    item = "<item><title>Same</title><description>Words</description></item>"
    found = one(f"<rss><channel>{item * 1000}</channel></rss>")
    assert "999 entries repeat" in found.notes[0]
    cut = one(f"<rss><channel>{item}<item><title>Cut")
    assert "no XML" in cut.notes[0]


def test_a_feed_that_declares_entities_is_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    with pytest.raises(DataError, match="entities of its own"):
        read_documents(bomb.encode(), "bomb.xml")


def test_mail_has_its_subject_day_and_encoding() -> None:
    found = one(MAIL.encode("iso-8859-1"), "mail.eml")
    assert (found.title, found.published, found.text) == ("Café", DAY, "Café\n\nPayé 3 M$")


def test_the_text_of_a_pdf() -> None:
    pytest.importorskip("pypdfium2")
    content = typst.compile(b"Paid 3 million dollars", format="pdf")
    assert isinstance(content, bytes)
    assert one(content, "file.txt").text.strip() == "Paid 3 million dollars"


def test_encodings_that_are_guessed_or_damaged_are_said() -> None:
    french = one("été à Paris".encode("cp1252"))
    assert (french.text, french.notes) == (
        "été à Paris",
        ("the encoding is not told; it was read as cp1252",),
    )
    arabic = one("انتقلت مها سليم".encode("cp1256"))
    assert arabic.text == "انتقلت مها سليم"
    mixed = one("مرحبا بكم في القاعة ".encode() + "é".encode("cp1252"))
    assert mixed.text.startswith("مرحبا")
    assert "1 places are not UTF-8" in mixed.notes[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a\0b", "neither text"),
        (b"PK\x03\x04xx", "zip archive"),
        (b"%PDF-1.4 broken", "PDF"),
        (b"<html><script>x</script></html>", "no text without its scripts"),
        (b"<rss><channel></channel></rss>", "no entries"),
        (b"<rss><chan", "no XML"),
        (b"x" * (MOST_BYTES + 1), "bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as raised:
        read_documents(data, "bad")
    assert [problem.file for problem in raised.value.problems] == ["bad"]


def test_a_long_article_is_read_up_to_a_length_and_that_is_said() -> None:
    found = one("word " * (LONGEST // 4))
    assert len(found.text) == LONGEST
    assert f"{LONGEST:,}" in found.notes[0]


def test_days_to_come_and_days_that_are_none_are_said() -> None:
    today = datetime.date(2026, 5, 1)
    late = dated_by(Document("a", "b"), datetime.date(2026, 6, 1), today=today)
    assert "still to come" in late.notes[0]
    assert (
        dated_by(Document("a", "b", published=DAY), datetime.date(2026, 4, 1), today=today).published == DAY
    )
    wrong = one(
        FEED.replace("Mon, 02 Mar 2026 10:00:00 +0000", "soon").split("<item><title>Second")[0]
        + "</channel></rss>"
    )
    assert "'soon', could not be read" in wrong.notes[0]
