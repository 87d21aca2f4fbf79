"""What is held beside a package."""

from __future__ import annotations

import math

import pytest

from muster.engine.errors import InputError
from muster.engine.pay.references import (
    ClaimedPay,
    PayBand,
    place_in_band,
    place_in_claims,
    place_in_peers,
)
from tests.engine.pay.packages import on


def test_an_amount_has_its_place_in_a_band() -> None:
    band = PayBand(100.0, 300.0)
    inside, below, above = (place_in_band(amount, band) for amount in (250.0, 50.0, 301.0))
    assert (inside.compa_ratio, inside.penetration, inside.place) == (1.25, 0.75, "within")
    assert (below.place, above.place) == ("below", "above")
    assert place_in_band(300.0, band).place == "within"
    with pytest.raises(InputError, match="it must rise"):
        PayBand(300.0, 100.0)


def test_of_few_peers_nothing_is_told_but_how_many() -> None:
    few = place_in_peers(100.0, [90.0, 100.0, 110.0, 500.0])
    assert (few.count, few.hidden) == (4, True)
    assert all(math.isnan(value) for value in (few.p25, few.median, few.p75, few.share_below))
    enough = place_in_peers(100.0, [500.0, 90.0, 100.0, 110.0, 95.0])
    assert (enough.median, enough.share_below, enough.hidden) == (100.0, 0.5, False)
    assert place_in_peers(100.0, [90.0] * 9, least=10).hidden
    with pytest.raises(InputError, match="least is 4"):
        place_in_peers(100.0, [90.0] * 9, least=4)
    with pytest.raises(InputError, match="peers get"):
        place_in_peers(100.0, [90.0, -1.0])


def test_a_claim_has_a_source_and_stays_a_claim() -> None:
    old = ClaimedPay(80.0, "a newspaper", on("2026-01-01"))
    new = ClaimedPay(200.0, "a rival", on("2026-06-01"), "disputes")
    found = place_in_claims(100.0, [old, new], today=on("2026-06-11"))
    assert [(each.ratio, each.claim.stance, each.age) for each in found] == [
        (0.5, "disputes", 10),
        (1.25, "asserts", 161),
    ]
    with pytest.raises(InputError, match="no source"):
        ClaimedPay(80.0, " ", on("2026-01-01"))
    with pytest.raises(InputError, match="stance"):
        ClaimedPay(80.0, "a rival", on("2026-01-01"), "believes")
    with pytest.raises(InputError, match="above 0"):
        ClaimedPay(0.0, "a rival", on("2026-01-01"))
    with pytest.raises(InputError, match="dated 2026-06-01, after 2026-05-01"):
        place_in_claims(100.0, [new], today=on("2026-05-01"))
