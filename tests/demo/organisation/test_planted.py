"""What is planted is found by the engine, where it is planted and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from muster.demo.organisation import Organisation, build_organisation
from muster.demo.organisation.bars import FIRST_SET_ON
from muster.demo.organisation.interview_records import Scorecard
from muster.demo.organisation.interviewers import LENIENT_SEVERITY
from muster.demo.organisation.moving import move_to
from muster.demo.organisation.planted import SLIPPING, SLIPS_FROM
from muster.engine.hire.audit.raters import audit_raters
from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.shapes import Scorecards

FEW = 20  # scorecards, below which a panel says little


@dataclass(frozen=True)
class Rated:
    """The ratings of all who interview by themselves: each with its scorecard, and the application it is of."""

    organisation: Organisation
    rows: list[tuple[str, Scorecard, str, int]]

    def scorecards(self, *, people: bool) -> Scorecards:
        """Return them as the engine takes them, by candidate or by application."""
        person = {one.id: one.candidate_id for one in self.organisation.applications}
        return Scorecards.from_columns(
            candidate=np.array([person[key] if people else key for key, *_ in self.rows]),
            interviewer=np.array([card.employee_id for _, card, _, _ in self.rows]),
            criterion=np.array([name for *_, name, _ in self.rows]),
            rating=np.array([value for *_, value in self.rows], np.int32),
            interview=np.array([card.interview_id for _, card, _, _ in self.rows]),
        )

    def requisition_of(self) -> dict[str, str]:
        """Return the requisition of each application."""
        return {one.id: one.requisition_id for one in self.organisation.applications}


@pytest.fixture(scope="module")
def rated(organisation: Organisation) -> Rated:
    shadows = {(one.interview_id, one.employee_id) for one in organisation.seats if one.shadow}
    application = {one.id: one.application_id for one in organisation.interviews}
    rows = [
        (application[card.interview_id], card, name, value)
        for card in organisation.scorecards
        if (card.interview_id, card.employee_id) not in shadows
        for name, value in card.content.ratings
    ]
    return Rated(organisation, rows)


@pytest.fixture(scope="module")
def merit(rated: Rated) -> MeritEstimate:
    return estimate_merit(rated.scorecards(people=True), threads=1)


def _panels(rated: Rated) -> dict[str, list[str]]:
    """Return who wrote the scorecards of each requisition that has enough."""
    requisition = rated.requisition_of()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, card in {card.id: (key, card) for key, card, *_ in rated.rows}.values():
        found[requisition[key]].append(card.employee_id)
    return {key: people for key, people in found.items() if len(people) >= FEW}


def test_one_panel_is_lenient(rated: Rated, merit: MeritEstimate) -> None:
    truth = rated.organisation.truth
    planted = truth.planted
    severity = dict(
        zip(merit.interviewers.interviewer_id.tolist(), merit.interviewers.severity.tolist(), strict=True)
    )
    panels = _panels(rated)
    found = {key: float(np.mean([severity[one] for one in people])) for key, people in panels.items()}
    assert planted.lenient_requisition is not None
    lenient = found.pop(planted.lenient_requisition)
    assert set(panels[planted.lenient_requisition]) <= set(planted.lenient_panel)
    true = [truth.interviewers[one].severity for one in planted.lenient_panel]
    assert np.mean(true) == pytest.approx(LENIENT_SEVERITY[0], abs=0.15)
    assert max(true) < -0.8
    assert lenient < -0.65
    assert min(found.values()) > -0.4
    assert len(found) > 30


def test_merit_is_not_taken_in_by_it(rated: Rated, merit: MeritEstimate) -> None:
    """Its candidates look better than others do, and are not: most of the panel's leniency, of about 1, is taken out.
    Not all is: few of its candidates met anybody else.
    """
    planted = rated.organisation.truth.planted
    requisition = rated.requisition_of()
    person = {one.id: one.candidate_id for one in rated.organisation.applications}
    theirs = {person[key] for key, *_ in rated.rows if requisition[key] == planted.lenient_requisition}
    here = np.isin(merit.candidate_ids.tolist(), list(theirs))
    true = np.array([rated.organisation.truth.candidates[one].merit for one in merit.candidate_ids.tolist()])
    looks: dict[bool, list[int]] = {True: [], False: []}
    for key, _, _, value in rated.rows:
        looks[requisition[key] == planted.lenient_requisition].append(value)
    assert np.mean(looks[True]) > np.mean(looks[False]) + 0.2
    told = merit.merit[here].mean() - merit.merit[~here].mean()
    assert told == pytest.approx(true[here].mean() - true[~here].mean(), abs=-LENIENT_SEVERITY[0] / 2)


def _answers(organisation: Organisation, merit: MeritEstimate, question: str) -> list[str | None]:
    told = organisation.self_identification
    found = [told[one].answers[question] if one in told else None for one in merit.candidate_ids.tolist()]
    return [None if one == "prefer not to say" else one for one in found]


def test_one_interviewer_rates_a_group_lower(organisation: Organisation, merit: MeritEstimate) -> None:
    planted = organisation.truth.planted
    audit = audit_raters(merit, _answers(organisation, merit, planted.question))
    cells = audit.interviewers
    flagged = [place for place, found in enumerate(cells.flagged.tolist()) if found]
    assert flagged
    assert {cells.subject[place] for place in flagged} == {planted.partial_interviewer}
    effects = dict(zip(zip(cells.subject, cells.group, strict=True), cells.estimate.tolist(), strict=True))
    assert planted.partial_interviewer is not None
    assert effects[planted.partial_interviewer, planted.group] < planted.group_effect / 2
    assert len(cells.subject) > 100
    assert not audit.criteria.flagged.any()


@pytest.mark.parametrize("question", ["ethnicity", "age band"])
def test_no_other_group_is_rated_otherwise(
    organisation: Organisation, merit: MeritEstimate, question: str
) -> None:
    audit = audit_raters(merit, _answers(organisation, merit, question))
    assert len(audit.interviewers.subject) > 30
    assert not audit.interviewers.flagged.any()
    assert not audit.criteria.flagged.any()


def _estimate_bar(rated: Rated) -> BarEstimate:
    organisation = rated.organisation
    scorecards = rated.scorecards(people=False)
    ids = scorecards.candidate_ids.tolist()
    requisition = rated.requisition_of()
    family_of = {one.id: one.family for one in organisation.requisitions}
    families, family = np.unique([family_of[requisition[one]] for one in ids], return_inverse=True)
    hired = {one.application_id: one.at.date() for one in organisation.closings if one.outcome == "hired"}
    held = {one.id: one.starts_at.date() for one in organisation.interviews}
    dated = DatedScorecards(
        scorecards,
        date=np.array([held[card.interview_id] for _, card, _, _ in rated.rows], "datetime64[D]"),
        hired=np.array([one in hired for one in ids]),
        decided=np.array([hired.get(one) for one in ids], "datetime64[D]"),
        family=family.astype(np.int64),
        family_ids=families.astype(object),
    )
    shift = _average(rated, FIRST_SET_ON) - _average(rated, organisation.until)
    known = set(families.tolist())
    bars = [
        Bar(one.value + shift, np.datetime64(one.since), one.family)
        for one in organisation.bars
        if one.family in known
    ]
    return estimate_bar(dated, bars=bars, threads=1)


def _average(rated: Rated, until: date) -> float:
    """Return the true merit of the average application with a scorecard when a day began."""
    person = {one.id: one.candidate_id for one in rated.organisation.applications}
    seen = {key for key, card, *_ in rated.rows if card.submitted_at.date() < until}
    return float(np.mean([rated.organisation.truth.candidates[person[one]].merit for one in seen]))


def test_one_bar_slips(rated: Rated) -> None:
    organisation = rated.organisation
    requisition = rated.requisition_of()
    family_of = {one.id: one.family for one in organisation.requisitions}
    hires = _estimate_bar(rated).hires
    below: defaultdict[str, list[float]] = defaultdict(list)
    merits: defaultdict[str, list[float]] = defaultdict(list)
    for key, decided, value, chance in zip(
        hires.candidate_id.tolist(),
        hires.decided.tolist(),
        hires.merit.tolist(),
        hires.p_below.tolist(),
        strict=True,
    ):
        family = family_of[requisition[key]]
        group = f"{'after' if decided >= SLIPS_FROM else 'before'} {family == SLIPPING}"
        below[group].append(chance)
        merits[group].append(value)
        below[family].append(chance)
    sizes = {
        group: len(below[group]) for group in ("before True", "after True", "before False", "after False")
    }
    assert min(sizes.values()) >= 15
    assert np.mean(below["after True"]) > 0.6
    assert np.mean(below["before True"]) < 0.4
    assert np.mean(below["before False"]) < 0.4
    assert np.mean(below["after False"]) < 0.35
    others = [
        np.mean(chances) for family, chances in below.items() if " " not in family and len(chances) >= 10
    ]
    assert max(others, default=0.0) <= np.mean(below[SLIPPING])
    assert np.mean(merits["after True"]) < np.mean(merits["before True"]) - 0.4
    assert abs(np.mean(merits["after False"]) - np.mean(merits["before False"])) < 0.3


def test_what_is_planted_comes_about_in_its_time(earlier: Organisation, organisation: Organisation) -> None:
    now, then = organisation.truth.planted, earlier.truth.planted
    assert then.lenient_requisition is None
    assert replace(then, lenient_requisition=now.lenient_requisition, lenient_panel=now.lenient_panel) == now
    known = earlier.truth.candidates
    assert known.items() <= organisation.truth.candidates.items()
    assert earlier.truth.interviewers.items() <= organisation.truth.interviewers.items()
    moved = move_to(earlier, date(2027, 1, 30))
    assert moved.truth.planted.slips_from - then.slips_from == moved.until - earlier.until


def test_a_young_company_has_its_partial_interviewer() -> None:
    assert build_organisation(3, until=date(2025, 1, 10)).truth.planted.partial_interviewer is not None
