"""Runs of the bar: what goes in is what was known then, what comes out is sealed and comes out again."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.hire.bridge.bar_input import bar_input
from muster.apps.hire.bridge.reproducing_bar import reproduce_bar
from muster.apps.hire.models import BarStanding
from muster.apps.hire.selectors.bars import bars_all, bars_placed
from muster.apps.hire.services.bars import bar_set
from muster.engine.errors import InputError
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import bar_ran, make_years
from tests.apps.hire.inside import move
from tests.apps.hire.interviewing import assign, heard, interviewing, schedule
from tests.apps.hire.meritruns import card
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_run_says_the_same_again_whatever_happens_later(opening: Opening, make_user: MakeUser) -> None:
    years = make_years(opening, make_user)
    boss = make_user(Role.EXECUTIVE)
    run = bar_ran(boss)
    assert (run.state, run.model["fit"]["quarters"]) == ("done", 2)
    rows = {one.application_id: one for one in run.standings.all()}
    assert set(rows) == {one.pk for one in years.applications}
    assert [rows[one.pk].hired for one in years.applications] == [n in (0, 3, 6) for n in range(8)]
    assert {rows[one.pk].quarter for one in years.applications[:4]} == {"2026-Q1"}
    assert rows[years.applications[0].pk].merit > rows[years.applications[3].pk].merit
    assert all(one.bar is None and one.low < one.merit < one.high for one in rows.values())
    assert sum(one.merit for one in rows.values()) == pytest.approx(0, abs=1e-4)
    assert broken() == []

    family = opening.requisition.family
    bar_set(
        actor=boss, family=family, value=0.25, since=date(2026, 1, 1), reason="Nobody below average", run=run
    )
    move(opening, [years.applications[2].pk], "Hired")
    late = interviewing(opening, name="Late")
    for person, rating in zip(years.interviewers, (1, 1), strict=True):
        card(opening, assign(opening, heard(opening, late), person), rating)
    assert reproduce_bar(run).differences == ()

    again = bar_ran(boss)
    given = bar_input(again)
    assert given.hired.sum() == 4
    assert given.digest() == again.input_digest != run.input_digest
    [placed] = bars_placed(run=again, bars=bars_all())
    both = [(rows[key].merit, one.merit) for key, one in _by_application(again).items() if key in rows]
    assert placed.value == pytest.approx(0.25 + np.mean([now - then for then, now in both]), abs=1e-5)
    below = {one.application_id: one.p_below for one in again.standings.filter(p_below__isnull=False)}
    assert below[years.applications[3].pk] > 0.5 > below[years.applications[0].pk]
    assert reproduce_bar(again).differences == ()
    _tamper(again)


def _by_application(run: object) -> dict[int, BarStanding]:
    return {one.application_id: one for one in BarStanding.objects.filter(run=run)}


def _tamper(run: object) -> None:
    standing = BarStanding.objects.filter(run=run).earliest("pk")
    BarStanding.objects.filter(pk=standing.pk).update(merit=9)
    [finding] = [one for one in verify_ledger() if one.code == "sealed"]
    assert (finding.kind, finding.row) == ("hire.barstanding", standing.pk)
    assert any("merit was 9" in one for one in reproduce_bar(standing.run).differences)


@pytest.mark.any_database
def test_too_little_to_fit_is_said(opening: Opening, make_user: MakeUser) -> None:
    schedule(opening)
    run = bar_ran(make_user(Role.AUDITOR))
    assert (run.state, run.model) == ("failed", {"problem": "no_ratings"})
    with pytest.raises(InputError, match="no result to reproduce"):
        reproduce_bar(run)
