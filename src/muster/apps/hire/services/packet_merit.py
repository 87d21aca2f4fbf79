"""What a packet says of the candidate's merit: the newest estimate, with its intervals and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, MeritRun, MeritStanding
from muster.apps.hire.models.merit import PART_COLUMNS
from muster.apps.hire.selectors.merit import standings_of

__all__ = ["interviewers_of", "merit_told", "packet_merit"]


def packet_merit(application: Application) -> dict[str, Any] | None:
    """Return what the newest run that covers an application says of its candidate, None where there is none.

    Numbers are text of three decimals, so that they stay what they are in any database. How severe an interviewer is
    is between them and those who see calibrations. So a packet says how much each rated and not what it weighs: from
    weights, ratings and merits together severities could be worked out.
    """
    standing = standings_of(application=application).first()
    return None if standing is None else merit_told(standing, interviewers_of([standing]))


def merit_told(standing: MeritStanding, people: Mapping[int, str]) -> dict[str, Any]:
    """Return what a packet says of a standing. `people` has the names of those whose ratings it rests on."""
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
        "parts": [
            {"interviewer": people[row["interviewer"]], "ratings": row["ratings"]} for row in _parts(standing)
        ],
    }


def interviewers_of(standings: Iterable[MeritStanding]) -> dict[int, str]:
    """Return the names of those whose ratings standings rest on, by their keys."""
    keys = {row["interviewer"] for one in standings for row in _parts(one)}
    return {key: one.get_full_name() for key, one in User.objects.in_bulk(keys).items()}


def _scope(run: MeritRun) -> str:
    if run.requisition_id is not None:
        return "requisition"
    return "company" if run.family_id is None else "family"


def _parts(standing: MeritStanding) -> list[dict[str, Any]]:
    return [dict(zip(PART_COLUMNS, row, strict=True)) for row in standing.parts]
