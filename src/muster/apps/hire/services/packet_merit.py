"""What a packet says of the candidate's merit: the newest estimate, with its intervals and what it rests on."""

from __future__ import annotations

from typing import Any

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, MeritRun, MeritStanding
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.apps.hire.selectors.merit import standings_of

__all__ = ["packet_merit"]


def packet_merit(application: Application) -> dict[str, Any] | None:
    """Return what the newest run that covers an application says of its candidate, None where there is none.

    Numbers are text of three decimals, so that they stay what they are in any database. How severe an interviewer is
    is between them and those who see calibrations. So a packet says how much each rated and not what it weighs: from
    weights, ratings and merits together severities could be worked out.
    """
    standing = standings_of(application=application).first()
    if standing is None:
        return None
    run = standing.run
    return {
        "run": run.pk,
        "over": _scope(run),
        "as_of": run.as_of.isoformat(timespec="seconds"),
        "engine": run.engine_version,
        "input_digest": run.input_digest,
        "level": f"{run.level:.3f}",
        "merit": f"{standing.merit:.3f}",
        "low": f"{standing.low:.3f}",
        "high": f"{standing.high:.3f}",
        "rank": standing.rank,
        "rank_low": standing.rank_low,
        "rank_high": standing.rank_high,
        "of": run.model.get("candidates", 0),
        "raw_mean": f"{standing.raw_mean:.3f}",
        "raw_rank": standing.raw_rank,
        "interviews": standing.interviews,
        "ratings": standing.ratings,
        "parts": _parts(standing),
    }


def _scope(run: MeritRun) -> str:
    if run.requisition_id is not None:
        return "requisition"
    return "company" if run.family_id is None else "family"


def _parts(standing: MeritStanding) -> list[dict[str, Any]]:
    rows = [dict(zip(PART_COLUMNS, row, strict=True)) for row in standing.parts]
    people = User.objects.in_bulk([row["interviewer"] for row in rows])
    return [
        {"interviewer": people[row["interviewer"]].get_full_name(), "ratings": row["ratings"]} for row in rows
    ]
