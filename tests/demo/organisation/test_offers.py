"""Three hundred offers: each on a signed decision, ending as its application did, in the right order of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta

import pytest

from muster.demo.organisation import Organisation
from muster.demo.organisation.offer_packages import WHOLE
from muster.demo.organisation.offer_records import Offer
from muster.demo.organisation.offers import LEAST_DAYS, MOST, draw_offers, signers_of_packages
from muster.demo.organisation.pay_scales import bands_of, claims_of, rounded
from muster.engine.pay.package import value_package
from muster.tables.packages import read_content


@pytest.fixture(scope="module")
def offers(organisation: Organisation) -> tuple[Offer, ...]:
    return draw_offers(organisation)


def state_of(one: Offer) -> str:
    """Return what became of an offer."""
    if one.answer is not None:
        return "accepted" if one.answer.accepted else "declined"
    if one.ending is not None:
        return one.ending.state
    if one.sending is not None:
        return "sent"
    if not one.versions[-1].signoffs:
        return "draft"
    verdict = one.versions[-1].signoffs[-1].verdict
    return {None: "signing", "sign": "signed", "send_back": "sent_back", "refuse": "refused"}[verdict]


def test_there_are_offers_in_all_states(organisation: Organisation, offers: tuple[Offer, ...]) -> None:
    counts = Counter(map(state_of, offers))
    assert MOST - 1 <= len(offers) <= MOST
    assert set(counts) == {
        *("draft", "signing", "sent_back", "refused", "signed", "sent"),
        *("accepted", "declined", "expired", "withdrawn"),
    }, counts
    assert counts["accepted"] > counts["declined"] > 20
    assert sum(len(one.versions) > 1 for one in offers) > 20
    assert draw_offers(organisation) == offers


def test_each_rests_on_a_decision_to_hire_and_ends_as_the_application_did(
    organisation: Organisation, offers: tuple[Offer, ...]
) -> None:
    signed = {one.decision_id: one for one in organisation.signatures if one.outcome == "hire"}
    closings = {one.application_id: one for one in organisation.closings}
    employees = {one.id for one in organisation.employees}
    last: dict[str, Offer] = {}
    for one in offers:
        assert one.opened_at >= signed[one.decision_id].signed_at
        assert one.by_id in employees
        last[one.application_id] = one
    for key, one in last.items():
        closing, state = closings.get(key), state_of(one)
        assert (state == "accepted") == (closing is not None and closing.outcome == "hired")
        if closing is None:
            assert state in ("draft", "signing", "sent_back", "signed", "sent", "refused")
        elif one.answer is not None:
            assert one.answer.answered_at == closing.at


def test_no_opening_has_more_offers_than_places(
    organisation: Organisation, offers: tuple[Offer, ...]
) -> None:
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    closings = {one.application_id: one for one in organisation.closings}
    taken = Counter(requisition_of[key] for key, one in closings.items() if one.outcome == "hired")
    open_states = ("draft", "signing", "sent_back", "signed", "sent")
    taken.update(requisition_of[one.application_id] for one in offers if state_of(one) in open_states)
    assert all(taken[one.id] <= one.openings for one in organisation.requisitions)


def test_what_happens_is_in_order(organisation: Organisation, offers: tuple[Offer, ...]) -> None:
    now = datetime.combine(organisation.until, time.max, UTC)
    head = signers_of_packages(organisation)["executive"]
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for one in offers:
        numbers[one.application_id].append(one.number)
        moments = [one.opened_at]
        for version in one.versions:
            moments.append(version.made_at)
            for signoff in version.signoffs:
                moments += [each for each in (signoff.asked_at, signoff.decided_at) if each is not None]
                assert signoff.role != "executive" or signoff.signer_id in (head, None)
                assert signoff.signer_id != one.by_id
        if one.sending is not None:
            moments.append(one.sending.sent_at)
            assert one.sending.last_day >= (one.sending.sent_at + timedelta(days=LEAST_DAYS)).date()
            assert state_of(one) != "sent" or one.sending.last_day > organisation.until
        moments += [] if one.answer is None else [one.answer.answered_at]
        moments += [] if one.ending is None else [one.ending.at]
        assert moments == sorted(moments), one
        assert moments[-1] <= now
    assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())


def test_packages_are_sound_and_two_are_famous(offers: tuple[Offer, ...]) -> None:
    famous = []
    for one in offers[:60]:
        read_content(one.versions[-1].content)  # raises with all that is wrong
    for one in offers:
        content = one.versions[-1].content
        if content["base"]["amount"] == 1_000_000 and content.get("years") == 4:
            famous.append(value_package(read_content(content), paths=2))
    assert len(famous) == 2
    assert {round(each.total) for each in famous} == {WHOLE}
    assert WHOLE >= 100_000_000
    shares, bonus = sorted(famous, key=lambda each: each.first_year.signing_only)
    assert (shares.first_year.signing_only, bonus.whole.signing_only) == (0, WHOLE - 4_000_000)
    assert float(shares.vesting.value[0]) == pytest.approx((WHOLE - 4_000_000) / 4)


def test_bands_and_claims(organisation: Organisation) -> None:
    bands = bands_of(organisation.requisitions)
    keys = Counter((one.family, one.level_id, one.part, one.currency) for one in bands)
    assert max(keys.values()) == 1
    assert all(0 < one.low < one.high for one in bands)
    claims = claims_of(organisation.until)
    assert {one.stance for one in claims} == {"asserts", "disputes"}
    assert all(0 < one.low <= one.high and one.said_on < organisation.until for one in claims)
    assert [rounded(each) for each in (1.4, 187_654.0, 2_916_000_000.0)] == [1, 188_000, 2_920_000_000]
