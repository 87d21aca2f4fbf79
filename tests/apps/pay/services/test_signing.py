"""A signature binds one exact version: who may give it, what makes it void, and who is quicker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from muster.apps.accounts.services import user_set_roles
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.roles import Role
from muster.apps.hire.models import Application, Outcome
from muster.apps.pay.models import OfferState, OfferVersion, SignOff, SignOffNotice, Verdict
from muster.apps.pay.selectors.policy import slots_for
from muster.apps.pay.services.policy import RulePlan, delegation_end, delegation_set, policy_set
from muster.apps.pay.services.reminding import reminder_begin
from muster.apps.pay.services.signing import offer_refuse, offer_send_back, offer_sign
from muster.apps.pay.services.submitting import offer_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import staged

pytestmark = pytest.mark.django_db


def test_from_the_decision_to_a_signed_package(opening: Opening, make_user: MakeUser) -> None:
    """Decision, offer, version, sign-off, sent back, another version, signed by the executive; the ledger verifies."""
    stage = staged(opening, make_user)
    first = stage.submit()
    assert SignOffNotice.objects.get().recipient == stage.executive.email
    with pytest.raises(RefusedError, match="Say what is to be changed"):
        offer_send_back(actor=stage.executive, offer=stage.now(), digest=first.digest, reason="")
    offer_send_back(actor=stage.executive, offer=stage.now(), digest=first.digest, reason="Less cash.")
    assert (stage.now().state, stage.now().reason) == (OfferState.SENT_BACK, "Less cash.")
    assert SignOffNotice.objects.last().recipient == stage.partner.email  # type: ignore[union-attr]
    with pytest.raises(RefusedError, match="This version was sent back"):
        offer_submit(actor=stage.partner, offer=stage.now(), digest=first.digest)
    stage.version(sign_on=[])
    second = stage.submit()
    with pytest.raises(ConflictError, match="has been changed since"):
        offer_sign(actor=stage.executive, offer=stage.now(), digest=first.digest)
    signoff = offer_sign(actor=stage.executive, offer=stage.now(), digest=second.digest)
    assert (signoff.digest, signoff.signer, signoff.on_behalf_of) == (second.digest, stage.executive, None)
    assert stage.now().state == OfferState.SIGNED
    stage.version(years=6)  # what was signed is another package
    assert stage.now().state == OfferState.DRAFT
    assert SignOff.objects.get(pk=signoff.pk).void_at is not None
    assert broken() == []


def test_nobody_signs_what_they_proposed_or_what_is_theirs(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    both = make_user(Role.EXECUTIVE, Role.RECRUITER, name="Bo Both")
    stage.partner, partner = both, stage.partner
    stage.version(years=5)
    version = stage.submit()
    with pytest.raises(PermissionDenied, match="You proposed this package"):
        offer_sign(actor=both, offer=stage.now(), digest=version.digest)
    own = make_user(Role.EXECUTIVE, email=stage.now().application.candidate.email.upper())
    with pytest.raises(PermissionDenied, match="This offer is to you"):
        offer_sign(actor=own, offer=stage.now(), digest=version.digest)
    for person in (partner, opening.manager, opening.recruiter):
        with pytest.raises(PermissionDenied):
            offer_sign(actor=person, offer=stage.now(), digest=version.digest)


def test_one_wins_and_the_other_is_told(opening: Opening, make_user: MakeUser) -> None:
    stage, other = staged(opening, make_user), make_user(Role.EXECUTIVE)
    version = stage.submit()
    seen = stage.now()
    offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest, seen=seen.version)
    with pytest.raises(ConflictError, match="Somebody else changed this"):
        offer_refuse(actor=other, offer=seen, digest=version.digest, reason="No.", seen=seen.version)
    with pytest.raises(ConflictError, match="nothing to sign here any more"):
        offer_sign(actor=other, offer=stage.now(), digest=version.digest)


def test_a_signer_who_lost_the_role(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    make_user(Role.EXECUTIVE)
    version = stage.submit()
    assert Role.EXECUTIVE in stage.executive.roles  # what they remember of themselves
    user_set_roles(actor=make_user(Role.ADMINISTRATOR), user=stage.executive, roles=[Role.EMPLOYEE])
    with pytest.raises(PermissionDenied, match="Your signature is not asked for"):
        offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)


def test_not_for_a_candidate_who_was_rejected_since(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    version = stage.submit()
    Application.objects.update(outcome=Outcome.REJECTED)
    with pytest.raises(RefusedError, match="not active any more"):
        offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)
    assert SignOff.objects.get().verdict == ""


def test_a_package_changed_behind_the_back_is_not_signed(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    version = stage.submit()
    OfferVersion.objects.update(content={**version.content, "years": 9})
    with pytest.raises(ConflictError, match="has been changed since"):
        offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)


def test_steps_one_after_the_other_and_a_role_beside_a_person(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    people = make_user(Role.PEOPLE_PARTNER, name="Pat People")
    rules = [
        RulePlan(person=people),
        RulePlan(role=Role.COMPENSATION_PARTNER),
        RulePlan(role=Role.EXECUTIVE, step=2),
        RulePlan(role=Role.AUDITOR, outside_only=True),
    ]
    with pytest.raises(PermissionDenied, match="Only executives"):
        policy_set(actor=stage.partner, rules=rules)
    policy_set(actor=stage.executive, rules=rules)
    assert len(slots_for(version=stage.newest())) == 3
    with pytest.raises(RefusedError, match="Nobody can sign as Compensation partner"):
        stage.submit()
    other = make_user(Role.COMPENSATION_PARTNER)
    version = stage.submit()
    with pytest.raises(PermissionDenied, match="not asked for"):  # not their turn yet
        offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)
    for person in (people, other):
        offer_sign(actor=person, offer=stage.now(), digest=version.digest)
    with pytest.raises(ConflictError, match="already"):
        offer_sign(actor=people, offer=stage.now(), digest=version.digest)
    assert stage.now().state == OfferState.SIGNING
    offer_sign(actor=stage.executive, offer=stage.now(), digest=version.digest)
    assert stage.now().state == OfferState.SIGNED
    assert broken() == []


def test_rules_by_level_and_total(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    version = stage.newest()
    level = opening.requisition.level
    for plan, asked in (
        (RulePlan(role=Role.AUDITOR, total_from=version.total, currency="USD"), True),
        (RulePlan(role=Role.AUDITOR, total_from=version.total + 1, currency="USD"), False),
        (RulePlan(role=Role.AUDITOR, total_from=version.total + 1, currency="EUR"), True),
        (RulePlan(role=Role.AUDITOR, level_from=level), True),
        (RulePlan(role=Role.AUDITOR, outside_only=True), False),
    ):
        policy_set(actor=stage.executive, rules=[plan])
        wanted = Role.AUDITOR if asked else Role.EXECUTIVE  # where no rule fits, an executive signs
        assert [one.role for one in slots_for(version=version)] == [wanted]


def test_somebody_signs_for_whoever_is_away(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    deputy, today = make_user(Role.EMPLOYEE, name="Dee Deputy"), timezone.localdate()
    with pytest.raises(RefusedError, match="last day is before"):
        delegation_set(actor=stage.executive, delegate=deputy, first_day=today, last_day=date(2020, 1, 1))
    with pytest.raises(RefusedError, match="Choose somebody else"):
        delegation_set(actor=stage.executive, delegate=stage.executive, first_day=today, last_day=today)
    row = delegation_set(actor=stage.executive, delegate=deputy, first_day=today, last_day=today)
    proposer = delegation_set(
        actor=deputy, delegate=stage.partner, first_day=today, last_day=today
    )  # is no way around: nobody who proposed signs, for whomever
    version = stage.submit()
    assert {one.recipient for one in SignOffNotice.objects.all()} == {stage.executive.email, deputy.email}
    delegation_end(actor=stage.executive, delegation=row)
    with pytest.raises(PermissionDenied):
        offer_sign(actor=deputy, offer=stage.now(), digest=version.digest)
    with pytest.raises(PermissionDenied, match="Only whoever set"):
        delegation_end(actor=stage.executive, delegation=proposer)
    delegation_set(actor=stage.executive, delegate=deputy, first_day=today, last_day=today)
    signoff = offer_sign(actor=deputy, offer=stage.now(), digest=version.digest)
    assert (signoff.signer, signoff.on_behalf_of) == (deputy, stage.executive)
    assert broken() == []


def test_declined_ends_the_offer(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    version = stage.submit()
    offer_refuse(actor=stage.executive, offer=stage.now(), digest=version.digest, reason="Not now.")
    assert stage.now().state == OfferState.REFUSED
    assert SignOff.objects.get().verdict == Verdict.REFUSE
    assert broken() == []


def test_reminded_once_then_others_are_told(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    stage.submit()
    row, now = SignOff.objects.get(), timezone.now()
    assert reminder_begin(signoff=row.pk, now=now) == ([], None)  # not late yet
    late = now + timedelta(days=3)
    told, again = reminder_begin(signoff=row.pk, now=late)
    assert [one.recipient for one in told] == [stage.executive.email]
    assert again == late + timedelta(days=2)
    told, again = reminder_begin(signoff=row.pk, now=late)
    assert [one.recipient for one in told] == [stage.partner.email]
    assert "Eve Executive" not in told[0].body
    assert "Executive" in told[0].body
    assert again is None
    assert reminder_begin(signoff=row.pk, now=late) == ([], None)
    assert broken() == []
