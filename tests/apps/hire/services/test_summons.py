"""Members of a committee are told that their vote is asked for, and its chair that the votes are open; nobody else."""

from __future__ import annotations

import pytest
from django.core import mail

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import Notice, Vote
from muster.apps.hire.services.committee import committee_convene, committee_extend
from muster.apps.hire.services.erasing import candidate_erase
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import before_committee, convene, make_members, signed
from tests.apps.hire.inside import verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    """Return to whom notices about ballots were sent, in order."""
    return [
        one.ballot.member.email for one in Notice.objects.exclude(ballot=None).order_by("pk") if one.ballot
    ]


@pytest.mark.django_db(transaction=True)
def test_every_member_is_asked_in_their_language(opening: Opening, make_user: MakeUser) -> None:
    members = [make_user(Role.COMMITTEE_MEMBER, language=language) for language in ("en", "nl", "ar")]
    committee = convene(opening, make_user, before_committee(opening, name="Ada Ash"), members=members)
    assert told() == [one.email for one in members]
    english, dutch, arabic = Notice.objects.exclude(ballot=None).order_by("pk")
    assert english.subject == f"Your vote is asked for: Ada Ash, {opening.requisition.title}"
    assert f"/hire/committee/{committee.decision.pk}/" in english.body
    assert len({english.subject, dutch.subject, arabic.subject}) == 3
    mail.outbox.clear()
    build_worker(batch=True).run()
    assert sorted(to for one in mail.outbox for to in one.to) == sorted(one.email for one in members)
    assert {one.status for one in Notice.objects.exclude(ballot=None)} == {"sent"}
    assert verified()


def test_nobody_is_asked_twice_and_who_joins_is_asked(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    decision = committee.decision
    committee_convene(
        actor=opening.recruiter,
        application=decision.application,
        members=committee.members,
        chair=committee.chair,
        quorum=decision.quorum,
        due_at=decision.due_at,
    )
    assert len(told()) == 3
    late = make_members(make_user, 1)[0]
    committee_extend(actor=opening.recruiter, decision=committee.now(), member=late, seen=None)
    assert told()[3:] == [late.email]


def test_the_chair_is_told_that_the_votes_are_open(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    committee.vote(1)
    assert len(told()) == 3
    committee.vote(2, Vote.NO_HIRE)
    assert told()[3:] == [committee.chair.email]
    last = Notice.objects.order_by("pk").last()
    assert last is not None
    assert "Votes are sealed" not in last.body
    assert not any(word in f"{last.subject} {last.body}".casefold() for word in ("two papers", "no hire"))


def test_a_chair_who_has_left_is_not_written_to(opening: Opening, make_user: MakeUser) -> None:
    committee = convene(opening, make_user)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=committee.chair)
    committee.vote(1)
    committee.vote(2)
    assert len(told()) == 3


def test_what_was_said_goes_with_the_candidate(opening: Opening, make_user: MakeUser) -> None:
    decision = signed(
        opening, make_user, Vote.NO_HIRE, application=before_committee(opening, name="Ada Ash")
    ).decision
    application = decision.application
    assert Notice.objects.filter(subject__contains="Ada Ash").exists()
    type(application).objects.filter(pk=application.pk).update(outcome="rejected")
    candidate_erase(actor=None, candidate=application.candidate)
    assert not Notice.objects.filter(subject__contains="Ada").exists()
    assert not Notice.objects.filter(body__contains="Ada").exists()
