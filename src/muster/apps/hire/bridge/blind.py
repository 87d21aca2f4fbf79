"""What a blind reviewer may read of an application."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from muster.apps.hire.models import Application
from muster.engine.hire.redaction import Kind, Known, Plain, Policy, redact, render

__all__ = ["HIDDEN", "BlindText", "Piece", "redact_application"]

HIDDEN: dict[Kind, str | Promise] = {
    Kind.NAME: pgettext_lazy("hidden", "name"),
    Kind.EMAIL: pgettext_lazy("hidden", "e-mail"),
    Kind.PHONE: pgettext_lazy("hidden", "telephone"),
    Kind.ADDRESS: pgettext_lazy("hidden", "address"),
    Kind.LINK: pgettext_lazy("hidden", "link"),
    Kind.PHOTO: pgettext_lazy("hidden", "photo"),
    Kind.PRONOUN: pgettext_lazy("hidden", "pronoun"),
    Kind.GENDER: pgettext_lazy("hidden", "gender"),
    Kind.AGE: pgettext_lazy("hidden", "age"),
    Kind.NATIONALITY: pgettext_lazy("hidden", "origin"),
    Kind.FAMILY: pgettext_lazy("hidden", "family"),
    Kind.RELIGION: pgettext_lazy("hidden", "religion"),
    Kind.SCHOOL: pgettext_lazy("hidden", "school"),
    Kind.EMPLOYER: pgettext_lazy("hidden", "employer"),
}
"""What stands in place of each kind of hidden text."""


@dataclass(frozen=True)
class Piece:
    """A piece of text as it is, or the kind of what is hidden in its place (`hidden`, empty for plain text)."""

    text: str
    hidden: str | Promise = ""


@dataclass(frozen=True)
class BlindText:
    """What a reviewer reads of an application. `years` is None where the candidate did not say."""

    years: int | None
    school: tuple[Piece, ...]
    employers: tuple[tuple[Piece, ...], ...]
    letter: tuple[Piece, ...]
    resume: tuple[Piece, ...]


def redact_application(application: Application) -> BlindText:
    """Return an application without what tells who somebody is, by its requisition's policy."""
    requisition, candidate = application.requisition, application.candidate
    policy = Policy.blind(schools=requisition.hide_schools, employers=requisition.hide_employers)
    said = application.said or {}  # with the same address, people come back under another name
    known = Known(
        names=_told(candidate.name, said.get("name")),
        emails=(candidate.email,),
        phones=_told(candidate.phone, said.get("phone")),
        links=(*candidate.links, *said.get("links", ())),
        pronouns=_told(candidate.pronouns, said.get("pronouns")),
        schools=(application.school,) if application.school else (),
        employers=tuple(application.employers),
    )
    return BlindText(
        years=application.years,
        school=_field(application.school, Kind.SCHOOL, known, policy, hide=requisition.hide_schools),
        employers=tuple(
            _field(employer, Kind.EMPLOYER, known, policy, hide=requisition.hide_employers)
            for employer in application.employers
        ),
        letter=_pieces(application.letter, known, policy),
        resume=_pieces(application.resume_text, known, policy),
    )


def _told(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _field(text: str, kind: Kind, known: Known, policy: Policy, *, hide: bool) -> tuple[Piece, ...]:
    """Return a field that is hidden as a whole, or is text like any other: people write their names anywhere."""
    if not text:
        return ()
    return (Piece("", HIDDEN[kind]),) if hide else _pieces(text, known, policy)


def _pieces(text: str, known: Known, policy: Policy) -> tuple[Piece, ...]:
    rendered = render(text, redact(text, known=known, policy=policy))
    return tuple(
        Piece(one.text) if isinstance(one, Plain) else Piece("", HIDDEN[one.kind]) for one in rendered
    )
