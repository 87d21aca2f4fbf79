"""Reading imports of employees."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from muster.apps.accounts.models import User
from muster.apps.org.models import EmployeeImport
from muster.apps.org.rules import may_change_organisation
from muster.apps.org.services.imports.reading import header_of, look_at_content
from muster.tables.mapping import Look
from muster.tables.problems import Problems

__all__ = ["import_list", "import_look", "import_rows"]


def import_list(*, person: User) -> QuerySet[EmployeeImport]:
    """Return the imports that the person may see, the newest first."""
    query = EmployeeImport.objects.select_related("created_by", "job").order_by("-created_at", "-pk")
    return query if may_change_organisation(person) else query.none()


def import_look(one: EmployeeImport) -> Look | None:
    """Return the columns of a file with its first cells; None where it cannot be read or is not kept any more."""
    return look_at_content(bytes(one.content), one.name, Problems()) if one.content else None


def import_rows(one: EmployeeImport) -> list[dict[str, Any]]:
    """Return the report's rows that add or change somebody, columns called as in files."""
    return [
        {**row, "changes": [(header_of(key), old, new) for key, (old, new) in row["changes"].items()]}
        for row in one.report.get("rows", [])
    ]
