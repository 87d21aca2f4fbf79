"""Openings as schema.org describes them, for search engines and job boards."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from muster.apps.hire.models import Requisition

__all__ = ["data_block", "job_posting"]

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
