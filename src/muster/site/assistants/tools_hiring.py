"""Tools about openings, candidates, applications and their interviews, and what waits for the person."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from muster.apps.accounts.api.me import MeOut
from muster.apps.core.api import Out, Page
from muster.apps.hire.api.applications import ApplicationOut, ApplicationWholeOut, NoteOut
from muster.apps.hire.api.candidates import CandidateOut
from muster.apps.hire.api.interviews import InterviewOut
from muster.apps.hire.api.requisitions import RequisitionOut, RequisitionWholeOut, StageOut
from muster.apps.hire.api.reviews import BlindOut, WaitingOut
from muster.apps.hire.api.timeline import HappeningOut
from muster.apps.hire.models import Interview, Outcome, Requisition, Source
from muster.site.assistants.asking import MOST_ROWS, Ask, Cursor, Key, Rows, Tool, tool
from muster.site.talent_api import FigureOut, PanelOut

__all__ = ["TOOLS", "OverviewOut", "WaitsOut"]

Text = Annotated[str, Field(max_length=200)]
OpeningKey = Annotated[Key, Field(description="The `id` of an opening.")]
ApplicationKey = Annotated[Key, Field(description="The `id` of an application.")]
MOST_OF_PANELS = {"rows": 12}


class WaitsOut(Out):
    """What waits for the person. Addresses are below the site's."""

    waiting: list[FigureOut]
    desk: list[PanelOut]


class OverviewOut(Out):
    """How the company hires, for those who answer for openings; empty for others. Addresses are below the site's."""

    figures: list[FigureOut]
    panels: list[PanelOut]


@tool("Who am I", MeOut)
def whoami() -> Ask:
    """Tell who the person is in whose name everything is read, and their roles."""
    return Ask("/me")


@tool("What waits for me", WaitsOut)
def what_waits_for_me() -> Ask:
    """Tell what waits for the person: reviews, scorecards, interviews, decisions; and by opening (12 at most)."""
    return Ask("/talent", most=MOST_OF_PANELS)


@tool("How we hire", OverviewOut)
def hiring_overview() -> Ask:
    """Tell how hiring goes: open openings, interviews this week, how long candidates wait, late scorecards."""
    return Ask("/talent", most=MOST_OF_PANELS)


@tool("Find openings", Page[RequisitionOut])
def find_requisitions(
    text: Annotated[Text, Field(description="In the title or the team's name, or the whole code.")] = "",
    status: Requisition.Status | None = None,
    mine: Annotated[bool, Field(description="Those alone whose applications the person sees.")] = False,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """Find openings (requisitions), the newest first."""
    return Ask("/requisitions", {"text": text, "status": status, "mine": mine}, rows=limit, cursor=cursor)


@tool("Read an opening", RequisitionWholeOut)
def get_requisition(requisition: OpeningKey) -> Ask:
    """Read an opening with its text, its people and how many applications it has."""
    return Ask(f"/requisitions/{requisition}")


@tool("The pipeline of an opening", Page[StageOut])
def pipeline_of(requisition: OpeningKey, limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List the stages of an opening in their order, with how many active applications stand in each."""
    return Ask(f"/requisitions/{requisition}/stages", rows=limit, cursor=cursor, whole=True)


@tool("Find candidates", Page[CandidateOut])
def find_candidates(
    name: Annotated[Text, Field(description="A part of the name.")] = "",
    email: Annotated[Text, Field(description="The whole address.")] = "",
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """Find candidates whose applications the person sees, with the ids of those; never whom they review blind."""
    return Ask("/candidates", {"name": name, "email": email}, rows=limit, cursor=cursor)


@tool("Find applications", Page[ApplicationOut])
def find_applications(
    text: Annotated[Text, Field(description="The candidate's name, or words of the résumé.")] = "",
    requisition: OpeningKey | None = None,
    stage: Annotated[Key | None, Field(description="The `id` of a stage, from pipeline_of.")] = None,
    outcome: Outcome | None = None,
    source: Source | None = None,
    late: Annotated[bool, Field(description="Longer in their stage than it should take.")] = False,
    start: Annotated[date | None, Field(description="Applied on this day or later.")] = None,
    end: Annotated[date | None, Field(description="Applied on this day or earlier.")] = None,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """Find applications, the newest first. `candidate` is null where the person must not know whose it is."""
    query = {
        "text": text,
        "requisition": requisition,
        "stage": stage,
        "outcome": outcome,
        "source": source,
        "late": late,
        "start": start,
        "end": end,
    }
    return Ask("/applications", query, rows=limit, cursor=cursor)


@tool("Read an application", ApplicationWholeOut)
def get_application(application: ApplicationKey) -> Ask:
    """Read an application with what came with it. Long texts are cut: read_text has the whole."""
    return Ask(f"/applications/{application}")


@tool("The timeline of an application", Page[HappeningOut])
def timeline_of(application: ApplicationKey, limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List what happened to an application, the newest first: moves, messages, notes, interviews, decisions."""
    return Ask(f"/applications/{application}/timeline", rows=limit, cursor=cursor, whole=True)


@tool("The notes about an application", Page[NoteOut])
def notes_of(application: ApplicationKey, limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List the notes of colleagues, the newest first; the person's own alone while they owe a scorecard."""
    return Ask(f"/applications/{application}/notes", rows=limit, cursor=cursor)


@tool("What waits for my review", Page[WaitingOut])
def find_reviews(limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List the applications that wait for the person's blind review, the longest waiting first."""
    return Ask("/reviews", rows=limit, cursor=cursor)


@tool("Read an application blind", BlindOut)
def get_blind_application(application: ApplicationKey) -> Ask:
    """Read an application that the person reviews, without what tells who it is, and the criteria to rate it by."""
    return Ask(f"/applications/{application}/review")


@tool("The interviews of an application", Page[InterviewOut])
def interviews_of(application: ApplicationKey, limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List the interviews of an application that the person sees, the first first."""
    return Ask("/interviews", {"application": application}, rows=limit, cursor=cursor)


@tool("Find interviews", Page[InterviewOut])
def find_interviews(
    requisition: OpeningKey | None = None,
    start: Annotated[date | None, Field(description="On this day or later.")] = None,
    end: Annotated[date | None, Field(description="On this day or earlier.")] = None,
    state: Interview.State | None = None,
    mine: Annotated[bool, Field(description="Those alone in which the person sits.")] = False,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """Find interviews, the first first."""
    query = {"requisition": requisition, "start": start, "end": end, "state": state, "mine": mine}
    return Ask("/interviews", query, rows=limit, cursor=cursor)


TOOLS: tuple[Tool, ...] = (
    whoami,
    what_waits_for_me,
    hiring_overview,
    find_requisitions,
    get_requisition,
    pipeline_of,
    find_candidates,
    find_applications,
    get_application,
    timeline_of,
    notes_of,
    find_reviews,
    get_blind_application,
    interviews_of,
    find_interviews,
)
