"""The market of the big site: 20,000 claims in six languages about some hundred people, a third of them copies.

They are those of the fictional company's market, drawn from many seeds. Every other article is printed again by another
paper two days later. The rows are written without entries in the ledger of changes, as the copied applications are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

__all__ = ["CLAIMS", "articles", "fill_market", "market_keys", "market_sizes"]

CLAIMS = 20_000
SETS = 3  # of people who have the same names
AT_ONCE = 1_000
FIRST_SEED = 1_000


def fill_market(today: date, claims: int = CLAIMS) -> None:
    """Write articles, with what people have confirmed of them, until there are as many claims as asked for."""
    from muster.apps.market.models import Claim, Document, Proposal, Resolution

    filling = _Filling(today)
    documents: list[Any] = []
    proposals: list[Any] = []
    rows: list[Any] = []
    resolutions: list[Any] = []
    missing = claims - Claim.objects.count()
    for article, people in articles(today):
        if len(rows) >= missing:
            break
        document = filling.document(article, len(documents))
        documents.append(document)
        proposals += filling.figures(document, article)
        for number, said in enumerate(article.said):
            proposal = filling.proposal(document, number, said)
            proposals.append(proposal)
            rows.append(filling.claim(document, proposal, said, people))
            if said.so is not None:
                resolutions.append(filling.resolution(rows[-1], said.so))
    for model, made in (
        (Document, documents),
        (Proposal, proposals),
        (Claim, rows),
        (Resolution, resolutions),
    ):
        model.objects.bulk_create(made, batch_size=AT_ONCE)


def articles(today: date) -> Iterator[tuple[Any, int]]:
    """Yield articles without end, each with the number of the set of people that it is about."""
    from muster.demo.market.draw import PRESS, draw_market

    papers = [one.name for one in PRESS if one.speaks_for is None]
    for seed in count(FIRST_SEED):
        for at, article in enumerate(draw_market(seed=seed, until=today).articles):
            if not article.said:
                continue
            yield article, seed % SETS
            if at % 2:
                known = papers.index(article.source) if article.source in papers else -1
                paper = papers[(known + 1) % len(papers)]
                said = tuple(replace(one, source=paper, so=None) for one in article.said)
                later = article.published + timedelta(days=2)
                yield replace(article, source=paper, said=said, published=later), seed % SETS


class _Filling:
    """Makes rows with keys of their own, beyond those that there are."""

    def __init__(self, today: date) -> None:
        from muster.apps.accounts.models import User
        from muster.apps.core.roles import Role
        from muster.apps.market.models import Claim, Document, Organisation, Proposal, Source

        self.today = today
        self.keeper = User.objects.filter(grants__role=Role.EXECUTIVE, is_active=True).earliest("pk")
        self.organisations = {one.name: one for one in Organisation.objects.all()}
        self.sources = {one.name: one for one in Source.objects.all()}
        self.people: dict[tuple[int, str], Any] = {}
        self.next = {
            model: count(max(model.objects.values_list("pk", flat=True), default=0) + 1)
            for model in (Document, Proposal, Claim)
        }

    def document(self, article: Any, number: int) -> Any:
        """Return the row of an article; the same text of another seed is another one."""
        from muster.apps.market.models import Basis, Document

        moment = datetime.combine(article.published, time(9), UTC)
        return Document(
            pk=next(self.next[Document]),
            digest=hashlib.sha256(f"{number} {article.text}".encode()).hexdigest(),
            title=article.title,
            text=article.text,
            language=article.language,
            published=article.published,
            source=self.sources[article.source],
            basis=Basis.INTEREST,
            keep_months=24,
            read_at=moment,
            added_by=self.keeper,
            added_at=moment,
        )

    def figures(self, document: Any, article: Any) -> list[Any]:
        """Return the rows of the amounts and counts in an article."""
        return [
            self._proposal(document, 100 + at, "money", 0, 0, {"low": value, "high": value})
            for at, value in enumerate(article.figures)
        ]

    def proposal(self, document: Any, number: int, said: Any) -> Any:
        """Return the row of what was proposed."""
        return self._proposal(document, number + 1, said.kind, said.start, said.end, {"person": said.person})

    def _proposal(
        self, document: Any, number: int, kind: str, start: int, end: int, content: dict[str, Any]
    ) -> Any:
        from muster.apps.market.models import Proposal

        return Proposal(
            pk=next(self.next[Proposal]),
            document=document,
            number=number,
            kind=kind,
            start=start,
            end=end,
            content=content,
            state=Proposal.State.CONFIRMED,
            decided_by=self.keeper,
            decided_at=document.added_at,
        )

    def claim(self, document: Any, proposal: Any, said: Any, people: int) -> Any:
        """Return the row of what was said."""
        from muster.apps.market.models import Claim

        return Claim(
            pk=next(self.next[Claim]),
            proposal=proposal,
            document=document,
            start=said.start,
            end=said.end,
            source=self.sources[said.source],
            said_on=document.published,
            kind=said.kind,
            person=self._person(people, said.person),
            joined=self.organisations.get(said.joined),
            left=self.organisations.get(said.left),
            stance=said.stance,
            hedged=said.hedged,
            low=None if said.low is None else Decimal(said.low),
            high=None if said.high is None else Decimal(said.high),
            currency=said.currency,
            quote=said.quote,
            years=None if said.years is None else Decimal(said.years),
            confirmed_by=self.keeper,
            confirmed_at=document.added_at,
        )

    def _person(self, people: int, name: str) -> Any:
        from muster.apps.market.models import Basis, Outsider

        if (people, name) not in self.people:
            self.people[people, name] = Outsider.objects.create(
                name=name, basis=Basis.INTEREST, keep_until=self.today + timedelta(days=365)
            )
        return self.people[people, name]

    def resolution(self, claim: Any, so: bool) -> Any:
        """Return the row of what became known of a claim."""
        from muster.apps.market.models import Outcome, Resolution

        return Resolution(
            claim=claim,
            outcome=Outcome.CONFIRMED if so else Outcome.REFUTED,
            reason="The register of companies",
            resolved_by=self.keeper,
            resolved_at=claim.confirmed_at,
        )


def market_sizes() -> dict[str, int]:
    """Return how much of the market there is."""
    from muster.apps.market.models import Claim, Outsider

    return {"claims": Claim.objects.count(), "people outside": Outsider.objects.count()}


def market_keys() -> dict[str, Any]:
    """Return the keys of what the pages show: the busiest of each."""
    from django.db.models import Count

    from muster.apps.market.models import Claim, Outsider

    person = Outsider.objects.annotate(said=Count("claims")).order_by("-said", "pk")[0]
    moves = Claim.objects.filter(kind="move", person=person, stance="asserts")
    package = Claim.objects.filter(kind="package").order_by("-pk")[0]
    last = moves.latest("said_on")
    return {
        "market_person": person.pk,
        "market_move": last.pk,
        "market_package": package.pk,
        "market_quarter": f"{last.said_on.year}-{(last.said_on.month + 2) // 3}",
    }
