"""The offers of the company: what was proposed to whom a committee decided to hire, who signed it, what was answered.

They are drawn last, of what is on record by then and from a stream of their own, so they change nothing else. Each
rests on a signed decision, and ends as its application did: who was hired accepted, who withdrew declined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import numpy as np

from muster.demo.organisation.build import Organisation
from muster.demo.organisation.committee_records import Decision, Signature
from muster.demo.organisation.hiring_records import Application, Closing, Requisition
from muster.demo.organisation.offer_packages import FAMOUS, Package, draw_package, famous_packages
from muster.demo.organisation.offer_records import (
    Answer,
    DeclineReason,
    Ending,
    Offer,
    OfferSending,
    OfferVersion,
    SignOff,
)
from muster.demo.organisation.pay_scales import RIVALS
from muster.demo.world import World

__all__ = ["LEAST_DAYS", "MOST", "draw_offers", "signers_of_packages"]

MOST = 300
LEAST_DAYS = 5  # that an offer stays open
SENT_BACK_SHARE, TWICE_SHARE = 0.14, 0.12
EXPIRED_SHARE, NAMED_SHARE = 0.4, 0.6
QUICK = timedelta(days=12)  # from the decision to the letter, at most, where nothing is known of it
STAYS_OPEN = (10, 22)

State = Literal[
    "draft",
    "signing",
    "sent_back",
    "refused",
    "signed",
    "sent",
    "accepted",
    "declined",
    "expired",
    "withdrawn",
]
UNDER_WAY: Sequence[State] = (
    "signing",
    "sent",
    "draft",
    "sent_back",
    "signed",
    "sent",
    "signing",
    "sent",
    "refused",
    "signed",
)
"""In what states offers stand whose candidates wait, one after the other."""
SENT_BACK = (
    "The base is high beside the two who joined in spring; put it into the grant instead.",
    "No sign-on payment without a clawback.",
    "Their level asks for less equity. Explain, or lower it.",
    "Vesting every quarter, as with everybody else.",
)
REFUSED = (
    "This is above what the whole team has. I would rather lose the candidate.",
    "Not at this level; come back when the opening is for the next one.",
)
WITHDRAWN = ("The opening was closed before an answer came.", "The candidate has withdrawn from the process.")
DECLINES: tuple[tuple[str, DeclineReason], ...] = (
    ("pay", "pay"),
    ("another offer", "other_offer"),
    ("location", "place"),
    ("timing", "personal"),
)
ELSEWHERE: Sequence[str] = (*RIVALS, "Nimbus Research", "a university")


@dataclass(frozen=True)
class _Case:
    """What an offer rests on, and how it ended."""

    application: Application
    requisition: Requisition
    decision: Decision
    signed_at: datetime
    closing: Closing | None
    starts_on: date | None

    @property
    def order(self) -> tuple[datetime, str]:
        return self.signed_at, self.application.id


def signers_of_packages(organisation: Organisation) -> dict[str, str]:
    """Return who signs packages now, by role: the head of the company, and the people partner who came first."""
    present = organisation.staff_on(organisation.until)
    head = next(one for one, post in present.items() if post.manager_id is None)
    partner = min((one for one, post in present.items() if post.family == "People Partner"), default=head)
    return {"executive": head, "people_partner": partner}


def draw_offers(organisation: Organisation, *, most: int = MOST) -> tuple[Offer, ...]:
    """Return the offers on record at the end of the organisation's time, `most` at the most, in order of their opening.

    The same organisation gives the same offers. Earlier ones than the first were made elsewhere.
    """
    world = World(organisation.seed, start=organisation.until, until=organisation.until)
    drawing = _Drawing(organisation, world.stream("organisation/offers"))
    by_application: list[list[Offer]] = []
    for case in drawing.cases():
        offers = list(drawing.offers(case))
        if offers:
            by_application.append(offers)
    by_application.sort(key=lambda offers: (offers[0].opened_at, offers[0].application_id))
    kept: list[Offer] = []
    for offers in reversed(by_application):
        if len(kept) + len(offers) <= most:
            kept += offers
    return tuple(sorted(kept, key=lambda one: (one.opened_at, one.application_id, one.number)))


class _Drawing:
    """Draws the offers of one organisation."""

    def __init__(self, organisation: Organisation, rng: np.random.Generator) -> None:
        self._organisation = organisation
        self._rng = rng
        self._now = datetime.combine(organisation.until, time.max, UTC)
        self._signers = signers_of_packages(organisation)
        self._under_way = 0
        self._famous: dict[str, Package] = {}
        hired = {one.application_id for one in organisation.closings if one.outcome == "hired"}
        requisition_of = {one.id: one.requisition_id for one in organisation.applications}
        self._taken = Counter(requisition_of[one] for one in hired)
        self._closed = {one.requisition_id for one in organisation.requisition_closings}

    def cases(self) -> list[_Case]:
        """Return the applications whose last decision is to hire, in the order of the signatures."""
        organisation = self._organisation
        applications = {one.id: one for one in organisation.applications}
        requisitions = {one.id: one for one in organisation.requisitions}
        closings = {one.application_id: one for one in organisation.closings}
        starts = {one.application_id: one.started_on for one in organisation.spells if one.application_id}
        signatures: dict[str, Signature] = {one.decision_id: one for one in organisation.signatures}
        last: dict[str, Decision] = {}
        for decision in organisation.decisions:
            known = last.get(decision.application_id)
            if known is None or known.number < decision.number:
                last[decision.application_id] = decision
        found = []
        for key, decision in last.items():
            signed = signatures.get(decision.id)
            if signed is None or signed.outcome != "hire":
                continue
            application = applications[key]
            found.append(
                _Case(
                    application=application,
                    requisition=requisitions[application.requisition_id],
                    decision=decision,
                    signed_at=signed.signed_at,
                    closing=closings.get(key),
                    starts_on=starts.get(key),
                )
            )
        found.sort(key=lambda one: one.order)
        self._famous = self._choose_famous(found)
        return found

    def offers(self, case: _Case) -> Iterator[Offer]:
        """Yield the offers of one candidate: mostly one, sometimes another after one that came to nothing."""
        state = self._state(case)
        if state is None:
            return
        end = case.closing.at if case.closing is not None else min(self._now, case.signed_at + QUICK)
        begin, number = case.signed_at, 1
        famous = self._famous.get(case.application.id)
        if famous is None and state in ("accepted", "declined") and self._chance(TWICE_SHARE):
            middle = begin + (end - begin) * 0.55
            earlier: State = "refused" if self._chance(0.6) else "withdrawn"
            yield self._offer(case, earlier, begin, middle, number, None)
            begin, number = middle, 2
        yield self._offer(case, state, begin, end, number, famous)

    def _state(self, case: _Case) -> State | None:
        """Return what became of the last offer of a case; None where there is no place to offer."""
        closing = case.closing
        if closing is not None:
            if closing.at <= case.signed_at:
                return None
            if closing.outcome == "hired":
                return "accepted"
            if closing.outcome == "rejected" or closing.stage != "Offer":
                return "withdrawn"
            long = closing.at - case.signed_at > timedelta(days=LEAST_DAYS + 2)
            return "expired" if long and self._chance(EXPIRED_SHARE) else "declined"
        requisition = case.requisition
        if requisition.id in self._closed or self._taken[requisition.id] >= requisition.openings:
            return None
        state = UNDER_WAY[self._under_way % len(UNDER_WAY)]
        self._under_way += 1
        if state != "refused":
            self._taken[requisition.id] += 1
        return state

    def _choose_famous(self, cases: Sequence[_Case]) -> dict[str, Package]:
        """Give the two famous packages to the most senior researchers, one who accepted and one who has to answer."""
        ladder = {one.id: one.rank for one in self._organisation.levels}
        recent = cases[len(cases) // 2 :]  # whose offers are on record
        researchers = [one for one in recent if one.requisition.family.startswith("Research")]
        researchers.sort(key=lambda one: (-ladder[one.requisition.level_id], one.order))
        accepted = [one for one in researchers if one.closing is not None and one.closing.outcome == "hired"]
        others = [one for one in researchers if one not in accepted[:1]]
        chosen = [*accepted[:1], *others[:1]][:FAMOUS]
        return {
            one.application.id: package
            for one, package in zip(
                chosen, famous_packages(self._first_day(one) for one in chosen), strict=False
            )
        }

    def _offer(
        self, case: _Case, state: State, begin: datetime, end: datetime, number: int, famous: Package | None
    ) -> Offer:
        back = state == "sent_back" or (state not in ("draft", "refused") and self._chance(SENT_BACK_SHARE))
        # What runs out was sent early enough to be open for the days that it must be.
        moments = self._moments(begin, begin + (end - begin) * 0.25 if state == "expired" else end)
        opened = next(moments)
        package = famous or draw_package(case.requisition, self._first_day(case), self._rng)
        versions = []
        if back:
            first = package.raised(self._rng)
            made = next(moments)
            reason = self._choose(SENT_BACK)
            versions.append(self._version(first, made, "", moments, "send_back", reason))
            note = "As the signer asked." if state != "sent_back" else ""
        else:
            note = ""
        if state != "sent_back":
            versions.append(self._last_version(package, state, note, moments))
        sending = answer = ending = None
        if state in ("sent", "accepted", "declined", "expired"):
            sending = self._sending(state, next(moments), end)
        if state in ("accepted", "declined"):
            answer = self._answer(case, state, end)
        elif state == "expired" and sending is not None:
            ending = Ending(
                datetime.combine(sending.last_day + timedelta(days=1), time(0, 5), UTC), "expired"
            )
        elif state == "withdrawn":
            ended = case.closing is not None and case.closing.outcome == "withdrawn"
            ending = Ending(end, "withdrawn", WITHDRAWN[ended])
        by = case.requisition.recruiter_id
        return Offer(
            case.application.id,
            case.decision.id,
            number,
            by,
            opened,
            tuple(versions),
            sending,
            answer,
            ending,
        )

    def _last_version(
        self, package: Package, state: State, note: str, moments: Iterator[datetime]
    ) -> OfferVersion:
        made = next(moments)
        if state == "draft":
            return OfferVersion(made, package.content, note, package.reason, ())
        if state == "signing":
            return self._version(package, made, note, moments, None, "")
        if state == "refused":
            return self._version(package, made, note, moments, "refuse", self._choose(REFUSED))
        return self._version(package, made, note, moments, "sign", "")

    def _version(
        self,
        package: Package,
        made: datetime,
        note: str,
        moments: Iterator[datetime],
        verdict: Literal["sign", "send_back", "refuse"] | None,
        reason: str,
    ) -> OfferVersion:
        """Return a version in sign-off, decided by the executive unless there is no verdict yet."""
        asked, signoffs = next(moments), []
        if package.reason:
            decided = next(moments)
            partner = self._signers["people_partner"]
            signoffs.append(SignOff(1, "people_partner", asked, "sign", partner, decided))
            asked = decided
        if verdict is None:
            signoffs.append(SignOff(2, "executive", asked))
        else:
            head = self._signers["executive"]
            signoffs.append(SignOff(2, "executive", asked, verdict, head, next(moments), reason))
        return OfferVersion(made, package.content, note, package.reason, tuple(signoffs))

    def _sending(self, state: State, sent: datetime, end: datetime) -> OfferSending:
        days = int(self._rng.integers(*STAYS_OPEN))
        if state == "expired":
            last = max((end - timedelta(days=1)).date(), (sent + timedelta(days=LEAST_DAYS)).date())
            return OfferSending(sent, min(last, self._organisation.until - timedelta(days=1)))
        last = (sent + timedelta(days=days)).date()
        if state == "sent":
            return OfferSending(sent, max(last, self._organisation.until + timedelta(days=LEAST_DAYS + 9)))
        return OfferSending(sent, max(last, end.date()))

    def _answer(self, case: _Case, state: State, end: datetime) -> Answer:
        if state == "accepted":
            return Answer(end, accepted=True)
        said = "" if case.closing is None else case.closing.reason.casefold()
        reason: DeclineReason = next((code for words, code in DECLINES if words in said), "other")
        named = reason in ("pay", "other_offer") and self._chance(NAMED_SHARE)
        employer = self._choose(ELSEWHERE) if named else ""
        return Answer(end, accepted=False, reason=reason, employer=employer)

    def _first_day(self, case: _Case) -> date:
        if case.starts_on is not None:
            return case.starts_on
        end = case.closing.at if case.closing is not None else self._now
        day = end.date() + timedelta(days=45)
        return day - timedelta(days=day.weekday())  # a Monday

    def _moments(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """Yield moments between two, in order, each nearer to the end."""
        now = begin
        while True:
            now += (end - now) * float(self._rng.uniform(0.1, 0.25))
            yield now.replace(microsecond=0)

    def _chance(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def _choose(self, texts: Sequence[str]) -> str:
        return texts[int(self._rng.integers(len(texts)))]
