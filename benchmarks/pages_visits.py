"""Visitors of a running site: which pages they ask for, and how long each answer takes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import requests

__all__ = [
    "DECIDING",
    "FINDING",
    "MARKET",
    "PAGES",
    "Crowd",
    "Page",
    "address_of",
    "crowd",
    "sign_in",
    "visit_each",
]

WARMING = 2
THINKING = 1.0  # seconds
WORDS = ("maria", "kernel", "ferr", "systems research", "an", "halc", "python", "dutch", "s", "kim")


@dataclass(frozen=True)
class Page:
    """A page, who asks for it, and its address; names in braces are keys of the site, `turn` and `word` vary."""

    name: str
    role: str
    path: str


FINDING = (
    Page("start", "recruiter", "/"),
    Page("openings", "recruiter", "/hire/requisitions/"),
    Page("openings, searched", "recruiter", "/hire/requisitions/?q=scientist"),
    Page("an opening", "recruiter", "/hire/requisitions/{requisition}/"),
    Page("its plan", "recruiter", "/hire/requisitions/{requisition}/plan/"),
    Page("its board", "recruiter", "/hire/requisitions/{requisition}/board/"),
    Page("its table", "recruiter", "/hire/applications/?requisition={requisition}"),
    Page("one stage of it", "recruiter", "/hire/applications/?requisition={requisition}&stage={stage}"),
    Page("applications", "recruiter", "/hire/applications/"),
    Page("applications before a day", "recruiter", "/hire/applications/?end={middle}"),
    Page("applications that are late", "recruiter", "/hire/applications/?late=on"),
    Page("applications of a source", "recruiter", "/hire/applications/?source={source}&outcome=active"),
    Page("applications, text varied", "recruiter", "/hire/applications/?q={word}"),
    Page("an application", "recruiter", "/hire/applications/{application}/"),
    Page("reach", "recruiter", "/hire/reach/"),
    Page("reach, start varied", "recruiter", "/hire/reach/?start={day}"),
    Page("kits", "recruiter", "/hire/kits/"),
    Page("import", "recruiter", "/hire/import/"),
    Page("openings", "hiring_manager", "/hire/requisitions/"),
    Page("applications", "hiring_manager", "/hire/applications/"),
    Page("applications, text varied", "hiring_manager", "/hire/applications/?q={word}"),
    Page("reviews", "interviewer", "/hire/reviews/"),
    Page("messages", "recruiter", "/hire/messages/"),
    Page("referrals", "employee", "/hire/referrals/"),
    Page("teams", "people_partner", "/org/teams/"),
    Page("a team", "people_partner", "/org/teams/{team}/"),
    Page("employees", "people_partner", "/org/employees/"),
    Page("employees, text varied", "people_partner", "/org/employees/?q={word}"),
    Page("an employee", "people_partner", "/org/employees/{employee}/"),
    Page("locations", "people_partner", "/org/locations/"),
    Page("levels and families", "people_partner", "/org/ladders/"),
    Page("people and roles", "administrator", "/accounts/people/"),
    Page("jobs", "administrator", "/core/jobs/"),
    Page("ledger", "auditor", "/core/ledger/"),
    Page("palette, text varied", "recruiter", "/search/?q={word}"),
    Page("careers site", "", "/careers/en/"),
    Page("careers site, searched", "", "/careers/ar/?q=engineer"),
    Page("a public opening", "", "/careers/en/{code}/"),
    Page("application form", "", "/careers/en/{code}/apply/"),
    Page("feed", "", "/careers/en/feed.atom"),
)
DECIDING = (
    Page("interviews", "interviewer", "/hire/interviews/"),
    Page("interviews of before", "interviewer", "/hire/interviews/?past=1"),
    Page("a scorecard to write", "interviewer", "/hire/scorecards/{seat}/"),
    Page("one's own terms", "interviewer", "/hire/interviewers/{interviewer}/"),
    Page("an interview, with who can be asked", "recruiter", "/hire/interviews/{interview}/"),
    Page("a new interview", "recruiter", "/hire/applications/{to_interview}/interviews/new/"),
    Page("an application with interviews", "recruiter", "/hire/applications/{interviewed}/"),
    Page("scorecards of a candidate", "recruiter", "/hire/applications/{interviewed}/scorecards/"),
    Page("an interviewer's terms", "recruiter", "/hire/interviewers/{interviewer}/"),
    Page("committees", "committee_member", "/hire/committee/"),
    Page("a decision to vote on", "committee_member", "/hire/committee/{own_decision}/"),
    Page("committees", "recruiter", "/hire/committee/"),
    Page("a signed decision", "recruiter", "/hire/committee/{decision}/"),
    Page("its packet", "recruiter", "/hire/committee/{decision}/packet/"),
    Page("a committee to convene", "recruiter", "/hire/committee/new/{to_convene}/"),
    Page("merit runs", "recruiter", "/hire/merit/"),
    Page("a merit board, the whole company", "recruiter", "/hire/merit/{run}/"),
    Page("a merit board, text varied", "recruiter", "/hire/merit/{run}/?q={word}"),
    Page("a merit board, one opening", "recruiter", "/hire/merit/{run}/?requisition={requisition}"),
    Page("a merit board", "executive", "/hire/merit/{run}/"),
    Page("why a candidate stands there", "recruiter", "/hire/merit/{run}/candidates/{standing}/"),
    Page("two candidates compared", "recruiter", "/hire/merit/{run}/candidates/{standing}/?with={beside}"),
    Page("a season report to ask for", "recruiter", "/hire/merit/{run}/report/"),
    Page(
        "a merit board, with whom to choose", "recruiter", "/hire/merit/{chosen_run}/?requisition={to_choose}"
    ),
    Page("merit runs", "hiring_manager", "/hire/merit/"),
    Page("the bar", "executive", "/hire/bar/"),
    Page("a run of the bar", "recruiter", "/hire/bar/{bar_run}/"),
    Page("the bar, with names", "auditor", "/hire/bar/"),
    Page("a bar to set", "executive", "/hire/bar/set/"),
    Page("ratings on the job", "people_partner", "/hire/outcomes/"),
    Page("audits", "auditor", "/hire/audits/"),
    Page("a plan of an audit", "auditor", "/hire/audits/plans/{plan}/"),
    Page("an audit", "auditor", "/hire/audits/{audit}/"),
    Page("its bars", "auditor", "/hire/audits/{audit}/?part=bars"),
    Page("its interviewers and criteria", "auditor", "/hire/audits/{audit}/?part=raters"),
    Page("its tables for Local Law 144", "auditor", "/hire/audits/{audit}/local-law-144/"),
    Page("calibration", "recruiter", "/hire/calibration/"),
    Page("one's own calibration", "interviewer", "/hire/calibration/"),
    Page("talent", "executive", "/talent/"),
    Page("talent", "recruiter", "/talent/"),
    Page("talent", "hiring_manager", "/talent/"),
    Page("diary", "recruiter", "/hire/interviews/all/"),
    Page("diary", "interviewer", "/hire/interviews/all/"),
    Page("scorecards due", "recruiter", "/hire/scorecards/due/"),
    Page("scorecards due", "interviewer", "/hire/scorecards/due/"),
)
MARKET = (
    Page("transfers", "executive", "/market/"),
    Page("transfers, the last page", "executive", "/market/?page=1000000"),
    Page("transfers that are probable", "recruiter", "/market/?least=0.75"),
    Page("a move", "executive", "/market/moves/{market_move}/"),
    Page("packages", "executive", "/market/packages/"),
    Page("a package", "executive", "/market/packages/{market_package}/"),
    Page("flows", "executive", "/market/flows/"),
    Page("flows of a quarter", "executive", "/market/flows/?quarter={market_quarter}"),
    Page("somebody outside", "executive", "/market/people/{market_person}/"),
    Page("people outside", "recruiter", "/market/people/"),
    Page("sources", "executive", "/market/sources/"),
    Page("inbox", "executive", "/market/inbox/"),
)
PAGES = FINDING + DECIDING + MARKET


@dataclass
class Crowd:
    """What many users met: `seconds` of each answer, answers that were `errors`, and how long it `lasted`."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    lasted: float = 0.0


