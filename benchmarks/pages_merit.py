"""Merit at the size of the big site: a run over the company, and the keys of its pages."""

from __future__ import annotations

from typing import Any

__all__ = ["estimate_company", "merit_keys", "merit_sizes"]


def estimate_company() -> None:
    """Carry out a run over the whole company as a worker does, asked for by whoever asked for the last."""
    from django.utils import timezone

    from muster.apps.hire.models import MeritRun
    from muster.apps.hire.services.loading.merit import merit_run_load

    before = _company_runs().first()
    if before is None:
        raise RuntimeError("the fictional company has no merit run")
    run = merit_run_load(actor=before.asked_by, as_of=timezone.now())
    if run.state != MeritRun.State.DONE:
        raise RuntimeError(f"the run over the company failed: {run.problem or run.model}")


def merit_sizes() -> dict[str, int]:
    """Return how much the newest run over the company holds."""
    run = _company_runs().first()
    if run is None:
        return {}
    return {
        "candidates in the run over the company": run.standings.count(),
        "interviewers in it": run.calibrations.count(),
    }


def merit_keys(recruiter: str) -> dict[str, int]:
    """Return the keys of what the pages show to the recruiter with this address."""
    from muster.apps.accounts.models import User
    from muster.apps.hire.selectors.merit_board import BoardFilter, board_page

    run = _company_runs().first()
    if run is None:
        raise RuntimeError("the fictional company has no merit run")
    board = board_page(person=User.objects.get(email=recruiter), run=run, wanted=BoardFilter())
    known = [one.standing.candidate_id for one in board.rows if not one.blind]
    return {"run": run.pk, "standing": known[0], "beside": known[1]}


def _company_runs() -> Any:
    from muster.apps.hire.models import MeritRun

    return MeritRun.objects.filter(requisition=None, family=None).order_by("-as_of", "-pk")
