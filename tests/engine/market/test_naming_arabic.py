"""Arabic names that nobody has given: people and organisations by the verbs, titles and prepositions around them."""

from __future__ import annotations

import pytest

from muster.engine.market.arabic_words import kind_of, stops_name, units_at
from muster.engine.market.extract import read_text
from muster.engine.market.folding import fold, fold_word
from muster.engine.market.money import Currencies

CURRENCIES = Currencies()
Ends = tuple[str | None, str | None, str | None]


def moves(text: str) -> list[Ends]:
    found = read_text(text, currencies=CURRENCIES).proposals
    return [
        (each.person, each.to_organisation, each.from_organisation) for each in found if each.kind == "move"
    ]


@pytest.mark.parametrize(
    ("text", "person", "to", "left"),
    [
        # The verb first: of leaving, of hiring, alone, passive.
        ("غادر سامر عنتر شركة فلق إلى نسيم.", "سامر عنتر", "نسيم", "فلق"),
        ("وظفت كستريل عادل طه الذي كان يعمل في أوربس.", "عادل طه", "كستريل", "أوربس"),
        ("انتقل محمد عبد الله من شركة أفق إلى نسيم.", "محمد عبد الله", "نسيم", "أفق"),
        ("عُيّن فادي نصار رئيسا تنفيذيا لكستريل.", "فادي نصار", "كستريل", None),
        # The preposition written together with the name, and forms with and without hamza.
        ("ستلتحق لمى الحسيني بكستريل الشهر المقبل.", "لمى الحسيني", "كستريل", None),
        ("إنضم زياد عيتاني لشركة مرجان قادما من شركة أثير.", "زياد عيتاني", "مرجان", "أثير"),
        # The person first, and in apposition.
        ("رنيم عاشور تغادر كستريل بعد ست سنوات.", "رنيم عاشور", None, "كستريل"),
        ("غادر لؤي عبيد، المدير التقني في شركة بيان، إلى كستريل.", "لؤي عبيد", "كستريل", "بيان"),
        ("انضم وسيم الأسعد، الباحث السابق في أوربس، إلى مختبرات الواحة.", "وسيم الأسعد", "مختبرات الواحة", "أوربس"),
        # The organisation first, and what it announces.
        ("كستريل تستقطب الباحثة مريم البلوشي من أوربس.", "مريم البلوشي", "كستريل", "أوربس"),
        ("أعلنت كستريل عن انضمام الدكتورة هالة مرعي إليها.", "هالة مرعي", "كستريل", None),
        ("خسرت أوربس الباحث مالك الأتاسي لمصلحة كستريل.", "مالك الأتاسي", "كستريل", "أوربس"),
        # What somebody does, plans or denies.
        ("قررت سوسن عبد الله مغادرة نسيم.", "سوسن عبد الله", None, "نسيم"),
        ("لم يستقل وديع سالم من شركة مدار.", "وديع سالم", None, "مدار"),
        ("انفصلت سوزان الياس عن مختبرات الواحة بالتراضي.", "سوزان الياس", None, "مختبرات الواحة"),
    ],
)  # fmt: skip
def test_a_move_of_names_that_nobody_has_given(
    text: str, person: str, to: str | None, left: str | None
) -> None:
    assert moves(text) == [(person, to, left)]


def test_two_people_joined_by_and_move_together() -> None:
    found = moves("انتقلت الباحثتان ريم فاروق وهنا سليم من أوربس إلى كستريل.")
    assert found == [("ريم فاروق", "كستريل", "أوربس"), ("هنا سليم", "كستريل", "أوربس")]


@pytest.mark.parametrize(
    "text",
    [
        "انتقل مقر شركة أفق إلى الرياض.",
        "انضمت كستريل إلى تحالف دولي للأبحاث.",
        "عادت أسعار الرقائق إلى الارتفاع.",
        "اختارت اللجنة مدينة الرياض لاستضافة المؤتمر.",
        "عينت الحكومة وزيرا جديدا.",
        "غادر ثمانية مهندسين أوربس هذا الشهر.",
    ],
)
def test_what_moves_but_is_nobody(text: str) -> None:
    assert moves(text) == []


def test_a_name_is_not_taken_for_a_verb_or_noun_with_a_preposition() -> None:
    """`باسم` is no `اسم` with `ب`, `فراس` no verb with `ف`; `وانتقل` and `للانضمام` are what they look like."""
    assert [kind_of(fold_word(word)) for word in ("باسم", "فراس", "وانتقل", "للانضمام")] == [
        None,
        None,
        "move",
        "move",
    ]
    assert stops_name(fold_word("بالشركة"))
    assert not stops_name(fold_word("كمال"))


def test_a_name_is_counted_in_units() -> None:
    tokens = fold("سارة بن علي عبد الرحمن")
    assert units_at(tokens, 0, lambda folded, place: None, most=5) == [(0, 1), (1, 3), (3, 5)]
