"""Scorecards: an interviewer's ratings with what they rest on, a summary and a recommendation that follows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from muster.demo.criteria import draw_thresholds
from muster.demo.organisation.evidence import ASKED, HEARD, SUMMARIES, Band
from muster.demo.organisation.interview_records import Content, Recommendation
from muster.demo.organisation.plans import CRITERIA, KITS, OWN_CRITERIA
from muster.demo.rating import Rater, Rating, standing
from muster.demo.requisitions import CandidateTruth
from muster.demo.staff import InterviewerTruth
from muster.demo.world import World

__all__ = ["Scorecards"]

NOTED_SHARE = 0.4
NOTED_WHEN_HURRIED = 0.1
SUMMED_UP_SHARE = 0.8
SD_RECOMMENDATION = 0.05
BARS: Sequence[tuple[float, Recommendation]] = ((0.78, "strong_hire"), (0.52, "hire"), (0.27, "no_hire"))

_Item = TypeVar("_Item")


class Scorecards:
    """Writes scorecards, from the true thresholds of the season's criteria and of the company's own."""

    def __init__(self, world: World, season: Mapping[str, tuple[float, ...]]) -> None:
        self._rng = world.stream("organisation/scorecards")
        own = draw_thresholds(world, OWN_CRITERIA, stream="organisation/criteria/thresholds")
        self._rater = Rater({**season, **own}, CRITERIA)

    def write(self, kit: str, candidate: CandidateTruth, interviewer: InterviewerTruth) -> Content:
        """Return what an interviewer makes of an interview."""
        ratings, _ = self._rater.draw(KITS[kit], candidate, interviewer, self._rng)
        return self.describe(ratings, interviewer)

    def describe(self, ratings: Sequence[Rating], interviewer: InterviewerTruth) -> Content:
        """Return ratings with their notes, a recommendation and mostly a summary. The lowest and the highest ratings
        always have a note; those left out have none.
        """
        rng = self._rng
        noted = NOTED_WHEN_HURRIED if interviewer.hurried else NOTED_SHARE
        given = [(one.criterion, one.value) for one in ratings if one.value is not None]
        notes = tuple(
            (name, self._note(name, value))
            for name, value in given
            if value in (1, len(CRITERIA[name].anchors)) or rng.random() < noted
        )
        looks = standing(tuple(ratings), CRITERIA) + float(rng.normal(0.0, SD_RECOMMENDATION))
        recommendation: Recommendation = next((word for bar, word in BARS if looks >= bar), "strong_no")
        summary = self._choose(SUMMARIES[recommendation]) if rng.random() < SUMMED_UP_SHARE else ""
        return Content(tuple(given), notes, recommendation, summary)

    def begin(self, content: Content) -> Content:
        """Return the first part of what will be written."""
        kept = max(1, len(content.ratings) // 2)
        ratings = content.ratings[:kept]
        names = {name for name, _ in ratings}
        notes = tuple((name, note) for name, note in content.notes if name in names)
        return Content(ratings, notes, "", "")

    def correct(self, content: Content) -> Content:
        """Return a content with one rating changed by one, and a note to it."""
        place = int(self._rng.integers(len(content.ratings)))
        name, value = content.ratings[place]
        value += 1 if value == 1 or (value < len(CRITERIA[name].anchors) and self._rng.random() < 0.6) else -1
        ratings = (*content.ratings[:place], (name, value), *content.ratings[place + 1 :])
        others = tuple(note for note in content.notes if note[0] != name)
        return replace(content, ratings=ratings, notes=(*others, (name, self._note(name, value))))

    def _note(self, criterion: str, value: int) -> str:
        heard = HEARD[CRITERIA[criterion].cluster][_band(criterion, value)]
        return f"{self._choose(ASKED[criterion])}: {self._choose(heard)}"

    def _choose(self, items: Sequence[_Item]) -> _Item:
        return items[int(self._rng.integers(len(items)))]


def _band(criterion: str, value: int) -> Band:
    place = (value - 1) / (len(CRITERIA[criterion].anchors) - 1)
    return "low" if place < 0.4 else "middle" if place < 0.6 else "high"
