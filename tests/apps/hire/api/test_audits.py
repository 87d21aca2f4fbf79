"""Audits of selection by the API: what is published and no more, for auditors alone."""

from __future__ import annotations

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.models import AuditRun
from muster.apps.hire.services.audits import audit_run
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.hire.auditing import audited, make_field, signed
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db(transaction=True)


def test_tables_as_they_are_published(opening: Opening, make_user: MakeUser) -> None:
    make_field(opening)
    auditor = make_user(Role.AUDITOR, name="Ada Auditor")
    plan = signed(auditor)
    caller = Caller(auditor)
    assert caller.get("/audits").json() == {"data": [], "next": None}
    run = audited(auditor, plan)
    waiting = audit_run(actor=auditor, plan=signed(auditor, name="Autumn"))
    [row] = caller.get("/audits").json()["data"]
    assert (row["id"], row["name"], row["digest"]) == (run.pk, "Spring", plan.digest)
    assert (row["signed_by"]["name"], row["family"]) == ("Ada Auditor", None)

    told = caller.get(f"/audits/{run.pk}").json()
    assert (told["holds"], told["changes"]) == (True, [])
    by_gender = next(
        one for one in told["tables"] if (one["scope"], one["attributes"]) == ("funnel", ["gender"])
    )
    assert (by_gender["problem"], by_gender["unknown"]) == ("", 3)
    rows = {one["category"][0]: one for one in by_gender["rows"]}
    assert (rows["man"]["n"], rows["man"]["selected"], rows["man"]["rate"]) == (20, 11, 0.55)
    assert (rows["woman"]["ratio"], rows["woman"]["note"]) == (round(0.25 / 0.55, 4), "")
    numbers = ("n", "selected", "rate", "ratio", "low", "high", "corrected")
    hidden = [one for one in rows.values() if one["note"] == "suppressed"]
    assert hidden  # three of them are too few to publish
    assert {one[name] for one in hidden for name in numbers} == {None}
    kept = {part.position for part in AuditRun.objects.get(pk=run.pk).parts.filter(kind="table")}
    assert len(told["tables"]) == len(kept)  # and none of the counts behind them

    caller.get(f"/audits/{waiting.pk}", 404)
    for role in (Role.EXECUTIVE, Role.RECRUITER, Role.ADMINISTRATOR):
        other = Caller(make_user(role))
        other.get("/audits", 403)
        other.get(f"/audits/{run.pk}", 403)
