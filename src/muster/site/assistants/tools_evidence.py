"""Tools about what is known of candidates: scorecards, merit and decisions; and about the company's reach."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from muster.apps.core.api import Out, Page
from muster.apps.hire.api.decisions import DecisionOut, DecisionWholeOut
from muster.apps.hire.api.merit import EvidenceOut, RunOut, StandingsOut
from muster.apps.hire.api.reach import ReachOut
from muster.apps.hire.api.scorecards import CardsOut, ScorecardOut
from muster.apps.hire.api.why import WhyOut
from muster.apps.hire.models import Source
from muster.site.assistants.asking import MOST_ROWS, Ask, Cursor, Key, Rows, Tool, tool

__all__ = ["TOOLS", "CardsPageOut", "TextOut"]

Text = Annotated[str, Field(max_length=200)]
ApplicationKey = Annotated[Key, Field(description="The `id` of an application.")]
RunKey = Annotated[Key, Field(description="The `id` of a merit run.")]
CandidateKey = Annotated[Key, Field(description="The `candidate` of a row of merit_board.")]
BESIDE = {"beside": 6}

LONG_TEXTS = {
    "application.letter": ("/applications/{}", ("letter",)),
    "application.resume_text": ("/applications/{}", ("resume_text",)),
    "blind_application.letter": ("/applications/{}/review", ("letter",)),
    "blind_application.resume_text": ("/applications/{}/review", ("resume_text",)),
    "requisition.description": ("/requisitions/{}", ("description",)),
    "scorecard.summary": ("/scorecards/{}", ("summary",)),
    "decision.rationale": ("/decisions/{}", ("verdict", "rationale")),
}
LongText = Literal[
    "application.letter",
    "application.resume_text",
    "blind_application.letter",
    "blind_application.resume_text",
    "requisition.description",
    "scorecard.summary",
    "decision.rationale",
]


class CardsPageOut(CardsOut):
    """A page of the scorecards of one application."""

    next: str | None = Field(description="The cursor of the next page; null on the last.")


class TextOut(Out):
    """A piece of a long text."""

    text: str
    start: int
    characters: int = Field(description="How long the whole is.")
    next_start: int | None = Field(description="Where the next piece begins; null on the last.")


@tool("The scorecards of an application", CardsPageOut)
def scorecards_of(application: ApplicationKey, limit: Rows = MOST_ROWS, cursor: Cursor = "") -> Ask:
    """List the submitted scorecards of an application, the first submitted first. While `sealed`, others' are kept back
    until the person has submitted their own. That the person read them is noted, as on the page.
    """
    return Ask(f"/applications/{application}/scorecards", rows=limit, cursor=cursor, whole=True)


@tool("Read a scorecard", ScorecardOut)
def get_scorecard(scorecard: Annotated[Key, Field(description="The `id` of a scorecard.")]) -> Ask:
    """Read a scorecard that the person may read. That they read it is noted, as on the page."""
    return Ask(f"/scorecards/{scorecard}")


@tool("Find merit runs", Page[RunOut])
def merit_runs(
    over: Annotated[
        Text, Field(description="`company`, `family:1` or `requisition:1`; without it, all.")
    ] = "",
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List the runs of the merit model that the person sees, the newest first."""
    return Ask("/merit/runs", {"over": over}, rows=limit, cursor=cursor)


@tool("The board of a merit run", StandingsOut)
def merit_board(
    run: RunKey,
    text: Annotated[Text, Field(description="A part of the name.")] = "",
    requisition: Annotated[Key | None, Field(description="The `id` of an opening.")] = None,
    stage: Annotated[Key | None, Field(description="The `id` of a stage.")] = None,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List the candidates of a run, the best first: merit in logits with its interval, rank with its interval. A
    difference within the intervals is none that one may build on.
    """
    query = {"text": text, "requisition": requisition, "stage": stage}
    return Ask(f"/merit/runs/{run}/standings", query, rows=limit, cursor=cursor)


@tool("Explain a ranking", WhyOut)
def explain_ranking(run: RunKey, candidate: CandidateKey) -> Ask:
    """Tell why a candidate stands where they stand in a run: what each interview says and weighs, what taking out the
    interviewers' severity changed, what is missing. Severities are null for who must not know them.
    """
    return Ask(f"/merit/runs/{run}/standings/{candidate}", most=BESIDE)


@tool("Compare two candidates", WhyOut)
def compare_candidates(
    run: RunKey,
    candidate: CandidateKey,
    other: Annotated[Key, Field(description="The `candidate` to compare with.")],
) -> Ask:
    """Tell how likely one candidate of a run is better than another, and how sure that is (`versus`)."""
    return Ask(f"/merit/runs/{run}/standings/{candidate}", {"with": other}, most=BESIDE)


@tool("The merit of an application", EvidenceOut)
def merit_of(application: ApplicationKey) -> Ask:
    """Tell what the newest run says of an application's candidate, and what it rests on."""
    return Ask(f"/applications/{application}/merit")


@tool("Find decisions", Page[DecisionOut])
def find_decisions(
    undecided: Annotated[
        bool, Field(description="Those alone that are undecided, the first due first.")
    ] = False,
    late: Annotated[bool, Field(description="Those alone that are past their day.")] = False,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List the decisions of committees that the person sees, the newest first."""
    return Ask("/decisions", {"undecided": undecided, "late": late}, rows=limit, cursor=cursor)


@tool("Read a decision", DecisionWholeOut)
def get_decision(decision: Annotated[Key, Field(description="The `id` of a decision.")]) -> Ask:
    """Read a decision with as much of its votes as the person may know."""
    return Ask(f"/decisions/{decision}")


@tool("The report of reach", ReachOut)
def reach_report(
    start: Annotated[date | None, Field(description="Applied on this day or later.")] = None,
    end: Annotated[date | None, Field(description="Applied on this day or earlier.")] = None,
    requisition: Annotated[Key | None, Field(description="The `id` of an opening.")] = None,
    source: Source | None = None,
    by: Annotated[
        Literal["source", "campaign", "requisition"],
        Field(description="What stands side by side; 12 at most."),
    ] = "source",
) -> Ask:
    """Tell who applied in a period (without one, the last 90 days), from where, and how far they came."""
    query = {"start": start, "end": end, "requisition": requisition, "source": source, "by": by}
    return Ask("/reach", query, most={"groups": 12})


@tool("Read a long text", TextOut)
def read_text(
    part: LongText,
    id: Annotated[Key, Field(description="Of the application, opening, scorecard or decision.")],
    start: Annotated[int, Field(ge=0, le=10_000_000, description="`next_start` of the piece before.")] = 0,
) -> Ask:
    """Read the whole of a text that another tool had to cut, in pieces of 8,000 characters."""
    path, text = LONG_TEXTS[part]
    return Ask(path.format(id), text=text, start=start)


TOOLS: tuple[Tool, ...] = (
    scorecards_of,
    get_scorecard,
    merit_runs,
    merit_board,
    explain_ranking,
    compare_candidates,
    merit_of,
    find_decisions,
    get_decision,
    reach_report,
    read_text,
)
