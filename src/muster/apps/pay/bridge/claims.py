"""A package beside what is said in public: under the convention in which it is quoted, with who says so and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from muster.apps.pay.bridge.packages import Summary
from muster.apps.pay.models import PayClaim, Quote
from muster.engine.pay.references import ClaimedPay, place_in_claims

__all__ = ["ClaimPlace", "claim_places"]


@dataclass(frozen=True)
class ClaimPlace:
    """A claim with the package's amount under its convention and the amount's ratio to the middle of what is claimed;
    None where the claim is in another currency. `days` is how long ago it was said.
    """

    claim: PayClaim
    amount: Decimal | None
    ratio: float | None
    days: int


def claim_places(summary: Summary, claims: Iterable[PayClaim], *, today: date) -> list[ClaimPlace]:
    """Return a package beside claims, in their order."""
    amounts = {
        Quote.TOTAL: summary.total,
        Quote.YEARLY: summary.yearly,
        Quote.FIRST_YEAR: summary.first_year,
        Quote.SIGNING: summary.signing,
        Quote.BASE: summary.base,
    }
    found = []
    for one in claims:
        if one.currency != summary.currency:
            found.append(ClaimPlace(one, None, None, (today - one.said_on).days))
            continue
        amount = amounts[Quote(one.quote)]
        said = ClaimedPay(
            float(one.low + one.high) / 2, one.source, np.datetime64(one.said_on, "D"), one.stance
        )
        now = np.datetime64(max(today, one.said_on), "D")  # said where it is tomorrow already
        [place] = place_in_claims(float(amount), [said], today=now)
        found.append(ClaimPlace(one, amount, place.ratio, place.age))
    return found
