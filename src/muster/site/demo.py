"""Fills an empty site with the fictional company, and says how to sign in as whom."""

from __future__ import annotations

import gc
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.core.ledger import create_many
from muster.apps.core.roles import Role
from muster.apps.core.statistics import renew_statistics
from muster.apps.hire.services.loading import Staff, load_hiring
from muster.apps.org.services.load import load_organisation
from muster.apps.pay.services.loading import load_pay
from muster.demo.organisation import Organisation, build_organisation
from muster.demo.organisation.growth import ENDS_ON
from muster.demo.organisation.moving import move_to
from muster.demo.resumes import draw_resume
from muster.demo.world import World
from muster.engine.errors import InputError
from muster.site.demo_audit import load_audit
from muster.site.demo_market import load_market

__all__ = ["SignIn", "load_demo", "read_sign_ins"]

ACTION = "demo.load"
PASSWORD = "halcyon-{role}-demo"  # noqa: S105  # of a fictional company; the role's name goes in
WAITING = 100  # what waits for somebody counts for more than what they have done
RECENT = timedelta(days=3)
OFFICES: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "Security Engineer",
    Role.COMPENSATION_PARTNER: "Finance Analyst",
    Role.PEOPLE_PARTNER: "People Partner",
    Role.AUDITOR: "Counsel",
}
"""From which job family those with an office of their own come."""


@dataclass(frozen=True)
class SignIn:
    """Somebody of the fictional company to sign in as."""

    role: str
    name: str
    email: str
    password: str


def load_demo(*, today: date, seed: int = 1, until: date = ENDS_ON) -> list[SignIn]:
    """Fill the site with the company of `seed`, as if it had lived until `today`; return a sign-in for each role.

    `until` is the day of its own time at which the company is taken; earlier, it is smaller.

    Raises InputError when the site has users already: nothing is ever loaded over what is there.
    """
    if User.objects.exists():
        raise InputError(
            "The site has people already; the fictional company is loaded into an empty one only."
        )
    with _without_collecting():
        return _load(today, seed, until)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage again and again among millions of facts and rows, of which none is any."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(today: date, seed: int, until: date) -> list[SignIn]:
    organisation = move_to(build_organisation(seed, until=until), today)
    roles = _roles(organisation)
    faces = _faces(organisation, roles)
    with transaction.atomic():
        users = _load_users(organisation, roles, faces)
        company = load_organisation(organisation=organisation, today=today, users=users)
        staff = Staff(company.teams, company.levels, company.families, company.locations, users)
        resumes = _write_resumes(organisation)
        applications = load_hiring(organisation=organisation, staff=staff, resumes=resumes)
        load_pay(
            organisation=organisation,
            staff=staff,
            applications=applications,
            employees=company.employees,
            partner=_holder(organisation, Role.COMPENSATION_PARTNER),
        )
        load_audit(organisation)
        load_market(seed=seed, until=organisation.until)
    renew_statistics()
    sign_ins = [
        SignIn(role.value, users[employee].name, users[employee].email, _password(role))
        for employee, role in faces.items()
    ]
    _file().write_text(json.dumps([asdict(one) for one in sign_ins]), encoding="utf-8")
    return sign_ins


def read_sign_ins() -> list[SignIn]:
    """Return who can sign in at the fictional company; nobody where it was not loaded."""
    if not _file().exists():
        return []
    return [SignIn(**one) for one in json.loads(_file().read_text(encoding="utf-8"))]


def _file() -> Path:
    return Path(settings.STATIC_ROOT).parent / "demo-sign-ins.json"


def _roles(organisation: Organisation) -> dict[str, set[Role]]:
    """Return the roles of everybody who works at the company now, by employee id."""
    present = organisation.staff_on(organisation.until)
    roles: defaultdict[str, set[Role]] = defaultdict(set)
    for employee, post in present.items():
        roles[employee].add(Role.EMPLOYEE)
        if post.manager_id is None:
            roles[employee].add(Role.EXECUTIVE)
        if post.level_id in ("L7", "L8", "M3", "M4"):
            roles[employee].add(Role.COMMITTEE_MEMBER)
    for one in organisation.requisitions:
        for employee, role in (
            (one.hiring_manager_id, Role.HIRING_MANAGER),
            (one.recruiter_id, Role.RECRUITER),
        ):
            if employee in present:
                roles[employee].add(role)
    for review in organisation.reviews:
        if review.reviewer_id in present:
            roles[review.reviewer_id].add(Role.INTERVIEWER)
    for seat in organisation.seats:
        if seat.employee_id in present:
            roles[seat.employee_id].add(Role.INTERVIEWER)
    for said in organisation.terms:
        if said.employee_id in present:
            roles[said.employee_id].add(Role.INTERVIEWER)
    for role in OFFICES:
        roles[_holder(organisation, role)].add(role)
    return dict(roles)


def _holder(organisation: Organisation, role: Role) -> str:
    """Return who holds an office of their own: the one of their family who came first."""
    present = organisation.staff_on(organisation.until)
    return min(employee for employee, post in present.items() if post.family == OFFICES[role])


