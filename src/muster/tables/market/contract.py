"""What was read as plain data: what `muster market read --json` prints."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from muster.engine.market.shapes import Proposal, TextReading
from muster.tables.market.documents import Document

__all__ = ["document_as_json"]


def document_as_json(document: Document, reading: TextReading) -> dict[str, Any]:
    """Return a document and its proposals as dicts, lists, texts, numbers and None, ready for `json.dumps`."""
    return {
        "source": document.source,
        "language": reading.language,
        "published": None if document.published is None else document.published.isoformat(),
        "title": document.title,
        "proposals": [_proposal(each) for each in reading.proposals],
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {field.name: _plain(getattr(proposal, field.name)) for field in fields(proposal)}


def _plain(value: object) -> object:
    """Return whole amounts as whole numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
