"""Erasing leaves nothing of a person anywhere, and everything that counts without them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from muster.apps.core.erased import erased_keep, erased_read
from muster.apps.core.errors import RefusedError
from muster.apps.core.files import verify_files
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry, StoredFile
from muster.apps.core.roles import Role
from muster.apps.core.walls import open_wall
from muster.apps.hire.links import status_token
from muster.apps.hire.models import (
    Application,
    ApplicationText,
    Candidate,
    Decision,
    Message,
    Move,
    Outcome,
    Packet,
    Review,
    Scorecard,
    Unblinding,
    Vote,
)
from muster.apps.hire.models.protected import WALL
from muster.apps.hire.search import forget_removed, index_applications, matching
from muster.apps.hire.selectors.decisions import decision_get
from muster.apps.hire.selectors.packets import packet_sections
from muster.apps.hire.services.applications import ApplicationForm, application_refer
from muster.apps.hire.services.ballots import ballot_dissent
from muster.apps.hire.services.erasing import candidate_erase
from muster.apps.hire.services.erasures import candidates_erase_again
from muster.apps.hire.services.messages import message_send
from muster.apps.hire.services.notes import note_add
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.protected import self_identification_store
from muster.apps.hire.services.resumes import resume_store
from muster.apps.hire.services.reviews import application_unblind
from muster.apps.hire.services.scorecards import scorecard_change, scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.behind import answers_told
from tests.apps.hire.deciding import convene
from tests.apps.hire.inside import apply, make_reviewer, move, submit
from tests.apps.hire.interviewing import assign, content, heard, interviewing, schedule
from tests.apps.hire.openings import Opening, broken

WORD = "Quillfeather"  # in everything that is about the person
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MUSTER_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


def everything(opening: Opening, make_user: MakeUser) -> Application:
    """Return an ended application with something about the person in every place there is."""
    referrer = make_user(Role.EMPLOYEE)
    form = ApplicationForm(
        name=f"Zia {WORD}",
        email=f"{WORD.lower()}@example.org",
        phone=f"+44 {WORD}",
        country="GB",
        pronouns=WORD,
        links=[f"https://example.org/{WORD}"],
        school=WORD,
        employers=[WORD],
        letter=f"I, {WORD}",
    )
    one = application_refer(
        actor=referrer, requisition=opening.requisition, form=form, relation=WORD, note=WORD
    )
    one.resume = resume_store(upload=ContentFile(WORD.encode(), name=f"{WORD}.txt"), actor=None)
    one.resume_text, one.said, one.years = f"What {WORD} did", {"name": WORD}, 7
    with_entry(one)
    index_applications([one])
    self_identification_store(application=one, answers={"gender": WORD})
    reviewer = make_reviewer(opening, make_user())
    move(opening, [one.pk])
    application_unblind(actor=reviewer, application=one, reason=WORD)
    submit(opening, make_reviewer(opening, make_user()), one, note=WORD)
    move(opening, [one.pk], "Interviews")
    one.refresh_from_db()
    schedule(opening, one, place=WORD)
    seat = assign(opening, heard(opening, one, place=WORD), make_user(Role.INTERVIEWER))
    notes = dict.fromkeys(content(opening).ratings, WORD)
    said = content(opening, summary=WORD, notes=notes)
    scorecard_submit(actor=seat.interviewer, seat=seat, content=said, sequence=1)
    changed = content(opening, 3, summary=f"{WORD}!", notes=notes)
    scorecard_change(actor=seat.interviewer, seat=seat, content=changed, reason=WORD, seen=None)
    message_send(actor=opening.recruiter, applications=[one], subject=WORD, body=WORD)
    note_add(actor=opening.recruiter, application=one, text=WORD)
    move(opening, [one.pk], "Committee")
    committee = convene(opening, make_user, Application.objects.get(pk=one.pk), number=3, quorum=3)
    committee.vote(0, Vote.NO_HIRE, WORD)
    committee.vote(1, Vote.NO_HIRE, WORD)
    committee.vote(2, Vote.HIRE, WORD)
    decision = committee.sign(Vote.NO_HIRE, rationale=WORD, reason=WORD)
    ballot_dissent(actor=committee.members[2], decision=decision, text=WORD)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason=WORD
    )
    _held_before_now(one)
    return Application.objects.get(pk=one.pk)


def with_entry(one: Application) -> None:
    from muster.apps.core.ledger import change

    values = {name: getattr(one, name) for name in ("resume", "resume_text", "said", "years")}
    with change(one, "test.change", actor=None):
        for name, value in values.items():
            setattr(one, name, value)
        one.save()


def _held_before_now(one: Application) -> None:
    """Bring the interviews of an application to their end."""
    from datetime import timedelta

    from muster.apps.core.ledger import change

    for interview in one.interviews.filter(ends_at__gt=timezone.now()):
        with change(interview, "test.change", actor=None):
            interview.starts_at = timezone.now() - timedelta(hours=3)
            interview.ends_at = timezone.now() - timedelta(hours=2)
            interview.save()


def rows_with(word: str) -> Iterator[str]:
    """Yield the tables and columns in which a word stands, in any case."""
    with open_wall(WALL), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if word.casefold() in str(value).casefold():
                        yield f"{table}.{name}"


def files_with(word: str, folder: Path) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if word.casefold().encode() in path.read_bytes().lower()]


def test_nothing_of_the_person_is_left_and_all_that_counts_is(
    opening: Opening, make_user: MakeUser, folder: Path
) -> None:
    one = everything(opening, make_user)
    stood = set(rows_with(WORD))
    assert len(stood) > 30, "too little was written: the test shows nothing"
    assert files_with(WORD, folder)
    before = {
        "moves": Move.objects.count(),
        "ratings": list(Scorecard.objects.values_list("ratings", "recommendation")),
        "reviews": list(Review.objects.values_list("ratings", "verdict")),
        "decisions": list(Decision.objects.values_list("state", "outcome", "signature")),
        "packets": list(Packet.objects.values_list("digest", flat=True)),
        "outcome": Application.objects.get(pk=one.pk).outcome,
    }
    partner = make_user(Role.PEOPLE_PARTNER)

    candidate_erase(actor=partner, candidate=one.candidate)
    forget_removed()  # as a worker does

    assert list(rows_with(WORD)) == []
    assert files_with(WORD, folder) == []
    assert not StoredFile.objects.exists()
    assert answers_told() == {}
    after = Candidate.objects.get(pk=one.candidate_id)
    assert (after.name, after.email, after.country, after.salt) == (after.code, "", "", "")
    assert after.erased_at is not None
    assert before == {
        "moves": Move.objects.count(),
        "ratings": list(Scorecard.objects.values_list("ratings", "recommendation")),
        "reviews": list(Review.objects.values_list("ratings", "verdict")),
        "decisions": list(Decision.objects.values_list("state", "outcome", "signature")),
        "packets": list(Packet.objects.values_list("digest", flat=True)),
        "outcome": Application.objects.get(pk=one.pk).outcome,
    }
    assert broken() == list(verify_files()) == []
    told = Entry.objects.get(action="candidate.erase")
    assert (told.actor_id, told.row, told.detail) == (partner.pk, one.candidate_id, {"applications": 1})
    # Again changes nothing.
    entries = Entry.objects.count()
    candidate_erase(actor=partner, candidate=one.candidate)
    assert Entry.objects.count() == entries


def test_nothing_is_left_in_the_file_of_the_database(opening: Opening, make_user: MakeUser) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL overwrites at its next VACUUM
    one = everything(opening, make_user)
    candidate_erase(actor=None, candidate=one.candidate)
    forget_removed()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(str(connection.settings_dict["NAME"])).read_bytes().lower()
    assert WORD.lower().encode() not in content


def test_pages_about_the_erased_still_open(opening: Opening, make_user: MakeUser) -> None:
    one = everything(opening, make_user)
    token = status_token(one)
    candidate_erase(actor=None, candidate=one.candidate)
    decision = Decision.objects.get(application=one)
    shown = decision_get(person=opening.recruiter, pk=decision.pk)
    assert shown is not None
    assert (shown.erased, shown.holds) == (True, None)
    assert [section.key for section in packet_sections(decision.packet)] == ["erased"]
    assert token is not None
    assert status_token(Application.objects.get(pk=one.pk)) is None
    code = one.candidate.code
    assert matching(code) == [one.pk]
    assert ApplicationText.objects.get(application=one).text
    assert set(Message.objects.values_list("status", "recipient")) == {("draft", "")}
    assert Unblinding.objects.get().reason == "—"


def test_others_keep_what_is_theirs(opening: Opening, make_user: MakeUser) -> None:
    one = everything(opening, make_user)
    other = apply(opening, name="Ada Ash", letter="Mine", resume="My work")
    candidate_erase(actor=None, candidate=one.candidate)
    other.refresh_from_db()
    assert (other.candidate.name, other.letter, matching("ash")) == ("Ada Ash", "Mine", [other.pk])


def test_what_goes_on_is_not_erased(opening: Opening, make_user: MakeUser) -> None:
    one = interviewing(opening)
    with pytest.raises(RefusedError, match="goes on"):
        candidate_erase(actor=None, candidate=one.candidate)
    schedule(opening, one)
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="x"
    )
    with pytest.raises(RefusedError, match="interview with them is planned"):
        candidate_erase(actor=None, candidate=one.candidate)
    Application.objects.filter(pk=one.pk).update(outcome=Outcome.HIRED)
    with pytest.raises(RefusedError, match="were hired"):
        candidate_erase(actor=None, candidate=one.candidate)
    assert Candidate.objects.get(pk=one.candidate_id).erased_at is None


def test_whoever_comes_back_with_a_backup_is_erased_again(
    opening: Opening, make_user: MakeUser, folder: Path
) -> None:
    one = apply(opening, name=f"Zia {WORD}")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[one.pk], reason="x"
    )
    stored = Candidate.objects.get(pk=one.candidate_id)
    candidate_erase(actor=None, candidate=stored)
    [kept] = erased_read()
    assert kept[0] == stored.pk
    assert (folder / "erased.txt").stat().st_mode & 0o777 == 0o600
    assert candidates_erase_again() == 0
    # As a backup has them of when an application of theirs went on; and somebody else with the key of one erased.
    Candidate.objects.filter(pk=stored.pk).update(
        name=stored.name, email=stored.email, salt=stored.salt, erased_at=None
    )
    Application.objects.filter(candidate=stored).update(outcome=Outcome.ACTIVE)
    other = apply(opening, name="Ada Ash")
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=[other.pk], reason="x"
    )
    erased_keep(row=other.candidate_id, digest="0" * 64)
    assert candidates_erase_again() == 1
    names = set(Candidate.objects.values_list("name", flat=True))
    assert names == {stored.code, "Ada Ash"}
    assert Application.objects.get(candidate=stored).outcome == Outcome.WITHDRAWN
    assert [one.code for one in verify_ledger() if one.kind == "hire.candidate"] == ["history"]
