"""The ranking of a target list as one digest, by which a change of it shows."""

from __future__ import annotations

from muster.apps.core.ledger.digest import digest_of
from muster.apps.market.models import TargetList

__all__ = ["ranking_digest"]


def ranking_digest(target_list: TargetList) -> str:
    """Return the SHA-256 of who stood at which rank when the list was fixed, by keys: whoever is erased stays
    in it.
    """
    ranks = target_list.targets.filter(late=False).order_by("rank").values_list("rank", "outsider_id")
    return digest_of("market.targetlist", target_list.pk, [list(pair) for pair in ranks])
