"""Roles in six languages: what is read of field and level, and what is not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from muster.engine.market.claim_shapes import MarketClaim, MarketSource
from muster.engine.market.claims import derive_ledger
from muster.engine.market.roles import UNTOLD, RoleReading, read_role

ROLES = {
    "principal researcher": ("research", "principal"),
    "Research Scientist": ("research", "mid"),
    "Senior Research Engineer": ("engineering", "senior"),
    "staff software engineer": ("engineering", "principal"),
    "Chief Technology Officer": ("engineering", "chief"),
    "CFO": ("business", "chief"),
    "chief executive": (None, "chief"),
    "Vice-President, Sales": ("business", "chief"),
    "head of product design": ("design", "head"),
    "product manager": ("product", "mid"),
    "senior product manager": ("product", "senior"),
    "engineering manager": ("engineering", "head"),
    "research intern": ("research", "junior"),
    "associate professor": ("research", None),
    "engineer and researcher": (None, "mid"),
    "founder": (None, "chief"),
    "senior": (None, "senior"),
    "directeur de la recherche": ("research", "head"),
    "Directrice scientifique": ("research", "chief"),
    "chercheuse": ("research", "mid"),
    "ingénieure principale": ("engineering", "principal"),
    "cheffe de l'ingénierie": ("engineering", "head"),
    "chef de produit": ("product", "mid"),
    "PDG": (None, "chief"),
    "hoofdonderzoeker": ("research", "principal"),
    "hoofd onderzoek": ("research", "head"),
    "technisch directeur": ("engineering", "chief"),
    "medior ontwikkelaar": ("engineering", "mid"),
    "bestuursvoorzitter": (None, "chief"),
    "insinyur senior": ("engineering", "senior"),
    "kepala riset": ("research", "head"),
    "kepala ilmuwan": ("research", "chief"),
    "peneliti utama": ("research", "principal"),
    "direktur utama": (None, "chief"),
    "engenheira de aprendizado de máquina": ("engineering", "mid"),
    "pesquisador sênior": ("research", "senior"),
    "cientista-chefe": ("research", "chief"),
    "diretora de pesquisa": ("research", "head"),
    "estagiário de design": ("design", "junior"),
    "كبير الباحثين": ("research", "principal"),
    "باحثة": ("research", "mid"),
    "مهندس أول": ("engineering", "senior"),
    "مديرا للأبحاث": ("research", "head"),
    "رئيس قسم الهندسة": ("engineering", "head"),
    "الرئيسة التنفيذية": (None, "chief"),
    "المدير المالي": ("business", "chief"),
}
NOTHING = (
    "", "colleague", "chief of staff", "Member of Technical Staff", "assistant to the president", "collègue",
    "medewerker", "karyawan", "colaboradora", "موظف", "100%",
)  # fmt: skip


@pytest.mark.parametrize(("text", "told"), ROLES.items())
def test_what_a_role_tells(text: str, told: tuple[str | None, str | None]) -> None:
    found = read_role(text)
    assert (found.field, found.level) == told
    assert read_role(text.upper()) == found


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_told_is_not_guessed(text: str) -> None:
    assert read_role(text) is UNTOLD or read_role(text) == RoleReading(None, None)
    assert not read_role(text)


def test_a_move_has_the_role_of_its_most_reliable_voice_that_names_one() -> None:
    def claim(key: str, source: str, role: str, **changes: object) -> MarketClaim:
        day = np.datetime64(date(2026, 3, int(key)), "D")
        given = {"person": "p", "joined": "b", "left": "a", "text": f"{key} of {source}", **changes}
        return MarketClaim(key, source, day, "move", role=read_role(role), **given)  # type: ignore[arg-type]

    sources = [MarketSource("best", "A"), MarketSource("good", "B"), MarketSource("poor", "E")]
    said = [claim("1", "poor", "engineer"), claim("2", "good", "head of research"), claim("3", "best", "")]
    [move] = derive_ledger(said, sources).moves
    assert (move.role.field, move.role.level) == ("research", "head")
    again = [
        claim("1", "good", "designer"),
        claim("2", "good", ""),
    ]  # the first is superseded, and alone names one
    [move] = derive_ledger(again, sources).moves
    assert (len(move.witnesses), move.role.field) == (1, "design")
    [move] = derive_ledger([claim("1", "good", "")], sources).moves
    assert move.role == UNTOLD
