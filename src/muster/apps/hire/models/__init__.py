"""The tables of hiring."""

from muster.apps.hire.models.applications import Application, ApplicationText, Move, Outcome, Source
from muster.apps.hire.models.bar import BarRun, BarStanding, HiringBar, JobOutcome, Months
from muster.apps.hire.models.calendar import CalendarLink
from muster.apps.hire.models.candidates import Candidate, Referral
from muster.apps.hire.models.committee import Ballot, Conflict, Decision, Packet, Vote
from muster.apps.hire.models.erasure import Erasure, RetentionRule
from muster.apps.hire.models.exports import Export
from muster.apps.hire.models.interviews import Blackout, Interview, Notice, Seat, Terms
from muster.apps.hire.models.kits import Criterion, Kit
from muster.apps.hire.models.merit import (
    MeritCalibration,
    MeritCriterion,
    MeritReport,
    MeritRun,
    MeritStanding,
)
from muster.apps.hire.models.merit_choice import MeritChoice, MeritChoosing, MeritOdds
from muster.apps.hire.models.messages import Message, MessageTemplate
from muster.apps.hire.models.notes import Note
from muster.apps.hire.models.offers_elsewhere import OfferElsewhere, OfferStatus
from muster.apps.hire.models.owed import Owed
from muster.apps.hire.models.readings import Reading
from muster.apps.hire.models.requisitions import Member, Requisition, Stage
from muster.apps.hire.models.reviews import Review, Unblinding
from muster.apps.hire.models.scorecards import Scorecard, ScorecardVersion
from muster.apps.hire.models.submissions import Draft, Submission
from muster.apps.hire.models.tallies import Tally

__all__ = [
    "Application",
    "ApplicationText",
    "Ballot",
    "BarRun",
    "BarStanding",
    "Blackout",
    "CalendarLink",
    "Candidate",
    "Conflict",
    "Criterion",
    "Decision",
    "Draft",
    "Erasure",
    "Export",
    "HiringBar",
    "Interview",
    "JobOutcome",
    "Kit",
    "Member",
    "MeritCalibration",
    "MeritChoice",
    "MeritChoosing",
    "MeritCriterion",
    "MeritOdds",
    "MeritReport",
    "MeritRun",
    "MeritStanding",
    "Message",
    "MessageTemplate",
    "Months",
    "Move",
    "Note",
    "Notice",
    "OfferElsewhere",
    "OfferStatus",
    "Outcome",
    "Owed",
    "Packet",
    "Reading",
    "Referral",
    "Requisition",
    "RetentionRule",
    "Review",
    "Scorecard",
    "ScorecardVersion",
    "Seat",
    "Source",
    "Stage",
    "Submission",
    "Tally",
    "Terms",
    "Unblinding",
    "Vote",
]
