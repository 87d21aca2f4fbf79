"""What waits in the market on the talent page, and the lists that its numbers lead to."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.market.models import Proposal
from muster.apps.market.services.confirming import proposal_confirm
from muster.apps.market.talent import talent
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in
from tests.apps.market.articles import FRENCH, add, confirmed

pytestmark = pytest.mark.django_db


def test_each_number_is_that_of_the_list_it_leads_to(make_user: MakeUser) -> None:
    keeper = make_user(Role.EXECUTIVE)
    claim = confirmed(keeper)
    for proposal in Proposal.objects.filter(document=claim.document_id, kind="package"):
        proposal_confirm(actor=keeper, proposal=proposal)
    denial = "Tessera denied that it paid Awa Diarra a signing bonus of 40 million dollars."
    [denied] = add(keeper, denial, source="Wire").documents
    [waiting] = talent(keeper).waiting
    assert waiting.number == denied.proposals.filter(kind="package").count() > 0
    assert waiting.note == "the first for 0 days"
    browser = signed_in(keeper)
    page = browser.get(waiting.url).content.decode()
    assert page.count('class="primary"') == 1  # the article that is done with is not in the list
    for proposal in denied.proposals.filter(kind="package"):
        proposal_confirm(actor=keeper, proposal=proposal)
    part = talent(keeper)
    assert [one.number for one in (*part.waiting, *part.figures)] == [0, 1, 0]
    assert "disputed" in browser.get(part.figures[0].url).content.decode()
    assert FRENCH
    reader = talent(make_user(Role.RECRUITER))
    assert [*reader.waiting, *reader.figures] == []
