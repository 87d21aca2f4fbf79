"""The kept ledger: what somebody just did is in the very next page, nothing else is done again, and nobody lives on."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.market.models import Claim, Outsider, Proposal, Source
from muster.apps.market.selectors.kept import Keeper
from muster.apps.market.services.confirming import proposal_confirm
from muster.apps.market.services.erasing import outsider_erase
from muster.apps.market.services.resolving import claim_reopen, claim_resolve
from muster.apps.market.services.sources import organisation_change, source_grade
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import ARABIC, DENIED, FRENCH, add, confirmed, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make_user: MakeUser) -> User:
    return make_user(Role.PEOPLE_PARTNER)


def test_after_every_change_it_is_what_all_anew_gives(
    keeper: User, django_assert_max_num_queries: Any
) -> None:
    kept = Keeper()
    assert kept.told().ledger.moves == ()

    def check() -> Any:
        with django_assert_max_num_queries(10):
            told = kept.told()
        assert told.ledger == Keeper().told().ledger
        with django_assert_max_num_queries(1):
            assert kept.told() is told  # nothing changed, so nothing is done
        return told.ledger

    claim = confirmed(keeper)
    assert [one.claims for one in check().moves] == [(str(claim.pk),)]
    other = confirmed(keeper, ARABIC, source="المدار")
    before = kept.told()
    first = next(one for one in before.ledger.moves if one.claims == (str(other.pk),))
    package = Proposal.objects.get(document=claim.document_id, kind="package")
    proposal_confirm(actor=keeper, proposal=package)
    found = check()
    assert len(found.packages) == 1
    assert any(one is first for one in found.moves)  # nobody said anything of them
    [denied] = add(keeper, DENIED, source="The Ledger").documents
    proposal_confirm(actor=keeper, proposal=move_in(denied))
    probability = check().moves[0].probability
    source_grade(actor=keeper, source=Source.objects.get(name="Nimbus Research"), grade="A")
    assert check().moves[0].probability < probability
    claim_resolve(actor=keeper, claim=claim, outcome="confirmed", reason="The register")
    assert next(one for one in check().moves if str(claim.pk) in one.claims).truth is True
    claim_reopen(actor=keeper, claim=claim)
    assert all(one.truth is None for one in check().moves)
    organisation = claim.joined
    assert organisation is not None
    organisation_change(actor=keeper, organisation=organisation, name="Tessera SA", aliases=[])
    check()


def test_whoever_is_erased_does_not_live_on(keeper: User) -> None:
    kept = Keeper()
    claim = confirmed(keeper)
    told = kept.told()
    assert [one.person for one in told.ledger.moves] == [str(claim.person_id)]
    for word in ("Awa", "Diarra", "quitté", FRENCH[:20]):
        assert word not in repr(kept._kept)  # keys and numbers alone, at any time
    outsider_erase(actor=keeper, outsider=Outsider.objects.get())
    assert kept.told().ledger.moves == ()
    assert str(claim.pk) not in kept.told().move_of
    assert kept._kept.derived.found == {}


def test_what_was_taken_back_was_never_there(keeper: User) -> None:
    kept = Keeper()
    claim = confirmed(keeper)
    before = kept.told().ledger
    with transaction.atomic():
        confirmed(keeper, ARABIC, source="المدار")
        assert len(kept.told().ledger.moves) == 2
        transaction.set_rollback(True)
    assert kept.told().ledger == before
    claim_resolve(actor=keeper, claim=Claim.objects.get(pk=claim.pk), outcome="refuted", reason="They stayed")
    assert kept.told().ledger.moves[0].truth is False
