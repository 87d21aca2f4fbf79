"""Who may do what in hiring, by person and by object."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import (
    Application,
    Interview,
    Member,
    Requisition,
    Review,
    Scorecard,
    Seat,
    Stage,
    Unblinding,
)

__all__ = [
    "blind_for",
    "candidates_sealed",
    "interviews_visible",
    "is_blind_for",
    "is_sealed_for",
    "may_audit",
    "may_change_requisition",
    "may_create_requisition",
    "may_erase",
    "may_list_offers",
    "may_manage_kits",
    "may_move",
    "may_read_scorecards",
    "may_refer",
    "may_review",
    "may_run_merit",
    "may_schedule",
    "may_see_applications",
    "may_see_calibrations",
    "may_see_merit",
    "may_see_offers",
    "may_see_reach",
    "may_see_requisition",
    "may_set_terms",
    "may_train",
    "parts_of",
    "parts_somewhere",
    "requisitions_reviewed",
    "requisitions_worked_on",
    "runs_visible",
    "seats_owed",
    "seats_sealing",
    "works_somewhere",
]

EVERYWHERE = (Role.RECRUITER, Role.EXECUTIVE)  # see every requisition with its applications


def requisitions_worked_on(person: User) -> Q:
    """Return the filter of the requisitions whose applications `person` may see."""
    if has_role(person, *EVERYWHERE):
        return Q()
    if not person.is_active:
        return Q(pk__in=())
    coordinated = Member.objects.filter(
        requisition=OuterRef("pk"), user=person.pk, part=Member.Part.COORDINATOR
    )
    managed = Q(hiring_manager=person.pk) if has_role(person, Role.HIRING_MANAGER) else Q(pk__in=())
    return managed | Q(Exists(coordinated))


def parts_somewhere(person: User) -> frozenset[str]:
    """Return what the person does on any requisition beside their roles."""
    if not person.is_active:
        return frozenset()
    return frozenset(part for _requisition, part in _memberships(person))


def works_somewhere(person: User, parts: frozenset[str]) -> bool:
    """Whether there may be applications that the person may see. `parts` is what `parts_somewhere` says."""
    return has_role(person, *EVERYWHERE, Role.HIRING_MANAGER) or Member.Part.COORDINATOR in parts


def may_create_requisition(person: User) -> bool:
    """Recruiters, and hiring managers for themselves."""
    return has_role(person, Role.RECRUITER, Role.HIRING_MANAGER)


def may_change_requisition(person: User, requisition: Requisition) -> bool:
    """Recruiters, and the hiring manager of this one."""
    return has_role(person, Role.RECRUITER) or _manages(person, requisition)


def may_see_requisition(person: User, requisition: Requisition) -> bool:
    """Everybody at the company sees what is open; the rest is for those who work on it."""
    if requisition.status == Requisition.Status.OPEN and person.is_active:
        return True
    return may_see_applications(person, requisition) or may_review(person, requisition)


def parts_of(person: User, requisition: Requisition) -> frozenset[str]:
    """Return what the person does on a requisition beside their roles."""
    if not person.is_active:
        return frozenset()
    return frozenset(part for pk, part in _memberships(person) if pk == requisition.pk)


def may_see_applications(
    person: User, requisition: Requisition, *, parts: frozenset[str] | None = None
) -> bool:
    """Recruiters and executives, the hiring manager, coordinators. `parts` saves asking for them again."""
    if has_role(person, *EVERYWHERE) or _manages(person, requisition):
        return True
    return Member.Part.COORDINATOR in (parts_of(person, requisition) if parts is None else parts)


def may_move(person: User, requisition: Requisition) -> bool:
    """Recruiters, the hiring manager, coordinators: executives look on."""
    return may_change_requisition(person, requisition) or Member.Part.COORDINATOR in parts_of(
        person, requisition
    )


def may_review(person: User, requisition: Requisition) -> bool:
    """The reviewers of this requisition, whatever else they are."""
    return Member.Part.REVIEWER in parts_of(person, requisition)


def may_schedule(person: User, requisition: Requisition) -> bool:
    """Whoever moves its candidates also plans their interviews."""
    return may_move(person, requisition)


def interviews_visible(person: User, scope: Sequence[int] | None = None) -> Q:
    """Return the filter of the interviews that `person` sees: those they sit in, and those of the requisitions whose
    applications they see. `scope` are the keys of these, where they were asked for: a database plans better with them.
    """
    if not person.is_active:
        return Q(pk__in=())
    wide = requisitions_worked_on(person)
    if not wide:
        return Q()
    sits = Seat.objects.filter(interview=OuterRef("pk"), interviewer=person.pk, released_at=None)
    seen = Requisition.objects.filter(wide) if scope is None else scope
    return Q(Exists(sits)) | Q(application__requisition__in=seen)


def seats_owed() -> Q:
    """Return the filter of the seats whose scorecards are still to come: taken, of an interview that is not called off,
    and nothing submitted.
    """
    submitted = Scorecard.objects.filter(seat=OuterRef("pk"), submitted_at__isnull=False)
    return Q(released_at=None, interview__state=Interview.State.SCHEDULED) & ~Q(Exists(submitted))


def is_sealed_for(person: User, application: Application) -> bool:
    """Whether `person` must not see what others say of this candidate: they interview them, at this opening or
    another, and have not submitted what they say themselves. It holds whatever other role they have.
    """
    return seats_sealing(person, application.candidate_id).exists()


def seats_sealing(person: User, candidate: int | OuterRef | None = None) -> QuerySet[Seat]:
    """Return the seats for whose sake the scorecards of this candidate, or else of any, are sealed for `person`."""
    seats = Seat.objects.filter(seats_owed(), interviewer=person.pk)
    return seats if candidate is None else seats.filter(interview__application__candidate=candidate)


def may_read_scorecards(person: User, requisition: Requisition) -> bool:
    """Recruiters, executives and the hiring manager, where nothing is sealed for them (see `is_sealed_for`)."""
    return has_role(person, *EVERYWHERE) or _manages(person, requisition)


def candidates_sealed(person: User) -> list[int]:
    """Return the keys of the candidates of whom `person` must not see what others say (see `is_sealed_for`)."""
    keys = seats_sealing(person).order_by().values_list("interview__application__candidate", flat=True)
    return list(keys.distinct())


def runs_visible(person: User) -> Q:
    """Return the filter of the merit runs that `person` sees: recruiters and executives all, hiring managers those of
    their own requisitions.
    """
    if has_role(person, *EVERYWHERE):
        return Q()
    if has_role(person, Role.HIRING_MANAGER):
        return Q(requisition__hiring_manager=person.pk)
    return Q(pk__in=())


def may_see_merit(person: User) -> bool:
    """Those who decide whom to hire, each the runs that are theirs (see `runs_visible`)."""
    return has_role(person, *EVERYWHERE, Role.HIRING_MANAGER)


def may_see_offers(person: User, requisition: Requisition) -> bool:
    """Recruiters, executives and the hiring manager, and compensation partners: offers name money."""
    return may_read_scorecards(person, requisition) or has_role(person, Role.COMPENSATION_PARTNER)


def may_list_offers(person: User) -> bool:
    """Those who see offers somewhere (see `may_see_offers`)."""
    return has_role(person, *EVERYWHERE, Role.HIRING_MANAGER, Role.COMPENSATION_PARTNER)


def may_run_merit(person: User, requisition: Requisition | None) -> bool:
    """Recruiters and executives; the hiring manager for their requisition. None is a job family or the company."""
    if has_role(person, *EVERYWHERE):
        return True
    return requisition is not None and _manages(person, requisition)


def may_see_calibrations(person: User) -> bool:
    """Recruiters and executives see everybody's severity; whoever interviews sees their own."""
    return has_role(person, *EVERYWHERE)


