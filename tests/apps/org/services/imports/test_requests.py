"""Importing employees: the dry run, what it finds, and writing exactly what it said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.models import Entry
from muster.apps.core.worker import build_worker
from muster.apps.org.models import Employee, EmployeeImport, Spell
from muster.apps.org.services.imports import requests
from muster.apps.org.services.imports.requests import (
    import_check,
    import_confirm,
    import_discard,
    import_tell,
)
from muster.apps.org.services.teams import team_create, team_rename
from tests.apps.org.conftest import Company

pytestmark = pytest.mark.django_db

HEADER = "Employee number,Name,E-mail,Team,Level,Job family,Location,Manager,First day,Last day,Reason"
GUS = "E-0101,Gus Moe,gus@company.example,Data,L5,Engineer,Jakarta,E-0102,2024-02-01,,"
IDA = "E-0102,Ida Noor,ida@company.example,Research / Models,l4,engineer,cairo,E-0002,2023-09-01,,"
OLA = "E-0103,Ola Dahl,ola@company.example,legal,M2,Counsel,London,,2023-01-01,2024-06-30,resigned"
State = EmployeeImport.State


def file_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def check(actor: User, *rows: str, **options: Any) -> EmployeeImport:
    return import_check(actor=actor, name="people.csv", content=file_of(*rows, **options))


def confirm(actor: User, one: EmployeeImport) -> None:
    import_confirm(actor=actor, one=one, digest=one.digest, plan=one.plan)


def sentences(one: EmployeeImport) -> list[tuple[int | None, str, str]]:
    return [(found["row"], found["column"], found["sentence"]) for found in one.report["problems"]]


def test_a_dry_run_then_the_import(company: Company, partner: User, ledger_holds: Callable[[], None]) -> None:
    one = check(partner, GUS, IDA, OLA)
    assert (one.state, one.report["problems"]) == (State.READY, [])
    assert one.report["counts"] == {"created": 3, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Employee.objects.filter(code="E-0101").exists()
    confirm(partner, one)
    assert (one.state, bytes(one.content)) == (State.APPLIED, b"")
    gus = Employee.objects.get(code="E-0101")
    assert (gus.manager and gus.manager.name, gus.team.name, gus.is_active) == ("Ida Noor", "Data", True)
    ola = Employee.objects.get(code="E-0103")
    assert (ola.is_active, ola.spells.get().reason, ola.title) == (False, "resigned", "Director, Legal")
    ledger_holds()


def test_the_same_file_again_changes_nothing(company: Company, partner: User) -> None:
    confirm(partner, check(partner, GUS, IDA, OLA))
    entries = Entry.objects.exclude(kind="org.employeeimport").count()
    again = check(partner, GUS, IDA, OLA)
    assert again.report["counts"] == {"created": 0, "changed": 0, "unchanged": 3, "refused": 0}
    confirm(partner, again)
    assert Entry.objects.exclude(kind="org.employeeimport").count() == entries


def test_changes_are_told_row_by_row(company: Company, partner: User) -> None:
    confirm(partner, check(partner, GUS, IDA, OLA))
    moved = GUS.replace("Data", "Legal").replace("2024-02-01,,", "2024-02-01,2025-01-31,dismissed")
    back = OLA.replace("2023-01-01,2024-06-30,resigned", "2025-03-01,,")
    one = check(partner, moved, IDA, back)
    assert [(row["line"], row["outcome"], row["changes"]) for row in one.report["rows"]] == [
        (
            2,
            "changed",
            {"team": ["Data", "Legal"], "ends_on": ["", "2025-01-31"], "reason": ["", "dismissed"]},
        ),
        (4, "changed", {"starts_on": ["", "2025-03-01"]}),
    ]
    confirm(partner, one)
    assert not Employee.objects.get(code="E-0101").is_active
    assert Employee.objects.get(code="E-0103").is_active
    assert Spell.objects.filter(employee__code="E-0103").count() == 2


def test_columns_that_are_not_there_change_nothing(company: Company, partner: User) -> None:
    confirm(partner, check(partner, GUS, IDA, OLA))
    header = "code;name;email;team;level;family;location;starts on"
    rows = ["E-0103;Ola Dahl;ola@company.example;Legal;M2;Counsel;London;2023-01-01"]
    one = check(partner, *rows, header=header)
    assert one.report["counts"]["unchanged"] == 1


def test_all_problems_are_told_together(company: Company, partner: User) -> None:
    people = Employee.objects.count()
    one = check(
        partner,
        "E-0201,,no,Nowhere,L9,Juggler,Mars,E-9999,yesterday,,bored",
        "E-0202,A,a@company.example,Nowhere,L9,Juggler,Mars,E-9999,2024-01-01,2023-01-01,",
        "E-0203,B,b@company.example,Nowhere,L9,Juggler,Mars,E-9999,2024-01-01,,",
        "E-0203,C,B@company.example,Data,L5,Engineer,London,,2024-01-01,,",
        "E-0204,D,e1@company.example,Data,L5,Engineer,London,E-0205,2024-01-01,,",
        "E-0205,E,e@company.example,Data,L5,Engineer,London,E-0204,2024-01-01,,",
        "E-0001,Ada Abara,ada@company.example,Data,L5,Engineer,London,,2023-01-01,,",
        "too,short",
    )
    assert one.state == State.REFUSED
    assert {(row, column) for row, column, _sentence in sentences(one)} == {
        (2, "Name"), (2, "E-mail"), (2, "First day"), (2, "Reason"),
        (3, "Last day"),
        (4, "Team"), (4, "Level"), (4, "Job family"), (4, "Location"), (4, "Manager"),
        (5, "Employee number"), (5, "E-mail"),
        (6, "E-mail"), (6, "Manager"),
        (7, "Manager"),
        (8, "First day"),
        (9, ""),
    }  # fmt: skip
    told = {sentence for _row, _column, sentence in sentences(one)}
    assert "there is no team 'Nowhere'; add it first, or correct the name" in told
    assert "the managers go round in a circle (E-0204 → E-0205 → E-0204); correct one of them" in told
    with pytest.raises(RefusedError):
        confirm(partner, one)
    assert Employee.objects.count() == people


def test_a_circle_through_those_already_stored(company: Company, partner: User) -> None:
    one = check(partner, "E-0001,Ada Abara,e1@company.example,Company,L5,Engineer,London,E-0003,2022-03-01,,")
    assert [(row, column) for row, column, _ in sentences(one)] == [(2, "Manager")]
    assert "E-0001 → E-0003 → E-0002 → E-0001" in sentences(one)[0][2]


def test_a_name_of_several_teams_is_asked_about(company: Company, partner: User) -> None:
    team_create(actor=partner, name="Data", parent=company.teams["Legal"])
    [(row, column, sentence)] = sentences(check(partner, GUS, IDA))
    assert (row, column) == (2, "Team")
    assert "Company / " in sentence
    assert check(partner, GUS.replace("Data", "legal/data"), IDA).state == State.READY


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (HEADER.encode(), "no-rows"),
        (b"PK\x03\x04" + b"x" * 100, "not-text"),
        (file_of(GUS.replace("Gus", "Güs")) + b"\xff", "encoding"),
        (b"\xff\xfe" + file_of(GUS).decode().encode("utf-16-le") + b"x", "encoding"),
        (file_of(GUS.replace("Gus", '"Gus')), "open-quote"),
        (file_of(GUS.replace("Gus", "G\x00us")), "control"),
    ],
)
def test_damaged_files_are_refused_with_a_sentence(
    company: Company, partner: User, content: bytes, code: str
) -> None:
    one = import_check(actor=partner, name="people.csv", content=content)
    assert one.state == State.REFUSED
    assert code in {found["code"] for found in one.report["problems"]}
    assert all(found["sentence"] for found in one.report["problems"])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_write_as_they_like(
    company: Company, partner: User, separator: str, mark: str, end: str
) -> None:
    rows = [row.replace(",", separator) for row in (HEADER, IDA)]
    content = (mark + end.join(rows)).encode()
    assert import_check(actor=partner, name="people.csv", content=content).state == State.READY


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 400), junk=st.binary(max_size=6), cut=st.integers(0, 60))
def test_whatever_the_damage_there_is_a_report(
    company: Company, partner: User, at: int, junk: bytes, cut: int
) -> None:
    whole = file_of(GUS, IDA, OLA)
    one = import_check(actor=partner, name="people.csv", content=whole[:at] + junk + whole[at + cut :])
    assert one.state in (State.COLUMNS, State.READY, State.REFUSED)
    assert (one.state == State.REFUSED) == bool(one.report.get("problems"))


def test_only_what_was_checked_is_imported(company: Company, partner: User) -> None:
    one, other = check(partner, IDA), check(partner, IDA, GUS)
    with pytest.raises(ConflictError):
        import_confirm(actor=partner, one=one, digest=other.digest, plan=one.plan)
    with pytest.raises(ConflictError):
        import_confirm(actor=partner, one=one, digest=one.digest, plan=other.plan)
    assert not Employee.objects.filter(code="E-0102").exists()


def test_what_changed_since_the_dry_run_is_looked_at_again(company: Company, partner: User) -> None:
    one = check(partner, IDA)
    team_rename(actor=partner, team=company.teams["Models"], name="Systems")
    confirm(partner, one)
    assert one.state == State.OUTDATED
    assert not Employee.objects.filter(code="E-0102").exists()
    assert sentences(one)[0][:2] == (2, "Team")


def test_a_file_is_imported_once(company: Company, partner: User) -> None:
    one = check(partner, IDA)
    stale = EmployeeImport.objects.get(pk=one.pk)
    confirm(partner, one)
    with pytest.raises(RefusedError):
        confirm(partner, stale)
    given_up = check(partner, GUS, IDA)
    import_discard(actor=partner, one=given_up)
    with pytest.raises(RefusedError):
        confirm(partner, given_up)
    assert bytes(EmployeeImport.objects.get(pk=given_up.pk).content) == b""


def test_others_import_nothing(company: Company, partner: User, colleague: User, stranger: User) -> None:
    one = check(partner, IDA)
    for person in (colleague, stranger):
        with pytest.raises(PermissionDenied):
            check(person, IDA)
        with pytest.raises(PermissionDenied):
            confirm(person, one)
        with pytest.raises(PermissionDenied):
            import_discard(actor=person, one=one)


def test_accounts_are_joined_by_their_e_mail(
    company: Company, partner: User, make_user: Callable[..., User]
) -> None:
    user = make_user(email="Ida@Company.example", name="Ida Noor")
    confirm(partner, check(partner, IDA))
    assert Employee.objects.get(code="E-0102").user == user


def test_a_date_to_come_is_planned_for(company: Company, partner: User) -> None:
    from django_tasks_db.models import DBTaskResult

    confirm(partner, check(partner, IDA.replace("2023-09-01", f"{date.today().year + 2}-01-01")))
    assert not Employee.objects.get(code="E-0102").is_active
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_left_to_a_worker(
    company: Company, partner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "AT_ONCE", 10)
    one = check(partner, GUS, IDA, OLA)
    assert (one.state, one.job is None) == (State.CHECKING, False)
    build_worker(batch=True).run()
    one.refresh_from_db()
    assert (one.state, one.report["counts"]["created"]) == (State.READY, 3)
    confirm(partner, one)
    build_worker(batch=True).run()
    one.refresh_from_db()
    assert one.state == State.APPLIED
    assert Employee.objects.filter(code__in=["E-0101", "E-0102", "E-0103"]).count() == 3


def test_every_refused_row_counts_though_the_list_ends(company: Company, partner: User) -> None:
    rows = [IDA.replace("E-0102", f"E-{n}").replace("ida@", f"ida{n}@") for n in range(1000, 1030)]
    one = check(partner, *[row.replace("Models", "Nowhere") for row in rows], GUS.replace("E-0102", ""))
    assert one.report["counts"] == {"created": 1, "changed": 0, "unchanged": 0, "refused": 30}
    assert sentences(one)[-1][2] == "… and 10 more like this"


def test_the_last_day_of_the_calendar_stands_for_no_end(company: Company, partner: User) -> None:
    confirm(partner, check(partner, GUS.replace("2024-02-01,", "2024-02-01,9999-12-31"), IDA))
    gus = Employee.objects.get(code="E-0101")
    assert (gus.is_active, gus.spells.get().ends_on) == (True, date.max)


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_other_unicode_is_read_as_it_is(company: Company, partner: User, codec: str) -> None:
    content = file_of(IDA.replace("Ida", "Zoë")).decode().encode(codec)
    one = import_check(actor=partner, name="people.csv", content=content)
    assert one.state == State.READY
    assert one.report["rows"][0]["name"] == "Zoë Noor"


@pytest.mark.parametrize(
    "header",
    [HEADER.replace("Team", "Chair"), HEADER.replace("Reason", "name"), HEADER.replace("Level", "Grade")],
)
def test_other_columns_wait_until_somebody_says_what_they_are(
    company: Company, partner: User, colleague: User, stranger: User, header: str
) -> None:
    one = check(partner, IDA, header=header)
    assert (one.state, one.report) == (State.COLUMNS, {})
    with pytest.raises(RefusedError):
        confirm(partner, one)
    chosen = Chosen(dict(zip(header.split(","), import_keys(), strict=True)), "ymd")
    for person in (colleague, stranger):
        with pytest.raises(PermissionDenied):
            import_tell(actor=person, one=one, chosen=chosen)
    import_tell(actor=partner, one=one, chosen=chosen)
    assert one.state == State.READY
    confirm(partner, one)
    assert Employee.objects.get(code="E-0102").name == "Ida Noor"
    with pytest.raises(RefusedError):
        import_tell(actor=partner, one=one, chosen=chosen)


def import_keys() -> tuple[str, ...]:
    """Return the keys of the columns of `HEADER`."""
    return (
        *("code", "name", "email", "team", "level", "family", "location", "manager"),
        *("starts_on", "ends_on", "reason"),
    )


def test_days_are_read_in_the_order_that_was_told(company: Company, partner: User) -> None:
    for written, order, day in (
        ("31/01/2024", "dmy", date(2024, 1, 31)),
        ("01/31/2024", "mdy", date(2024, 1, 31)),
        ("45322", "ymd", date(2024, 1, 31)),
    ):
        one = check(partner, IDA.replace("2023-09-01", written))
        keys = dict(zip(HEADER.split(","), import_keys(), strict=True))
        import_tell(actor=partner, one=one, chosen=Chosen(keys, order))
        assert one.state == State.READY
        confirm(partner, one)
        assert Spell.objects.filter(employee__code="E-0102", starts_on=day).exists()
        Spell.objects.all().delete()
        Employee.objects.filter(code="E-0102").delete()


def test_circles_are_found_whatever_the_columns_are_called(company: Company, partner: User) -> None:
    rows = [IDA.replace("E-0002", "E-0101"), GUS]
    one = check(partner, *rows, header=HEADER.replace("Manager", "Supervisor EID"))
    import_tell(actor=partner, one=one, chosen=Chosen(one.columns["keys"], "ymd"))
    assert [(row, column) for row, column, _ in sentences(one)] == [
        (2, "Supervisor EID"),
        (3, "Supervisor EID"),
    ]
    assert all("circle" in sentence for *_, sentence in sentences(one))
