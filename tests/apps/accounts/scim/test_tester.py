"""SCIM as a tester of its own sees it: scim2-tester walks all that the server says it can."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

from muster.apps.accounts.models import Scope
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser


@pytest.mark.django_db(transaction=True)
def test_the_walk_of_a_tester(make_user: MakeUser, live_server: Any) -> None:
    secret = make_secret(make_user(Role.ADMINISTRATOR), [Scope.ACCOUNTS_MANAGE])
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx2.Client(base_url=f"{live_server.url}/scim/v2", headers=headers) as http:
        results = check_server(SyncSCIMClient(http))
    wrong = [f"{one.title}: {one.reason}" for one in results if one.status not in (Status.SUCCESS, Status.SKIPPED)]
    assert "\n".join(wrong) == ""
    assert {one.title for one in results if one.status == Status.SUCCESS} >= {"x"}
    assert verify_ledger().findings == ()
