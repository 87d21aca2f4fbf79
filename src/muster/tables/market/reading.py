"""Documents -> what they may claim, with the currencies' names of CLDR."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from muster.engine.market.extract import read_text
from muster.engine.market.shapes import KnownName, TextReading
from muster.tables.market.currencies import known_currencies
from muster.tables.market.documents import Document

__all__ = ["read_document"]


def read_document(
    document: Document, *, names: Sequence[KnownName] = (), language: str | None = None
) -> TextReading:
    """Return the language and the proposals of a document; `language` is said where it is not to be detected."""
    day = None if document.published is None else np.datetime64(document.published, "D")
    return read_text(
        document.text, currencies=known_currencies(), names=names, published=day, language=language
    )
