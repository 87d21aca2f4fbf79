"""The ids of another system, looked up and kept by the batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
from django.db import connection

from muster.apps.core.inserting import insert_values
from muster.apps.core.models import ExternalId
from muster.tables.vendors.shapes import (
    Application,
    Candidate,
    Department,
    Interview,
    Job,
    JobStage,
    Offer,
    Office,
    Person,
    Scorecard,
)

__all__ = ["Link", "Links", "digest_of_record"]

BATCH = 500
TABLE = "core_externalid"
COLUMNS = ("system", "kind", "external", "row", "digest", "version")
INSERT = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)})"
LINE = f"({', '.join(['%s'] * len(COLUMNS))})"
RENEW = (
    "ON CONFLICT (system, kind, external) DO UPDATE SET"
    " row = excluded.row, digest = excluded.digest, version = excluded.version"
)
Digested = (
    Application | Candidate | Department | Interview | Job | JobStage | Offer | Office | Person | Scorecard
)


@dataclass(frozen=True, slots=True)
class Link:
    """The row that a record became. `version` is the row's then, 0 where the row is not the import's."""

    row: int
    digest: str
    version: int


def digest_of_record(record: Digested) -> str:
    """Return what tells a record from any other."""
    return blake2b(msgspec.json.encode(record), digest_size=16).hexdigest()


class Links:
    """The ids of one system."""

    def __init__(self, system: str) -> None:
        self.system = system

    def find(self, kind: str, externals: Sequence[str]) -> dict[str, Link]:
        """Return what is known of some ids."""
        found: dict[str, Link] = {}
        for start in range(0, len(externals), BATCH):
            rows = ExternalId.objects.filter(
                system=self.system, kind=kind, external__in=externals[start : start + BATCH]
            ).values_list("external", "row", "digest", "version")
            found |= {external: Link(row, digest, version) for external, row, digest, version in rows}
        return found

    def all(self, kind: str) -> dict[str, int]:
        """Return the rows of all ids of a kind of which there are few."""
        rows = ExternalId.objects.filter(system=self.system, kind=kind).values_list("external", "row")
        return dict(rows.iterator(2_000))

    def add(self, kind: str, links: Iterable[tuple[str, int, str, int]]) -> None:
        """Keep new ids: id, row, digest, version."""
        insert_values(TABLE, COLUMNS, [(self.system, kind, *link) for link in links])

    def renew(self, kind: str, links: Iterable[tuple[str, int, str, int]]) -> None:
        """Keep ids that may be known."""
        rows = list(links)
        with connection.cursor() as cursor:
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                lines = ", ".join([LINE] * len(part))
                values = [value for link in part for value in (self.system, kind, *link)]
                cursor.execute(f"{INSERT} VALUES {lines} {RENEW}", values)
