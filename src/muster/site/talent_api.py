"""What waits for somebody, by the API: what stands on their first page and on their talent page."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from muster.apps.accounts.api import Access, person_of
from muster.apps.accounts.models import Scope
from muster.apps.core.api import Out, may_fail
from muster.apps.core.links import Panel
from muster.site.pages import home_panels, talent_parts

__all__ = ["TalentOut", "router"]

router = Router(tags=["What waits"], auth=Access(Scope.HIRE_READ))


class FigureOut(Out):
    """A number with its name, and the page whose rows it counts."""

    label: str
    number: int
    url: str
    note: str


class CellOut(Out):
    """A number of a row."""

    number: int
    url: str
    pressing: bool


class PanelRowOut(Out):
    """Something with a number for each column of its panel."""

    label: str
    url: str
    note: str
    cells: list[CellOut]


class PanelOut(Out):
    """A table of a page. `what` is the heading of the rows' labels, `columns` are those of their cells."""

    title: str
    what: str
    columns: list[str]
    rows: list[PanelRowOut]

    @classmethod
    def of(cls, panel: Panel) -> PanelOut:
        """Show a panel."""
        return cls(
            title=panel.title,
            what=panel.what,
            columns=list(panel.columns),
            rows=[PanelRowOut.model_validate(row) for row in panel.rows],
        )


class TalentOut(Out):
    """What waits for you, and for those who answer for openings how the company hires."""

    waiting: list[FigureOut] = Field(description="What waits for you; what is nought is left out.")
    desk: list[PanelOut] = Field(description="The same by opening, and the openings that you answer for.")
    figures: list[FigureOut]
    panels: list[PanelOut]


@router.get("/talent", response={200: TalentOut, **may_fail()}, summary="Read what waits for you")
def talent(request: HttpRequest) -> TalentOut:
    """Return what stands on your first page and on your talent page. Addresses are below the site's."""
    person = person_of(request)
    parts = talent_parts(person)
    return TalentOut(
        waiting=[FigureOut.model_validate(one) for part in parts for one in part.waiting if one.number],
        desk=[PanelOut.of(panel) for panel in home_panels(person)],
        figures=[FigureOut.model_validate(one) for part in parts for one in part.figures],
        panels=[PanelOut.of(panel) for part in parts for panel in part.panels if panel.rows],
    )
