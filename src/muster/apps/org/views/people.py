"""Pages of employees: the table, one employee, and the forms that change one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.apps.core.paging import keyset_page
from muster.apps.org.forms.people import (
    EmployeeFilterForm,
    HireForm,
    LeaveForm,
    NameForm,
    PostForm,
    ReturnForm,
)
from muster.apps.org.models import Employee
from muster.apps.org.rules import may_change_organisation
from muster.apps.org.selectors.people import employee_list, employee_page, employee_visible
from muster.apps.org.services.employees import (
    employee_correct,
    employee_end_spell,
    employee_hire,
    employee_return,
    employee_transfer,
)
from muster.apps.org.views.common import attempt, changers_only, members_only, person_of, seen_version

__all__ = [
    "employee_detail",
    "employee_index",
    "employee_leave",
    "employee_name",
    "employee_new",
    "employee_post",
    "employee_rejoin",
]

ROWS = 25
either = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def employee_index(request: HttpRequest) -> HttpResponse:
    """List employees."""
    person = person_of(request)
    form = EmployeeFilterForm(request.GET, person=person)
    found = employee_list(person=person, wanted=form.wanted())
    page = keyset_page(
        found,
        order=("search_text", "pk"),
        size=ROWS,
        before=request.GET.get("before"),
        after=request.GET.get("after"),
    )
    context = {
        "form": form,
        "page": page,
        "count": found.count(),
        "may_change": may_change_organisation(person),
    }
    quick = getattr(request, "htmx", None) and request.htmx.target == "results"  # type: ignore[attr-defined]
    return render(request, "org/employee_index.html" + ("#results" if quick else ""), context)


@members_only
@require_safe
def employee_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one employee."""
    person = person_of(request)
    get_object_or_404(employee_visible(person=person), pk=pk)
    context = {"shown": employee_page(person=person, key=pk), "may_change": may_change_organisation(person)}
    return render(request, "org/employee_detail.html", context)


@changers_only
@either
def employee_new(request: HttpRequest) -> HttpResponse:
    """Add somebody who works here."""
    person = person_of(request)
    form = HireForm(request.POST or None, person=person)

    def write() -> None:
        names = ("code", "name", "sort_name", "email", "starts_on")
        values = {name: form.cleaned_data[name] for name in names}
        employee_hire(actor=person, post=form.post(), **values)

    if request.method == "POST" and attempt(form, write):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("org:employees")
    context = {
        "form": form,
        "heading": _("Add an employee"),
        "verb": _("Add"),
        "back": reverse("org:employees"),
    }
    return render(request, "org/form.html", {**context, "above": _("Employees")})


@changers_only
@either
def employee_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody another post."""
    person, employee = person_of(request), _employee(request, pk)
    form = PostForm(request.POST or None, person=person, employee=employee)

    def write() -> None:
        employee_transfer(actor=person, employee=employee, post=form.post(), seen=seen_version(request))

    return _answer(request, employee, form, write, heading=_("Change the post"))


@changers_only
@either
def employee_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a name or an e-mail."""
    person, employee = person_of(request), _employee(request, pk)
    stored = {name: getattr(employee, name) for name in ("name", "sort_name", "email")}
    form = NameForm(request.POST or None, initial=stored)

    def write() -> None:
        employee_correct(actor=person, employee=employee, seen=seen_version(request), **form.cleaned_data)

    return _answer(request, employee, form, write, heading=_("Change the name"))


@changers_only
@either
def employee_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when somebody leaves."""
    person, employee = person_of(request), _employee(request, pk)
    form = LeaveForm(request.POST or None)

    def write() -> None:
        employee_end_spell(actor=person, employee=employee, seen=seen_version(request), **form.cleaned_data)

    return _answer(request, employee, form, write, heading=_("End the employment"))


@changers_only
@either
def employee_rejoin(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody who left work here again."""
    person, employee = person_of(request), _employee(request, pk)
    form = ReturnForm(request.POST or None, person=person, employee=employee)

    def write() -> None:
        starts_on = form.cleaned_data["starts_on"]
        employee_return(
            actor=person, employee=employee, post=form.post(), starts_on=starts_on, seen=seen_version(request)
        )

    return _answer(request, employee, form, write, heading=_("Back at the company"))


def _employee(request: HttpRequest, pk: int) -> Employee:
    visible = employee_visible(person=person_of(request)).select_related("manager")
    return get_object_or_404(visible, pk=pk)


def _answer(
    request: HttpRequest, employee: Employee, form: Form, write: Callable[[], None], *, heading: str
) -> HttpResponse:
    """Do what a form about an employee says, or show it."""
    version, name = employee.version, employee.name
    if request.method == "POST" and attempt(form, write):
        messages.success(request, _("Saved."))
        return redirect("org:employee", employee.pk)
    back = reverse("org:employee", args=[employee.pk])
    context = {
        "form": form,
        "heading": heading,
        "verb": _("Save"),
        "version": version,
        "back": back,
        "above": name,
    }
    return render(request, "org/form.html", context)
