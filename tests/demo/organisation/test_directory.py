"""Whatever happens in the directory, it stays a tree in which everybody can be reached from the head."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.demo.organisation import Organisation
from muster.demo.organisation.directory import MOST_REPORTS, Directory, Post
from muster.demo.organisation.growth import ENDS_ON
from muster.demo.organisation.units import UNITS

TEAMS = [unit for unit in UNITS.values() if unit.kind == "team"][:3]
HEADS = ["HL-T-00", TEAMS[0].parent_id or ""]
DAY = date(2025, 1, 1)


def new_post(number: int, team_id: str, *, fixed: bool = False) -> Post:
    return Post(f"E{number}", f"S{number}", DAY, team_id, "L5", "Research Scientist", "HL-L-LON", fixed=fixed)


def new_directory() -> Directory:
    directory = Directory()
    for number, unit in enumerate((*HEADS, *(team.id for team in TEAMS))):
        directory.install_lead(new_post(number, unit), unit, DAY, "joined")
    return directory


def assert_is_a_tree(directory: Directory) -> None:
    for post in directory:
        steps, manager = 0, post.manager_id
        while manager is not None:
            manager, steps = directory[manager].manager_id, steps + 1
            assert steps < 6
    tops = [post.employee_id for post in directory if post.manager_id is None]
    assert tops == [directory.leads["HL-T-00"]]
    reports = Counter(post.manager_id for post in directory if post.manager_id)
    assert all(len(post.reports) == reports[post.employee_id] for post in directory)
    assert all(directory[who].manager_id == post.employee_id for post in directory for who in post.reports)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["join", "join", "join", "join fixed", "leave", "transfer"]),
            st.integers(0, 10**6),
        ),
        max_size=80,
    )
)
def test_it_stays_a_tree(events: list[tuple[str, int]]) -> None:
    directory = new_directory()
    for number, (event, draw) in enumerate(events):
        on = DAY + timedelta(days=number)
        team = TEAMS[draw % len(TEAMS)].id
        able = [post for post in directory if UNITS[post.team_id].kind == "team" and not post.fixed]
        if event.startswith("join"):
            directory.place(new_post(100 + number, team, fixed=event == "join fixed"), on, "joined")
        elif event == "leave" and able:
            vacant = directory.remove(able[draw % len(able)], on)
            assert vacant is None or vacant not in directory.leads
        elif event == "transfer" and (movers := [post for post in able if post.is_contributor]):
            directory.transfer(movers[draw % len(movers)], team, on)
        assert_is_a_tree(directory)


def test_a_manager_with_too_many_reports_appoints_another() -> None:
    directory = new_directory()
    team = TEAMS[0].id
    for number in range(100, 100 + MOST_REPORTS + 1):
        directory.place(new_post(number, team), DAY + timedelta(days=number), "joined")
    managers = [post for post in directory.members(team) if not post.is_contributor]
    assert sorted(len(post.reports) for post in managers) == [5, 5]
    assert {post.level_id for post in managers} == {"M1", "M2"}


def test_a_lead_who_leaves_is_followed_by_somebody_of_the_team() -> None:
    directory = new_directory()
    team = TEAMS[0].id
    directory.place(new_post(100, team), DAY, "joined")
    before = directory[directory.leads[team]]
    assert directory.remove(before, DAY + timedelta(days=9)) is None
    assert directory.leads[team] == "E100"
    assert directory.acting(before.employee_id) == directory.leads[TEAMS[0].parent_id or ""]
    assert directory.leaderships[-1].employee_id == "E100"


def test_a_team_without_anybody_to_lead_it_reports_to_the_division_until_there_is() -> None:
    directory = new_directory()
    team = TEAMS[0].id
    directory.place(new_post(100, team, fixed=True), DAY, "joined")
    assert directory.remove(directory[directory.leads[team]], DAY + timedelta(days=1)) == team
    assert directory["E100"].manager_id == directory.leads[TEAMS[0].parent_id or ""]
    directory.install_lead(new_post(101, team), team, DAY + timedelta(days=2), "joined")
    assert directory["E100"].manager_id == "E101"


def test_heads_do_not_leave() -> None:
    directory = new_directory()
    for unit in HEADS:
        with pytest.raises(ValueError, match="cannot leave"):
            directory.remove(directory[directory.leads[unit]], DAY)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 10, 15), ENDS_ON])
def test_the_organisation_is_a_tree_with_spans_of_five_to_nine(either: Organisation, day: date) -> None:
    staff = either.staff_on(day)
    assert [who for who, post in staff.items() if post.manager_id is None] == [either.employees[0].id]
    for post in staff.values():
        above, manager = set(), post.manager_id
        while manager is not None:
            assert manager not in above
            above.add(manager)
            manager = staff[manager].manager_id
        assert len(above) <= 4
    spans = Counter(post.manager_id for post in staff.values() if post.manager_id).values()
    assert sum(5 <= span <= 9 for span in spans) > 0.65 * len(spans)
    assert max(spans) <= 14


def test_leaderships_begin_with_the_team_and_name_its_present_lead(either: Organisation) -> None:
    staff = either.staff_on(either.until)
    opened = {team.id: team.opened_on for team in either.teams}
    first: dict[str, date] = {}
    latest = {}
    for one in either.leaderships:
        first.setdefault(one.team_id, one.from_on)
        latest[one.team_id] = one.employee_id
    assert first == opened
    assert all(staff[who].team_id == team for team, who in latest.items())
