"""What is behind a wall: nothing reads or writes it outside of `open_wall`, by whatever way, on either database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import psycopg
import pytest
from django.core.exceptions import FieldError
from django.core.management.color import no_style
from django.core.management.sql import sql_flush
from django.db import IntegrityError, connection, transaction

from muster.apps.core.doctor.walls import check_walls
from muster.apps.core.inserting import COPIED
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.walls import WallError, open_wall
from muster.apps.hire.models import Application
from muster.apps.hire.models.protected import WALL, SelfIdentification
from muster.apps.hire.services.protected import self_identification_import, self_identification_store
from tests.apps.hire.behind import answers_told
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.inside import apply, make_applications
from tests.apps.hire.openings import Opening, broken

__all__ = ["make_opening", "opening"]

TOLD = {"gender": "woman"}
TABLE = SelfIdentification._meta.db_table
Execute = Callable[[str], Any]


@pytest.fixture
def told(opening: Opening) -> Application:
    """An application whose candidate said something of themselves."""
    one = apply(opening)
    self_identification_store(application=one, answers=TOLD)
    return one


def guarded(statement: str) -> Any:
    """Run a statement as the application does."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else cursor.rowcount


WAYS: dict[str, Callable[[], Any]] = {
    "reading": lambda: SelfIdentification.objects.first(),
    "counting": lambda: SelfIdentification.objects.count(),
    "a subquery": lambda: list(
        Application.objects.filter(pk__in=SelfIdentification.objects.values("application"))
    ),
    "reading by another's query": lambda: list(
        Application.objects.raw(
            f"SELECT a.* FROM hire_application a JOIN {TABLE} s ON s.application_id = a.id"
        )
    ),
    "writing": lambda: SelfIdentification(application_id=1, answers={}).save(),
    "changing": lambda: SelfIdentification.objects.update(answers={}),
    "removing": lambda: SelfIdentification.objects.all().delete(),
    "SQL": lambda: guarded(f"SELECT answers FROM {TABLE}"),
    "SQL in capitals": lambda: guarded(f"SELECT answers FROM {TABLE.upper()}"),
    "a table made of it": lambda: guarded(f"CREATE TABLE copied AS SELECT * FROM {TABLE}"),
    "a view of it": lambda: guarded(f"CREATE VIEW seen AS\nSELECT * FROM {TABLE}"),
    "many statements at once": lambda: guarded(f'DELETE FROM "x"; SELECT * FROM {TABLE}'),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_past_the_guard(way: str, told: Application) -> None:
    with (
        pytest.raises(WallError, match=f"{TABLE} is behind the wall 'self-identification': only the few"),
        transaction.atomic(),
    ):
        WAYS[way]()
    assert answers_told() == {told.pk: TOLD}


def test_no_relation_leads_to_it(told: Application) -> None:
    assert not [name for name in dir(told) if "identif" in name]
    for name in ("selfidentification", "self_identification"):
        with pytest.raises(FieldError):
            Application.objects.filter(**{f"{name}__answers": TOLD})


def test_it_is_open_for_as_long_as_the_body_lasts(told: Application) -> None:
    with open_wall(WALL):
        with open_wall(WALL):
            assert SelfIdentification.objects.get().answers == TOLD
        assert SelfIdentification.objects.get().answers == TOLD
        with open_wall("another"):
            assert SelfIdentification.objects.get().answers == TOLD
    for leave in (ValueError, WallError):
        with pytest.raises(leave), open_wall(WALL):
            raise leave
        with pytest.raises(WallError):
            SelfIdentification.objects.exists()
    with open_wall("another"), pytest.raises(WallError):
        SelfIdentification.objects.exists()


def test_it_is_open_for_whoever_opened_it_alone(told: Application) -> None:
    found: list[BaseException] = []

    def look() -> None:
        try:
            SelfIdentification.objects.exists()
        except WallError as error:
            found.append(error)
        finally:
            connection.close()

    with open_wall(WALL):
        other = threading.Thread(target=look)
        other.start()
        other.join()
    assert len(found) == 1


@pytest.fixture
def behind_the_guard(told: Application) -> Iterator[Execute]:
    """Run statements as code would that goes round the guard: PostgreSQL alone is left to refuse."""
    if connection.vendor != "postgresql":
        yield lambda statement: [(0,)]
        return
    connection.ensure_connection()
    server = connection.connection
    yield lambda statement: server.execute(statement).fetchall()


def test_postgresql_shows_nothing_even_to_the_table_s_owner(behind_the_guard: Execute) -> None:
    count = f"SELECT count(*) FROM {TABLE}"
    assert behind_the_guard(count) == [(0,)]
    if connection.vendor != "postgresql":
        return
    [(owner,)] = behind_the_guard(
        f"SELECT tableowner = current_user FROM pg_tables WHERE tablename = '{TABLE}'"
    )
    assert owner
    assert behind_the_guard(f"UPDATE {TABLE} SET answers = '{{}}' RETURNING id") == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transaction.atomic():
        behind_the_guard(f"INSERT INTO {TABLE} (application_id, answers) VALUES (1, '{{}}') RETURNING id")
    with open_wall(WALL):
        assert behind_the_guard(count) == [(1,)]
    assert behind_the_guard(count) == [(0,)]
    with pytest.raises(ValueError, match="left"), open_wall(WALL):
        raise ValueError("left")
    assert behind_the_guard(count) == [(0,)]


def test_what_shows_no_row_goes_through(told: Application) -> None:
    with connection.cursor() as cursor:
        assert connection.introspection.get_constraints(cursor, TABLE)
    connection.check_constraints([TABLE])
    with transaction.atomic():
        connection.ops.execute_sql_flush(sql_flush(no_style(), connection, reset_sequences=True))
        assert answers_told() == {}
        transaction.set_rollback(True)


def test_the_ledger_tells_of_what_is_behind_it(told: Application) -> None:
    assert broken() == []
    with open_wall(WALL):
        SelfIdentification.objects.update(answers={"gender": "man"})
    assert [one.kind for one in verify_ledger() if one.code == "changed"] == ["hire.selfidentification"]


def test_many_rows_go_in_at_once(opening: Opening) -> None:
    wanted = dict.fromkeys(make_applications(opening, COPIED), TOLD)
    done = self_identification_import(actor=opening.recruiter, answers=wanted)
    assert set(done.values()) == {"created"}
    assert answers_told() == wanted


def test_an_application_stays_while_its_answers_do(told: Application) -> None:
    """Django is told not to look, the database does so all the same: PostgreSQL even while the wall is closed."""
    looking = nullcontext() if connection.vendor == "postgresql" else open_wall(WALL)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transaction.atomic():  # noqa: PT012
        told.delete()
        with looking:
            connection.check_constraints()


def test_the_doctor_sees_whether_it_stands(db: None) -> None:
    assert list(check_walls()) == []
    guards = list(connection.execute_wrappers)
    connection.execute_wrappers.clear()
    try:
        [found] = check_walls()
    finally:
        connection.execute_wrappers.extend(guards)
    assert (found.code, str(found.level)) == ("wall", "error")
    if connection.vendor != "postgresql":
        return
    for breach, remedy in (
        (f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY"),
        (f"CREATE POLICY hole ON {TABLE} FOR SELECT USING (true)", "Drop the policies"),
        (f"DROP POLICY wall ON {TABLE}", "restore a backup"),
    ):
        with transaction.atomic():
            with open_wall(WALL):
                guarded(breach)
            [found] = check_walls()
            assert remedy in found.remedy
            transaction.set_rollback(True)
