"""Reading candidates as those inside see them: with their applications, as far as the person knows whose those are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Candidate
from muster.apps.hire.rules import blind_for, requisitions_reviewed
from muster.apps.hire.selectors.applications import application_scope

__all__ = ["applications_known", "candidate_applications", "candidate_visible"]


def applications_known(*, person: User) -> QuerySet[Application]:
    """Return the applications that the person sees and of which they may know whose they are."""
    scope, reviewed = application_scope(person=person), requisitions_reviewed(person)
    found = Application.objects.all() if scope is None else Application.objects.filter(requisition__in=scope)
    return found.filter(~blind_for(person, reviewed=reviewed)) if reviewed else found


def candidate_visible(*, person: User, name: str = "", email: str = "") -> QuerySet[Candidate]:
    """Return the candidates of whom the person sees an application and knows whose it is, the newest first."""
    found = Candidate.objects.filter(_known(person)).order_by("-pk")
    if email:
        found = found.annotate(address=Lower("email")).filter(address=email.lower())
    if name:
        found = found.filter(name__icontains=name)
    return found


def candidate_applications(*, person: User, candidates: Iterable[Candidate]) -> dict[int, list[int]]:
    """Return the keys of the applications that the person knows of each candidate, the first first."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = applications_known(person=person).filter(candidate__in=[one.pk for one in candidates])
    for pk, candidate in rows.order_by("pk").values_list("pk", "candidate"):
        found[candidate].append(pk)
    return found


def _known(person: User) -> Q:
    if application_scope(person=person) is None and not requisitions_reviewed(person):
        return Q()  # they see everybody, also who has not applied yet
    return Q(Exists(applications_known(person=person).filter(candidate=OuterRef("pk"))))
