"""The tables that New York City's Local Law 144 has published: 6 RCNY 5-301, and what may stand in them.

For each category the number of applicants, the selection rate (with the number selected) or the scoring rate, and the
impact ratio; how many people's category is unknown; and which categories are left out of the ratio because they have
less than 2 % of the people. Beyond the rules, counts too small to publish are left out (see `disclosure`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.audit.disclosure import SMALLEST, Earlier, hide_small
from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit

__all__ = [
    "EXCLUDED",
    "SUPPRESSED",
    "WITHHELD",
    "LocalLawTable",
    "Publication",
    "publish_tables",
    "tables_without",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EXCLUDED, SUPPRESSED, WITHHELD = "excluded", "suppressed", "withheld"


@dataclass(frozen=True, eq=False)
class LocalLawTable:
    """One published table, rows by category, (K) each; NaN stands for what is not published.

    `parts` names the attributes, two for an intersection, `part_categories` (K) each row's category in them.
    `selected` is None in a table of scores, as in the rules. `note` says of a row that it is `excluded` (less than
    the least share of the people), `suppressed` (too few to publish, or needed to hide those) or `withheld` (its ratio
    would tell the rate of a suppressed category); else it is empty. `unknown` people are in no row.
    """

    name: str
    parts: tuple[str, ...]
    part_categories: tuple[tuple[str, ...], ...]
    applicants: Floats
    selected: Floats | None
    rate: Floats
    impact_ratio: Floats
    note: tuple[str, ...]
    unknown: int

    @property
    def category(self) -> tuple[str, ...]:
        """The rows' names."""
        return tuple(" x ".join(one) for one in self.part_categories)

    def to_frame(self) -> dict[str, object]:
        """Return the columns in the order of the rules: the categories, one column an attribute, then the numbers."""
        categories = {
            name: tuple(one[place] for one in self.part_categories) for place, name in enumerate(self.parts)
        }
        numbers: dict[str, object] = {"applicants": self.applicants}
        if self.selected is not None:
            numbers["selected"] = self.selected
        rate = "scoring_rate" if self.selected is None else "selection_rate"
        return {
            **categories,
            **numbers,
            rate: self.rate,
            "impact_ratio": self.impact_ratio,
            "note": self.note,
        }


@dataclass(frozen=True, eq=False)
class Publication:
    """The tables, one an attribute; `report` is what a later publication is compared with, so that it can hide what
    the two together would tell.
    """

    tables: tuple[LocalLawTable, ...]
    report: Earlier
    smallest: int
    least_share: float


def publish_tables(
    audit: SelectionAudit,
    *,
    smallest: int = SMALLEST,
    earlier: Earlier | Sequence[Earlier] | None = None,
) -> Publication:
    """Return the tables of an audit of one stage as they may be published.

    `smallest` is the number of people below which a category is not published, `earlier` the report that was published
    before (`Publication.report`), or several. Raises InputError as `hide_small` does.
    """
    counts = tuple(one.counts for one in audit.attributes)
    # Without its reference an attribute has no ratio to publish.
    references = [one.reference for one in audit.attributes]
    hidden = hide_small(counts, smallest=smallest, earlier=earlier, references=references)
    return Publication(tables_without(audit, hidden), Earlier(counts, hidden), smallest, audit.least_share)


def tables_without(audit: SelectionAudit, hidden: Sequence[Flags]) -> tuple[LocalLawTable, ...]:
    """Return the tables of an audit without what is hidden of each attribute, flags (K)."""
    scored = audit.median is not None
    return tuple(
        _table(one, flags, scored=scored) for one, flags in zip(audit.attributes, hidden, strict=True)
    )


def _table(audit: AttributeAudit, hidden: Flags, *, scored: bool) -> LocalLawTable:
    categories = audit.categories
    withheld = audit.reference is not None and bool(hidden[audit.reference])
    ratio = np.where(hidden | withheld, np.nan, categories.impact_ratio)
    return LocalLawTable(
        name=audit.name,
        parts=audit.counts.parts,
        part_categories=audit.counts.part_categories,
        applicants=np.where(hidden, np.nan, categories.n),
        selected=None if scored else np.where(hidden, np.nan, categories.selected),
        rate=np.where(hidden, np.nan, categories.rate),
        impact_ratio=ratio,
        note=tuple(
            _note(bool(flag), bool(included), audit.reference is not None, withheld)
            for flag, included in zip(hidden, categories.included, strict=True)
        ),
        unknown=audit.unknown,
    )


def _note(hidden: bool, included: bool, compared: bool, withheld: bool) -> str:
    if hidden:
        return SUPPRESSED
    if compared and not included:
        return EXCLUDED
    return WITHHELD if withheld else ""
