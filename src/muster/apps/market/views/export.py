"""Flows between organisations, and the moves as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from muster.apps.market.bridge.shapes import Moved
from muster.apps.market.forms.flows import FlowForm
from muster.apps.market.forms.names import FilterForm
from muster.apps.market.selectors.flows import flow_report, quarters_of
from muster.apps.market.selectors.market import market_get, moves_asked
from muster.apps.market.selectors.waves_input import organisation_own
from muster.apps.market.views.common import viewer_of
from muster.tables.formulas import neutralised

__all__ = ["flows", "transfers_file"]

DIGITS = 4


@login_required
@require_GET
def flows(request: HttpRequest) -> HttpResponse:
    """Show how many went from where to where by quarter, and of one organisation by field and level."""
    person = viewer_of(request)
    market = market_get(person=person)
    quarters = [(one.key, one.label) for one in quarters_of(market)]
    form = FlowForm(request.GET, quarters=quarters, own=organisation_own())
    asked = form.asked()
    context = {
        "report": flow_report(market, asked=asked),
        "form": form,
        "any": bool(quarters),
        "organisation": asked.organisation,
    }
    return render(request, "market/flows.html", context)


@login_required
@require_GET
def transfers_file(request: HttpRequest) -> HttpResponse:
    """Give the moves that are asked for as CSV, or as JSON with the claims that each rests on."""
    person = viewer_of(request)
    moves = moves_asked(market_get(person=person), FilterForm(request.GET).asked())
    if request.GET.get("format") == "json":
        content = json.dumps([_as_json(move) for move in moves], ensure_ascii=False, indent=1)
        response = HttpResponse(content, content_type="application/json; charset=utf-8")
        name = "transfers.json"
    else:
        response, name = HttpResponse(_csv(moves), content_type="text/csv; charset=utf-8"), "transfers.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _as_row(move: Moved) -> dict[str, object]:
    return {
        "person": move.person.name,
        "from": "" if move.left is None else move.left.name,
        "to": "" if move.joined is None else move.joined.name,
        "probability": round(move.probability, DIGITS),
        "low": round(move.low, DIGITS),
        "high": round(move.high, DIGITS),
        "known": "" if move.truth is None else str(move.truth).lower(),
        "said_first": move.said_first.isoformat(),
        "said_last": move.said_last.isoformat(),
        "voices": move.heard,
        "repetitions": move.copies,
        "field": move.field or "",
        "level": move.level or "",
    }


def _csv(moves: Sequence[Moved]) -> str:
    out = io.StringIO(newline="")
    rows = [_as_row(move) for move in moves]
    heads = ("person", "from", "to", "probability", "low", "high", "known", "said_first", "said_last")
    writer = csv.DictWriter(out, (*heads, "voices", "repetitions", "field", "level"), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        names = {name: neutralised(str(row[name])) for name in ("person", "from", "to")}
        writer.writerow({**row, **names})
    return out.getvalue()


def _as_json(move: Moved) -> dict[str, object]:
    """Return a move with its claims: who said it, when, in which words."""
    row = {name: None if value == "" else value for name, value in _as_row(move).items()}
    row["known"] = move.truth
    claims = [
        {
            "source": claim.source.name,
            "grade": claim.source.grade,
            "said_on": claim.said_on.isoformat(),
            "stance": claim.stance,
            "hedged": claim.hedged,
            "words": claim.words,
        }
        for claim in move.claims
    ]
    return {**row, "claims": claims}
