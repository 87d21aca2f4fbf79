"""The order in which the fictional company's market is loaded, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import writing
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.market.jobs import erase_outsider
from muster.apps.market.models import (
    Basis,
    Claim,
    Document,
    Organisation,
    Outcome,
    Outsider,
    Proposal,
    Resolution,
    Source,
)
from muster.apps.market.services.documents import document_read
from muster.apps.market.services.loading.targets import load_target_lists
from muster.demo.market.draw import OWN, draw_market
from muster.demo.market.records import Article, PressMarket, Said
from muster.demo.market.targeting import draw_target_lists

__all__ = ["load_market"]

KEPT = timedelta(days=365)
MONTHS = 24
REASON = "The register of companies"


def load_market(*, seed: int, until: date, keeper: User, leavers: Sequence[tuple[str, date]] = ()) -> None:
    """Load three years of articles with what they claim; `keeper` is who confirmed all of it. `leavers` are people of
    our own, with their last days, of whom it is written where they went.
    """
    market = draw_market(seed=seed, until=until, leavers=leavers)
    with writing():
        rows = _Rows(market, until, keeper)
        articles = [one for one in market.articles if not one.fresh]
        documents = load_rows(Document, [rows.document(one) for one in market.articles])
        read = [row for row, one in zip(documents, market.articles, strict=True) if not one.fresh]
        said = [
            (document, one) for document, article in zip(read, articles, strict=True) for one in article.said
        ]
        claims = load_rows(Claim, rows.claims(said, rows.proposals(read, articles)))
        known = [(row, one.so) for row, (_document, one) in zip(claims, said, strict=True)]
        load_rows(Resolution, [rows.resolution(row, so) for row, so in known if so is not None])
        for row, article in zip(documents, market.articles, strict=True):
            if article.fresh:
                document_read(actor=None, document=row)
        load_target_lists(
            draw_target_lists(market, seed=seed, until=until), people=rows.people, keeper=keeper
        )


class _Rows:
    """Makes rows of what the invented market has."""

    def __init__(self, market: PressMarket, until: date, keeper: User) -> None:
        self.keeper = keeper
        organisations = load_rows(
            Organisation,
            [
                Organisation(name=one.name, aliases=list(one.aliases), is_own=one.name == OWN)
                for one in market.organisations
            ],
        )
        self.organisations: Mapping[str | None, Organisation] = {one.name: one for one in organisations}
        people = load_rows(
            Outsider,
            [
                Outsider(
                    name=one.name, aliases=list(one.aliases), basis=Basis.INTEREST, keep_until=until + KEPT
                )
                for one in market.people
            ],
        )
        self.people: Mapping[str | None, Outsider] = {one.name: one for one in people}
        sources = load_rows(
            Source,
            [
                Source(name=one.name, grade=one.grade, organisation=self.organisations.get(one.speaks_for))
                for one in market.press
            ],
        )
        self.sources: Mapping[str, Source] = {one.name: one for one in sources}
        for row in people:
            later = erase_outsider.using(run_after=row.erases_at)
            enqueue(later, title=_("Erase somebody outside"), actor=None, outsider=row.pk)

    def document(self, one: Article) -> Document:
        """Return the row of an article."""
        moment = datetime.combine(one.published, time(9), UTC)
        return Document(
            digest=hashlib.sha256(one.text.encode()).hexdigest(),
            title=one.title,
            text=one.text,
            language="" if one.fresh else one.language,
            published=one.published,
            source=self.sources[one.source],
            basis=Basis.INTEREST,
            keep_months=MONTHS,
            read_at=None if one.fresh else moment,
            added_by=self.keeper,
            added_at=moment,
        )

    def proposals(self, documents: Sequence[Document], articles: Sequence[Article]) -> list[Proposal]:
        """Load the proposals of all articles, and return those that became claims, in their order."""
        rows: list[Proposal] = []
        for document, article in zip(documents, articles, strict=True):
            for said in article.said:
                rows.append(
                    self._proposal(document, len(rows), said.kind, said.start, said.end, _content(said))
                )
            for figure in article.figures:
                kind = "money" if figure > 1_000 else "count"
                rows.append(self._proposal(document, len(rows), kind, 0, 0, {"low": figure, "high": figure}))
        loaded = load_rows(Proposal, rows)
        return [one for one in loaded if one.kind in Proposal.ASKED]

    def _proposal(
        self, document: Document, number: int, kind: str, start: int, end: int, content: dict[str, Any]
    ) -> Proposal:
        asked = kind in Proposal.ASKED
        return Proposal(
            document=document,
            number=number + 1,
            kind=kind,
            start=start,
            end=end,
            content=content,
            state=Proposal.State.CONFIRMED if asked else Proposal.State.OPEN,
            decided_by=self.keeper if asked else None,
            decided_at=document.added_at if asked else None,
        )

    def claims(self, said: Sequence[tuple[Document, Said]], proposals: Sequence[Proposal]) -> list[Claim]:
        """Return the rows of what was said."""
        return [
            Claim(
                proposal=proposal,
                document=document,
                start=one.start,
                end=one.end,
                source=self.sources[one.source],
                said_on=document.published,
                kind=one.kind,
                person=self.people.get(one.person),
                joined=self.organisations.get(one.joined),
                left=self.organisations.get(one.left),
                role=one.role,
                stance=one.stance,
                hedged=one.hedged,
                low=None if one.low is None else Decimal(one.low),
                high=None if one.high is None else Decimal(one.high),
                currency=one.currency,
                quote=one.quote,
                years=None if one.years is None else Decimal(one.years),
                confirmed_by=self.keeper,
                confirmed_at=document.added_at,
            )
            for (document, one), proposal in zip(said, proposals, strict=True)
        ]

    def resolution(self, claim: Claim, so: bool) -> Resolution:
        """Return the row of what became known of a claim."""
        return Resolution(
            claim=claim,
            outcome=Outcome.CONFIRMED if so else Outcome.REFUTED,
            reason=REASON,
            resolved_by=self.keeper,
            resolved_at=claim.confirmed_at + timedelta(days=60),
        )


def _content(said: Said) -> dict[str, Any]:
    """Return what the reader would have found in these words."""
    told = {
        "person": said.person,
        "from_organisation": said.left,
        "to_organisation": said.joined if said.kind == "move" else None,
        "organisation": said.joined if said.kind == "package" else None,
        "role": said.role or None,
        "low": said.low,
        "high": said.high,
        "currency": said.currency or None,
        "period_months": None if said.years is None else said.years * 12,
        "basis": None if said.kind == "move" else "signing" if said.quote == "signing" else "package",
        "stance": said.stance,
        "hedged": said.hedged or None,
    }
    return {name: value for name, value in told.items() if value is not None}
