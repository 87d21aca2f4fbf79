"""What a person makes of a proposal: confirms it, corrects it, drops it. Corrections teach names, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.text import fold
from muster.apps.market.jobs import erase_outsider
from muster.apps.market.models import Claim, Document, Organisation, Outsider, Proposal, Source
from muster.apps.market.rules import may_keep
from muster.apps.market.selectors.names import NameIndex, name_index
from muster.apps.market.services.composing import ClaimPlan, plan_of
from muster.apps.market.services.documents import KEEPERS, source_named

__all__ = ["proposal_confirm", "proposal_correct", "proposal_drop"]

State = Proposal.State


@dataclass(frozen=True)
class Written:
    """Names as the document writes them, which a correction may teach."""

    person: str = ""
    joined: str = ""
    left: str = ""


def proposal_confirm(*, actor: User, proposal: Proposal, seen: int | None = None) -> Claim:
    """Make a claim of a proposal as it stands; `seen` is the version that the person has seen, None for any.

    Raises RefusedError where it lacks something, or its name is that of several people; ConflictError where it was
    decided already.
    """
    require(may_keep(actor), KEEPERS)
    with writing():
        return _decide(actor, proposal, plan_of(proposal), None, State.CONFIRMED, Written(), seen)


def proposal_correct(
    *,
    actor: User,
    proposal: Proposal,
    plan: ClaimPlan,
    outsider: Outsider | None = None,
    new: bool = False,
    seen: int | None = None,
) -> Claim:
    """Make a claim of a proposal as somebody corrected it; `outsider` is who is meant, where that was chosen,
    and `new` says that it is somebody else of a name that is known.

    What the document calls somebody or something is learned as another spelling of the name that stands in
    its place. Raises as `proposal_confirm` does.
    """
    require(may_keep(actor), KEEPERS)
    with writing():
        first = plan_of(proposal)
        written = Written(first.person, first.joined, first.left)
        if new and outsider is None:
            _check(plan, None)
            outsider = _add_person(actor, plan.person, proposal.document)
        return _decide(actor, proposal, plan, outsider, State.CORRECTED, written, seen)


def proposal_drop(*, actor: User, proposal: Proposal, seen: int | None = None) -> None:
    """Say that a proposal claims nothing. Raises ConflictError where it was decided already."""
    require(may_keep(actor), KEEPERS)
    with writing():
        _close(actor, proposal, State.DROPPED, seen)


def _close(actor: User, proposal: Proposal, state: Proposal.State, seen: int | None) -> None:
    with change(proposal, f"proposal.{state}", actor=actor, seen=seen):
        if proposal.state != State.OPEN:
            raise ConflictError(_("Somebody has decided on this proposal already; load the page again."))
        proposal.state, proposal.decided_by, proposal.decided_at = state, actor, timezone.now()
        proposal.save()


def _decide(
    actor: User,
    proposal: Proposal,
    plan: ClaimPlan,
    outsider: Outsider | None,
    state: Proposal.State,
    written: Written,
    seen: int | None,
) -> Claim:
    _check(plan, outsider)
    _close(actor, proposal, state, seen)
    document, names = proposal.document, name_index()
    person = outsider or _person(actor, names, plan.person, document)
    joined = _organisation(actor, names, plan.joined)
    left = _organisation(actor, names, plan.left)
    if plan.kind == Claim.Kind.MOVE and joined == left:
        raise RefusedError(_("A move leads from one organisation to another; correct one of the two."))
    for meant, name in ((person, written.person), (joined, written.joined), (left, written.left)):
        if meant is not None:
            _learn(actor, names, meant, name)
    source, quoted = _speaker(actor, names, plan.speaker, document.source)
    row = Claim(
        proposal=proposal,
        document=document,
        start=proposal.start,
        end=proposal.end,
        source=source,
        said_on=document.published,
        kind=plan.kind,
        person=person,
        joined=joined,
        left=left,
        role=plan.role[:200],
        stance=plan.stance,
        hedged=plan.hedged,
        low=plan.low,
        high=plan.high,
        currency=plan.currency.upper(),
        quote=plan.quote,
        years=plan.years,
        quoted=quoted,
        confirmed_by=actor,
        confirmed_at=timezone.now(),
    )
    with change(row, "claim.confirm", actor=actor):
        try:
            row.full_clean()
        except ValidationError as error:
            raise RefusedError(" ".join(error.messages)) from error
        row.save()
    return row


def _check(plan: ClaimPlan, outsider: Outsider | None) -> None:
    """Refuse what is no claim yet, with what it lacks."""
    named = bool(plan.person.strip()) or outsider is not None
    if plan.kind == Claim.Kind.MOVE:
        if not named:
            raise RefusedError(_("Nobody is named who moved; correct it and say who."))
        if not (plan.joined.strip() or plan.left.strip()):
            raise RefusedError(_("No organisation is named; correct it and say where from or where to."))
        if plan.low is not None or plan.high is not None:
            raise RefusedError(_("A move has no amount; leave it to the proposal of the package."))
        return
    if not (named or plan.joined.strip()):
        raise RefusedError(_("Neither is named who pays nor whom; correct it and say so."))
    amounts = [one for one in (plan.low, plan.high) if one is not None]
    if amounts and not plan.currency.strip():
        raise RefusedError(_("The amount has no currency; correct it and say which."))
    if any(one <= 0 for one in amounts):
        raise RefusedError(_("An amount is above 0; correct it."))
    if len(amounts) == 2 and amounts[0] > amounts[1]:
        raise RefusedError(_("The second amount is below the first; correct one of the two."))
    if not amounts and plan.stance == "asserts":
        raise RefusedError(_("No amount is said; correct it and say how much."))


def _person(actor: User, names: NameIndex, name: str, document: Document) -> Outsider | None:
    """Return who is meant, made where nobody has the name; they are erased when their time is up."""
    wanted = " ".join(name.split())[:200]
    if not wanted:
        return None
    known = names.people(wanted)
    if len(known) > 1:
        raise RefusedError(
            _("%(count)s people are called %(name)s; correct it and choose which.")
            % {"count": len(known), "name": wanted}
        )
    if known:
        return known[0]
    return _add_person(actor, wanted, document)


def _add_person(actor: User, name: str, document: Document) -> Outsider | None:
    wanted = " ".join(name.split())[:200]
    if not wanted:
        return None
    until = _months_after(timezone.localdate(), document.keep_months)
    row = Outsider(name=wanted, basis=document.basis, keep_until=until)
    with change(row, "outsider.add", actor=actor):
        row.save()
    later = erase_outsider.using(run_after=row.erases_at)
    enqueue(later, title=_("Erase somebody outside"), actor=None, outsider=row.pk)
    return row


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months later; where that month is shorter, its 28th."""
    at = day.month - 1 + months
    return day.replace(year=day.year + at // 12, month=at % 12 + 1, day=min(day.day, 28))


def _organisation(actor: User, names: NameIndex, name: str) -> Organisation | None:
    wanted = " ".join(name.split())[:200]
    if not wanted:
        return None
    known = names.organisation(wanted)
    if known is not None:
        return known
    row = Organisation(name=wanted)
    with change(row, "organisation.add", actor=actor):
        row.save()
    names.organisations[fold(wanted)].append(row)
    return row


def _learn(actor: User, names: NameIndex, row: Outsider | Organisation, name: str) -> None:
    """Learn another spelling, unless somebody or something else is written so."""
    wanted = " ".join(name.split())[:200]
    if not wanted or fold(wanted) in {fold(one) for one in (row.name, *row.aliases)}:
        return
    if names.people(wanted) or names.organisation(wanted) is not None:
        return
    with change(row, f"{row._meta.model_name}.learn", actor=actor):
        row.aliases = [*row.aliases, wanted]
        row.save()


def _speaker(actor: User, names: NameIndex, speaker: str, published: Source) -> tuple[Source, str]:
    """Return whose claim it is, and whom it cites: an organisation or source that is known speaks for itself, through
    whoever prints it; else it is the paper's, which cites them.
    """
    wanted = " ".join(speaker.split())[:200]
    if not wanted:
        return published, ""
    organisation = names.organisation(wanted)
    if organisation is not None:
        return source_named(actor=actor, name=organisation.name, organisation=organisation), ""
    known = names.sources.get(fold(wanted))
    return (known, "") if known is not None else (published, wanted)
