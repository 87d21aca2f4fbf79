"""Names are put together the way each culture does it, and nobody's is given twice."""

from __future__ import annotations

import numpy as np
import pytest

from muster.demo.cultures import CULTURES, Culture
from muster.demo.people import Namer, compose_name

BY_KEY = {culture.key: culture for culture in CULTURES}


@pytest.mark.parametrize(
    ("culture", "given", "families", "display_name", "sort_name"),
    [
        ("indonesian", "Rizky", (), "Rizky", "Rizky"),
        ("dutch", "Lotte", ("van den Berg",), "Lotte van den Berg", "Berg, Lotte van den"),
        ("french", "Lucie", ("Moreau",), "Lucie Moreau", "Moreau, Lucie"),
        ("japanese", "Aiko", ("Tanaka",), "Tanaka Aiko", "Tanaka Aiko"),
        ("ethiopian", "Kidist", ("Belay",), "Kidist Belay", "Kidist Belay"),
        ("mexican", "Lucía", ("Ibarra", "Soto"), "Lucía Ibarra Soto", "Ibarra Soto, Lucía"),
        ("brazilian", "Caio", ("Dias", "da Rocha"), "Caio Dias da Rocha", "Rocha, Caio Dias da"),
        ("arabic", "Layla", ("al-Masri",), "Layla al-Masri", "Masri, Layla al-"),
    ],
)
def test_names_by_custom(
    culture: str, given: str, families: tuple[str, ...], display_name: str, sort_name: str
) -> None:
    name = compose_name(BY_KEY[culture], given, families)
    assert (name.display_name, name.sort_name) == (display_name, sort_name)
    assert (name.given, name.family) == (given, " ".join(families))


def test_arabic_names_come_with_their_spelling() -> None:
    namer, rng = Namer([BY_KEY["arabic"]]), np.random.default_rng(1)
    spelt = dict(zip(BY_KEY["arabic"].given, BY_KEY["arabic"].native_given, strict=True))
    spelt |= dict(zip(BY_KEY["arabic"].family, BY_KEY["arabic"].native_family, strict=True))
    for name in (namer.draw(rng) for _ in range(50)):
        assert name.native_name == f"{spelt[name.given]} {spelt[name.family]}"
        assert all("\u0600" <= letter <= "\u06ff" or letter == " " for letter in name.native_name)


def test_nobody_shares_a_name_and_every_culture_is_met() -> None:
    namer, rng = Namer(), np.random.default_rng(3)
    names = [namer.draw(rng) for _ in range(1500)]
    assert len({name.display_name for name in names}) == len(names)
    given = {name.given for name in names}
    assert all(given.intersection(culture.given) for culture in CULTURES)
    assert any(not name.family for name in names)


def test_used_up_lists_are_said_to_be() -> None:
    namer, rng = Namer([Culture("tiny", ("Ada",), ("Bo", "Cy"))]), np.random.default_rng(1)
    assert {namer.draw(rng).display_name for _ in range(2)} == {"Ada Bo", "Ada Cy"}
    with pytest.raises(RuntimeError, match="used up after 2 people"):
        namer.draw(rng)


def test_a_crowd_gets_initials_and_then_namesakes() -> None:
    namer, rng = Namer(), np.random.default_rng(1)
    english = [namer.draw_of(BY_KEY["english"], rng) for _ in range(1500)]
    assert len({name.display_name for name in english}) > 0.95 * len(english)
    assert any(name.given.endswith(".") for name in english)
    assert all(name.sort_name.startswith(name.family) for name in english)
    korean = [namer.draw_of(BY_KEY["korean"], rng) for _ in range(1500)]
    assert 900 < len({name.display_name for name in korean}) < 1500


def test_a_crowd_is_named_by_custom() -> None:
    namer, rng = Namer(), np.random.default_rng(1)
    for culture in CULTURES:
        for name in (namer.draw_of(culture, rng) for _ in range(60)):
            families = [name.family] if name.family in culture.family else name.family.split(" ")
            assert name.given.split(" ")[0] in {given.split(" ")[0] for given in culture.given}
            assert bool(name.family) or culture.mononyms
            assert len(families) == 1 or culture.order.startswith("two families")
            assert (name.native_name is None) == (not culture.native_given or name.given.endswith("."))
