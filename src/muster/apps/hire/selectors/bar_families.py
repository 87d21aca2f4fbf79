"""What a run of the bar says of each job family's hires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from muster.apps.hire.bridge.bar import FAMILY_COLUMNS
from muster.apps.hire.bridge.corrections import corrected_by_holm
from muster.apps.hire.models import BarRun, BarStanding
from muster.apps.hire.selectors.choice_words import chance_words
from muster.apps.org.models import JobFamily

__all__ = ["FEW", "FamilyRow", "falling_words", "families_of"]

FEW = 5  # hires below which what is said of a family tells of each of them
ERROR = 0.1  # chance to call any family falling that does not, by Holm's correction


@dataclass(frozen=True)
class FamilyRow:
    """The hires of a family: `slope` is the change of their merit in logits a year, `p_falls` the chance that it is
    below 0, and `falls` whether that is clear among so many families. Of `compared` who had a bar on the day of their
    decision, `expected` are below it, counting everybody by their chance.
    """

    name: str
    count: int
    slope: float
    low: float
    high: float
    p_falls: float
    falls: bool
    compared: int
    expected: float

    @property
    def chance(self) -> str:
        """Return the chance that their level falls, in words."""
        return chance_words(self.p_falls)


def families_of(run: BarRun) -> tuple[FamilyRow, ...]:
    """Return the families with enough hires, the one that falls most surely first; none of a run before these were."""
    told = [dict(zip(FAMILY_COLUMNS, row, strict=True)) for row in run.model.get("families", [])]
    told = sorted((one for one in told if one["count"] >= FEW), key=lambda one: one["p_rises"])
    if not told:
        return ()
    names = dict(
        JobFamily.objects.filter(pk__in=[int(one["family"]) for one in told]).values_list("pk", "name")
    )
    hires = BarStanding.objects.filter(run=run, p_below__isnull=False).order_by()
    below = {
        row["application__requisition__family"]: (row["compared"], row["expected"])
        for row in hires.values("application__requisition__family").annotate(
            compared=Count("pk"), expected=Sum("p_below")
        )
    }
    corrected = corrected_by_holm([one["p_rises"] for one in told])
    rows = []
    for one, p_rises in zip(told, corrected, strict=True):
        compared, expected = below.get(int(one["family"]), (0, 0.0))
        rows.append(
            FamilyRow(
                name=names.get(int(one["family"]), ""),
                count=one["count"],
                slope=one["slope"],
                low=one["low"],
                high=one["high"],
                p_falls=1 - one["p_rises"],
                falls=p_rises <= ERROR,
                compared=compared,
                expected=expected,
            )
        )
    return tuple(rows)


def falling_words(rows: Sequence[FamilyRow]) -> str:
    """Return which families' hires clearly fall, in one sentence; nothing where there is no family."""
    names = [row.name for row in rows if row.falls]
    if not rows:
        return ""
    if not names:
        return _(
            "In no job family does the level of hires fall so clearly that chance among so many is no answer."
        )
    return _("The level of hires falls in: %(families)s.") % {"families": ", ".join(names)}