def visit_each(address: str, site: Mapping[str, Any], visits: int) -> dict[Page, list[float]]:
    """Ask for every page in turn, `visits` times; return the seconds of each answer.

    Raises RuntimeError when a page answers with anything but 200.
    """
    sessions = _sign_in(address, site)
    turns = count()
    times: dict[Page, list[float]] = {page: [] for page in PAGES}
    for visit in range(-min(WARMING, visits), visits):
        for page in PAGES:
            url = address_of(address, page, site, next(turns))
            begin = time.perf_counter()
            answer = sessions[page.role].get(url, allow_redirects=False)
            spent = time.perf_counter() - begin
            if answer.status_code != 200:
                raise RuntimeError(f"{page.name} ({url}) answered {answer.status_code}")
            if visit >= 0:
                times[page].append(spent)
    return times


def crowd(
    address: str,
    site: Mapping[str, Any],
    *,
    pages: Sequence[Page],
    users: int,
    seconds: float,
    settling: float = 0.0,
) -> Crowd:
    """Let many users ask for these pages at random for some seconds, each thinking between two.

    What was asked for in the first seconds, while the crowd is `settling`, is not counted, but for errors.
    """
    signed_in = _sign_in(address, site)
    found, lock, turns = Crowd(), threading.Lock(), count()
    begin = time.perf_counter()
    counted = begin + settling

    def use(number: int) -> None:
        rng = Random(number)  # noqa: S311
        own = {role: _copy(session) for role, session in signed_in.items()}
        time.sleep(rng.random() * THINKING)
        while time.perf_counter() - counted < seconds:
            page = rng.choice(pages)
            url = address_of(address, page, site, next(turns))
            start = time.perf_counter()
            try:
                status = own[page.role].get(url, allow_redirects=False, timeout=60).status_code
            except requests.RequestException:
                status = 0
            with lock:
                if start >= counted:
                    found.seconds.append(time.perf_counter() - start)
                found.errors += status != 200
            time.sleep(THINKING)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.lasted = time.perf_counter() - counted
    return found


