"""Setting the bar: who may, with a reason, from which day; what was set stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, seals_digest
from muster.apps.core.roles import Role
from muster.apps.hire.models import BarRun, HiringBar
from muster.apps.hire.selectors.bars import bar_in_force
from muster.apps.hire.services.bars import bar_run_request, bar_set
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def make_run(person: Any, **values: Any) -> BarRun:
    """Keep a run that ended well, without a result."""
    now = timezone.now()
    told = {"state": BarRun.State.DONE, "result_digest": seals_digest(BarRun()), **values}
    run = BarRun(asked_by=person, asked_at=now, as_of=now, engine_version="0", **told)
    with change(run, "test.create", actor=None):
        run.save()
    return run


def test_a_bar_has_a_reason_and_stays(opening: Opening, make_user: MakeUser) -> None:
    boss, family = make_user(Role.EXECUTIVE), opening.requisition.family
    run, today = make_run(boss), timezone.localdate()

    def put(value: float, since: date, **options: Any) -> HiringBar:
        given = {"actor": boss, "reason": "As good as those who stayed", "run": run, **options}
        return bar_set(family=family, value=value, since=since, **given)

    first = put(0.5, date(2025, 1, 1))
    with pytest.raises(RefusedError, match="from today on"):
        put(0.1, today - timedelta(days=1))
    second = put(0.8, today + timedelta(days=30))
    third = put(0.7, today)
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    bars = list(HiringBar.objects.filter(family=family))
    held = {
        day: bar_in_force(bars, day) for day in (date(2024, 1, 1), date(2025, 6, 1), today, date(2999, 1, 1))
    }
    assert list(held.values()) == [None, first, third, second]
    assert put(0.75, today) == bar_in_force(HiringBar.objects.filter(family=family), today)
    first.refresh_from_db()
    assert (first.value, first.since, first.version) == (0.5, date(2025, 1, 1), 1)
    for options, sentence in (
        ({"reason": "  so   "}, "Say why"),
        ({"run": make_run(boss, state=BarRun.State.FAILED)}, "Estimate first"),
    ):
        with pytest.raises(RefusedError, match=sentence):
            put(0.5, today, **options)
    with pytest.raises(RefusedError, match="between -10 and 10"):
        put(float("nan"), today)
    for person in (opening.recruiter, opening.manager, make_user(Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            put(0.5, today, actor=person)
    assert HiringBar.objects.count() == 4
    assert broken() == []


def test_a_run_that_waits_is_not_asked_for_twice(opening: Opening, make_user: MakeUser) -> None:
    run = bar_run_request(actor=opening.recruiter)
    assert bar_run_request(actor=make_user(Role.AUDITOR)) == run
    with pytest.raises(PermissionDenied):
        bar_run_request(actor=opening.manager)
    dead = make_run(opening.recruiter, state=BarRun.State.RUNNING, result_digest="")
    BarRun.objects.filter(pk=run.pk).delete()  # so that the one which died is the newest
    assert bar_run_request(actor=opening.recruiter) != dead
    dead.refresh_from_db()
    assert (dead.state, dead.model) == ("failed", {"problem": "worker"})
