"""What the database keeps by itself for hiring is missed when it is gone, and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from muster.apps.core.doctor import Diagnosis
from muster.apps.core.roles import Role
from muster.apps.hire.checks import check_owed, check_search, check_tallies
from muster.apps.hire.models import Application, Owed
from muster.apps.hire.search import matching
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import apply
from tests.apps.hire.interviewing import assign, make_interviewer, schedule
from tests.apps.hire.openings import Opening

Execute = Callable[..., None]


def mend(found: list[Diagnosis]) -> None:
    for one in found:
        assert one.mend is not None
        one.mend()


def drop_trigger(execute: Execute, name: str, table: str) -> None:
    execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


@pytest.mark.django_db(transaction=True)
def test_counting_that_stopped_begins_again(opening: Opening, execute: Execute) -> None:
    apply(opening, name="Ada Ash")
    assert list(check_tallies()) == []
    drop_trigger(execute, "hire_tally_added", "hire_application")
    apply(opening, name="Bo Birch")
    found = list(check_tallies())
    assert "the database lacks hire_tally_added" in found[0].sentence
    mend(found)
    assert list(check_tallies()) == []
    apply(opening, name="Cy Cedar")
    assert list(check_tallies()) == []
    assert connection.vendor != "postgresql" or looked_for_each_row("hire_tally_added") == []
    execute("UPDATE hire_tally SET count = count + 2")
    found = list(check_tallies())
    assert "5 applications are counted, but 3 are there" in found[0].sentence
    mend(found)
    assert list(check_tallies()) == []


def looked_for_each_row(trigger: str) -> list[str]:
    """Return the triggers of a name's pattern that look after rows one by one when rows are added."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgname ~ %s AND (tgtype & 1) = 1 AND (tgtype & 4) = 4",
            [trigger],
        )
        return [name for (name,) in cursor.fetchall()]


def owed_without_indexes() -> list[str]:
    """Return the functions that note what is owed by a plan that may read whole tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE '%%_owed_change'"
            " AND NOT 'enable_seqscan=off' = ANY(coalesce(proconfig, '{}'))"
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_what_is_owed_is_noted_again(opening: Opening, make_user: MakeUser, execute: Execute) -> None:
    assign(opening, schedule(opening), make_interviewer(opening, make_user(Role.INTERVIEWER)))
    assert list(check_owed()) == []
    assert Owed.objects.count() == 1
    execute("DELETE FROM hire_owed")
    [found] = check_owed()
    assert "1 scorecards that are due are not noted, and 0 are noted that are not due" in found.sentence
    mend([found])
    assert list(check_owed()) == []
    drop_trigger(execute, "hire_interview_owed_changed", "hire_interview")
    execute("UPDATE hire_interview SET state = 'cancelled'")
    [lacking] = check_owed()
    assert "the database lacks hire_interview_owed_changed" in lacking.sentence
    assert connection.vendor != "postgresql" or owed_without_indexes() == []
    mend([lacking])
    assert list(check_owed()) == []
    assert connection.vendor != "postgresql" or owed_without_indexes() == looked_for_each_row("_owed_") == []
    assert Owed.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_index_of_searches_that_is_gone_is_made_again(opening: Opening, execute: Execute) -> None:
    first = apply(opening, name="Ada Ash")
    assert list(check_search()) == []
    if connection.vendor == "postgresql":
        execute("ALTER TABLE hire_applicationtext DROP COLUMN words")
    else:
        execute("DROP TRIGGER hire_applicationtext_added")
    found = list(check_search())
    assert [one.code for one in found] == ["search"]
    mend(found)
    assert list(check_search()) == []
    assert matching("ada") == [first.pk]
    execute("DELETE FROM hire_applicationtext")
    [missing] = check_search()
    assert "No search finds 1 applications" in missing.sentence
    mend([missing])
    assert list(check_search()) == []
    assert matching("ada") == [first.pk] == list(Application.objects.values_list("pk", flat=True))
