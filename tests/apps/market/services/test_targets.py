"""Target lists: who is meant, the ranking that stays, what happened with whom, and what erasing leaves."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks.base import Task

from muster.apps.accounts.models import User
from muster.apps.core.errors import ChangedError, ConflictError, RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry, Job
from muster.apps.core.roles import Role
from muster.apps.market.jobs import erase_listed
from muster.apps.market.models import Organisation, Outsider, Target, TargetEvent, TargetList
from muster.apps.market.selectors.targets import list_report, rival_report, target_lists
from muster.apps.market.services.approaching import EventPlan, target_record
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.sources import outsider_change
from muster.apps.market.services.target_lines import lines_read
from muster.apps.market.services.targets import (
    ListPlan,
    PeoplePlan,
    target_list_create,
    target_list_fix,
    target_move,
    target_remove,
    targets_add,
)
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import add, confirmed
from tests.apps.market.targeting import NAMES, answer, fixed_list, make_list, people, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make_user: MakeUser) -> User:
    return make_user(Role.PEOPLE_PARTNER)


def order_of(target_list: TargetList) -> list[tuple[int, str]]:
    rows = target_list.targets.order_by("rank").select_related("outsider")
    return [(one.rank, one.outsider.name.split()[0]) for one in rows]


def test_a_ranking_is_made_changed_and_fixed(keeper: User) -> None:
    row = make_list(keeper)
    assert order_of(row)[:2] == [(1, "Ama"), (2, "Bram")]
    first = row.targets.get(rank=1)
    assert (first.reason, first.outsider.basis, first.state) == ("leads the field", "interest", "waiting")
    assert first.outsider.keep_until > timezone.localdate() + timedelta(days=700)
    target_move(actor=keeper, target=row.targets.get(rank=5), rank=2)
    target_remove(actor=keeper, target=row.targets.get(rank=4))
    assert order_of(row) == [(1, "Ama"), (2, "Els"), (3, "Bram"), (4, "Dian"), (5, "Farid")]
    with pytest.raises(RefusedError, match="not fixed yet"):
        say(keeper, first, "approached")
    with pytest.raises(RefusedError, match="no rank 9"):
        target_move(actor=keeper, target=first, rank=9)
    seen = row.version
    target_list_fix(actor=keeper, target_list=row)
    entry = Entry.objects.get(action="target_list.fix")
    assert entry.detail == {"digest": row.digest, "people": 5}
    with pytest.raises(ConflictError):
        target_list_fix(actor=keeper, target_list=row)
    with pytest.raises(ChangedError):
        target_list_fix(actor=keeper, target_list=row, seen=seen)
    with pytest.raises(ConflictError, match="is fixed"):
        target_move(actor=keeper, target=first, rank=2)
    with pytest.raises(ConflictError, match="is fixed"):
        target_remove(actor=keeper, target=first)
    [late] = targets_add(actor=keeper, target_list=row, people=people("Gita Rao"))
    assert (late.rank, late.late) == (6, True)
    report = list_report(row, drawn=False)
    assert (report.people, report.late, report.holds) == (6, 1, True)  # who came later is not in the digest
    assert list(verify_ledger()) == []
    Target.objects.filter(pk=late.pk).update(late=False)
    assert not list_report(row, drawn=False).holds


def test_who_is_meant(keeper: User) -> None:
    known = confirmed(keeper).person
    assert known is not None
    outsider_change(
        actor=keeper, outsider=known, name=known.name, aliases=["أوا ديارا"], basis="public",
        keep_until=known.keep_until,
    )  # fmt: skip
    row = make_list(keeper, "Bo Ek\nأوا ديارا")
    assert row.targets.get(rank=2).outsider == known
    with pytest.raises(RefusedError, match="on the list already"):
        targets_add(actor=keeper, target_list=row, people=people("awa  DIARRA"))
    with pytest.raises(RefusedError, match="Lines 1 and 2 are the same person"):
        make_list(keeper, "Awa Diarra\nأوا ديارا")
    with pytest.raises(RefusedError, match="Line 1 may be several people"):
        make_list(keeper, "Cy Dee\nCy Dee")
    twins = target_list_create(
        actor=keeper, plan=ListPlan("Twins"), people=people("Cy Dee\nCy Dee", {1: "new", 2: "new"})
    )
    assert Outsider.objects.filter(name="Cy Dee").count() == twins.targets.count() == 2
    second = Outsider.objects.filter(name="Cy Dee").latest("pk")
    with pytest.raises(RefusedError, match="say which Cy Dee"):
        make_list(keeper, "Cy Dee")
    chosen = target_list_create(
        actor=keeper, plan=ListPlan("One of them"), people=people("Cy Dee", {1: str(second.pk)})
    )
    assert chosen.targets.get().outsider == second


@pytest.mark.any_database
def test_what_is_no_list_is_refused_in_a_sentence(keeper: User, make_user: MakeUser) -> None:
    for text, told in (
        (" \n ", "at least one person"),
        ("1. A\nB", "line 2 has none"),
        ("1. A\n3. B", "Rank 2 is missing"),
        ("1. A\n1. B", "Rank 1 is there twice"),
        ("A\n; who", "Line 2 names nobody"),
        ("x" * 201, "longer than 200"),
        ("\n".join(f"N{one}" for one in range(5_001)), "at most 5,000"),
    ):
        with pytest.raises(RefusedError, match=told):
            lines_read(text)
    assert [(one.name, one.reason) for one in lines_read("٢) B\tlater\n١) A ; now")] == [
        ("A", "now"),
        ("B", "later"),
    ]
    make_list(keeper, name="Same")
    for plan, who, told in (
        (ListPlan(" "), people(), "Give the list a name"),
        (ListPlan("Same"), people(), "Another list"),
        (ListPlan("Other"), PeoplePlan(lines_read("A"), "none", 24), "lawful ground"),
        (ListPlan("Other"), PeoplePlan(lines_read("A"), "interest", 0), "1 to 120"),
    ):
        with pytest.raises(RefusedError, match=told):
            target_list_create(actor=keeper, plan=plan, people=who)
    assert not TargetList.objects.filter(name="Other").exists()
    empty = make_list(keeper, "A")
    target_remove(actor=keeper, target=empty.targets.get())
    with pytest.raises(RefusedError, match="Nobody is on this list"):
        target_list_fix(actor=keeper, target_list=empty)
    recruiter = make_user(Role.RECRUITER)
    with pytest.raises(PermissionDenied):
        target_list_create(actor=recruiter, plan=ListPlan("Mine"), people=people())
    with pytest.raises(PermissionDenied):
        target_list_fix(actor=recruiter, target_list=empty)
    assert target_lists(person=recruiter).count() == 2
    assert not target_lists(person=make_user(Role.INTERVIEWER)).exists()


def test_what_happened_and_what_was_said_wrongly(keeper: User, make_user: MakeUser) -> None:
    row = fixed_list(keeper)
    one = row.targets.get(rank=1)
    today = timezone.localdate()
    for kind, values, told in (
        ("joined", {}, "not approached yet"),
        ("approached", {"day": today + timedelta(days=1)}, "still to come"),
        ("approached", {"day": today - timedelta(days=1)}, "nobody is approached before"),
        ("nonsense", {}, "what happened"),
    ):
        with pytest.raises(RefusedError, match=told):
            say(keeper, one, kind, **values)
    with pytest.raises(PermissionDenied):
        say(make_user(Role.RECRUITER), one, "approached")
    answer(keeper, one, "declined", why="pay", note="Too little.")
    one.refresh_from_db()
    assert (one.state, one.answered_on) == ("declined", today)
    with pytest.raises(RefusedError, match="Declined”; to change that, say why it is corrected"):
        say(keeper, one, "joined")
    event = say(keeper, one, "joined", correction="They called again.", why="pay")
    one.refresh_from_db()
    assert (one.state, event.correction, event.why) == ("joined", "They called again.", "")
    with pytest.raises(ChangedError):
        target_record(actor=keeper, target=one, plan=EventPlan("declined", today, correction="No."), seen=1)
    with pytest.raises(RefusedError, match="why it is corrected"):
        say(keeper, one, "withdrawn")
    say(keeper, one, "withdrawn", correction="It was somebody else.")
    one.refresh_from_db()
    assert (one.state, one.approached_on, one.answered_on) == ("waiting", None, None)
    other = row.targets.get(rank=2)
    answer(keeper, other, "no_answer", correction="not needed")
    say(keeper, other, "declined")
    assert list(other.events.values_list("kind", "why", "correction")) == [
        ("approached", "", ""), ("no_answer", "", ""), ("declined", "unknown", ""),
    ]  # fmt: skip
    assert TargetEvent.objects.filter(target=one).count() == 4
    assert list(verify_ledger()) == []


def test_whoever_is_erased_keeps_rank_and_outcome(keeper: User) -> None:
    row = fixed_list(keeper, NAMES)
    for rank, kind in ((1, "declined"), (2, "joined"), (3, "declined"), (4, "joined"), (5, "joined")):
        answer(keeper, row.targets.get(rank=rank), kind, note="Ama said so")
    before = list_report(row, drawn=False)
    gone = row.targets.get(rank=1)
    say(keeper, gone, "declined", correction="Ama wrote again")
    outsider_erase(actor=keeper, outsider=gone.outsider)
    gone.refresh_from_db()
    after = list_report(row, drawn=False)
    assert after.fared == before.fared
    assert (after.holds, after.waiting) == (True, 1)
    assert (gone.rank, gone.state, gone.reason, gone.outsider.name) == (1, "declined", "", "")
    words = " ".join(f"{one.note} {one.correction}" for one in gone.events.all())
    assert "Ama" not in words
    assert gone.events.latest("pk").correction  # that it was one stays to be seen
    with pytest.raises(RefusedError, match="erased"):
        say(keeper, gone, "joined", correction="x")
    assert list(verify_ledger()) == []


def test_when_their_time_is_up_a_list_loses_names(keeper: User) -> None:
    row = make_list(keeper, "Ama Osei\nBram Vos")
    first, second = (row.targets.get(rank=rank).outsider for rank in (1, 2))
    Outsider.objects.filter(pk=first.pk).update(keep_until=timezone.localdate() - timedelta(days=1))
    job = Job.objects.get(title="Erase people of a target list")
    context: Any = SimpleNamespace(task_result=SimpleNamespace(id=job.pk))
    task: Task[..., Any] = erase_listed
    assert task.func(context, outsiders=[first.pk, second.pk]) == 1
    assert [one.outsider.name for one in row.targets.order_by("rank")] == ["", "Bram Vos"]
    second.refresh_from_db()
    assert second.erased_at is None
    assert (
        Job.objects.filter(title="Erase people of a target list").count() == 2
    )  # it comes again for the other


def test_a_rival_stands_beside_the_list_as_far_as_claims_show(keeper: User) -> None:
    claim = confirmed(keeper)
    other = confirmed(keeper, "Bo Ek has left Nimbus Research for Tessera.", source="The Ledger")
    row = fixed_list(keeper, "Cy Dee\nAwa Diarra\nDi Fox")
    tessera, nimbus = (Organisation.objects.get(name=name) for name in ("Tessera", "Nimbus Research"))
    since = claim.said_on
    report = rival_report(person=keeper, target_list=row, organisation=tessera, since=since)
    assert [(one.order, one.target.rank, one.move.person) for one in report.rows] == [(1, 2, claim.person)]
    assert [move.person for move in report.others] == [other.person]
    agreement = report.agreement
    assert (agreement.listed, agreement.claimed, agreement.found, agreement.arrivals) == (3, 1, 0.5, 1.0)
    later = rival_report(
        person=keeper, target_list=row, organisation=tessera, since=since + timedelta(days=1)
    )
    assert (later.rows, later.others) == ([], [])
    assert rival_report(person=keeper, target_list=row, organisation=nimbus).agreement.claimed == 0
    assert claim.person is not None
    outsider_erase(actor=keeper, outsider=claim.person)
    left = rival_report(person=keeper, target_list=row, organisation=tessera, since=since)
    assert (left.rows, left.agreement.listed) == ([], 2)
    assert add(keeper).known  # the article is there, without the name


@pytest.mark.any_database
def test_five_thousand_names(keeper: User) -> None:
    row = make_list(keeper, "\n".join(f"Person {one}" for one in range(1, 5_001)))
    assert (row.targets.count(), Job.objects.filter(title="Erase people of a target list").count()) == (
        5_000,
        1,
    )
    target_list_fix(actor=keeper, target_list=row)
    with pytest.raises(RefusedError, match="at most 5,000 people, and this one would have 5,001"):
        targets_add(actor=keeper, target_list=row, people=people("One more"))
