"""Reading documents: their text with the words marked that may claim something, and what is still to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.market.models import Document, Proposal
from muster.apps.market.rules import may_keep, may_see

__all__ = [
    "Passage",
    "asked_of",
    "document_get",
    "document_list",
    "passages",
    "proposal_get",
    "proposals_open",
]

State = Proposal.State


@dataclass(frozen=True)
class Passage:
    """Words of a document, with the proposal that they are of, None for those between."""

    text: str
    proposal: Proposal | None = None


def asked_of() -> Q:
    """Return the filter of the proposals that people are asked about: moves, and packages of a kind that is quoted."""
    return Q(kind__in=Proposal.ASKED) & (~Q(kind="package") | Q(content__basis__in=Proposal.PARTS))


def document_list(*, person: User, waiting: bool = False) -> QuerySet[Document]:
    """Return all documents for those who see the market, the newest first, with what is `open` in each; or those alone
    of which something is still `waiting`.
    """
    if not may_see(person):
        return Document.objects.none()
    still = Count("proposals", filter=Q(proposals__state=State.OPEN) & _of_proposals())
    rows = Document.objects.select_related("source").annotate(open=still)
    rows = rows.filter(open__gt=0) if waiting else rows
    return rows.defer("text").order_by("-added_at", "-pk")


def _of_proposals() -> Q:
    parts = Q(proposals__content__basis__in=Proposal.PARTS)
    return Q(proposals__kind="move") | (Q(proposals__kind="package") & parts)


def document_get(*, person: User, pk: int) -> tuple[Document, list[Proposal]] | None:
    """Return a document with the proposals that people are asked about; None for those who see nothing of it."""
    if not may_see(person):
        return None
    document = Document.objects.select_related("source", "added_by").filter(pk=pk).first()
    if document is None:
        return None
    rows = document.proposals.filter(asked_of()).select_related("claim", "decided_by").order_by("number")
    return document, list(rows)


def proposal_get(*, person: User, pk: int) -> Proposal | None:
    """Return a proposal that people are asked about, for those who decide; None where there is none."""
    if not may_keep(person):
        return None
    return Proposal.objects.filter(asked_of()).select_related("document__source").filter(pk=pk).first()


def proposals_open(*, person: User) -> int:
    """Return how many proposals wait for those who decide."""
    if not may_keep(person):
        return 0
    return Proposal.objects.filter(asked_of(), state=State.OPEN).count()


def passages(text: str, proposals: Iterable[Proposal]) -> list[Passage]:
    """Cut a text into the words of proposals and what lies between. Of two that overlap the first keeps its words, and
    the second has those that are left.
    """
    found: list[Passage] = []
    at = 0
    for one in sorted(proposals, key=lambda proposal: (proposal.start, -proposal.end)):
        start, end = max(one.start, at), min(one.end, len(text))
        if start >= end:
            continue
        if start > at:
            found.append(Passage(text[at:start]))
        found.append(Passage(text[start:end], one))
        at = end
    if at < len(text):
        found.append(Passage(text[at:]))
    return found
