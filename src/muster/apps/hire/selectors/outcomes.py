"""Reading how hires do on the job."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.numbers import whole_number
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, JobOutcome, Outcome
from muster.apps.hire.rules_bar import may_record_outcome, may_record_outcomes, outcomes_visible
from muster.apps.hire.selectors.interviews import called_by

__all__ = ["OUTCOMES_ORDER", "OutcomesPage", "hire_named", "outcome_page"]

NOT_YOURS = gettext_lazy("Only recruiters, people partners and hiring managers see ratings on the job.")
PAGE = 25
OUTCOMES_ORDER = ("-rated_on", "-pk")


@dataclass(frozen=True)
class OutcomesPage:
    """A page of ratings, with what each application is called by its key."""

    page: KeysetPage[JobOutcome]
    names: dict[int, str]

    @property
    def rows(self) -> list[tuple[JobOutcome, str]]:
        """Return the ratings with whose they are."""
        return [(one, self.names[one.application_id]) for one in self.page.rows]


def outcome_page(*, person: User, before: str | None = None, after: str | None = None) -> OutcomesPage:
    """Return the ratings that the person may see, the newest first. Raises PermissionDenied for who sees none."""
    require(may_record_outcomes(person), NOT_YOURS)
    found = JobOutcome.objects.filter(outcomes_visible(person)).select_related(
        "application__candidate", "application__requisition", "rated_by"
    )
    page = keyset_page(found, order=OUTCOMES_ORDER, size=PAGE, before=before, after=after)
    return OutcomesPage(page, called_by(person, [one.application for one in page.rows]))


def hire_named(*, person: User, code: str) -> Application | None:
    """Return the application of a hire by its code, such as A-000123, if the person may rate them."""
    number = whole_number(code.strip().upper().removeprefix("A-"))
    found = Application.objects.filter(pk=number or 0, outcome=Outcome.HIRED).select_related("requisition")
    row = found.first()
    return row if row is not None and may_record_outcome(person, row.requisition) else None
