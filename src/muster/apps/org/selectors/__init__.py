"""Reading: each selector returns only what the person may see."""

from muster.apps.org.selectors.people import (
    EmployeeFilter,
    EmployeePage,
    employee_list,
    employee_page,
    employee_visible,
)
from muster.apps.org.selectors.places import Place, holidays_between, place_list
from muster.apps.org.selectors.search import search_employees, search_teams
from muster.apps.org.selectors.teams import TeamNode, TeamTree, team_tree

__all__ = [
    "EmployeeFilter",
    "EmployeePage",
    "Place",
    "TeamNode",
    "TeamTree",
    "employee_list",
    "employee_page",
    "employee_visible",
    "holidays_between",
    "place_list",
    "search_employees",
    "search_teams",
    "team_tree",
]
