"""The update of who works here now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from muster.apps.core.models import Entry
from muster.apps.core.worker import build_worker
from muster.apps.org.models import Employee, EndReason
from muster.apps.org.services.activity import activity_update, today_at
from muster.apps.org.services.employees import employee_end_spell
from tests.apps.org.conftest import Company


@pytest.mark.django_db(transaction=True)
def test_a_worker_lets_people_begin_and_leave_on_their_day(company: Company) -> None:
    london = company.locations["London"]
    today = today_at(london)
    gus = company.hire("Gus Moe", "Data", starts_on=today + timedelta(days=3))
    eve = company.people["Eve Świątek"]
    employee_end_spell(actor=None, employee=eve, ends_on=today + timedelta(days=2), reason=EndReason.RESIGNED)
    build_worker(batch=True).run()
    assert active(gus, eve) == [False, True]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4), tick=True):
        build_worker(batch=True).run()
    assert active(gus, eve) == [True, False]
    actions = set(
        Entry.objects.filter(row__in=[gus.pk, eve.pk], kind="org.employee").values_list("action", flat=True)
    )
    assert {"employee.begin", "employee.leave"} <= actions


@pytest.mark.django_db
def test_a_day_begins_earlier_in_the_east(company: Company) -> None:
    noon = datetime(2030, 5, 1, 18, 0, tzinfo=UTC)
    first = datetime(2030, 5, 2, tzinfo=UTC).date()
    east = company.hire(
        "Ira Tan", "Data", starts_on=first, post=company.post("Data", location=company.locations["Jakarta"])
    )
    west = company.hire("Wim Bos", "Data", starts_on=first)
    assert activity_update(actor=None, now=noon) == 1
    assert active(east, west) == [True, False]
    assert activity_update(actor=None, now=noon) == 0


def active(*people: Employee) -> list[bool]:
    return [Employee.objects.get(pk=one.pk).is_active for one in people]
