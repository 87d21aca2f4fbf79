"""All hires below the bar are named to the auditor, a page at a time."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from muster.apps.core.roles import Role
from muster.apps.hire.api.bar import LevelOut, QuarterOut
from muster.apps.hire.selectors import bar_page as module
from muster.apps.hire.selectors.bar_page import bar_page
from tests.apps.conftest import MakeUser
from tests.apps.hire.barruns import bar_ran, make_years
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_hire_below_the_bar_is_reached_once(
    opening: Opening, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_NAMED", 2)
    auditor = make_user(Role.AUDITOR)
    make_years(opening, make_user, hired=range(5))
    run = bar_ran(make_user(Role.EXECUTIVE))
    hires = list(run.standings.filter(hired=True).order_by("pk"))
    for number, one in enumerate(hires):
        run.standings.filter(pk=one.pk).update(p_below=(0.7, 0.7, 0.9, 0.4, 0.6)[number], bar=0.5)
    named, cursor, pages = [], None, 0
    while pages == 0 or cursor is not None:
        below = bar_page(person=auditor, run=run, after=cursor).below
        assert below is not None
        assert (below.compared, below.count) == (5, 4)
        named += [row.standing.pk for row in below.rows]
        cursor, pages = below.next, pages + 1
    assert pages == 2
    assert named == [hires[place].pk for place in (2, 0, 1, 4)]
    assert bar_page(person=auditor, run=run, after="nonsense").below is not None
    assert bar_page(person=opening.recruiter, run=run).below is None

    first = run.model["levels"][0]  # as where all are of one quarter: the applicants' mean is 0 by definition
    assert first[2:4] == ["applicants", 4]
    run.model["levels"][0] = [*first[:4], None, None, None, None]
    shown = bar_page(person=opening.recruiter, run=run)
    assert [one[1] for one in shown.levels if one[0] == first[0]] == ["offers", "hires"]
    assert "4" in render_to_string("hire/bar/level.html", {"one": shown.rows[0].applicants})
    assert "0.00" not in render_to_string("hire/bar/level.html", {"one": shown.rows[0].applicants})
    assert QuarterOut.of(shown.rows[0]).applicants == LevelOut(
        count=4, mean=None, sd=None, low=None, high=None
    )
