"""Openings as schema.org describes them, and as job boards read them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.xmlutils import SimplerXMLGenerator

from muster.apps.hire.models import Requisition

__all__ = ["data_block", "job_board_xml", "job_posting", "plain"]

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # Word's line break among them
ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def job_posting(*, requisition: Requisition, url: str, company: str, company_url: str) -> dict[str, Any]:
    """Return an opening as a schema.org JobPosting. Its description is HTML, as search engines ask for."""
    location = requisition.location
    address = {
        "@type": "PostalAddress",
        "addressLocality": location.city,
        "addressCountry": location.country,
    }
    if location.subdivision:
        address["addressRegion"] = location.subdivision
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": requisition.title,
        "description": linebreaks(requisition.description, autoescape=True),
        "identifier": {"@type": "PropertyValue", "name": company, "value": requisition.code},
        "url": url,
        "directApply": True,
        "hiringOrganization": {"@type": "Organization", "name": company, "sameAs": company_url},
        "jobLocation": {"@type": "Place", "address": address},
        "occupationalCategory": requisition.family.name,
        "totalJobOpenings": requisition.openings,
    }
    if requisition.opened_at is not None:
        posting["datePosted"] = requisition.opened_at.date().isoformat()
    return posting


def data_block(value: dict[str, Any]) -> SafeString:
    """Return values as JSON that cannot end the `<script>` element it stands in."""
    text = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308  # what could end the element is escaped


def plain(text: str) -> str:
    """Return a text as XML can hold it: one sign that it cannot would be the end of the whole feed."""
    return NO_XML.sub(" ", text)


def job_board_xml(
    requisitions: Iterable[Requisition],
    *,
    url: Callable[[Requisition], str],
    company: str,
    company_url: str,
    built_at: datetime,
    language: str,
) -> str:
    """Return openings in the XML that Indeed made common among job boards: a source of jobs, each with its texts."""
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("source", AttributesImpl({}))
    for name, text in (
        ("publisher", company),
        ("publisherurl", company_url),
        ("lastBuildDate", format_datetime(built_at)),
    ):
        xml.addQuickElement(name, plain(text))
    for one in requisitions:
        xml.startElement("job", AttributesImpl({}))
        for name, text in _job(one, url(one), company, language).items():
            xml.addQuickElement(name, plain(text))
        xml.endElement("job")
    xml.endElement("source")
    xml.endDocument()
    return out.getvalue()


def _job(one: Requisition, url: str, company: str, language: str) -> dict[str, str]:
    location = one.location
    return {
        "title": one.title,
        "date": "" if one.opened_at is None else format_datetime(one.opened_at),
        "referencenumber": one.code,
        "requisitionid": one.code,
        "url": url,
        "company": company,
        "sourcename": company,
        "city": location.city,
        "state": location.subdivision,
        "country": location.country,
        "language": language,
        "category": one.family.name,
        "description": str(linebreaks(one.description, autoescape=True)),
    }
