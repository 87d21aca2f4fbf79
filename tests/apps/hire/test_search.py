"""Search over names and résumés, on the database that the tests run on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.apps.hire import search
from muster.apps.hire.models import ApplicationText
from muster.apps.hire.search import LONGEST_WORD, MOST_WORDS, index_applications, matching, words_of
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"',
    "*",
    ":",
    "\0",
    "a" * 10_000,
    "a " * 5_000,
    'Zulaikha" OR 1',
    "NEAR(",
    "AND",
    "NOT",
    "text: Zulaikha",
    "^Zulaikha",
    "-Zulaikha",
    "Zulaikha:*",
    "!Zulaikha",
    "<->",
    "(((",
    "';DROP TABLE hire_application;--",
    "{{7*7}}",
    "%",
    "_",
    "\\",
    "\u202e",
    "\ud800",
    "🙂",
    "  ",
]


def found(text: str) -> set[int]:
    return set(matching(text))


@pytest.fixture
def people(opening: Opening) -> dict[str, int]:
    named = {
        "Zoë Łukaszewicz": "Wrote numpy/scipy code in C++ at 3.11, e-mail: zoe@private.example",
        "محمد الأمين": "مُهَنْدِس برمجيات في القاهرة",
        "Straße O'Neill": "state-of-the-art snake_case, https://example.org/deep/learning",
        "李小龙": "Kung fu",
    }
    return {name: apply(opening, name=name, resume=resume).pk for name, resume in named.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("zoe", "Zoë Łukaszewicz"),
        ("ZOË", "Zoë Łukaszewicz"),
        ("lukasz", "Zoë Łukaszewicz"),
        ("zoe luk", "Zoë Łukaszewicz"),
        ("luk zoe", "Zoë Łukaszewicz"),
        ("scipy", "Zoë Łukaszewicz"),
        ("numpy/scipy", "Zoë Łukaszewicz"),
        ("zoe@private.example", "Zoë Łukaszewicz"),
        ("private", "Zoë Łukaszewicz"),
        ("3.11", "Zoë Łukaszewicz"),
        ("محمد", "محمد الأمين"),
        ("الامين", "محمد الأمين"),
        ("مهندس", "محمد الأمين"),
        ("strasse", "Straße O'Neill"),
        ("o'neill", "Straße O'Neill"),
        ("neill", "Straße O'Neill"),
        ("the-art", "Straße O'Neill"),
        ("case", "Straße O'Neill"),
        ("deep learning", "Straße O'Neill"),
        ("李小", "李小龙"),
        ("李", "李小龙"),
    ],
)
def test_words_are_found_from_their_beginnings(people: dict[str, int], text: str, name: str) -> None:
    assert found(text) == {people[name]}


@pytest.mark.parametrize("text", ["oe", "zoe nobody", "umpy", "z"])
def test_other_words_are_not(people: dict[str, int], text: str) -> None:
    assert found(text) == set()


def test_of_very_many_the_newest_are_found(
    opening: Opening, make_opening: Callable[..., Opening], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_FOUND", 2)
    first, second, third = (apply(opening, name="Ada Example").pk for _ in range(3))
    other = apply(make_opening(title="Counsel"), name="Ada Example").pk
    assert found("ada") == {third, other}
    assert matching("ada", requisitions=[opening.requisition.pk]) == [third, second]
    assert matching("ada", requisitions=[]) == []
    assert first not in found("ada")


def test_of_very_many_the_newest_of_those_looked_at_are_found(
    opening: Opening, make_opening: Callable[..., Opening], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_opening(title="Other")
    here, there = [], []
    for number in range(6):
        here.append(apply(opening, name=f"Zulaikha Here {number}").pk)
        there += [apply(other, name=f"Zulaikha There {number} {letter}").pk for letter in "ab"]
    rare = apply(opening, name="Quirine Rare").pk
    mine, others = [opening.requisition.pk], [other.requisition.pk]
    for most in (3, 6, 100):
        monkeypatch.setattr(search, "MOST_FOUND", most)
        assert matching("zulaikha", requisitions=mine) == here[::-1][:most]
        assert matching("zulaikha", requisitions=mine + others) == sorted(here + there)[::-1][:most]
        assert matching("zulaikha there", requisitions=mine) == []
        assert matching("quirine", requisitions=mine) == [rare]
        assert matching("quirine", requisitions=others) == []
        assert matching("zulaikha there") == there[::-1][:most]


def test_the_address_and_the_code_are_found(opening: Opening) -> None:
    one = apply(opening, email="grace.hopper@navy.example")
    assert found("grace.hopper@navy.example") == found("hopper") == found(one.candidate.code) == {one.pk}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(people: dict[str, int], opening: Opening, text: str) -> None:
    assert found(text) <= {*people.values(), apply(opening).pk}
    assert set(matching(text, requisitions=[opening.requisition.pk])) == found(text)


def test_the_number_of_an_opening_is_no_word(people: dict[str, int], opening: Opening) -> None:
    key = opening.requisition.pk
    assert [found(text) for text in (f"={key}", f"'={key}'", f"\\={key}")] == [set()] * 3


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_looked_for_without_an_error(people: dict[str, int], text: str) -> None:
    assert found(text) <= set(people.values())


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_resume_says_is_found(db: None, opening: Opening, text: str) -> None:
    one = opening.requisition.applications.first() or apply(opening)
    one.resume_text = text.replace("\0", "").encode(errors="ignore").decode()
    index_applications([one])
    for word in words_of(one.resume_text):
        assert one.pk in found(word)


def test_indexing_again_replaces(opening: Opening) -> None:
    one = apply(opening, resume="before")
    one.resume_text = "afterwards"
    index_applications([one])
    assert (found("before"), found("after")) == (set(), {one.pk})
    one.searched.delete()
    assert found("after") == set()
    assert not ApplicationText.objects.exists()


def test_a_very_long_resume_is_indexed(opening: Opening) -> None:
    one = apply(opening, resume=" ".join(f"w{number}" for number in range(200_000)))
    assert found("w777") == {one.pk}


def test_words_have_bounds() -> None:
    assert words_of("x" * 1_000) == ["x" * LONGEST_WORD]
    assert words_of("") == []
    assert len(words_of("a b c d e f g h i j k")) > MOST_WORDS


def test_only_the_first_words_count(people: dict[str, int]) -> None:
    assert found("zoe " * MOST_WORDS + "nobody") == {people["Zoë Łukaszewicz"]}
