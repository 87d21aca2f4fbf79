"""The text of letters: what is wrong with it is one sentence, and nothing in it is code; what a package promises."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import translation
from pypdf import PdfReader

from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.pay.bridge import content_faults
from muster.apps.pay.bridge.years import content_years
from muster.apps.pay.composing import package_years
from muster.apps.pay.letters import LetterText, text_blocks, text_check, text_default, text_of
from muster.apps.pay.selectors.letters import first_last_day
from muster.apps.pay.services.letters import letter_preview, letter_template_save
from muster.apps.pay.terms import package_terms
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME
from tests.apps.hire.openings import Opening, broken
from tests.apps.pay.offering import package, staged

pytestmark = pytest.mark.any_database

BODY = "Dear {name},\n\n## What\n\n{package}\n\nBye"
EVIL = '#read("/etc/passwd") $ x $ *bold* {title} \\ #eval("1+1")'


@pytest.mark.parametrize(
    ("title", "body", "sentence"),
    [
        (" ", BODY, "has no title"),
        ("T", " \n", "has no text"),
        ("T", BODY + " {salery}", r"\{salery\} is no place that a letter knows"),
        ("{0}", BODY, r"\{0\} is no place"),
        ("T", BODY + " {name", "brace stands alone"),
        ("T", "Dear {name}", r"Put \{package\} once"),
        ("T", BODY + "\n\n{package}", r"Put \{package\} once"),
        ("T", BODY.replace("{package}", "See {package}"), r"Put \{package\} once"),
        ("{package}", BODY, r"Put \{package\} once"),
    ],
)
def test_what_is_wrong_with_a_text(title: str, body: str, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        text_check(title, body)


def test_places_are_filled_in_once() -> None:
    title, blocks = text_blocks(LetterText("To {name}", BODY), {"name": EVIL})
    assert title == f"To {EVIL}"
    assert [one.kind for one in blocks] == ["text", "heading", "package", "text"]
    assert blocks[0].text == f"Dear {EVIL},"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_our_own_text_is_sound_in_every_language(language: str) -> None:
    text = text_default(language)
    text_check(text.title, text.body)
    for place in ("{name}", "{title}", "{team}", "{location}", "{start}", "{last_day}", "{sender}"):
        assert place in text.body, place
    assert text.body.count("\n## ") == 2


WHOLE: dict[str, Any] = package(
    base={
        "amount": 25_000,
        "per": "month",
        "raises": [{"date": "2028-03-01", "percent": 0.055}, {"date": "2029-03-01", "amount": 27_000}],
    },
    price={"spot": 50, "volatility": 0.6, "liquidity": {"date": "2030-01-01"}},
    bonus={"target": 0.15, "payout": [{"multiple": 2, "probability": 0.5}, {"multiple": 0, "probability": 0.5}]},
    retention_bonus=[{"amount": 10_000.5, "date": "2028-03-01", "clawback": {"months": 1, "method": "cliff"}}],
    in_kind=[{"name": "Compute", "value": 5_000, "per": "once"}],
    buy_out=[{"kind": "rsu", "shares": 1, "reference_price": 50, "schedule": "10/20/30/40-quarterly"}],
    grants=[
        {
            "kind": "option", "name": "Founders", "shares": 1_000, "reference_price": 50, "strike": 0.125,
            "expiry": "2036-03-01", "lock_months": 6,
            "tranches": [{"month": 1, "fraction": 0.25}, {"date": "2029-03-01", "fraction": 0.75}],
        },
        {
            "kind": "rsu", "value": 1_000_000, "reference_price": 50, "schedule": "25x4-quarterly",
            "double_trigger": True,
        },
    ],
)  # fmt: skip


def test_a_package_in_plain_words() -> None:
    assert content_faults(WHOLE) == []
    told = {one.label: (one.amount, *one.details) for one in package_terms(WHOLE)}
    assert told["Base pay"] == (
        "$25,000 a month",
        "From Mar 1, 2028 on: 5.5% more.",
        "From Mar 1, 2029 on: $27,000 a month.",
    )
    assert told["Bonus"][:2] == ("15% of base pay, at target", "Chance of 50%: 200% of the target.")
    assert told["Sign-on payment"][1] == "Paid on Mar 1, 2027."
    assert "12 months of the payment" in told["Sign-on payment"][2]
    assert told["Retention bonus"][0] == "$10,000.50"
    assert (
        told["Retention bonus"][2] == "If you leave within 1 month of the payment, you pay back: all of it."
    )
    assert told["Compute"][0] == "$5,000, once"
    founders = told["Options: Founders"]
    assert founders[:2] == ("1,000 shares", "Vests in parts: 25% after 1 month; 75% on Mar 1, 2029.")
    assert "Strike price: USD\u00a00.125." in founders
    assert "Vests by this schedule: 10/20/30/40-quarterly." in told["Shares (RSU)"] or len(told) == 7
    years = content_years(WHOLE)
    table = package_years(WHOLE)
    assert len(table.rows) == len(years) + 1
    assert table.rows[-1][0] == "All years"


@pytest.mark.django_db
def test_the_companys_own_text(opening: Opening, make_user: MakeUser) -> None:
    stage = staged(opening, make_user)
    with pytest.raises(PermissionDenied, match="change the text of letters"):
        letter_template_save(actor=stage.executive, language="en", title="T", body=BODY)
    with pytest.raises(RefusedError, match="one of the languages"):
        letter_template_save(actor=stage.partner, language="xx", title="T", body=BODY)
    seen = text_of("en").digest
    for actor, title in ((stage.partner, "One"), (opening.recruiter, "Two")):
        row = letter_template_save(
            actor=actor, language="en", title=title, body=BODY, seen=text_of("en").digest
        )
    assert (row.number, text_of("en").title, text_of("nl").template) == (2, "Two", None)
    with pytest.raises(ConflictError, match="changed this text in the meantime"):
        letter_template_save(actor=stage.partner, language="en", title="Three", body=BODY, seen=seen)
    with pytest.raises(RefusedError, match="Nothing was changed"):
        letter_template_save(actor=stage.partner, language="en", title="Two", body=BODY)
    letter_template_save(
        actor=stage.partner,
        language="ar",
        title="عرض {title}",
        body=f"{EVIL}\r\nعزيزي {{name}}\r\n\r\n{{package}}",
    )
    day = first_last_day(stage.now())
    with pytest.raises(PermissionDenied):
        letter_preview(actor=stage.executive, offer=stage.now(), language="ar", last_day=day)
    with translation.override("en"):
        pdf = letter_preview(actor=stage.partner, offer=stage.now(), language="ar", last_day=day)
    document = PdfReader(io.BytesIO(pdf))
    assert str(document.root_object["/Lang"]).startswith("ar")
    text = re.sub(r"[\u200e\u200f\u2066-\u2069]", "", "".join(one.extract_text() for one in document.pages))
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert NAME.split()[0] in text
    assert broken() == []
