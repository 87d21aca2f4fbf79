"""Which column is which: by names of other systems and languages, by misspelled ones, by what is in the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.candidates import SHAPE, read_candidates
from muster.tables.headings import HEADINGS
from muster.tables.mapping import MOST_COLUMNS, Look, day_order, guess_columns, look_at
from muster.tables.problems import Problems
from muster.tables.rows import ColumnName, Shape

KEYS = {column.key for column in SHAPE.columns}
DATED = Shape((ColumnName("begins", ("Begins",), kind="day"), ColumnName("ends", ("Ends",), kind="day")))


def look(header: str, *rows: str, separator: str = ",") -> Look:
    columns = [line.split(separator) for line in (header, *rows)]
    return Look(tuple(columns[0]), tuple(zip(*columns[1:], strict=True)) or ((),) * len(columns[0]))


def guessed(header: str, *rows: str, separator: str = ",") -> tuple[str, ...]:
    return guess_columns(look(header, *rows, separator=separator), SHAPE).keys


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("first_name,LAST NAME,Job,E-Mail", "First Name,Last Name,Job,Email"),
        ("Candidate Name,Posting Title,Email,Origin,Current Stage", "Name,Job,Email,Source,Stage"),
        (
            "Name,Primary Email Address,Job,Current Interview Stage,LinkedIn URL",
            "Name,Email,Job,Stage,Social Media",
        ),
        ("Nama lengkap,Surel,Lowongan,Nomor HP", "Name,Email,Job,Phone"),
        ("Voornaam,Achternaam,E-mailadres,Vacature,Telefoonnummer", "First Name,Last Name,Email,Job,Phone"),
        ("Nom,Prénom,Courriel,Poste,Entreprise", "Last Name,First Name,Email,Job,Company"),
        ("Nom complet,Adresse e-mail,Offre d'emploi", "Name,Email,Job"),
        ("Nome,Sobrenome,E-mail,Vaga,Celular", "First Name,Last Name,Email,Job,Phone"),
        ("Nome,Correio eletrônico,Vaga", "Name,Email,Job"),
        ("الاسم الكامل,البريد الإلكتروني,الوظيفة,رقم الهاتف", "Name,Email,Job,Phone"),
        ("الاسم الأول,اسم العائلة,البريد الالكتروني,الوظيفة", "First Name,Last Name,Email,Job"),
        ("Frist Name,Last Nmae,Emial adress,Job", "First Name,Last Name,Email,Job"),
        ("Candidate ID,Candidate Name,Job,Email,Shoe size", ",Name,Job,Email,"),
        ("Name,First Name,Last Name,Job,Email", ",First Name,Last Name,Job,Email"),
        ("Email,Email,Job,Name", "Email,,Job,Name"),
        ("A,B,C", ",,"),
    ],
)
def test_headings_are_known(header: str, keys: str) -> None:
    assert guessed(header) == tuple(keys.split(","))


def test_cells_tell_addresses_and_turned_names() -> None:
    assert guessed("Who;Reach;Job", "Ada;ada@example.org;R-1", separator=";") == ("", "Email", "Job")
    turned = guess_columns(look("Name;Email;Job", "Vos, Ada;a@b.cd;R-1", separator=";"), SHAPE)
    assert turned.keys == ("Name, last name first", "Email", "Job")
    assert not turned.certain


@pytest.mark.parametrize(
    ("header", "certain"),
    [
        ("First Name,Last Name,Job,Email", True),
        ("email,JOB,last_name,First-Name,Milestone,Tags", True),
        ("Name,Job,Email", True),
        ("First Name,Last Name,Job,Email,Shoe size", False),
        ("First Name,Last Name,Job,Courriel", False),
        ("First Name,Last Name,Job", False),
        ("First Name,Last Name,Job,Email,Email", False),
    ],
)
def test_only_our_own_columns_are_certain(header: str, certain: bool) -> None:
    assert guess_columns(look(header), SHAPE).certain is certain


@given(
    st.lists(
        st.one_of(st.text(max_size=20), st.sampled_from([n for v in HEADINGS.values() for n in v])),
        max_size=15,
    )
)
def test_no_column_is_two_things_and_no_two_are_one(names: list[str]) -> None:
    shown = Look(tuple(names), tuple(("a@b.cd", "1") for _ in names))
    keys = guess_columns(shown, SHAPE).keys
    kept = [key for key in keys if key]
    assert len(keys) == len(names)
    assert len(kept) == len(set(kept))
    assert set(kept) <= KEYS


def test_no_heading_says_the_same_of_two_columns_of_one_sort() -> None:
    apart = ("first_name", "last_name"), ("starts_on", "ends_on"), ("phone", "email"), ("team", "location")
    for one, other in apart:
        assert {n.casefold() for n in HEADINGS[one]} & {n.casefold() for n in HEADINGS[other]} == set()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_file_is_looked_at_whatever_separates_its_cells(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    rows = ["Shoe,Hat,Hat", "40,'=1,x", "", "41,,y", "41,,y", "ragged", "42,z,y", "43,,w"]
    path.write_text("\ufeff" + "\n".join(rows).replace(",", separator), encoding="utf-8")
    found = look_at(path, "a.csv", SHAPE, Problems())
    assert found is not None
    assert found.headings == ("Shoe", "Hat", "Hat (2)")
    assert [found.samples(place) for place in range(3)] == [("40", "41", "42"), ("=1", "z"), ("x", "y", "w")]


def test_what_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content, code in (
        (b"", "empty"),
        (b"a,b\n\xff", "encoding"),
        (b"a," * MOST_COLUMNS, "too-many-columns"),
        (b"a" * 201 + b",b", "long"),
    ):
        path.write_bytes(content)
        problems = Problems()
        assert look_at(path, "a.csv", SHAPE, problems) is None
        assert [one.code for one in problems.all()] == [code]


def test_days_of_all_columns_are_written_one_way() -> None:
    shown = look("Begins,Ends,Other", "01/02/2026,,13/13/2026", "03/04/2026,25/12/2026,x")
    assert day_order(shown, DATED, ("begins", "", "")) == ""
    assert day_order(shown, DATED, ("begins", "ends", "")) == "dmy"
    assert day_order(shown, DATED, ("", "", "")) == "ymd"


def test_a_guessed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prénom;Courriel;Poste\nDahl;Ola;ola@example.org;R-1\n", encoding="utf-8")
    problems = Problems()
    found = look_at(path, "a.csv", SHAPE, problems)
    assert found is not None
    chosen = dict(zip(found.headings, guess_columns(found, SHAPE).keys, strict=True))
    [row] = read_candidates(path, file="a.csv", problems=problems, chosen=chosen).rows
    assert (row.name, row.email, row.job, problems.all()) == ("Ola Dahl", "ola@example.org", "R-1", [])
