"""The company and its openings, as another system has them."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.ledger import create_many
from muster.apps.hire.models import Requisition, Stage
from muster.apps.org.models import Location, Team
from tests.apps.hire.dumps import Harvest


def test_departments_in_a_circle_are_refused_and_the_others_stay_a_tree(harvest: Harvest) -> None:
    harvest.pages["departments"] = [
        {"id": 1, "name": "Below", "parent_id": 2},
        {"id": 2, "name": "Top", "parent_id": None},
        {"id": 3, "name": "Hen", "parent_id": 4},
        {"id": 4, "name": "Egg", "parent_id": 3},
    ]
    report = harvest.load()
    assert {(one.id, one.code) for one in report.refused} == {("3", "circle"), ("4", "circle")}
    assert "3, 4" in report.refused[0].sentence
    assert Team.objects.get(name="Below").parent == Team.objects.get(name="Top")


def test_what_has_the_same_name_here_is_linked(harvest: Harvest) -> None:
    create_many(Team, [Team(name="research")], "test.create", actor=None)
    place = Location(name="harbour", city="Jakarta", country="ID", time_zone="Asia/Jakarta", currency="IDR")
    create_many(Location, [place], "test.create", actor=None)
    ana = User(email="ANA@example.com", name="Ana Known", password="!")
    create_many(User, [ana], "test.create", actor=None)
    report = harvest.load()
    for kind in ("department", "office"):
        assert report.counts[kind, "linked"] == 1
    assert report.counts["person", "linked"] == 1
    opening = Requisition.objects.get()
    assert (opening.team.name, opening.location.country) == ("research", "ID")
    assert opening.hiring_manager == ana
    harvest.pages["departments"][0]["name"] = "Renamed"
    harvest.pages["users"][0]["name"] = "Renamed"
    harvest.load()
    assert Team.objects.filter(name="research").exists()
    assert User.objects.filter(name="Ana Known").exists()


def test_a_new_office_says_what_is_not_known(harvest: Harvest) -> None:
    report = harvest.load()
    assert Location.objects.get().country == "ZZ"
    assert [one.kind for one in report.remarks] == ["office"]


def test_a_job_without_anything_has_a_place_all_the_same(harvest: Harvest) -> None:
    harvest.pages = {"jobs": [{"id": 31, "name": "Engineer", "status": "draft"}]}
    harvest.load()
    opening = Requisition.objects.get()
    assert (opening.status, opening.opened_at) == ("draft", None)
    assert opening.hiring_manager == opening.recruiter == harvest.actor
    assert [one.kind for one in opening.stages.order_by("position")] == ["applied", "hired"]
    assert opening.code == f"R-{opening.pk:05d}"


def test_a_job_that_closes_there_closes_here_also_after_its_plan_was_fixed(harvest: Harvest) -> None:
    harvest.load()
    harvest.pages["jobs"][0] |= {"status": "closed", "closed_at": "2026-05-01T00:00:00Z"}
    report = harvest.load()
    assert (report.counts["job", "changed"], report.refused) == (1, [])
    opening = Requisition.objects.get()
    assert opening.closed_at is not None
    assert (opening.status, opening.closed_at.month, opening.reason) == ("closed", 5, "Closed in Greenhouse")
    assert opening.frozen_at is not None


def test_stages_keep_apart_and_a_renamed_one_is_renamed(harvest: Harvest) -> None:
    harvest.pages["job_stages"].append({"id": 44, "name": "Onsite", "job_id": 31, "priority": 3})
    harvest.pages["job_stages"].append({"id": 45, "name": "Hired", "job_id": 31, "priority": 4})
    harvest.pages["job_stages"].append({"id": 46, "name": "Lost", "job_id": 99, "priority": 0})
    report = harvest.load()
    assert [(one.kind, one.id) for one in report.refused] == [("stage", "46")]
    assert Stage.objects.filter(kind=Stage.Kind.HIRED).count() == 1
    assert Stage.objects.filter(name="Onsite (2)").exists()
    harvest.pages["job_stages"][1]["name"] = "On site"
    assert harvest.load().counts["stage", "changed"] == 1
    assert Stage.objects.filter(name="On site").exists()


def test_people_without_an_address_are_refused(harvest: Harvest) -> None:
    harvest.pages["users"].append({"id": 13, "name": "Chi"})
    [refused] = harvest.load().refused
    assert (refused.kind, refused.id, refused.code) == ("person", "13", "email")


def test_a_renamed_account_that_the_import_made_is_renamed(harvest: Harvest) -> None:
    harvest.load()
    harvest.pages["users"][0]["name"] = "Ana Renamed"
    assert harvest.load().counts["person", "changed"] == 1
    assert User.objects.get(email="ana@example.com").name == "Ana Renamed"
