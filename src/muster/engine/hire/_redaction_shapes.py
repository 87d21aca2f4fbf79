"""What blind review hides, what it is told, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PERSONAL", "Kind", "Known", "Policy", "Redaction", "Span"]


class Kind(StrEnum):
    """What a hidden piece of text gives away. `NATIONALITY` includes origin, visa and identity numbers."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    LINK = "link"
    PHOTO = "photo"
    PRONOUN = "pronoun"
    GENDER = "gender"
    AGE = "age"
    NATIONALITY = "nationality"
    FAMILY = "family"
    RELIGION = "religion"
    SCHOOL = "school"
    EMPLOYER = "employer"


PERSONAL = frozenset(Kind) - {Kind.SCHOOL, Kind.EMPLOYER}
"""What every blind review hides; schools and employers are up to the requisition."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which kinds are hidden."""

    hidden: frozenset[Kind] = PERSONAL

    @classmethod
    def blind(cls, *, schools: bool, employers: bool) -> Policy:
        """Hide everything personal, and schools and employers if asked."""
        asked = {Kind.SCHOOL: schools, Kind.EMPLOYER: employers}
        return cls(PERSONAL | {kind for kind, wanted in asked.items() if wanted})


@dataclass(frozen=True, slots=True)
class Known:
    """What structured fields say of the applicant; all of it may be empty.

    `names` are full names or parts, in every spelling and script that is known. `birth_date` is ISO 8601.
    """

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    birth_date: str | None = None
    schools: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `start` to `end` of the text are hidden because they are of this kind."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Redaction:
    """The spans of one text of `length` characters, sorted and apart from one another."""

    spans: tuple[Span, ...]
    length: int
