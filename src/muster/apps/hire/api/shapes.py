"""The shapes that several parts of the API of hiring share."""

from __future__ import annotations

from typing import Annotated

from ninja.params import Path

from muster.apps.core.api import Key, Out
from muster.apps.hire.models import Application, Requisition, Stage

__all__ = ["Pk", "RefOut", "StageRefOut", "TitleOut"]

Pk = Annotated[Key, Path()]


class RefOut(Out):
    """Something by its key and name."""

    id: int
    name: str


class TitleOut(Out):
    """An opening by its key and title."""

    id: int
    title: str

    @classmethod
    def of(cls, requisition: Requisition) -> TitleOut:
        """Show an opening."""
        return cls(id=requisition.pk, title=requisition.title)


class StageRefOut(Out):
    """A stage by its key, with what happens in it."""

    id: int
    name: str
    kind: Stage.Kind

    @classmethod
    def of(cls, application: Application) -> StageRefOut:
        """Show where an application is."""
        stage = application.stage
        return cls(id=stage.pk, name=stage.name, kind=Stage.Kind(stage.kind))
