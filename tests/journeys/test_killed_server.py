"""A server that is killed a hundred times while it writes leaves no half write, and a ledger that verifies."""

from __future__ import annotations

import json

from tests.apps.conftest import PrivateSite, private_site

__all__ = ["private_site"]

KILL = "from tests.apps.killing import main; main('server', 100)"
REPORT = """
import json
from muster.site.setup import begin
begin()
from muster.apps.accounts.models import User
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.models import Entry
print(json.dumps({
    "users": {user.email: sorted(user.roles) for user in User.objects.prefetch_related("grants")},
    "entries": Entry.objects.count(),
    "findings": [one.sentence for one in verify_ledger()],
}))
"""
WHOLE = (["auditor", "interviewer"], ["employee", "recruiter"])


def test_a_server_killed_a_hundred_times(private_site: PrivateSite) -> None:
    private_site.python(KILL)
    told = json.loads(private_site.python(REPORT).stdout)
    assert len(told["users"]) > 20, "too little was written: the test shows nothing"
    assert [roles for roles in told["users"].values() if roles not in WHOLE] == []
    changed = sum(roles == WHOLE[0] for roles in told["users"].values())
    assert told["entries"] == 3 * len(told["users"]) + 5 * changed
    assert told["findings"] == []
