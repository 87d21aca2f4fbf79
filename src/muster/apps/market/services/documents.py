"""Adding what was written, and reading what it may claim."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.roles import require
from muster.apps.core.text import fold
from muster.apps.market.bridge.reading import Reading, known_name, read
from muster.apps.market.models import Document, Organisation, Outsider, Proposal, Source
from muster.apps.market.rules import may_keep
from muster.engine.errors import DataError
from muster.tables.market import documents as files

__all__ = [
    "AT_ONCE",
    "KEEPERS",
    "Added",
    "DocumentPlan",
    "document_add",
    "document_read",
    "source_named",
    "text_digest",
]

KEEPERS = gettext_lazy("Only executives, people partners and compensation partners keep the market.")

AT_ONCE = 20_000
"""Characters that are read while the person waits; more are read by a worker."""

LONGEST_NAME = 500


@dataclass(frozen=True)
class DocumentPlan:
    """What somebody gives: a file or a pasted text as `data`, who published it, and on which day where it does not say
    so; on what ground people in it are kept, and for how many months. With a `title`, the data are a text that is taken
    as it stands, whatever it looks like.
    """

    data: bytes
    name: str
    source: str
    basis: str
    keep_months: int
    published: date | None = None
    title: str | None = None


@dataclass(frozen=True)
class Added:
    """What was added: the new documents, those that were there before, what is still to be read by a worker, and what
    was left out, in sentences.
    """

    documents: list[Document] = field(default_factory=list)
    known: list[Document] = field(default_factory=list)
    unread: list[Document] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def document_add(*, actor: User, plan: DocumentPlan) -> Added:
    """Add what a file or a pasted text holds, one document or one for each entry of a feed; the same text
    twice is one. Short ones are read at once, the others are returned as unread.

    Raises RefusedError for a file that cannot be read, or one of which nothing can be added.
    """
    require(may_keep(actor), KEEPERS)
    found = _found(plan)
    with writing():
        source = source_named(actor=actor, name=plan.source)
        added = Added()
        for one in found:
            _add(actor, plan, source, one, added)
        if not (added.documents or added.known):
            raise RefusedError(" ".join(added.left_out))
        at_once = sum(len(one.text) for one in added.documents) <= AT_ONCE
        for document in added.documents:
            if at_once:
                document_read(actor=actor, document=document)
            else:
                added.unread.append(document)
    return added


def _found(plan: DocumentPlan) -> list[files.Document]:
    if plan.title is not None:
        return [files.Document(plan.name, plan.data.decode("utf-8", "replace"), plan.title)]
    try:
        return files.read_documents(plan.data, plan.name)
    except DataError as error:
        raise RefusedError(" ".join(one.sentence for one in error.problems)) from error


def _add(actor: User, plan: DocumentPlan, source: Source, found: files.Document, added: Added) -> None:
    text = _kept(found.text)
    published = found.published or plan.published
    told = {"title": found.title or found.source or plan.name}
    if published is None:
        sentence = _("%(title)s does not say when it was published; give the day.")
        added.left_out.append(sentence % told)
        return
    if published > timezone.localdate():
        sentence = _("%(title)s is dated on a day that is still to come; correct the day.")
        added.left_out.append(sentence % told)
        return
    digest = text_digest(text)
    known = Document.objects.filter(digest=digest).first()
    if known is not None:
        if known not in added.documents:
            added.known.append(known)
        return
    row = Document(
        digest=digest,
        name=(found.source or plan.name).replace("\0", "")[:LONGEST_NAME],
        title=(found.title or "").replace("\0", "")[:LONGEST_NAME],
        text=text,
        published=published,
        source=source,
        basis=plan.basis,
        keep_months=plan.keep_months,
        notes=list(found.notes),
        added_by=actor,
        added_at=timezone.now(),
    )
    with change(row, "document.add", actor=actor):
        row.save()
    added.documents.append(row)


def _kept(text: str) -> str:
    """Return a text as a database can keep it."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def text_digest(text: str) -> str:
    """Return what a text is known by, so that the same one is kept once."""
    return hashlib.sha256(_kept(text).encode("utf-8", "surrogatepass")).hexdigest()


def source_named(*, actor: User | None, name: str, organisation: Organisation | None = None) -> Source:
    """Return the source of a name, made where there is none: nobody can say yet how reliable it is.

    Raises RefusedError without a name.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise RefusedError(_("Say who published it."))
    if organisation is not None:
        voice = Source.objects.filter(organisation=organisation).first()
        if voice is not None:
            return voice
    known = next((one for one in Source.objects.order_by("pk") if fold(one.name) == fold(wanted)), None)
    if known is not None:
        return known
    row = Source(name=wanted[:200], organisation=organisation)
    with change(row, "source.add", actor=actor):
        row.save()
    return row


def document_read(*, actor: User | None, document: Document) -> Sequence[Proposal]:
    """Make the proposals of a document that was not read yet; one that was stays as it is."""
    if document.read_at is not None:
        return []
    told = read(document.text, published=document.published, names=_known_names())
    return document_keep_reading(actor=actor, document=document, told=told)


def document_keep_reading(*, actor: User | None, document: Document, told: Reading) -> Sequence[Proposal]:
    """Keep what a reading found."""
    with writing():
        with change(document, "document.read", actor=actor):
            document.language = told.language
            document.notes = [*document.notes, *told.notes]
            document.read_at = timezone.now()
            document.save()
        rows = [
            Proposal(
                document=document,
                number=number,
                kind=one.kind,
                start=one.start,
                end=one.end,
                content=_storable(one.content),
            )
            for number, one in enumerate(told.found, 1)
        ]
        return create_many(Proposal, rows, "proposal.add", actor=actor)


def _storable(content: dict[str, Any]) -> dict[str, Any]:
    """Return what a database can keep: no signs that it has no place for."""
    return {
        name: value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
        if isinstance(value, str)
        else value
        for name, value in content.items()
    }


def _known_names() -> list[Any]:
    """Return all names that are known: of organisations and of people outside."""
    rows = Organisation.objects.values_list("name", "aliases")
    people = Outsider.objects.filter(erased_at=None).values_list("name", "aliases")
    return [
        *(known_name(name, "organisation", aliases) for name, aliases in rows),
        *(known_name(name, "person", aliases) for name, aliases in people),
    ]
