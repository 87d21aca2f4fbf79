"""Scorecards: kept in order, submitted once, changed as versions."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from muster.apps.accounts.services import user_deactivate
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Scorecard, ScorecardVersion, Seat
from muster.apps.hire.services.interviews import interview_cancel
from muster.apps.hire.services.kits import CriterionPlan, kit_save
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.reminders import reminder_begin
from muster.apps.hire.services.scorecards import scorecard_change, scorecard_save, scorecard_submit
from muster.apps.hire.services.seats import seat_release
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import rate, verified
from tests.apps.hire.interviewing import assign, content, heard, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(opening: Opening, make_user: MakeUser) -> Seat:
    return assign(opening, heard(opening), make_user(Role.INTERVIEWER))


def hand_in(opening: Opening, seat: Seat, **values: Any) -> Scorecard:
    at = values.pop("at", 1)
    return scorecard_submit(
        actor=seat.interviewer, seat=seat, content=content(opening, **values), sequence=at
    )


def test_an_older_save_never_overwrites_a_newer(opening: Opening, seat: Seat) -> None:
    def keep(summary: str, sequence: int) -> Scorecard:
        said = content(opening, summary=summary)
        return scorecard_save(actor=seat.interviewer, seat=seat, content=said, sequence=sequence)

    keep("first", 1)
    keep("third", 3)
    for late in (2, 3):
        with pytest.raises(ConflictError, match="newer"):
            keep("second", late)
    keep("third", 3)  # the same twice
    card = Scorecard.objects.get()
    assert (card.summary, card.sequence, card.version, card.submitted_at) == ("third", 3, 2, None)
    assert verified()


def test_what_is_missing_is_said(opening: Opening, seat: Seat) -> None:
    for values, words in (
        ({"ratings": {}}, "Rate “Depth”"),
        ({"recommendation": ""}, "recommend"),
        ({"ratings": rate(opening, 1)}, "lowest and the highest"),
        ({"ratings": rate(opening, 3)}, "lowest and the highest"),
        ({"ratings": rate(opening, 4)}, "described"),
        ({"notes": {10**9: "x"}}, "nothing that this interview rates"),
    ):
        with pytest.raises(RefusedError, match=words):
            hand_in(opening, seat, **values)
    assert not Scorecard.objects.exists()
    notes = dict.fromkeys(rate(opening), "They shipped it.")
    assert hand_in(opening, seat, ratings=rate(opening, 3), notes=notes).submitted_at is not None


def test_submitted_once_and_for_good(opening: Opening, seat: Seat) -> None:
    card = hand_in(opening, seat)
    assert hand_in(opening, seat).submitted_at == card.submitted_at  # a double click
    with pytest.raises(ConflictError, match="change it with a reason"):
        hand_in(opening, seat, summary="else")
    with pytest.raises(ConflictError, match="nothing is kept"):
        scorecard_save(
            actor=seat.interviewer, seat=seat, content=content(opening, summary="late"), sequence=99
        )
    assert Scorecard.objects.get().version == 1
    assert verified()


def test_a_change_is_a_version_with_its_reason(opening: Opening, seat: Seat) -> None:
    def alter(reason: str = "I misread", **values: Any) -> Scorecard:
        given = {"seen": None, **values}
        return scorecard_change(
            actor=seat.interviewer,
            seat=seat,
            content=content(opening, recommendation="no_hire"),
            reason=reason,
            **given,
        )

    with pytest.raises(RefusedError, match="not submitted yet"):
        alter()
    card = hand_in(opening, seat)
    with pytest.raises(RefusedError, match="why"):
        alter(" ")
    with pytest.raises(ConflictError):
        alter(seen=card.version + 1)
    alter(seen=card.version)
    alter()  # the same twice
    version = ScorecardVersion.objects.get()
    assert (version.recommendation, version.reason, version.number) == ("hire", "I misread", 1)
    now = Scorecard.objects.get()
    assert (now.recommendation, now.submitted_at) == ("no_hire", card.submitted_at)
    assert verified()


def test_who_writes_it_and_when(opening: Opening, seat: Seat, make_user: MakeUser) -> None:
    for other in (opening.recruiter, opening.manager, make_user(Role.INTERVIEWER)):
        with pytest.raises(PermissionDenied):
            scorecard_submit(actor=other, seat=seat, content=content(opening), sequence=1)
    early = assign(opening, schedule(opening), seat.interviewer)
    with pytest.raises(RefusedError, match="has not begun"):
        hand_in(opening, early)
    interview_cancel(actor=opening.recruiter, interview=early.interview, reason="x", tell=False, seen=None)
    with pytest.raises(ConflictError, match="called off"):
        hand_in(opening, early)
    user_deactivate(actor=make_user(Role.ADMINISTRATOR), user=seat.interviewer)
    with pytest.raises(PermissionDenied):
        hand_in(opening, seat)


def test_a_seat_given_up_has_none(opening: Opening, seat: Seat) -> None:
    seat_release(actor=opening.recruiter, seat=seat)
    with pytest.raises(ConflictError, match="do not sit"):
        hand_in(opening, seat)


def test_for_a_rejected_candidate_and_it_ends_the_reminders(opening: Opening, seat: Seat) -> None:
    application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[seat.interview.application_id],
        reason="No",
    )
    hand_in(opening, seat)
    assert reminder_begin(seat=seat.pk, now=seat.due_at) is None


def test_the_first_draft_fixes_the_kit(opening: Opening, seat: Seat) -> None:
    scorecard_save(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    with pytest.raises(RefusedError, match="Reviews have begun"):
        kit_save(
            actor=opening.recruiter,
            kit=seat.interview.kit,
            name="Else",
            criteria=[CriterionPlan("Else", ("a", "b"))],
        )


def test_nobody_lifts_their_own_seal(opening: Opening, make_user: MakeUser) -> None:
    recruiter = make_user(Role.RECRUITER, Role.INTERVIEWER)
    seat = assign(opening, heard(opening), recruiter)
    with pytest.raises(RefusedError, match="take you out"):
        seat_release(actor=recruiter, seat=seat)
    with pytest.raises(RefusedError, match="call it off"):
        interview_cancel(actor=recruiter, interview=seat.interview, reason="x", tell=False, seen=None)


@pytest.mark.django_db(transaction=True)
def test_a_submit_and_a_save_at_once_end_submitted(opening: Opening, seat: Seat) -> None:
    barrier = threading.Barrier(2)

    def act(number: int) -> None:
        try:
            barrier.wait()
            if number:
                hand_in(opening, seat, at=2)
            else:
                said = content(opening, summary="draft")
                scorecard_save(actor=seat.interviewer, seat=seat, content=said, sequence=1)
        except ConflictError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    card = Scorecard.objects.get()
    assert card.submitted_at is not None
    assert card.summary == ""
    assert verified()