def _password(role: Role) -> str:
    return PASSWORD.format(role=role.value.replace("_", "-"))


def _load_users(
    organisation: Organisation, roles: Mapping[str, Iterable[Role]], faces: Mapping[str, Role]
) -> dict[str, User]:
    """Make an account for everybody; those who have left cannot sign in, and only `faces` have a password."""
    passwords = {employee: make_password(_password(role)) for employee, role in faces.items()}
    unusable = make_password(None)
    rows = [
        User(
            email=one.email,
            name=one.name.display_name,
            is_active=one.id in roles,
            password=passwords.get(one.id, unusable),
        )
        for one in organisation.employees
    ]
    users = dict(
        zip(
            (one.id for one in organisation.employees),
            create_many(User, rows, ACTION, actor=None),
            strict=True,
        )
    )
    grants = [
        RoleGrant(user=users[employee], role=role)
        for employee, held in sorted(roles.items())
        for role in sorted(held)
    ]
    create_many(RoleGrant, grants, ACTION, actor=None)
    return users


def _write_resumes(organisation: Organisation) -> dict[str, str]:
    """Return the résumé's text of each candidate who has sent one."""
    rng = World(organisation.seed, start=organisation.until, until=organisation.until).stream("site/resumes")
    return {
        one.id: draw_resume(one.name, language=one.resume_language, today=organisation.until, rng=rng).text
        for one in organisation.candidates
        if one.resume_language is not None
    }


def _faces(organisation: Organisation, roles: Mapping[str, set[Role]]) -> dict[str, Role]:
    """Choose, for each role, the person with most to see, and nobody for two: those of rare roles first."""
    busy = _activity(organisation)
    holders = {role: [employee for employee, held in roles.items() if role in held] for role in Role}
    chosen: dict[Role, str] = {}
    for role in sorted(Role, key=lambda role: len(holders[role])):
        free = [employee for employee in holders[role] if employee not in chosen.values()]
        chosen[role] = max(free, key=lambda employee: (busy[role, employee], employee))
    return {chosen[role]: role for role in Role}


def _activity(organisation: Organisation) -> Counter[tuple[Role, str]]:
    """Count what somebody in a role has to do with open requisitions.

    Hiring managers count by the scorecards that their merit boards rest on. Recruiters who read applications blind
    count less with each: the report over the company, which names everybody, stays closed to them.
    """
    closed = {one.requisition_id for one in organisation.requisition_closings}
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    managers: dict[str, str] = {}
    busy: Counter[tuple[Role, str]] = Counter()
    for one in organisation.requisitions:
        if one.id not in closed:
            managers[one.id] = one.hiring_manager_id
            busy[Role.HIRING_MANAGER, one.hiring_manager_id] += 1
            busy[Role.RECRUITER, one.recruiter_id] += 1
    for review in organisation.reviews:
        busy[Role.RECRUITER, review.reviewer_id] -= 1
        if requisition_of[review.application_id] not in closed:
            busy[Role.INTERVIEWER, review.reviewer_id] += 1
    interviews = {one.id: requisition_of[one.application_id] for one in organisation.interviews}
    for card in organisation.scorecards:
        manager = managers.get(interviews[card.interview_id])
        if manager is not None:
            busy[Role.HIRING_MANAGER, manager] += 1
    for employee in _who_owes_scorecards(organisation):
        busy[Role.INTERVIEWER, employee] += WAITING
    for employee in _who_owes_votes(organisation):
        busy[Role.COMMITTEE_MEMBER, employee] += WAITING
    return busy


def _who_owes_scorecards(organisation: Organisation) -> Iterator[str]:
    """Yield who sits in an interview of the last days, or of those to come, and has written nothing of it yet; more
    than once who has been in one.
    """
    end = datetime.combine(organisation.until, time.max, UTC)
    since = end - RECENT
    off = {one.interview_id for one in organisation.cancellations}
    moved = {one.interview_id: one.ends_at for one in organisation.reschedulings}
    ends = {one.id: moved.get(one.id, one.ends_at) for one in organisation.interviews if one.id not in off}
    written = {(one.interview_id, one.employee_id) for one in organisation.scorecards}
    for seat in organisation.seats:
        ended = ends.get(seat.interview_id)
        if ended is None or (seat.interview_id, seat.employee_id) in written:
            continue
        if ended >= since:
            yield from [seat.employee_id] * (5 if ended <= end else 1)


def _who_owes_votes(organisation: Organisation) -> Iterator[str]:
    """Yield who sits in a committee that has not decided, more than once who has not voted."""
    over = {one.decision_id for one in organisation.signatures}
    over |= {one.decision_id for one in organisation.voidings}
    done = {(one.decision_id, one.employee_id) for one in organisation.ballots}
    done |= {(one.decision_id, one.employee_id) for one in organisation.recusals}
    for decision in organisation.decisions:
        for member in decision.members:
            if decision.id not in over:
                yield member.employee_id
                if (decision.id, member.employee_id) not in done:
                    yield from [member.employee_id] * 3
