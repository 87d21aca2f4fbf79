"""The order in which the fictional company's bands, policy and offers are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from muster.apps.core.ledger import writing
from muster.apps.hire.models import Application
from muster.apps.hire.services.loading import Staff
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.org.models import Employee
from muster.apps.pay.models import Band, OfferPolicy, PayClaim, SignOffRule
from muster.apps.pay.services.loading.offers import load_offers
from muster.demo.organisation import Organisation
from muster.demo.organisation.offers import LEAST_DAYS, draw_offers
from muster.demo.organisation.pay_scales import bands_of, claims_of

__all__ = ["load_pay"]

DAYS = 2  # to sign


def load_pay(
    *,
    organisation: Organisation,
    staff: Staff,
    applications: Mapping[str, Application],
    employees: Mapping[str, Employee],
    partner: str,
) -> None:
    """Load bands, claims, the policy of sign-off, and all offers, in one transaction. `partner` is the employee id of
    the compensation partner, who keeps bands and claims.
    """
    with writing():
        load_rows(
            Band,
            [
                Band(
                    family=staff.families[one.family],
                    level=staff.levels[one.level_id],
                    part=one.part,
                    currency=one.currency,
                    low=one.low,
                    high=one.high,
                )
                for one in bands_of(organisation.requisitions)
            ],
        )
        load_rows(
            PayClaim,
            [
                PayClaim(
                    family=staff.families[one.family],
                    level=staff.levels[one.level_id],
                    company=one.company,
                    quote=one.quote,
                    currency=one.currency,
                    low=one.low,
                    high=one.high,
                    source=one.source,
                    said_on=one.said_on,
                    stance=one.stance,
                    added_by=staff.users[partner],
                    added_at=datetime.combine(one.said_on, time(9), UTC),
                )
                for one in claims_of(organisation.until)
            ],
        )
        load_rows(OfferPolicy, [OfferPolicy(least_days=LEAST_DAYS)])
        rules = (
            SignOffRule(step=1, role="people_partner", outside_only=True, days=DAYS),
            SignOffRule(step=2, role="executive", days=DAYS),
        )
        load_rows(SignOffRule, rules)
        load_offers(draw_offers(organisation), organisation, staff, applications, employees)