def _copy(session: requests.Session) -> requests.Session:
    """Return another browser of the same person."""
    own = requests.Session()
    own.cookies.update(session.cookies)
    return own


def _sign_in(address: str, site: Mapping[str, Any]) -> dict[str, requests.Session]:
    """Sign in once for each role; "" is a visitor."""
    roles = {page.role for page in PAGES} - {""}
    return {"": requests.Session()} | {role: sign_in(address, site, role) for role in roles}


def sign_in(address: str, site: Mapping[str, Any], role: str) -> requests.Session:
    """Sign in as the person of a role. Raises RuntimeError when the site does not let them in."""
    session = requests.Session()
    form = session.get(f"{address}/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
    if token is None:
        raise RuntimeError("the sign-in page has no form")
    email, password = site["sign_ins"][role]
    data = {"login": email, "password": password, "csrfmiddlewaretoken": token[1]}
    done = session.post(f"{address}/accounts/login/", data=data, headers={"Referer": address})
    if done.url.endswith("/login/"):
        raise RuntimeError(f"{role} could not sign in")
    return session


def address_of(address: str, page: Page, site: Mapping[str, Any], turn: int) -> str:
    """Return where a page is, as asked for the `turn`th time."""
    day = (datetime.now(UTC).date() - timedelta(days=30 + turn % 450)).isoformat()
    return address + page.path.format(**site["keys"], word=WORDS[turn % len(WORDS)], day=day)
