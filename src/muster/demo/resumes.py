"""Fictional résumés and letters, each with the places of all that a blind reviewer must not see.

What a résumé says has nothing to do with the applicant's merit. Nothing here opens a stream of the world:
the caller passes one, so that writing résumés changes no other part of the company.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from muster.demo._resume_words import WORDS, Words
from muster.demo.applicants import LANGUAGES, Applicant, draw_applicant
from muster.demo.marked import Label, fill_fields, read_marks
from muster.demo.people import PersonName

__all__ = ["LANGUAGES", "LAYOUTS", "DemoResume", "Layout", "compose_resume", "draw_resume"]

Layout = Literal["labelled", "compact", "letter"]
LAYOUTS: tuple[Layout, ...] = ("labelled", "compact", "letter")
"""A table of personal data; one line of contact; a letter."""


@dataclass(frozen=True, slots=True)
class DemoResume:
    """A résumé's text. `truth` labels what must be hidden; its kinds are those of the engine's redaction.

    The kind `agreement` marks words that give gender away by grammar alone.
    """

    applicant: Applicant
    layout: str
    text: str
    truth: tuple[Label, ...]


def draw_resume(
    name: PersonName,
    *,
    language: str,
    today: date,
    rng: np.random.Generator,
    layout: Layout | None = None,
) -> DemoResume:
    """Draw the résumé of an applicant of this name, in a layout drawn as well unless it is given.

    Raises KeyError for a language that is not in `LANGUAGES`.
    """
    applicant = draw_applicant(name, language=language, today=today, rng=rng)
    chosen = layout or LAYOUTS[int(rng.integers(len(LAYOUTS)))]
    return compose_resume(applicant, _write_template(WORDS[language], chosen, rng), layout=chosen)


def compose_resume(applicant: Applicant, template: str, *, layout: str) -> DemoResume:
    """Fill a marked template with an applicant's facts. Raises KeyError for a field that nobody has."""
    fields = {**applicant.fields, "profile": applicant.profile}
    text, truth = read_marks(fill_fields(template, fields, feminine=applicant.feminine))
    return DemoResume(applicant, layout, text, truth)


def _write_template(words: Words, layout: Layout, rng: np.random.Generator) -> str:
    bullets = [words.bullets[at] for at in rng.permutation(len(words.bullets))[:4]]
    if layout == "letter":
        return words.letter.replace("{bullet}", bullets[0])
    opening = words.openings[int(rng.integers(len(words.openings)))]
    head = (words.title, "", *words.labelled) if layout == "labelled" else words.compact
    summary, experience, education, skills = words.headings
    lines = [
        *head,
        *("", summary, opening),
        *("", experience, words.jobs[0], *_listed(bullets[:2]), words.jobs[1], *_listed(bullets[2:])),
        *("", education, *words.schools),
        *("", skills, *words.skills),
    ]
    return "\n".join(lines) + "\n"


def _listed(bullets: list[str]) -> list[str]:
    return [f"- {bullet}" for bullet in bullets]
