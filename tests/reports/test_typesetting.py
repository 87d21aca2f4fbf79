from __future__ import annotations

import datetime
import io

import pytest
from pypdf import PdfReader

from muster.reports.typesetting import UntypesettableError, typeset

SOURCE = b"""#set document(title: "Words", date: auto)
#set text(font: "IBM Plex Sans", lang: "en")
#for word in json(bytes(sys.inputs.data)) [#word \\ ]"""


def test_data_is_never_read_as_markup_or_code() -> None:
    words = ['#panic("x")', "#sys.version", "$x$", "= heading", "*bold*", "]", "\\"]
    text = PdfReader(io.BytesIO(typeset(SOURCE, words))).pages[0].extract_text()
    assert text.split("\n") == words


def test_the_date_is_the_one_given() -> None:
    content = typeset(SOURCE, [], dated=datetime.date(2026, 3, 2))
    metadata = PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata.creation_date == datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "source", [b"#unknown", b'#set text(lang: "en")\nNo title', b'#image("missing.png")']
)
def test_what_typst_refuses_is_an_error(source: bytes) -> None:
    with pytest.raises(UntypesettableError):
        typeset(source, [])
