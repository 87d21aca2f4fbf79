"""Scorecards say why: the extremes always, in words that fit the rating."""

from __future__ import annotations

from collections import Counter, defaultdict

from muster.demo.organisation import Organisation
from muster.demo.organisation.evidence import HEARD
from muster.demo.organisation.interview_records import Recommendation
from muster.demo.organisation.plans import CRITERIA


def test_the_lowest_and_the_highest_ratings_have_their_evidence(either: Organisation) -> None:
    noted = rated = 0
    for card in either.scorecards:
        notes = dict(card.content.notes)
        assert notes.keys() <= {name for name, _ in card.content.ratings}
        for name, value in card.content.ratings:
            rated += 1
            noted += name in notes
            if value in (1, len(CRITERIA[name].anchors)):
                assert notes[name]
    assert 0.3 < noted / rated < 0.75


def test_notes_fit_their_ratings(either: Organisation) -> None:
    for card in either.scorecards[:500]:
        ratings = dict(card.content.ratings)
        for name, note in card.content.notes:
            high = HEARD[CRITERIA[name].cluster]["high"]
            if any(note.endswith(one) for one in high):
                assert ratings[name] > len(CRITERIA[name].anchors) / 2


def test_recommendations_follow_the_ratings(either: Organisation) -> None:
    looks: defaultdict[str, list[float]] = defaultdict(list)
    for card in either.scorecards:
        places = [(value - 1) / (len(CRITERIA[name].anchors) - 1) for name, value in card.content.ratings]
        looks[card.content.recommendation].append(sum(places) / len(places))
    words: tuple[Recommendation, ...] = ("strong_no", "no_hire", "hire", "strong_hire")
    means = [sum(looks[word]) / len(looks[word]) for word in words]
    assert means == sorted(means)
    shares: Counter[str] = Counter(one.content.recommendation for one in either.scorecards)
    assert all(shares[word] > 0.03 * len(either.scorecards) for word in words)


def test_drafts_are_the_beginning_of_a_scorecard(either: Organisation) -> None:
    whole = {(one.interview_id, one.employee_id): one.content for one in either.scorecards}
    seen = 0
    for draft in either.drafts:
        assert draft.content.recommendation == ""
        later = whole.get((draft.interview_id, draft.employee_id))
        if later is not None:
            seen += 1
            assert later.ratings[: len(draft.content.ratings)] == draft.content.ratings
    assert seen > 50
