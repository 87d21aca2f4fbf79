"""What blind review hides is hidden whole, the rest stays, and no text makes it stumble."""

from __future__ import annotations

import importlib
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.hire import (
    _redaction_contact,
    _redaction_fields,
    _redaction_names,
    _redaction_schools,
    _redaction_statements,
    _redaction_text,
)
from muster.engine.hire.redaction import (
    Kind,
    Known,
    Mark,
    Plain,
    Policy,
    Redaction,
    Span,
    redact,
    render,
    render_plain,
)

EVERYTHING = Policy.blind(schools=True, employers=True)


def hidden(text: str, *names: str, **known: Any) -> str:
    """Return a text with marks for all that is hidden in it."""
    facts = Known(names=names, **known)
    return render_plain(text, redact(text, known=facts, policy=EVERYTHING))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Lotte van den Berg", "Lotte van den Berg won.", "[name] won."),
        ("Lotte van den Berg", "VAN DEN BERG, Lotte", "[name]"),
        ("Lotte van den Berg", "By L. van den Berg and Lotte v.d. Berg.", "By [name] and [name]."),
        ("Lotte van den Berg", "lotte van den berg wrote", "[name] wrote"),
        ("Lotte van den Berg", "Lotte's and Lottes work", "[name]'s and [name] work"),
        ("Lotte van den Berg", "ask lottevandenberg or lvandenberg", "ask [name] or [name]"),
        ("Lotte van den Berg", "Kind regards,\nLvdB\n", "Kind regards,\n[name]\n"),
        (
            "Zoé O'Brien-Müller",
            "ZOE OBRIEN; Muller, Z.; Zoé O’Brien–Müller",
            "[name]; [name].; [name]–[name]",
        ),
        ("Tanaka Aiko", "Aiko TANAKA and A. Tanaka", "[name] and [name]"),
        ("Caio Dias da Rocha", "Caio da Rocha Dias, dias de trabalho", "[name], dias de trabalho"),
        ("Đỗ Thảo Vy", "Do Thao Vy; Vy", "[name]; [name]"),
        (
            "أحمد المصري",
            "كتب أحمد المصري: لأحمد خبرة. ولأحمد قال المصرى",
            "كتب [name]: [name] خبرة. [name] قال [name]",
        ),
        ("عبد الله بن خالد", "عبدالله: وعبد الله بن خالد", "[name]: [name]"),
        ("Rizky", "Rizky memimpin tim", "[name] memimpin tim"),
    ],
)
def test_names_in_all_their_forms(name: str, text: str, expected: str) -> None:
    assert hidden(text, name) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "May Long",
            "I may take long walks. Since May 2020 with May Long.",
            "I may take long walks. Since May 2020 with [name].",
        ),
        ("Will Page", "Will travel. Ask Will.", "Will travel. Ask [name]."),
        ("Anna Vos", "de vos in het bos, Anna Vos", "de vos in het bos, [name]"),
        ("أمل نور", "نور الشمس. أمل نور", "نور الشمس. [name]"),
        ("Mark", "\nMark\n", "\n[name]\n"),
        ("Lotte Berg", "L. Berger and V. Lottermann", "L. Berger and V. Lottermann"),
    ],
)
def test_ordinary_words_stay(name: str, text: str, expected: str) -> None:
    assert hidden(text, name) == expected


