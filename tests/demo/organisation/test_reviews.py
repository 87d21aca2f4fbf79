"""Blind reviews come before the first decision, and the decision mostly follows them."""

from __future__ import annotations

from collections import Counter, defaultdict

from muster.demo.organisation import Organisation
from muster.demo.organisation.plans import CRITERIA, KITS, REVIEW_KIT


def test_reviews_are_of_blind_requisitions_by_different_people(either: Organisation) -> None:
    blind = {one.id for one in either.requisitions if one.blind}
    requisition = {one.id: one.requisition_id for one in either.applications}
    reviewers = defaultdict(list)
    for review in either.reviews:
        assert requisition[review.application_id] in blind
        reviewers[review.application_id].append(review.reviewer_id)
    assert all(len(set(those)) == len(those) <= 2 for those in reviewers.values())
    assert {len(those) for those in reviewers.values()} == {1, 2}


def test_reviews_come_in_the_first_stage(either: Organisation) -> None:
    applied = {one.id: one.applied_at for one in either.applications}
    decided = {one.application_id: one.at for one in either.closings if one.stage == "Applied"}
    decided |= {one.application_id: one.at for one in either.moves if one.from_stage == "Applied"}
    for review in either.reviews:
        assert applied[review.application_id] < review.reviewed_at
        if review.application_id in decided:
            assert review.reviewed_at < decided[review.application_id]


def test_every_criterion_of_the_kit_is_rated_on_its_scale(either: Organisation) -> None:
    for review in either.reviews:
        assert tuple(name for name, _ in review.ratings) == KITS[REVIEW_KIT].criteria
        assert all(1 <= rating <= len(CRITERIA[name].anchors) for name, rating in review.ratings)


def test_verdicts_go_with_ratings_and_with_what_follows(either: Organisation) -> None:
    totals: dict[str, list[int]] = defaultdict(list)
    went_on = {one.application_id for one in either.moves}
    followed: Counter[tuple[str, bool]] = Counter()
    for review in either.reviews:
        totals[review.verdict].append(sum(rating for _, rating in review.ratings))
        followed[review.verdict, review.application_id in went_on] += 1
    means = [sum(totals[verdict]) / len(totals[verdict]) for verdict in ("decline", "hold", "advance")]
    assert means == sorted(means)
    assert followed["advance", True] > 2 * followed["advance", False]
    assert followed["decline", False] > 5 * followed["decline", True]
    assert 0.3 < sum(not review.note for review in either.reviews) / len(either.reviews) < 0.5
