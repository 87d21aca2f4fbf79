"""Pages of teams: the tree, one team, and the forms that change one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.core.ledger import writing
from muster.apps.core.paging import keyset_page
from muster.apps.org.forms.structure import TeamForm
from muster.apps.org.models import Team
from muster.apps.org.rules import may_change_organisation
from muster.apps.org.selectors.people import EmployeeFilter, employee_list
from muster.apps.org.selectors.teams import team_tree
from muster.apps.org.services.teams import team_create, team_move, team_rename, team_set_lead
from muster.apps.org.views.common import attempt, changers_only, members_only, person_of, seen_version

__all__ = ["team_detail", "team_edit", "team_index", "team_new"]

ROWS = 25
either = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def team_index(request: HttpRequest) -> HttpResponse:
    """Show the tree of teams."""
    person = person_of(request)
    context = {"tree": team_tree(person=person), "may_change": may_change_organisation(person)}
    return render(request, "org/team_index.html", context)


@members_only
@require_safe
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one team: where it stands, what is below it, who works in it."""
    person = person_of(request)
    node = team_tree(person=person).nodes.get(pk)
    if node is None:
        raise Http404
    people = employee_list(person=person, wanted=EmployeeFilter()).filter(team=pk)
    page = keyset_page(
        people,
        order=("search_text", "pk"),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {
        "node": node,
        "team": node.team,
        "page": page,
        "key": str(pk),
        "may_change": may_change_organisation(person),
    }
    return render(request, "org/team_detail.html", context)


@changers_only
@either
def team_new(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    person = person_of(request)
    form = TeamForm(request.POST or None, person=person, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and attempt(form, lambda: team_create(actor=person, **form.cleaned_data)):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("org:teams")
    context = {"form": form, "heading": _("Add a team"), "verb": _("Add"), "back": reverse("org:teams")}
    return render(request, "org/form.html", {**context, "above": _("Teams")})


@changers_only
@either
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a team's name, place or lead: each change of its own on the ledger, all or none."""
    person, team = person_of(request), get_object_or_404(Team.objects.select_related("parent", "lead"), pk=pk)
    version, name = team.version, team.name
    form = TeamForm(request.POST or None, person=person, team=team)

    def write() -> None:
        with writing():
            seen, found = seen_version(request), form.cleaned_data
            if "name" in form.changed_data:
                team_rename(actor=person, team=team, name=found["name"], seen=seen)
                seen = None
            if found["parent"] != team.parent:
                team_move(actor=person, team=team, parent=found["parent"], seen=seen)
                seen = None
            if found["lead"] != team.lead:
                team_set_lead(actor=person, team=team, lead=found["lead"], seen=seen)

    if request.method == "POST" and attempt(form, write):
        messages.success(request, _("Saved."))
        return redirect("org:team", pk)
    back = reverse("org:team", args=[pk])
    context = {"form": form, "heading": _("Change the team"), "verb": _("Save"), "back": back}
    return render(request, "org/form.html", {**context, "version": version, "above": name})
