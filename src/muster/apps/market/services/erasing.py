"""Erasing somebody outside: their names go, in every document too, sign by sign; what is left says nothing of
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.erased import OUTSIDE, erased_keep, erased_read
from muster.apps.core.ledger import change, writing
from muster.apps.core.ledger.digest import digest_of
from muster.apps.core.roles import require
from muster.apps.hire.services.exports_kept import exports_erase
from muster.apps.market.models import Claim, Document, Outsider, Proposal
from muster.apps.market.rules import may_erase
from muster.apps.market.services.erasing_posts import posts_blot
from muster.apps.market.services.target_erasing import targets_wipe

__all__ = ["BLOT", "outsider_erase", "outsider_wipe", "outsiders_erase_again"]

ARABIC = re.compile(r"[\u0600-\u06ff]")
BLOT = "\N{FULL BLOCK}"
ERASERS = gettext_lazy("Only executives and people partners erase people.")


def outsider_erase(*, actor: User, outsider: Outsider) -> None:
    """Erase somebody on request, or when a person finds that there is no ground to keep them."""
    require(may_erase(actor), ERASERS)
    outsider_wipe(actor=actor, outsider=outsider)


def outsider_wipe(*, actor: User | None, outsider: Outsider) -> None:
    """Take every name of somebody out of what is kept. Their claims stay as rows that no page shows, and every export
    that is kept is removed, for they may be in it.
    """
    with writing():
        mark = _mark_of(outsider)
        names = [outsider.name, *outsider.aliases]
        claims = list(
            Claim.objects.filter(person=outsider).select_related("proposal", "document").order_by("pk")
        )
        written = {str(one.proposal.content.get("person") or "") for one in claims}
        blots = _blots([*names, *written])
        for document in _naming(blots, {one.document_id for one in claims}):
            _blot_document(actor, document, blots)
        if blots is not None:
            posts_blot(actor=actor, blotted=partial(_blotted, blots=blots))
        for claim in claims:
            with change(claim, "claim.erase", actor=actor):
                claim.role, claim.quoted = "", ""
                claim.save()
        targets_wipe(actor=actor, outsider=outsider)
        with change(outsider, "outsider.erase", actor=actor):
            outsider.name, outsider.aliases, outsider.erased_at = "", [], timezone.now()
            outsider.save()
        exports_erase(actor=actor)
        transaction.on_commit(partial(erased_keep, row=outsider.pk, digest=mark, name=OUTSIDE))


def outsiders_erase_again() -> int:
    """Erase those who were erased before a backup was restored, in which they still are; return how many."""
    erased = 0
    for pk, mark in erased_read(OUTSIDE):
        row = Outsider.objects.filter(pk=pk, erased_at=None).first()
        if row is not None and _mark_of(row) == mark:
            outsider_wipe(actor=None, outsider=row)
            erased += 1
    return erased


def _mark_of(row: Outsider) -> str:
    """Return what tells this person from any other who has, or will have, the same key, and says nothing of them."""
    return digest_of("outsider", row.pk, row.created_at)


def _blots(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the names, the longest first, however its spaces are written."""
    parts = sorted(
        {" ".join(name.split()) for name in names if name.strip()}, key=lambda name: (-len(name), name)
    )
    if not parts:
        return None
    return re.compile("|".join(map(_pattern, parts)), re.IGNORECASE)


def _pattern(name: str) -> str:
    """Return what finds a name as words of their own; in Arabic small words are written together with it."""
    spaced = r"\s+".join(map(re.escape, name.split()))
    return spaced if ARABIC.search(name) else rf"(?<!\w){spaced}(?!\w)"


def _naming(blots: re.Pattern[str] | None, known: set[int]) -> Iterable[Document]:
    """Yield the documents that name them: those of their claims, and any other."""
    if blots is None:
        return
    for document in Document.objects.order_by("pk").iterator(chunk_size=100):
        if document.pk in known or blots.search(document.text) or blots.search(document.title):
            yield document


def _blot_document(actor: User | None, document: Document, blots: re.Pattern[str] | None) -> None:
    if blots is None:
        return
    with change(document, "document.erase", actor=actor):
        document.text = _blotted(document.text, blots)
        document.title = _blotted(document.title, blots)
        document.save()
    for proposal in Proposal.objects.filter(document=document).order_by("pk"):
        content = {
            name: _blotted(value, blots) if isinstance(value, str) else value
            for name, value in proposal.content.items()
        }
        if content != proposal.content:
            with change(proposal, "proposal.erase", actor=actor):
                proposal.content = content
                proposal.save()


def _blotted(text: str, blots: re.Pattern[str]) -> str:
    """Put blots for each sign of a name, so that every other word stays where it was."""
    return blots.sub(lambda found: BLOT * len(found[0]), text)