def test_titles_go_with_the_applicants_name_only() -> None:
    text = "Mr. Smith wrote to Mrs Zoé Blanc; M. Blanc; السيدة زوي"
    assert (
        hidden(text, "Zoé Blanc", "زوي")
        == "Mr. Smith wrote to [gender] [name]; [gender]. [name]; [gender] [name]"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Date of birth: 3 May 1990", "Date of birth: [age]"),
        ("Nationalité : française", "Nationalité : [nationality]"),
        ("الجنسية: أردنية", "الجنسية: [nationality]"),
        ("Burgerlijke staat: ongehuwd", "Burgerlijke staat: [family]"),
        ("Jenis kelamin: Pria", "Jenis kelamin: [gender]"),
        ("Estado civil: solteira", "Estado civil: [family]"),
        ("Agama: Islam", "Agama: [religion]"),
        ("Tempat/Tgl. Lahir : Solo, 3 Mei 1991", "Tempat/Tgl. Lahir : [age]"),
        ("Sex: F | Age: 31 | Visa: H-1B", "Sex: [gender] | Age: [age] | Visa: [nationality]"),
        ("Cel.: 5550 1234 / E-mail: a@b.example", "Cel.: [phone] / E-mail: [email]"),
        ("Full name            Ann Other", "Full name            [name]"),
        ("Place of birth Leeds", "Place of birth [nationality]"),
        ("Name\nAnn Other\nSkills\nPython", "Name\n[name]\nSkills\nPython"),
        ("Sex\tF\t\nAge\t31", "Sex\t[gender]\t\nAge\t[age]"),
        ("CPF 123.456.789-09", "CPF [nationality]"),
        ("NATIONALITE : X (double)", "NATIONALITE : [nationality]"),
        ("Name of the project: Foo", "Name of the project: Foo"),
        ("Address bugs quickly", "Address bugs quickly"),
    ],
)
def test_labelled_fields(line: str, expected: str) -> None:
    assert hidden(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to a.b+c@mail.example.org.", "write to [email]."),
        ("someone (at) example.com", "[email]"),
        ("+62 812-5550-1234, 020 7946 0958, (202) 555-0143", "[phone], [phone], [phone]"),
        ("+٩٧١ ٥٠ ٥٥٥ ١٢٣٤", "[phone]"),
        ("\u200f+971\u00a050\u00a0555\u00a01234\u200e", "\u200f[phone]\u200e"),
        ("https://example.org/~zoe?x=1, www.zoe.example", "[link], [link]"),
        ("github.com/zoe and linkedin.com/in/zoé", "[link] and [link]"),
        ("find me: @zoeblanc", "find me: [link]"),
        ("zoe-blanc.dev", "[link]"),
        ("zoe.jpg", "[photo]"),
        ("14 Juniper Road, Leeds", "[address]"),
        ("45 bis avenue de la Gare, Lyon", "[address]"),
        ("Jl. Melati No. 12, Solo", "[address]"),
        ("Oudegracht 112 B\n3511 AP Utrecht", "[address]\n[address]"),
        ("Rua das Acácias, 120", "[address]"),
        ("شارع الزيتون ١٢، عمّان", "[address]"),
    ],
)
def test_contacts_by_pattern(text: str, expected: str) -> None:
    assert hidden(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2015 - 2019 and 2019-03-01 - 2020-04-01",
        "12.000.000 users, 100 000 000 rows",
        "10.1145/3292500.3330701, arXiv 2101.12345, ISBN 978-3-16-148410-0",
        "Node.js, ASP.NET, C++ at 14 Hz on Road 7",
        "Cut cost by 38%; 8 ans d'expérience, 12 jaar ervaring, 5 anak buah",
        "Marie Curie fellow, born leader, il y a un an, IL",
        "Mother Language Day is in the calendar",
    ],
)
def test_what_says_nothing_of_the_person_stays(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She led; they praised her.", "[pronoun] led; they praised [pronoun]."),
        ("Hij en zijn team", "[pronoun] en [pronoun] team"),
        ("De resultaten zijn goed", "De resultaten zijn goed"),
        ("Elle mesure. Il mesure. Il faut mesurer.", "[pronoun] mesure. [pronoun] mesure. Il faut mesurer."),
        ("Ele e ela", "[pronoun] e [pronoun]"),
        ("وهو على رأس الفريق", "[pronoun] على رأس الفريق"),
        ("she/her, they/them", "[pronoun], [pronoun]"),
        ("Women in ML", "[gender] in ML"),
        ("Komunitas Perempuan", "Komunitas [gender]"),
        ("I am 34 years old, aged 34", "I am [age], [age]"),
        ("Née le 3 mai 1990 à Lyon.", "[age]."),
        ("Lahir di Solo, 3 Mei 1991.", "[age]."),
        ("Geboren te Almelo", "[nationality]"),
        ("من مواليد ١٩٩٠", "[age]"),
        ("brasileira, solteira, 34 anos", "[nationality], [family], [age]"),
        ("US citizen; de nationalité suisse", "[nationality]; de [nationality]"),
        ("Requires visa sponsorship", "Requires [nationality]"),
        ("married, two children", "[family], [family]"),
        ("père de deux enfants", "[family]"),
    ],
)
def test_what_is_said_in_passing(text: str, expected: str) -> None:
    assert hidden(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at the University of Eastmere since", "at the [school] since"),
        ("Delft University of Technology", "[school]"),
        ("École nationale d'ingénieurs de Bréval", "[school]"),
        ("Universitas Bumi Lestari, Bandung", "[school], Bandung"),
        ("Universidade de São Paulo (USP)", "[school]"),
        ("جامعة الملك سعود بالرياض", "[school] بالرياض"),
        ("bij Blauwdruk Systemen B.V. en PT Lintang Data Tbk", "bij [employer]. en [employer]"),
        ("chez Compagnie des Sondes S.A.", "chez [employer]."),
        ("a university course for college students", "a university course for college students"),
    ],
)
def test_schools_and_employers(text: str, expected: str) -> None:
    assert hidden(text) == expected


def test_schools_and_employers_are_up_to_the_policy() -> None:
    text = "Ann, University of Eastmere, Pellucid Inc"
    known = Known(names=("Ann",))
    assert render_plain(text, redact(text, known=known)) == "[name], University of Eastmere, Pellucid Inc"
    schools = Policy.blind(schools=True, employers=False)
    assert render_plain(text, redact(text, known=known, policy=schools)) == "[name], [school], Pellucid Inc"


