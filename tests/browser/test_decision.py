"""From an interview to a signed decision, each person in a browser of their own; nobody reads a sealed scorecard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from muster.apps.accounts.models import User
from muster.apps.core.models import Job
from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.hire.models import (
    Application,
    Decision,
    Interview,
    MeritReport,
    MeritRun,
    Message,
    Move,
    Outcome,
    Packet,
    Scorecard,
    Seat,
    Vote,
)
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.hire.inside import rate
from tests.apps.hire.interviewing import assign, content, heard, interviewing, make_interviewer
from tests.apps.hire.openings import Opening, broken, open_requisition
from tests.apps.test_permissions import TABLE
from tests.browser.conftest import Visitor

CANDIDATE = "Kidist Belay"
# What each interviewer writes; nobody else may read it before they have submitted.
SECRETS = {"Ada": "zephyrine", "Bo": "quixotical", "Chi": "wolframite"}
# What the committee writes: the reasons of votes, a dissent, the rationale, what the candidate is told.
REASONS = {
    "Max": (Vote.NO_HIRE, "thinfigures"),
    "Olu": (Vote.HIRE, "braveproofs"),
    "Cleo": (Vote.NO_HIRE, "scantreplies"),
}
DISSENT, RATIONALE, TOLD = "gemlike", "gossamer", "profundity"
WRITTEN_BEFORE = ("Clear and ", "It rests on ", "The proofs are ", "The evidence is ", "Others showed more ")
KNOW_NOTHING = ("account_", "mfa_", "openid_", "saml_", "socialaccount_")  # the sign-in, of a library
EVERYTHING = (*SECRETS.values(), *(word for _vote, word in REASONS.values()), DISSENT, RATIONALE, TOLD)
NARROW, WIDE = (Role.EMPLOYEE, Role.INTERVIEWER), (Role.INTERVIEWER, Role.RECRUITER, Role.COMMITTEE_MEMBER)
ALL_SEEING = (Role.INTERVIEWER, Role.EXECUTIVE, Role.AUDITOR, Role.ADMINISTRATOR)
ROLES = {"Ada": NARROW, "Bo": WIDE, "Chi": ALL_SEEING}


@dataclass
class Season:
    """An opening with the people around it, and the browsers they have open."""

    opening: Opening
    language: str
    visit: Callable[..., Visitor]
    make_person: Callable[..., User]
    browsers: dict[str, Visitor] = field(default_factory=dict)

    def person(self, name: str, *roles: Role) -> User:
        """Make somebody and open a browser for them, where they sign in."""
        user = self.make_person(name, *roles, language=self.language)
        self.browsers[name] = self.visit(language=self.language, user=user)
        return user


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_interview_to_decision(
    language: str, visit: Callable[..., Visitor], make_person: Callable[..., User]
) -> None:
    opening = open_requisition(
        recruiter=make_person("Rae", Role.RECRUITER, language=language),
        manager=make_person("Mo", Role.HIRING_MANAGER, language=language),
    )
    season = Season(opening, language, visit, make_person)
    inside = season.browsers["Rae"] = visit(language=language, user=opening.recruiter)
    interviewers = {
        name: make_interviewer(opening, season.person(name, *roles)) for name, roles in ROLES.items()
    }
    rate_others(opening, interviewers.values())
    application = interviewing(opening, name=CANDIDATE, email="kidist@example.org")

    interview = schedule(inside, application, interviewers.values())
    score_sealed(season, interview, interviewers)
    run = estimate(inside)
    decision = convene(season, application)
    vote_sealed(season, decision)
    sign(season, decision)
    report(inside, run)
    peek_late(season, interview, run, decision)
    send_the_message(inside, decision)

    assert application.candidate.name in visited(inside, reverse("hire:merit-board", args=[run.pk]))
    assert broken() == []
    for name, visitor in season.browsers.items():
        assert visitor.refused == [], name


def rate_others(opening: Opening, interviewers: Iterable[User]) -> None:
    """Let the interviewers have rated others before, so that there is somebody to compare with."""
    for number in range(3):
        other = interviewing(opening, name=f"Somebody {number}", email=f"other{number}@example.org")
        interview = heard(opening, other)
        for place, one in enumerate(interviewers):
            seat, rating = assign(opening, interview, one), 1 + (number + place) % 3
            said = content(opening, rating, notes=dict.fromkeys(rate(opening, rating), "Shown on the board."))
            scorecard_submit(actor=one, seat=seat, content=said, sequence=1)


def schedule(visitor: Visitor, application: Application, interviewers: Iterable[User]) -> Interview:
    """Schedule an interview for next week, give everybody a seat, and bring it forward to yesterday."""
    page = visitor.page
    visitor.go(reverse("hire:interview-new", args=[application.pk]))
    fill_time(visitor, date.today() + timedelta(days=7))
    page.fill("[name=place]", "Room 4")
    visitor.press("main form button.primary")
    interview = Interview.objects.get(application=application)
    for one in interviewers:
        form = f"form:has(input[name=interviewer][value='{one.pk}'])"
        visitor.press(f"{form} button:not([name=shadow])")
    visitor.go(reverse("hire:interview-move", args=[interview.pk]))
    fill_time(visitor, date.today() - timedelta(days=1))
    visitor.press("main form button.primary")
    interview.refresh_from_db()
    assert interview.seats.filter(released_at=None).count() == len(ROLES)
    return interview


def fill_time(visitor: Visitor, day: date) -> None:
    """Fill in an hour of a day, in a time zone without clock changes."""
    visitor.page.fill("[name=day]", day.isoformat())
    visitor.page.fill("[name=starts]", "10:00")
    visitor.page.fill("[name=ends]", "11:00")
    visitor.page.select_option("[name=time_zone]", value="Asia/Jakarta")


def score_sealed(season: Season, interview: Interview, interviewers: dict[str, User]) -> None:
    """Let each submit in turn; whoever has not yet, tries every address and reads nothing of the others."""
    written: list[str] = []
    for name, user in interviewers.items():
        visitor = season.browsers[name]
        seat = interview.seats.get(interviewer=user)
        last = len(written) == len(interviewers) - 1  # in one language every interviewer peeks, in others the last
        if written and (last or season.language == "en"):
            assert peeks(visitor, interview, written) == []
        visitor.go(reverse("hire:scorecard", args=[seat.pk]))
        page = visitor.page
        page.locator("input[type=radio][value='2']").first.check(force=True)
        page.fill("[name=summary]", f"Clear and {SECRETS[name]}.")
        page.locator("input[name=recommendation][value=hire]").check(force=True)
        visitor.press("button[name=submit]")
        written.append(SECRETS[name])
    cards = reverse("hire:scorecards", args=[interview.application_id])
    assert all(word in visited(season.browsers["Chi"], cards) for word in written)
    read = text_of(client_of(season.browsers["Chi"]).get(cards))
    assert all(word in read for word in written)  # so it does find what is there to be read
    assert not any(word in visited(season.browsers["Ada"], reverse("hire:due")) for word in written[1:])


def peeks(
    visitor: Visitor, interview: Interview, words: Sequence[str], run: MeritRun | None = None
) -> list[str]:
    """Return where somebody reads one of the words, of all addresses with all that is about this candidate; and where
    a run of merit tells of them.
    """
    client = client_of(visitor)
    found = []
    here = None if run is None else reverse("hire:merit-board", args=[run.pk])
    for url in addresses(keys_around(interview)):
        read = text_of(client.get(url, follow=True))
        ranked = here is not None and url.startswith(here) and interview.application.candidate.name in read
        if ranked or any(word in read for word in words):
            found.append(url)
    for word in words:
        for url in (reverse("search"), reverse("hire:applications"), reverse("hire:interviews")):
            read = text_of(client.get(url, {"q": word}))
            found += [url] if any(before + word in read for before in WRITTEN_BEFORE) else []
    export = reverse("hire:application-export", args=[interview.application_id])
    read = text_of(client.post(export, follow=True))
    return found + ([export] if any(word in read for word in words) else [])


def client_of(visitor: Visitor) -> Client:
    """Return a client that is who sits at a browser: it asks for a page in a fraction of the time."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie(visitor, settings.SESSION_COOKIE_NAME)
    return client


