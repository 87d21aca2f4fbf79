"""The rows that a page shows of what is derived: read when they are first asked for, all of a kind at once.

What is derived is kept by keys alone (`selectors/kept.py`). Names and words are read for each page anew, so that no
name outlives its row in anything that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from muster.apps.market.models import Claim, Organisation, Outsider, Source

__all__ = ["RELATED", "Rows"]

RELATED = ("document", "source", "person", "joined", "left", "resolution")


class Rows:
    """Rows by the keys that the engine has, for the time of one request. A page that shows few says so by `expect`;
    what is not expected is read with all there is of its kind.
    """

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}
        self._people: dict[str, Outsider] = {}

    def expect(self, *, claims: Iterable[str] = (), people: Iterable[str] = ()) -> None:
        """Read the rows of these keys."""
        wanted = [int(key) for key in {*claims} - self._claims.keys()]
        if wanted:
            self._keep(Claim.objects.filter(pk__in=wanted).select_related(*RELATED))
        named = [int(key) for key in {*people} - self._people.keys()]
        if named:
            self._people |= {str(one.pk): one for one in Outsider.objects.filter(pk__in=named)}

    def claim(self, key: str) -> Claim:
        """Return a claim with its document, source, person, organisations and resolution."""
        if key not in self._claims:
            self._keep(Claim.objects.select_related(*RELATED))
        return self._claims[key]

    def person(self, key: str) -> Outsider:
        """Return somebody outside."""
        if key not in self._people:
            self._people |= {str(one.pk): one for one in Outsider.objects.all()}
        return self._people[key]

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Return all organisations."""
        return {str(one.pk): one for one in Organisation.objects.all()}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return all sources."""
        return {str(one.pk): one for one in Source.objects.all()}

    def _keep(self, claims: Iterable[Claim]) -> None:
        self._claims |= {str(one.pk): one for one in claims}
