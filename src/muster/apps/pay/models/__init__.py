"""The tables of pay."""

from muster.apps.pay.models.bands import Band, Part
from muster.apps.pay.models.claims import ClaimStance, PayClaim, Quote
from muster.apps.pay.models.offers import Offer, OfferState, OfferVersion
from muster.apps.pay.models.signing import Delegation, SignOff, SignOffNotice, SignOffRule, Verdict

__all__ = [
    "Band",
    "ClaimStance",
    "Delegation",
    "Offer",
    "OfferState",
    "OfferVersion",
    "Part",
    "PayClaim",
    "Quote",
    "SignOff",
    "SignOffNotice",
    "SignOffRule",
    "Verdict",
]
