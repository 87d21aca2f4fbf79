"""Scans for waves: of our own people and of others, by hand and every day, of too little and of odd days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.market.jobs import scan_waves_daily
from muster.apps.market.models import Organisation, Outsider, Wave, WaveScan
from muster.apps.market.selectors.waves import wave_get, wave_page, waves_recent
from muster.apps.market.selectors.waves_input import organisation_own, waves_sought
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.resolving import claim_resolve
from muster.apps.market.services.sources import organisation_change
from muster.apps.market.services.waves import waves_scan, waves_watch
from muster.apps.market.talent import talent
from muster.apps.org.models import EndReason, Spell
from tests.apps.conftest import MakeUser
from tests.apps.market.waving import LOOKING, QUIET, Company, ago, say, scanned, work_on

pytestmark = pytest.mark.django_db
WAVE = (30, 33, 36, 38, 40, 42)  # days ago


@pytest.fixture
def keeper(make_user: MakeUser) -> User:
    return make_user(Role.PEOPLE_PARTNER)


def page(person: User, scope: str) -> Any:
    found = wave_page(person=person, scope=scope)
    assert found is not None
    return found


def test_a_wave_of_our_own_is_found_and_told_by_what_people_may_know(
    keeper: User, make_user: MakeUser
) -> None:
    company = Company()
    company.leave(QUIET)
    gone = company.leave(WAVE, company.team)
    with pytest.raises(PermissionDenied, match="keep the market"):
        waves_scan(actor=make_user(Role.RECRUITER))
    scan = scanned(keeper)["ours"]
    assert (scan.state, scan.count, scan.lacks, scan.first) == ("done", 21.0, "", ago(1090))
    assert sum(scan.series["expected"]) == pytest.approx(21, abs=0.05)
    [shown] = page(keeper, "ours").waves
    wave = shown.wave
    assert (shown.label, wave.first, wave.last, wave.count) == ("Team: Kernels", ago(42), ago(30), 6.0)
    assert sorted(wave.members) == sorted(one.pk for one in gone)
    assert (wave.ratio, wave.ratio_high) == (None, None)  # of this team nobody left before
    assert wave.p_value < 0.01
    assert wave.false_alarms < scan.false_alarms
    assert wave.expected == pytest.approx(6 * 13 / 1091, rel=0.05)
    for role in (Role.EXECUTIVE, Role.PEOPLE_PARTNER, Role.COMPENSATION_PARTNER, Role.RECRUITER):
        knows = role in (Role.EXECUTIVE, Role.PEOPLE_PARTNER)
        found = wave_get(person=make_user(role), pk=wave.pk)
        assert found is not None
        assert (len(found.leavers), found.picture is not None) == ((6, True) if knows else (0, False)), role
    assert wave_get(person=make_user(Role.AUDITOR), pk=wave.pk) is None
    assert wave_page(person=make_user(Role.AUDITOR), scope="ours") is None
    figure = talent(make_user(Role.COMPENSATION_PARTNER)).figures[-1]
    assert (figure.number, figure.url.endswith(f"/waves/{wave.pk}/")) == (6, True)
    assert list(talent(make_user(Role.RECRUITER)).figures) == []
    Wave.objects.update(members=wave.members[:2])  # of whom it may be told by what they share
    labels = [page(person, "ours").waves[0].label for person in (keeper, make_user(Role.RECRUITER))]
    assert labels == ["Team: Kernels", "A small group"]
    Wave.objects.update(first=ago(150), last=ago(91))
    assert not waves_recent(person=keeper).exists()


def test_what_is_no_departure_is_left_out_and_too_little_is_said_to_be(keeper: User) -> None:
    def lacking() -> tuple[str, int, int]:
        scan = scanned(keeper)["ours"]
        return scan.lacks, len(scan.departures), scan.waves.count()

    assert lacking() == ("history", 0, 0)  # nobody works here
    company = Company()
    assert lacking() == ("few", 0, 0)
    company.leave([10])
    assert lacking() == ("few", 1, 0)
    company.leave([5] * 3, reason=EndReason.REDUNDANT)
    company.leave([-20])
    [back] = company.leave([300])
    Spell.objects.create(employee=back.employee, starts_on=ago(280))
    assert lacking() == ("few", 1, 0)
    assert WaveScan.objects.filter(scope="ours").latest("pk").left_out == {
        "decided": 3,
        "back": 1,
        "future": 1,
    }
    company.leave([10] * 6)
    assert lacking() == ("", 7, 1)  # all on one day
    [shown] = page(keeper, "ours").waves
    assert (shown.wave.first, shown.wave.last, shown.wave.ratio) == (ago(10), ago(10), None)
    assert shown.wave.going_on
    assert "svg" in page(keeper, "ours").picture


def test_moves_between_others_count_as_far_as_they_are_probable(keeper: User) -> None:
    for number, days in enumerate(QUIET):
        say(keeper, f"Quiet {number}", f"Org {number % 4}", f"Org {number % 4 + 1}", days)
    wave = [say(keeper, f"Gone {days}", "Nimbus", "Tessera", days, role="Chief  Scientist") for days in WAVE]
    say(keeper, "One Of Us", "Acme", "Tessera", 35)
    assert page(keeper, "others").scan is None
    assert scanned(keeper)["others"].count > 0
    [acme] = Organisation.objects.filter(name="Acme")
    assert not page(keeper, "others").outdated
    organisation_change(actor=keeper, organisation=acme, name="Acme", aliases=(), is_own=True)
    assert page(keeper, "others").outdated  # whose moves count is another matter now
    scan = scanned(keeper)["others"]
    assert (len(scan.departures), page(keeper, "others").own) == (len(QUIET) + len(WAVE), acme)
    [shown] = page(keeper, "others").waves
    assert shown.label in ("Left Nimbus", "Joined Tessera", "Role: chief scientist")
    assert 3 < shown.wave.count < 6  # nobody can say how reliable the paper is
    found = wave_get(person=keeper, pk=shown.wave.pk)
    assert found is not None
    assert sorted(one.key for one in found.moves) == sorted(one.pk for one in wave)
    claim_resolve(actor=keeper, claim=wave[0], outcome="refuted", reason="She says so.")
    assert page(keeper, "others").outdated
    again = scanned(keeper)["others"]
    assert again.count < scan.count
    assert not page(keeper, "others").outdated
    outsider_erase(actor=keeper, outsider=Outsider.objects.get(claims=wave[1]))
    assert page(keeper, "others").outdated
    told = wave_get(person=keeper, pk=shown.wave.pk)
    assert told is not None
    assert (len(told.moves), told.erased, told.newer) == (len(WAVE) - 1, 1, True)


def test_which_organisation_is_ours_and_where_our_people_went(keeper: User, settings: Any) -> None:
    company = Company()
    company.leave(QUIET)
    gone = company.leave(WAVE)
    one = say(keeper, gone[0].employee.name, "Acme Inc", "Tessera", 25)
    for spell, days in zip(gone[1:], WAVE[1:], strict=True):
        say(keeper, spell.employee.name, "Acme Inc", "Tessera", days - 4)
    say(
        keeper, gone[5].employee.name, "Acme Inc", "Nimbus", 30, grade="A"
    )  # and of one it is said that it was elsewhere
    settings.MUSTER_COMPANY = "ACME inc"
    assert organisation_own() == one.left
    sought = waves_sought(scope="ours", until=timezone.localdate(), own=one.left)
    joined = [left.key for left in sought.departures if ("joined", str(one.joined_id)) in left.groups]
    assert set(joined) >= {spell.pk for spell in gone[:5]}
    scanned(keeper)
    [shown] = page(keeper, "ours").waves
    assert shown.label == "Joined Tessera"
    found = wave_get(person=keeper, pk=shown.wave.pk)
    assert found is not None
    assert {str(leaver.move.joined) for leaver in found.leavers if leaver.move} == {"Tessera"}
    namesake = gone[0].employee
    company.leave([50])[0].employee.__class__.objects.filter(spells__ends_on=ago(50)).update(
        name=namesake.name
    )
    sought = waves_sought(scope="ours", until=timezone.localdate(), own=one.left)
    joined = [left.key for left in sought.departures if ("joined", str(one.joined_id)) in left.groups]
    assert gone[0].pk not in joined  # two people of one name left


def test_a_scan_is_asked_for_once_and_there_is_one_every_day(keeper: User) -> None:
    scans = waves_scan(actor=keeper)
    assert waves_scan(actor=keeper) == scans
    assert page(keeper, "ours").pending == scans[0]
    DBTaskResult.objects.filter(pk=str(scans[0].job)).delete()  # a worker gave up
    assert (page(keeper, "ours").pending, page(keeper, "ours").problem) == (None, "")
    assert {one.pk for one in waves_scan(actor=keeper)}.isdisjoint({one.pk for one in scans})
    assert set(WaveScan.objects.filter(pk__in=[one.pk for one in scans]).values_list("state", flat=True)) == {
        "failed"
    }
    waves_watch()
    daily = DBTaskResult.objects.get(task_path=scan_waves_daily.module_path)
    assert daily.run_after > timezone.now() + timedelta(hours=23)
    job = Job.objects.get(pk=daily.pk)
    assert work_on(scan_waves_daily, job) == 2
    assert DBTaskResult.objects.filter(task_path=scan_waves_daily.module_path).count() == 2
    assert work_on(scan_waves_daily, job) == 2  # a second attempt does nothing twice
    assert DBTaskResult.objects.filter(task_path=scan_waves_daily.module_path).count() == 2
    assert WaveScan.objects.filter(job=job.pk, state="done", asked_by=None).count() == 2
    assert Job.objects.filter(title=LOOKING).count() == 4
    assert list(verify_ledger()) == []


def test_what_the_engine_refuses_is_told(keeper: User) -> None:
    Company().leave(QUIET)
    [scan, _others] = waves_scan(actor=keeper)
    WaveScan.objects.filter(pk=scan.pk).update(simulations=3)
    assert scanned(keeper)["ours"].state == "failed"
    assert "simulations is 3" in page(keeper, "ours").problem
