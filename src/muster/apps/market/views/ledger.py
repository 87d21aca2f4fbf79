"""Transfers, packages, people: what follows from claims, opened down to their words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from muster.apps.market.forms.names import FilterForm
from muster.apps.market.rules import may_erase, may_keep
from muster.apps.market.selectors.market import claims_of, market_get, moves_asked
from muster.apps.market.selectors.names import outsider_get, outsider_list
from muster.apps.market.selectors.waiting import packages_denied
from muster.apps.market.views.common import viewer_of

__all__ = ["move_detail", "package_detail", "package_index", "people", "person_detail", "transfers"]

PAGE = 50


@login_required
@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """List the moves that are claimed, with the probability of each."""
    person = viewer_of(request)
    market = market_get(person=person)
    form = FilterForm(request.GET)
    moves = moves_asked(market, form.asked())
    page = Paginator(moves, PAGE).get_page(request.GET.get("page"))
    market.expect(page.object_list, claims=False)
    context = {
        "page": page,
        "form": form,
        "narrowed": len(moves) < len(market.moves),
        "all": len(market.moves),
    }
    return render(request, "market/transfers.html", context)


@login_required
@require_GET
def move_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the move that a claim is about, with every voice and its words."""
    person = viewer_of(request)
    market = market_get(person=person)
    move = market.move_of(pk)
    if move is None:
        raise Http404
    context = {
        "move": move,
        "rivals": [market.moves[number] for number in move.rivals],
        "keeps": may_keep(person),
    }
    return render(request, "market/move.html", context)


@login_required
@require_GET
def package_index(request: HttpRequest) -> HttpResponse:
    """List the packages that are claimed, with an interval for each convention in which they are quoted."""
    person = viewer_of(request)
    market = market_get(person=person)
    disputed = bool(request.GET.get("disputed"))
    shown = packages_denied(market) if disputed else market.packages
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    market.expect(page.object_list, claims=False)
    return render(request, "market/package_index.html", {"page": page, "disputed": disputed})


@login_required
@require_GET
def package_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the package that a claim is about, and under which reading everybody is right."""
    person = viewer_of(request)
    package = market_get(person=person).package_of(pk)
    if package is None:
        raise Http404
    right = [one for one in package.readings if not one.clashes]
    context = {
        "package": package,
        "right": right,
        "wrong": [one for one in package.readings if one.clashes],
        "keeps": may_keep(person),
    }
    return render(request, "market/package.html", context)


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the people of whom something is claimed."""
    person = viewer_of(request)
    page = Paginator(outsider_list(person=person), PAGE).get_page(request.GET.get("page"))
    return render(request, "market/people.html", {"page": page})


@login_required
@require_GET
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is claimed of somebody, in time."""
    person = viewer_of(request)
    outsider = outsider_get(person=person, pk=pk)
    if outsider is None:
        raise Http404
    moves, packages = claims_of(market_get(person=person), outsider)
    claims = [claim for move in moves for claim in move.claims]
    claims += [claim for package in packages for claim in package.claims]
    context = {
        "outsider": outsider,
        "moves": moves,
        "packages": packages,
        "claims": sorted(claims, key=lambda claim: (claim.said_on, claim.pk), reverse=True),
        "keeps": may_keep(person),
        "erases": may_erase(person),
    }
    return render(request, "market/person.html", context)
