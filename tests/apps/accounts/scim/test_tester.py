"""What SCIM's discovery tells, as scim2-tester reads it.

The tester invents user names that are no addresses, and groups: Muster knows people by their address and its groups
are its roles, so what providers write is walked in `test_views`.
"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

from muster.apps.accounts.models import Scope
from muster.apps.core.roles import Role
from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import MakeUser


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_a_tester_finds_nothing_wrong(make_user: MakeUser, live_server: Any) -> None:
    secret = make_secret(make_user(Role.ADMINISTRATOR), [Scope.ACCOUNTS_MANAGE])
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx2.Client(base_url=f"{live_server.url}/scim/v2", headers=headers, timeout=60) as http:
        results = check_server(SyncSCIMClient(http), include_tags={"discovery", "misc"})
    done = [one for one in results if one.status != Status.SKIPPED]
    assert [(one.title, one.reason) for one in done if one.status != Status.SUCCESS] == []
    assert len(done) > 20
