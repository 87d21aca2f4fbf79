"""The tables of hiring."""

from muster.apps.hire.models.applications import Application, ApplicationText, Move, Outcome, Source
from muster.apps.hire.models.candidates import Candidate, Referral
from muster.apps.hire.models.kits import Criterion, Kit
from muster.apps.hire.models.messages import Message, MessageTemplate
from muster.apps.hire.models.requisitions import Member, Requisition, Stage
from muster.apps.hire.models.reviews import Review, Unblinding
from muster.apps.hire.models.submissions import Submission
from muster.apps.hire.models.tallies import Tally

__all__ = [
    "Application",
    "ApplicationText",
    "Candidate",
    "Criterion",
    "Kit",
    "Member",
    "Message",
    "MessageTemplate",
    "Move",
    "Outcome",
    "Referral",
    "Requisition",
    "Review",
    "Source",
    "Stage",
    "Submission",
    "Tally",
    "Unblinding",
]
