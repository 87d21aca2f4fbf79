"""From an article to the ledger: what is confirmed, corrected, dropped, resolved, graded and erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks.base import Task

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.market.bridge.shapes import Market
from muster.apps.market.jobs import erase_outsider, read_documents
from muster.apps.market.models import Claim, Document, Organisation, Outsider, Proposal, Source
from muster.apps.market.selectors.documents import passages
from muster.apps.market.selectors.market import Asked, market_get, moves_asked
from muster.apps.market.services.composing import ClaimPlan, plan_of
from muster.apps.market.services.confirming import proposal_confirm, proposal_correct, proposal_drop
from muster.apps.market.services.erasing import BLOT, outsider_erase
from muster.apps.market.services.resolving import claim_reopen, claim_resolve
from muster.apps.market.services.sources import outsider_change, source_grade
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import ARABIC, DAY, DENIED, FRENCH, add, confirmed, move_in

ERASE = "Erase somebody outside"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make_user: MakeUser) -> User:
    return make_user(Role.COMPENSATION_PARTNER, Role.PEOPLE_PARTNER)


def work_on(task: Task[..., Any], title: str, **arguments: Any) -> Any:
    """Do a job that waits, as a worker does."""
    job = Job.objects.filter(title=title).latest("created_at")
    return task.func(SimpleNamespace(task_result=SimpleNamespace(id=job.pk)), **arguments)


def derived(keeper: User) -> Market:
    return market_get(person=keeper)


def test_an_article_becomes_claims_and_claims_a_ledger(keeper: User) -> None:
    [document] = add(keeper).documents
    assert (document.language, document.read_at is not None) == ("fr", True)
    assert derived(keeper).moves == ()  # nothing counts before somebody has said so
    move = proposal_confirm(actor=keeper, proposal=move_in(document))
    package = proposal_confirm(actor=keeper, proposal=document.proposals.get(kind="package"))
    assert (package.low, package.high, package.currency, package.quote, package.years) == (
        Decimal(40_000_000), Decimal(40_000_000), "USD", "total", Decimal(4),
    )  # fmt: skip
    found = derived(keeper)
    assert [(str(one.person), str(one.left), str(one.joined)) for one in found.moves] == [
        ("Awa Diarra", "Nimbus Research", "Tessera")
    ]
    assert found.moves[0].probability == pytest.approx(0.5)  # nobody can say yet how reliable the source is
    assert move.words in FRENCH
    assert [(one.quote, one.currency) for one in found.packages[0].quotes] == [("total", "USD")]
    again = add(keeper)
    assert (again.documents, again.known) == ([], [document])  # the same article a thousand times is one
    with pytest.raises(ConflictError):
        proposal_confirm(actor=keeper, proposal=move_in(document))
    person = Outsider.objects.get()
    assert (person.basis, person.keep_until > timezone.localdate() + timedelta(days=700)) == (
        "interest",
        True,
    )
    assert list(verify_ledger()) == []


def test_grades_denials_and_what_became_known_move_the_probability(keeper: User) -> None:
    claim = confirmed(keeper)
    source_grade(actor=keeper, source=claim.source, grade="A")
    assert derived(keeper).moves[0].probability == pytest.approx(0.95)
    denial = confirmed(keeper, DENIED, source="The Ledger", published=DAY + timedelta(days=1))
    assert denial.source.organisation == Organisation.objects.get(
        name="Nimbus Research"
    )  # it speaks for itself
    source_grade(actor=keeper, source=denial.source, grade="A")
    [move] = derived(keeper).moves
    assert move.probability == pytest.approx(0.5)  # 19 to 1 both ways
    assert [one.kind for one in move.related] == ["conflicts"]
    claim_resolve(actor=keeper, claim=denial, outcome="refuted", reason="She is there.")
    found = derived(keeper)
    assert (found.moves[0].truth, found.moves[0].probability) == (True, 1.0)
    assert {one.source.name: (one.right, one.wrong) for one in found.sources} == {
        "Le Courrier": (1, 0),
        "Nimbus Research": (0, 1),
        "The Ledger": (0, 0),
    }
    with pytest.raises(RefusedError, match="opposite"):
        claim_resolve(actor=keeper, claim=claim, outcome="refuted", reason="No.")
    claim_reopen(actor=keeper, claim=denial)
    assert derived(keeper).moves[0].truth is None
    assert moves_asked(found, Asked(least=0.9)) == list(found.moves)
    assert moves_asked(found, Asked(since=DAY + timedelta(days=9))) == []
    assert list(verify_ledger()) == []


def test_corrections_teach_names_and_two_of_one_name_are_told_apart(keeper: User) -> None:
    confirmed(keeper)
    [document] = add(keeper, ARABIC, source="المدار").documents
    proposal = move_in(document)
    plan = replace(plan_of(proposal), left="Nimbus Research", joined="Tessera", person="Sami Khatib")
    proposal_correct(actor=keeper, proposal=proposal, plan=plan)
    assert "نيمبس" in " ".join(Organisation.objects.get(name="Nimbus Research").aliases)
    assert Outsider.objects.get(name="Sami Khatib").aliases == ["سامي الخطيب"]
    [other] = add(keeper, FRENCH + " Bis.").documents
    first, second = Outsider.objects.get(name="Awa Diarra"), move_in(other)
    proposal_correct(actor=keeper, proposal=second, plan=plan_of(second), new=True)
    assert Outsider.objects.filter(name="Awa Diarra").count() == 2
    [third] = add(keeper, FRENCH + " Ter.").documents
    with pytest.raises(RefusedError, match="2 people"):
        proposal_confirm(actor=keeper, proposal=move_in(third))
    kept = proposal_correct(
        actor=keeper, proposal=move_in(third), plan=plan_of(move_in(third)), outsider=first
    )
    assert kept.person == first
    assert len(derived(keeper).moves) == 3


@pytest.mark.any_database
def test_what_is_no_claim_is_refused_in_a_sentence(keeper: User, make_user: MakeUser) -> None:
    [document] = add(keeper).documents
    move, package = move_in(document), document.proposals.get(kind="package")
    whole = ClaimPlan("package", person="A", joined="B", low=Decimal(2), high=Decimal(2), currency="USD")
    for proposal, plan, told in (
        (move, ClaimPlan("move", joined="B"), "Nobody is named"),
        (move, ClaimPlan("move", person="A"), "No organisation"),
        (move, ClaimPlan("move", person="A", joined="B", left="b"), "from one organisation to another"),
        (package, replace(whole, person="", joined=""), "Neither"),
        (package, replace(whole, currency=""), "no currency"),
        (package, replace(whole, low=Decimal(3)), "below the first"),
        (package, replace(whole, low=None, high=None), "how much"),
    ):
        with pytest.raises(RefusedError, match=told):
            proposal_correct(actor=keeper, proposal=proposal, plan=plan)
    assert not Claim.objects.exists()
    with pytest.raises(RefusedError, match="still to come"):
        add(keeper, "Later.", published=timezone.localdate() + timedelta(days=1))
    with pytest.raises(RefusedError, match="when it was published"):
        add(keeper, "Once.", published=None)
    recruiter = make_user(Role.RECRUITER)
    with pytest.raises(PermissionDenied):
        proposal_drop(actor=recruiter, proposal=move)
    assert not derived(make_user(Role.INTERVIEWER)).sources
    proposal_drop(actor=keeper, proposal=move)
    assert Proposal.objects.get(pk=move.pk).state == "dropped"


def test_a_long_article_is_read_by_a_worker(keeper: User) -> None:
    added = add(keeper, FRENCH + "\n\n" + "Rien de plus. " * 1_500)
    assert len(added.unread) == 1
    work_on(read_documents, "Reading articles", documents=[added.unread[0].pk])
    document = Document.objects.get()
    assert document.read_at is not None
    assert document.proposals.filter(kind="move").exists()


def test_whoever_is_erased_is_in_no_text_and_no_ledger(keeper: User) -> None:
    claim = confirmed(keeper)
    kept = confirmed(
        keeper, "Awa Diarra waved. Bo Ek has left Nimbus Research for Tessera.", source="The Ledger"
    )
    person = claim.person
    assert person is not None
    outsider_erase(actor=keeper, outsider=person)
    texts = " ".join(Document.objects.values_list("text", flat=True))
    assert "Awa" not in texts
    assert BLOT * len("Awa Diarra") in texts
    assert "Awa" not in str(list(Proposal.objects.values_list("content", flat=True)))
    assert [one.person for one in derived(keeper).moves] == [kept.person]
    assert Claim.objects.get(pk=kept.pk).words.startswith("Bo Ek")  # every other word is where it was
    assert list(verify_ledger()) == []


def test_when_their_time_is_up_they_are_erased_unless_it_was_put_off(keeper: User) -> None:
    person = confirmed(keeper).person
    assert person is not None
    given: dict[str, Any] = {"name": person.name, "aliases": [], "basis": "consent"}
    outsider_change(
        actor=keeper, outsider=person, keep_until=timezone.localdate() + timedelta(days=3), **given
    )
    assert not work_on(erase_outsider, ERASE, outsider=person.pk)
    person.refresh_from_db()
    assert person.erased_at is None
    assert Job.objects.filter(title=ERASE).count() == 2  # it comes again
    outsider_change(
        actor=keeper, outsider=person, keep_until=timezone.localdate() - timedelta(days=1), **given
    )
    assert work_on(erase_outsider, ERASE, outsider=person.pk)
    person.refresh_from_db()
    assert (person.name, person.erased_at is not None) == ("", True)


def test_the_words_of_proposals_are_cut_out_of_the_text(keeper: User) -> None:
    [document] = add(keeper).documents
    found = passages(document.text, document.proposals.filter(kind__in=Proposal.ASKED))
    assert "".join(one.text for one in found) == FRENCH
    assert sum(one.proposal is not None for one in found) == 2
    assert Source.objects.get().grade == "F"