def keys_around(interview: Interview) -> set[int | UUID]:
    """Return the keys of all that there is about this candidate."""
    application = interview.application
    about = (
        Seat.objects.filter(interview=interview),
        Scorecard.objects.filter(seat__interview=interview),
        Decision.objects.filter(application=application),
        Packet.objects.filter(application=application),
        Message.objects.filter(application=application),
        *(model.objects.all() for model in (MeritRun, MeritReport, Job)),
    )
    keys = {key for rows in about for key in rows.values_list("pk", flat=True)}
    keys |= set(Move.objects.filter(application=application).values_list("batch", flat=True))
    one = {interview.pk, application.pk, application.candidate_id, application.requisition_id}
    return keys | one


def text_of(answer: Any) -> str:
    """Return what can be read in an answer: a page, a PDF, or what is in a ZIP."""
    kind, body = answer.headers.get("content-type", ""), answer.getvalue()
    if kind.startswith("application/pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if kind.startswith("application/zip"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return str(body.decode(errors="replace"))


def addresses(keys: Iterable[int | UUID]) -> list[str]:
    """Return every address behind the sign-in that is read, with each key, or each pair of keys, where it takes any."""
    found, keys = [], list(keys)
    asked = [(), *((key,) for key in keys), *permutations([key for key in keys if isinstance(key, int)], 2)]
    for name, method in TABLE:
        if method != "GET" or name.startswith(("/", "careers:", *KNOW_NOTHING)):
            continue
        reached = []
        for arguments in asked:
            try:
                reached.append(reverse(name, args=arguments))
            except NoReverseMatch:
                continue
        assert reached or not name.startswith(("hire:", "org:", "core:")), f"{name} is not asked for"
        found += reached
    return sorted(set(found))


def peek_late(season: Season, interview: Interview, run: MeritRun, decision: Decision) -> None:
    """Give somebody who may see everything a seat in which to shadow, once there are a run, its report, a packet, a
    signed decision and the draft of its message: they read nothing of it, as long as they owe the scorecard.
    """
    opening = season.opening
    vic = make_interviewer(opening, season.person("Vic", *ALL_SEEING, Role.RECRUITER, Role.COMMITTEE_MEMBER))
    seat = assign(opening, interview, vic, shadow=True)
    visitor = season.browsers["Vic"]
    assert peeks(visitor, interview, EVERYTHING, run) == []
    scorecard_submit(actor=vic, seat=seat, content=content(opening), sequence=1)
    client = client_of(visitor)
    pk, application, candidate = decision.pk, interview.application_id, interview.application.candidate_id
    for name, arguments in (  # so it does find what is there to be read
        *(("scorecards", [application]), ("application-export", [application])),
        *(("decision", [pk]), ("packet", [pk]), ("packet-pdf", [pk]), ("rejection", [pk])),
        *(("merit-board", [run.pk]), ("merit-candidate", [run.pk, candidate])),
        *(("merit-report-page", [run.pk]), ("merit-report-pdf", [run.pk])),
    ):
        url = reverse(f"hire:{name}", args=arguments)
        read = text_of(client.post(url) if name == "application-export" else client.get(url))
        words = [interview.application.candidate.name] if name.startswith("merit-") else EVERYTHING
        assert any(word in read for word in words), name


def report(visitor: Visitor, run: MeritRun) -> None:
    """Ask for the report of a run and let a worker write it."""
    visitor.go(reverse("hire:merit-report", args=[run.pk]))
    visitor.press("form[action$='/report/ask/'] button")
    build_worker(batch=True).run()
    made = MeritReport.objects.get()
    assert made.state == MeritReport.State.DONE, made.problem


def cookie(visitor: Visitor, name: str) -> str:
    """Return the value of a cookie, "" where there is none."""
    return next((str(one["value"]) for one in visitor.page.context.cookies() if one["name"] == name), "")


def estimate(visitor: Visitor) -> MeritRun:
    """Ask for a merit run over the opening and let a worker do it."""
    visitor.go(reverse("hire:merit"))
    options = visitor.page.locator("[name=over] option")
    value = options.nth(options.count() - 1).get_attribute("value")
    visitor.page.select_option("[name=over]", value=value)
    visitor.press("form[action$='/merit/ask/'] button")
    build_worker(batch=True).run()
    run = MeritRun.objects.get()
    assert run.state == MeritRun.State.DONE, run.problem
    return run


def convene(season: Season, application: Application) -> Decision:
    """Convene four members with a quorum of three; the first chairs."""
    members = [season.person(name, Role.COMMITTEE_MEMBER) for name in ("Cleo", "Max", "Olu", "Rex")]
    visitor = season.browsers["Rae"]
    visitor.go(reverse("hire:committee-new", args=[application.pk]))
    for one in members:
        visitor.page.locator(f"[name=members][value='{one.pk}']").check(force=True)
    visitor.page.select_option("[name=chair]", value=str(members[0].pk))
    visitor.page.fill("[name=quorum]", "3")
    visitor.page.fill("[name=due]", (date.today() + timedelta(days=3)).isoformat())
    visitor.press("main form button.primary")
    return Decision.objects.get()


def vote_sealed(season: Season, decision: Decision) -> None:
    """Vote: one stands aside, one is outvoted; the votes open with the third and not before."""
    here = reverse("hire:decision", args=[decision.pk])
    rex = season.browsers["Rex"]
    rex.go(reverse("hire:decision-recuse", args=[decision.pk]))
    rex.page.fill("[name=reason]", "We wrote a paper together")
    rex.press("main form button.primary")
    for name, (vote, word) in REASONS.items():
        for other in ("Rae", "Rex", "Mo", *REASONS):
            read = visited(season.browsers[other], here) if other in season.browsers else ""
            own = REASONS[other][1] if other in REASONS else ""
            assert not any(secret in read for _, secret in REASONS.values() if secret != own)
        visitor = season.browsers[name]
        visitor.go(here)
        visitor.page.locator(f"[name=vote][value={vote}]").check(force=True)
        visitor.page.fill("[name=reasons]", f"It rests on {word}.")
        visitor.press("form:has([name=reasons]) button.primary")
    assert Decision.objects.get().state == Decision.State.OPEN
    assert all(word in visited(season.browsers["Max"], here) for _, word in REASONS.values())


def sign(season: Season, decision: Decision) -> None:
    """Write the dissent, then sign."""
    olu, cleo = season.browsers["Olu"], season.browsers["Cleo"]
    olu.go(reverse("hire:decision-dissent", args=[decision.pk]))
    olu.page.fill("[name=text]", f"The proofs are {DISSENT}.")
    olu.press("main form button.primary")
    cleo.go(reverse("hire:decision-sign", args=[decision.pk]))
    cleo.page.locator(f"[name=outcome][value={Vote.NO_HIRE}]").check(force=True)
    cleo.page.fill("[name=rationale]", f"The evidence is {RATIONALE}.")
    cleo.page.fill("[name=reason]", f"Others showed more {TOLD}.")
    cleo.press("main form button.primary")
    now = Decision.objects.get()
    assert (now.state, now.outcome) == (Decision.State.SIGNED, Vote.NO_HIRE)
    assert now.signature in cleo.page.content()
    assert now.packet.digest in cleo.page.content()


def send_the_message(visitor: Visitor, decision: Decision) -> None:
    """Read the drafted message and send it; nothing goes out before."""
    build_worker(batch=True).run()
    draft = Decision.objects.get().message
    assert draft is not None
    assert draft.status == Message.Status.DRAFT
    visitor.go(reverse("hire:rejection", args=[decision.pk]))
    visitor.press("button[name=send]")
    build_worker(batch=True).run()
    draft.refresh_from_db()
    assert draft.status == Message.Status.SENT
    assert draft.application.outcome == Outcome.REJECTED


def visited(visitor: Visitor, url: str) -> str:
    """Return the text of a page."""
    visitor.go(url)
    return visitor.reads()
