"""The derived ledger of moves and packages, kept by each process for as long as nothing changes that it rests on.

What changed is read from the company's ledger of changes, which every writer tells: the kept state names the last
entry that it has seen, and a page asks for those after it. One claim more is so derived for one person alone, in the
very next page. An entry that is not what it was (a backup was restored, a transaction taken back) means that all is
derived anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from django.db.models import Q, QuerySet

from muster.apps.core.models import Entry
from muster.apps.market.bridge.ledger import Derived, Party, Told, derive_again, party_named
from muster.apps.market.models import Claim, Document, Outsider, Proposal, Resolution, Source

__all__ = ["Keeper", "told_now"]

FIGURES = ("money", "count")
RESTS_ON = (Claim, Document, Outsider, Resolution, Source)
MANY = 2_000  # changes from which all is derived anew
AT_ONCE = 500  # rows
READ = (
    *("person_id", "joined_id", "left_id", "source_id", "said_on", "kind", "stance", "hedged", "quoted"),
    *("low", "high", "currency", "quote", "years", "start", "end", "document__text", "role"),
    *("resolution__claim", "resolution__outcome"),
)
"""The columns that the ledger follows from."""


@dataclass(frozen=True)
class Known:
    """Whom a claim is about, its document, and its resolution where it has one."""

    party: Party
    document: int
    resolution: int | None


@dataclass(frozen=True)
class Kept:
    """A derived ledger, and the last entry of the ledger of changes that it has seen."""

    sequence: int = 0
    digest: str = ""
    derived: Derived = field(default_factory=Derived)
    known: dict[int, Known] = field(default_factory=dict)


class Keeper:
    """Keeps the derived ledger of one process. Its threads take turns where something has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept = Kept()

    def told(self) -> Told:
        """Return the ledger as it follows from all claims there are now, of nobody who was erased."""
        tip = _tip()
        if tip != (self._kept.sequence, self._kept.digest):
            with self._lock:  # another thread may have done it meanwhile, or more was written
                tip = _tip()
                if tip != (self._kept.sequence, self._kept.digest):
                    self._kept = _renewed(self._kept, *tip)
        return self._kept.derived.told


def _tip() -> tuple[int, str]:
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return (0, "") if last is None else last


def _renewed(kept: Kept, sequence: int, digest: str) -> Kept:
    changed = _changed(kept, sequence)
    rows = Claim.objects.exclude(person__erased_at__isnull=False)
    if changed is not None:
        if not changed.parties and not changed.sources:
            return Kept(sequence, digest, kept.derived, kept.known)
        rows = rows.filter(_about(changed.parties))
    known = {} if changed is None else {
        pk: one for pk, one in kept.known.items() if one.party not in changed.parties
    }  # fmt: skip
    derived = derive_again(
        Derived() if changed is None else kept.derived,
        _noted(_with_figures(rows), known) if changed is None or changed.parties else (),
        changed=None if changed is None else changed.parties,
        sources=Source.objects.only("grade").order_by("pk"),
    )
    return Kept(sequence, digest, derived, known)


@dataclass(frozen=True)
class Changed:
    """Whom something was changed about, and whether sources were."""

    parties: frozenset[Party]
    sources: bool


def _changed(kept: Kept, sequence: int) -> Changed | None:
    """Return what was changed since; None where that cannot be told, or is much."""
    if not kept.sequence or kept.sequence > sequence:
        return None
    if Entry.objects.filter(sequence=kept.sequence).values_list("digest", flat=True).first() != kept.digest:
        return None
    kinds = {model.ledger_kind(): model for model in RESTS_ON}
    since = Entry.objects.filter(sequence__gt=kept.sequence, sequence__lte=sequence, kind__in=kinds)
    rows: defaultdict[type, set[int]] = defaultdict(set)
    entries = list(since.order_by("sequence").values_list("kind", "row")[: MANY + 1])
    if len(entries) > MANY:
        return None
    for kind, row in entries:
        rows[kinds[kind]].add(row)
    claims, resolutions, documents = rows[Claim], rows[Resolution], rows[Document]
    about = {
        one.party
        for pk, one in kept.known.items()
        if pk in claims or one.resolution in resolutions or one.document in documents
    }
    about |= {party_named(pk, None) for pk in rows[Outsider]}
    if claims or resolutions or documents:
        asked = Q(pk__in=claims) | Q(resolution__in=resolutions) | Q(document__in=documents)
        about |= {party_named(*one) for one in Claim.objects.filter(asked).values_list("person", "joined")}
    return Changed(frozenset(about), bool(rows[Source]))


def _about(parties: Iterable[Party]) -> Q:
    people = [int(person) for person, _payer in parties if person is not None]
    payers = [int(payer) for person, payer in parties if person is None and payer is not None]
    return Q(person__in=people) | Q(person=None, joined__in=payers)


def _with_figures(rows: QuerySet[Claim]) -> Iterator[tuple[Claim, frozenset[float]]]:
    """Yield claims, those about one person together, with the amounts and counts in the document of each."""
    ordered = rows.select_related("document", "resolution").only(*READ).order_by("person_id", "pk")
    found: defaultdict[int, set[float]] = defaultdict(set)
    figures = Proposal.objects.filter(kind__in=FIGURES, document__in=rows.order_by().values("document"))
    for document, content in figures.values_list("document", "content").iterator(chunk_size=AT_ONCE):
        found[document] |= {float(content[name]) for name in ("low", "high") if name in content}
    for one in ordered.iterator(chunk_size=AT_ONCE):
        yield one, frozenset(found.get(one.document_id, ()))


def _noted(
    rows: Iterable[tuple[Claim, frozenset[float]]], known: dict[int, Known]
) -> Iterator[tuple[Claim, frozenset[float]]]:
    """Yield rows, and note of each what it takes to know whom a later change of it is about."""
    for row, figures in rows:
        resolution = getattr(row, "resolution", None)
        known[row.pk] = Known(
            party_named(row.person_id, row.joined_id),
            row.document_id,
            None if resolution is None else resolution.pk,
        )
        yield row, figures


_KEEPER = Keeper()


def told_now() -> Told:
    """Return the ledger of this process, renewed where something that it rests on was changed."""
    return _KEEPER.told()
