"""The tables of pay."""

from muster.apps.pay.models.answers import (
    AnswerKind,
    DeclineReason,
    OfferAnswer,
    OfferNotice,
    OfferQuestion,
)
from muster.apps.pay.models.bands import Band, Part
from muster.apps.pay.models.claims import ClaimStance, PayClaim, Quote
from muster.apps.pay.models.joining import EmployeePackage, OnboardingItem, OnboardingTask, TaskOwner
from muster.apps.pay.models.letters import Extension, Letter, LetterTemplate, OfferPolicy, Sending
from muster.apps.pay.models.offers import Offer, OfferState, OfferVersion
from muster.apps.pay.models.signing import Delegation, SignOff, SignOffNotice, SignOffRule, Verdict

__all__ = [
    "AnswerKind",
    "Band",
    "ClaimStance",
    "DeclineReason",
    "Delegation",
    "EmployeePackage",
    "Extension",
    "Letter",
    "LetterTemplate",
    "Offer",
    "OfferAnswer",
    "OfferNotice",
    "OfferPolicy",
    "OfferQuestion",
    "OfferState",
    "OfferVersion",
    "OnboardingItem",
    "OnboardingTask",
    "Part",
    "PayClaim",
    "Quote",
    "Sending",
    "SignOff",
    "SignOffNotice",
    "SignOffRule",
    "TaskOwner",
    "Verdict",
]