def may_set_terms(person: User, interviewer: User) -> bool:
    """Everybody for themselves, and recruiters."""
    return person.is_active and (person.pk == interviewer.pk or has_role(person, Role.RECRUITER))


def may_train(person: User, interviewer: User) -> bool:
    """Recruiters say who is trained, others than themselves."""
    return has_role(person, Role.RECRUITER) and person.pk != interviewer.pk


def may_refer(person: User) -> bool:
    """Every employee."""
    return person.is_active and bool(person.roles)


def may_manage_kits(person: User) -> bool:
    """Recruiters and hiring managers keep the templates."""
    return has_role(person, Role.RECRUITER, Role.HIRING_MANAGER)


def may_erase(person: User) -> bool:
    """Those who answer for people's data: they see who is to be erased, and set how long data are kept."""
    return has_role(person, Role.ADMINISTRATOR, Role.PEOPLE_PARTNER)


def may_audit(person: User) -> bool:
    """The auditor alone: they say what is counted, and read what groups do, in aggregate."""
    return has_role(person, Role.AUDITOR)


def may_see_reach(person: User) -> bool:
    """Those who answer for the width of the net."""
    return has_role(person, Role.RECRUITER, Role.EXECUTIVE, Role.AUDITOR)


def requisitions_reviewed(person: User) -> list[int]:
    """Return the keys of the requisitions that `person` reviews for: few, and known to a database that plans."""
    return [pk for pk, part in _memberships(person) if part == Member.Part.REVIEWER]


def blind_for(person: User, *, reviewed: Sequence[int] | None = None) -> Q:
    """Return the filter of the applications of which `person` must not see who they are.

    These are the applications of a requisition that the person reviews, until they have submitted a review in each of
    its blind stages, and unless they looked behind the blind on the record. It holds whatever other role they have.
    """
    mine = Q(requisition__in=requisitions_reviewed(person) if reviewed is None else reviewed)
    judged = Review.objects.filter(
        application=OuterRef(OuterRef("pk")),
        stage=OuterRef("pk"),
        reviewer=person.pk,
        submitted_at__isnull=False,
    )
    due = Stage.objects.filter(~Exists(judged), requisition=OuterRef("requisition"), blind=True)
    looked = Unblinding.objects.filter(application=OuterRef("pk"), person=person.pk)
    return mine & Q(Exists(due)) & ~Q(Exists(looked))


def is_blind_for(person: User, application: Application) -> bool:
    """Whether `person` must not see who this is (see `blind_for`)."""
    return Application.objects.filter(blind_for(person), pk=application.pk).exists()


def _manages(person: User, requisition: Requisition) -> bool:
    return has_role(person, Role.HIRING_MANAGER) and requisition.hiring_manager_id == person.pk


def _memberships(person: User) -> list[tuple[int, str]]:
    """Return the requisitions that somebody works on beside their roles, with their parts; asked once a request."""
    if person.kept is not None and "memberships" in person.kept:
        found: list[tuple[int, str]] = person.kept["memberships"]
        return found
    rows = Member.objects.filter(user=person.pk).order_by("pk").values_list("requisition", "part")
    found = list(rows)
    if person.kept is not None:
        person.kept["memberships"] = found
    return found
