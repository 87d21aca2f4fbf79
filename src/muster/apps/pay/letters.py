"""The text of letters: its places, what is wrong with it, Muster's own, and what it says once it is filled in.

A text is paragraphs with an empty line between them. A line that begins with `## ` is a heading; `{package}`, alone in
its paragraph, is where what is offered stands. Nothing else in it means anything: it is text, never code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger.digest import digest_of
from muster.apps.pay.models import LetterTemplate

__all__ = ["PACKAGE", "PLACES", "Block", "LetterText", "text_blocks", "text_check", "text_default", "text_of"]

PLACES = (
    *("name", "title", "level", "team", "location", "manager", "company", "start", "last_day", "sender"),
    "package",
)
PACKAGE = "{package}"
HEADING = "## "
_BRACED = re.compile(r"\{([^{}\n]*)\}")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")

TITLE = gettext_noop("Our offer to you: {title}")
PARAGRAPHS = (
    gettext_noop("Dear {name},"),
    gettext_noop(
        "we would be glad to work with you. {company} offers you the position of {title} ({level}) in the team {team}, "
        "in {location}. Your first day is {start}, and you report to {manager}."
    ),
    gettext_noop("What we offer"),
    PACKAGE,
    gettext_noop("What comes next"),
    gettext_noop(
        "This offer is open until the end of {last_day}. On your own page, to which our e-mail leads, you can ask us "
        "anything about it, accept it by typing your name, or decline it."
    ),
    gettext_noop("We look forward to your answer."),
    "{sender}\n{company}",
)
HEADINGS = (2, 4)  # which of them are headings


@dataclass(frozen=True)
class LetterText:
    """A title and a text with places; `template` is None where it is Muster's own."""

    title: str
    body: str
    template: LetterTemplate | None = None

    @property
    def digest(self) -> str:
        """Return what tells this text from any other."""
        return digest_of(self.title, self.body)


@dataclass(frozen=True)
class Block:
    """A part of a letter: a `heading`, a `text`, or where the `package` stands."""

    kind: str
    text: str = ""


def text_default(language: str) -> LetterText:
    """Return Muster's own text in a language."""
    with translation.override(language):
        told = [_(one) if one not in (PACKAGE, PARAGRAPHS[-1]) else one for one in PARAGRAPHS]
        title = _(TITLE)
    for at in HEADINGS:
        told[at] = f"{HEADING}{told[at]}"
    return LetterText(title, "\n\n".join(told))


def text_of(language: str) -> LetterText:
    """Return the text that letters in a language are made from now: the company's newest, or Muster's own."""
    newest = LetterTemplate.objects.filter(language=language).order_by("-number").first()
    return text_default(language) if newest is None else LetterText(newest.title, newest.body, newest)


def text_check(title: str, body: str) -> None:
    """Raise RefusedError with the first thing that is wrong with a text."""
    if not title.strip():
        raise RefusedError(_("The letter has no title; write one."))
    if not body.strip():
        raise RefusedError(_("The letter has no text; write one."))
    for told in (title, body):
        for name in _BRACED.findall(told):
            if name not in PLACES:
                raise RefusedError(
                    _("{%(name)s} is no place that a letter knows; use one of these: %(places)s.")
                    % {"name": name[:60], "places": ", ".join(f"{{{one}}}" for one in PLACES)}
                )
        if set("{}") & set(_BRACED.sub("", told)):
            raise RefusedError(_("A brace stands alone in the letter; close the place, or remove the brace."))
    paragraphs = _paragraphs(body)
    if PACKAGE in title or paragraphs.count(PACKAGE) != 1 or body.count(PACKAGE) != 1:
        raise RefusedError(
            _("Put {package} once, alone in a paragraph of its own: there the letter says what is offered.")
        )


def text_blocks(text: LetterText, values: Mapping[str, str]) -> tuple[str, list[Block]]:
    """Return the title and the parts of a letter, filled in once: what a value says is never read as a place.

    Raises RefusedError with the first thing that is wrong with the text.
    """
    text_check(text.title, text.body)
    blocks = []
    for paragraph in _paragraphs(text.body):
        if paragraph == PACKAGE:
            blocks.append(Block("package"))
        elif paragraph.startswith(HEADING) and "\n" not in paragraph:
            blocks.append(Block("heading", _filled(paragraph[len(HEADING) :], values)))
        else:
            blocks.append(Block("text", _filled(paragraph, values)))
    return " ".join(_filled(text.title, values).split()), blocks


def _paragraphs(body: str) -> list[str]:
    parts = _PARAGRAPHS.split(body.replace("\r\n", "\n").strip())
    return [one.strip() for one in parts if one.strip()]


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BRACED.sub(lambda found: values.get(found[1], ""), text)
