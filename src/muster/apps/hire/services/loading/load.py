"""The order in which the fictional company's hiring is loaded."""

from __future__ import annotations

from collections.abc import Mapping

from muster.apps.core.ledger import writing
from muster.apps.hire.models import Application
from muster.apps.hire.services.loading.bars import load_bars
from muster.apps.hire.services.loading.committees import load_committees
from muster.apps.hire.services.loading.interviews import load_interviews, load_terms
from muster.apps.hire.services.loading.merit import load_earlier_runs, load_merit_runs
from muster.apps.hire.services.loading.odds import load_odds
from muster.apps.hire.services.loading.people import load_people
from muster.apps.hire.services.loading.plans import load_plans
from muster.apps.hire.services.loading.scorecards import load_scorecards
from muster.apps.hire.services.loading.staff import Staff
from muster.apps.hire.services.protected import self_identification_load
from muster.demo.organisation import Organisation

__all__ = ["load_hiring"]


def load_hiring(
    *, organisation: Organisation, staff: Staff, resumes: Mapping[str, str]
) -> dict[str, Application]:
    """Load all of the fictional company's hiring, in one transaction; return the applications by id."""
    with writing(savepoint=False):
        plans = load_plans(organisation, staff)
        applications = load_people(organisation, staff, plans, resumes)
        answers = {}
        for one in organisation.applications:
            told = organisation.self_identification.get(one.candidate_id)
            if told is not None:
                answers[applications[one.id].pk] = dict(told.answers)
        self_identification_load(answers=answers)
        load_terms(organisation, staff)
        seats = load_interviews(organisation, staff, plans, applications)
        load_scorecards(organisation, plans, seats)
        load_earlier_runs(organisation, plans)
        load_committees(organisation, staff, applications)
        runs = load_merit_runs(organisation, plans)
        load_bars(organisation, staff, applications)
        load_odds(runs)
    return applications