def test_years_of_graduation_are_hidden_and_years_of_work_are_not() -> None:
    text = "Education\nBSc, 2008 - 2011\n\nExperience\n2012 - 2015 lab\nMSc 2012; class of 2012"
    expected = "Education\nBSc, [age] - [age]\n\nExperience\n2012 - 2015 lab\nMSc [age]; class of [age]"
    assert hidden(text) == expected


def test_known_facts_are_hidden_wherever_they_stand() -> None:
    text = "Call 555 01 23, xe said. ETB in Ropsten, Voss & Lind, 1990/05/03, May 3, 1990, my.page/zoe"
    known = Known(
        phones=("+1 202 5550123",),
        pronouns=("xe/xem",),
        schools=("Elvira Technical Board",),
        employers=("Voss & Lind",),
        addresses=("Ropsten, Lidingö 12",),
        birth_date="1990-05-03",
        links=("my.page/zoe",),
    )
    shown = render_plain(text, redact(text, known=known, policy=EVERYTHING))
    assert shown == "Call [phone], [pronoun] said. [school] in Ropsten, [employer], [age], [age], [link]"


def test_a_name_in_an_address_is_hidden_where_addresses_are_not() -> None:
    text = "lotte.berg@mail.example"
    known = Known(names=("Lotte Berg",))
    assert (
        render_plain(text, redact(text, known=known, policy=Policy(frozenset({Kind.NAME}))))
        == "[name]@mail.example"
    )


def test_rendering_gives_pieces_without_what_is_hidden() -> None:
    text = "I am Ann."
    pieces = render(text, redact(text, known=Known(names=("Ann",))))
    assert pieces == (Plain("I am "), Mark(Kind.NAME), Plain("."))


def test_a_redaction_of_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="redact this text first"):
        render("longer", Redaction((Span(0, 2, Kind.NAME),), 3))


PIECES = (
    *("Zoé", "Zoe\u0301", "ZOÉ", "Blanc", "blanc", "أحمد", "وأحمد", "she", "3", "1990", "+62 812 5550 1234"),
    *(" ", "\n", ", ", ": ", ".", "|", "\t", "@", "x.org", "\u200f", "ﷺ", "e\u0301"),
    *("Name", "born in", "Née le", "University of", "Rua"),
)
ALPHABET = st.sampled_from(PIECES)


@given(st.lists(ALPHABET | st.text(max_size=4), max_size=40).map("".join))
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    redaction = redact(text, known=Known(names=("Zoé Blanc", "أحمد")), policy=EVERYTHING)
    edges = [edge for span in redaction.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in redaction.spans)
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
    shown = "".join(piece.text for piece in render(text, redaction) if isinstance(piece, Plain))
    assert len(shown) == len(text) - sum(span.end - span.start for span in redaction.spans)


@given(
    st.sampled_from(["Zoé Müller", "Müller, Zoé", "ZOÉ MÜLLER", "Z. Müller", "zoé müller"]),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    st.sampled_from([" wrote", ", 3", "\n", "'s", " (lead)"]),
)
def test_no_form_of_a_name_gets_through(name: str, form: Any, after: str) -> None:
    text = unicodedata.normalize(form, f"report by {name}{after}")
    shown = hidden(text, "Zoé Müller")
    assert shown == unicodedata.normalize(form, f"report by [name]{after}")


def test_policy_of_nothing_hides_nothing() -> None:
    assert redact("Name: Ann", policy=Policy(frozenset())).spans == ()


MODULES = (
    _redaction_contact,
    _redaction_fields,
    _redaction_names,
    _redaction_schools,
    _redaction_statements,
    _redaction_text,
)
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
MOST_STEPS = 10_000


def most_steps(parsed: Any) -> int:
    """Return how often the innermost item of a pattern can be tried from one place: the product of repeats."""
    worst = 1
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = argument
            worst = max(worst, 1 if most == 1 else int(most) * most_steps(inner), most_steps(inner))
        elif name == "SUBPATTERN":
            worst = max(worst, most_steps(argument[-1]))
        elif name == "BRANCH":
            worst = max(worst, *(most_steps(branch) for branch in argument[1]))
        elif name in ("ASSERT", "ASSERT_NOT"):
            worst = max(worst, most_steps(argument[1]))
    return worst


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_can_run_away(name: str) -> None:
    parser = importlib.import_module("re._parser")
    assert most_steps(parser.parse(PATTERNS[name].pattern, PATTERNS[name].flags)) <= MOST_STEPS


@pytest.mark.parametrize(
    ("unit", "size"),
    [("a", 2**20), ("(", 2**20)]
    + [
        (unit, 2**16)
        for unit in ("1 ", "@", "a.", "\t", "Name: ", "University of ", "e\u0301", "01.02.", "ﷺ")
    ],
)
def test_a_long_text_of_anything_is_read_to_its_end(unit: str, size: int) -> None:
    text = unit * (size // len(unit)) + "\nName: Ann"
    assert redact(text).spans[-1] == Span(len(text) - 3, len(text), Kind.NAME)
