"""What a blind reviewer may read of an application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from muster.apps.hire.bridge import HIDDEN, BlindText, redact_application
from muster.apps.hire.models import Application
from muster.engine.hire.redaction import Kind
from tests.apps.hire.inside import NAME, apply, verified
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
SCHOOL = "University of Nowhere"
EMPLOYER = "Nordwind Analytics"


def everything(text: BlindText) -> str:
    """Return all that is shown, with the marks left out."""
    pieces = [*text.school, *text.letter, *text.resume]
    for employer in text.employers:
        pieces += employer
    return " ".join(piece.text for piece in pieces)


@pytest.fixture
def application(opening: Opening) -> Application:
    return apply(
        opening,
        email="zulaikha@private.example",
        phone="+31 6 1234 5678",
        pronouns="she/her",
        school=SCHOOL,
        employers=[EMPLOYER, f"{NAME} Consulting"],
        letter=f"I am {NAME}. I trained a model of 4 billion parameters.",
        resume=f"{NAME}\nzulaikha@private.example\n{SCHOOL}\n{EMPLOYER}: made the compiler twice as fast.",
    )


def test_work_is_shown_and_who_it_is_is_not(application: Application) -> None:
    shown = everything(redact_application(application))
    for hidden in ("Zulaikha", "Bront", "private.example", "1234", SCHOOL):
        assert hidden not in shown
    for work in ("4 billion parameters", "twice as fast", EMPLOYER):
        assert work in shown


def test_a_hidden_field_is_one_mark(application: Application) -> None:
    application.requisition.hide_employers = True
    text = redact_application(application)
    assert [piece.hidden for piece in text.school] == [HIDDEN[Kind.SCHOOL]]
    assert [[piece.hidden for piece in one] for one in text.employers] == [[HIDDEN[Kind.EMPLOYER]]] * 2
    assert EMPLOYER not in everything(text)


def test_a_shown_field_is_still_redacted(application: Application) -> None:
    application.requisition.hide_schools = False
    application.school = f"{SCHOOL} ({NAME})"
    text = redact_application(application)
    shown = everything(text)
    assert SCHOOL in shown
    assert "Zulaikha" not in shown


def test_nothing_makes_no_marks(opening: Opening) -> None:
    assert redact_application(apply(opening)) == BlindText(None, (), (), (), ())


def test_every_kind_has_its_words() -> None:
    assert set(HIDDEN) == set(Kind)


def test_who_comes_back_under_another_name_is_not_shown_either(
    opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    apply(make_opening(title="Engineer"), email="z@example.org")
    other: dict[str, Any] = {
        "phone": "+62 812 3456 7890",
        "pronouns": "xe/xem",
        "links": ["https://mariasantos.example"],
    }
    letter = "I am Maria Santos, and xe is what they call me. I trained a model."
    again = apply(opening, name="Maria Santos", email="z@example.org", letter=letter, **other)
    again = Application.objects.get(pk=again.pk)
    assert again.candidate.name == NAME
    shown = everything(redact_application(again))
    assert "trained a model" in shown
    for hidden in ("Maria", "Santos", "xe"):
        assert hidden not in shown
    assert verified()
