"""Erased people outside stay erased when a backup of before is restored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muster.apps.core.erased import OUTSIDE, erased_keep, erased_read
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.market.models import Document, Outsider, Proposal
from muster.apps.market.selectors.market import market_get
from muster.apps.market.services.erasing import BLOT, outsider_erase, outsiders_erase_again
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import ARABIC, FRENCH, confirmed

pytestmark = pytest.mark.django_db


def test_whoever_comes_back_with_a_backup_is_erased_again(
    make_user: MakeUser, tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MUSTER_DATA = tmp_path
    keeper = make_user(Role.PEOPLE_PARTNER)
    claim, other = confirmed(keeper), confirmed(keeper, ARABIC, source="المدار")
    assert claim.person is not None
    assert other.person is not None
    contents = dict(Proposal.objects.filter(document=claim.document_id).values_list("pk", "content"))
    stored = Outsider.objects.get(pk=claim.person.pk)
    with django_capture_on_commit_callbacks(execute=True):
        outsider_erase(actor=keeper, outsider=claim.person)
    [(pk, mark)] = erased_read(OUTSIDE)
    assert pk == stored.pk
    assert "Diarra" not in (tmp_path / OUTSIDE).read_text()
    assert (tmp_path / OUTSIDE).stat().st_mode & 0o777 == 0o600
    assert outsiders_erase_again() == 0
    # As a backup of before has them; and somebody else who has the key of one that was erased in another database.
    Outsider.objects.filter(pk=pk).update(name=stored.name, aliases=stored.aliases, erased_at=None)
    Document.objects.filter(pk=claim.document_id).update(text=FRENCH)
    for key, content in contents.items():
        Proposal.objects.filter(pk=key).update(content=content)
    erased_keep(row=other.person.pk, digest="0" * 64, name=OUTSIDE)
    with django_capture_on_commit_callbacks(execute=True):
        assert outsiders_erase_again() == 1
    assert [str(one.person) for one in market_get(person=keeper).moves] == [other.person.name]
    document = Document.objects.get(pk=claim.document_id)
    assert "Diarra" not in document.text
    assert BLOT in document.text
    assert list(erased_read(OUTSIDE)).count((pk, mark)) == 2  # the list may say it twice
    assert {one.kind for one in verify_ledger()} <= {"market.outsider", "market.document", "market.proposal"}
