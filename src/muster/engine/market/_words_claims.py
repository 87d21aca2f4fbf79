"""Words by which a sentence asserts, denies, qualifies or hedges, whom it counts, and the parts of a package."""

from __future__ import annotations

__all__ = ["ACCORDING", "BUT", "DENYING", "HEDGES", "NEGATIONS", "PARTS", "PEOPLE", "SAYING", "SAYING_BEFORE"]

# The speaker stands before these verbs, or behind them.
SAYING: dict[str, str] = {
    "en": "said, says, say, claimed, claims, confirmed, confirms, told, insisted, announced, reported, "
    "added, stated",
    "fr": "a dit, dit, affirme, affirmé, assure, assuré, déclare, déclaré, confirme, confirmé, précisé, "
    "précise, indique, indiqué, répondu, annonce, annoncé",
    "nl": "zei, zegt, zeggen, bevestigde, bevestigt, meldt, melden, verklaarde, antwoordde, beweert, "
    "maakte bekend",
    "id": "kata, ujar, menyatakan, mengatakan, mengklaim, menegaskan, mengumumkan, jawab, jawabnya, "
    "ungkap, tutur, katanya",
    "pt": "disse, diz, dizem, afirmou, afirma, confirmou, confirma, declarou, respondeu, anunciou, "
    "garante, garantiu",
    "ar": "قال, قالت, يقول, تقول, أكد, أكدت, أعلن, أعلنت, صرح, صرحت, أجاب, أجابت, ذكر, ذكرت, أوضح, أوضحت",
}
# Behind these verbs the speaker is named first of all.
SAYING_BEFORE = (
    "kata, ujar, tutur, ungkap, قال, قالت, أكد, أكدت, أعلن, أعلنت, صرح, صرحت, ذكر, ذكرت, أوضح, "
    "أوضحت, يقول, تقول, نفى, نفت"
)
ACCORDING = (
    "according to, selon, d'après, volgens, aldus, menurut, segundo, de acordo com, بحسب, وفق, وفقا "
    "ل, حسب, as reported by, "
    "dixit"
)
DENYING: dict[str, str] = {
    "en": "denied, denies, deny, denying, disputed, disputes, rejected, rejects, simply wrong, wrong, "
    "untrue, false, not true, baseless",
    "fr": "dément, démenti, démentent, nie, nié, conteste, contesté, faux, fausse, inexact, inexacte",
    "nl": "ontkent, ontkende, ontkennen, weerspreekt, betwist, onzin, onjuist, onwaar, niet waar",
    "id": "membantah, dibantah, menyangkal, keliru, tidak benar, salah, menepis, hoaks",
    "pt": "nega, negou, negam, desmente, desmentiu, contesta, falso, falsa, não é verdade, incorreto",
    "ar": "نفى, نفت, ينفي, تنفي, أنكر, أنكرت, غير صحيح, غير صحيحة, كاذب, كذب",
}
NEGATIONS: dict[str, str] = {
    "en": "not, never, nobody, no one, neither, didn't, doesn't, isn't",
    "fr": "ne, n', personne, jamais, aucun, aucune",
    "nl": "niet, nooit, niemand, geen",
    "id": "tidak, bukan, belum, tidak pernah, tak",
    "pt": "não, nunca, ninguém, jamais, nenhum, nenhuma",
    "ar": "لم, لن, ليس, ليست, لا",
}
BUT: dict[str, str] = {
    "en": "but, rather",
    "fr": "mais",
    "nl": "maar",
    "id": "melainkan, tetapi",
    "pt": "mas, e sim",
    "ar": "بل, لكن",
}
HEDGES: dict[str, str] = {
    "en": "reportedly, allegedly, may, might, could, would, rumoured, rumored, said to, supposedly, "
    "apparently, is set to, mentioned, speculated",
    "fr": "aurait, auraient, serait, seraient, pourrait, pourraient, toucherait, toucheraient, percevrait, "
    "coûterait, évoque, on parle de, prétendument, présumé, semble",
    "nl": "zou, zouden, naar verluidt, mogelijk, wellicht, vermoedelijk, blijkbaar, schijnt",
    "id": "kabarnya, konon, diduga, mungkin, disebut, dikabarkan, menyebut, beredar, rumornya, barangkali, "
    "tampaknya",
    "pt": "teria, teriam, seria, seriam, estaria, estariam, receberia, poderia, poderiam, supostamente, "
    "alegadamente, talvez, fala em",
    "ar": "يقال, قيل, ربما, يزعم, زعم, مزعوم, يتردد, المتداول, محتمل, قد",
}
PEOPLE: dict[str, str] = {
    "en": "researchers, researcher, engineers, engineer, scientists, people, employees, staff, workers, "
    "departures, interns, colleagues, executives, hires",
    "fr": "chercheurs, chercheuses, ingénieurs, ingénieures, scientifiques, personnes, salariés, "
    "salariées, employés, départs, collègues, stagiaires, cadres",
    "nl": "onderzoekers, ingenieurs, wetenschappers, mensen, werknemers, medewerkers, personen, collega's, "
    "collega, stagiairs, vertrekken",
    "id": "peneliti, insinyur, ilmuwan, orang, karyawan, pegawai, pekerja, orang karyawan, orang peneliti, "
    "staf",
    "pt": "pesquisadores, pesquisadoras, investigadores, engenheiros, engenheiras, cientistas, pessoas, "
    "funcionários, funcionárias, empregados, colegas, saídas",
    "ar": "باحثين, باحثون, باحثا, باحثات, مهندسين, مهندسا, مهندسون, علماء, عالما, أشخاص, شخصا, شخص, "
    "موظفين, موظفا, موظفون, عاملين, زملاء",
}
_SIGNING = (
    "signing bonus, sign-on payment, sign-on bonus, sign-on, prime de signature, tekenbonus, "
    "tekengeld, bonus penandatanganan, bonus penandatanganannya, bônus de assinatura, prémio de "
    "assinatura, luvas, مكافأة التوقيع, مكافأة توقيع, up front, upfront, d'emblée, vooraf, di muka, "
    "adiantados, مقدما"
)
_RETENTION = (
    "retention bonus, retention pool, prime de rétention, prime de fidélité, retentiebonus, "
    "blijfbonus, bonus retensi, bônus de retenção, مكافأة البقاء, مكافأة بقاء"
)
_BASE = (
    "base salary, base pay, salary, salaries, base, pay, salaire fixe, salaire, salaires, fixe, "
    "vaste salaris, salaris, salarissen, jaarsalaris, vast, gaji pokok, gaji pokoknya, gaji, salário "
    "fixo, salário, salários, الراتب الأساسي, الراتب, راتب, الرواتب, الأجر"
)
_EQUITY = (
    "equity, stock, stocks, shares, grant, grants, rsus, options, actions, paquet d'actions, "
    "aandelen, aandelenpakket, opties, saham, opsi saham, ações, opções, أسهم, الأسهم, أسهما"
)
_BONUS = "bonus, bonuses, prime, primes, bonussen, bonusnya, bônus, مكافأة, مكافآت, المكافأة"
_BUYOUT = "buy-out, buyout, rachat, afkoop, pengganti saham, compensação pelas ações, تعويض الأسهم"
_OTHERS = "compute, calcul, rekenkracht, komputasi, computação, الحوسبة, للحوسبة"
_PACKAGE = (
    "package, packages, offered, offers, offering, proposé, proposée, ont proposé, bood, boden, "
    "biedt, menawarkan, ditawari, ofereceu, ofereceram, عرضت, عرضوا, offer, offers, deal, pay "
    "package, paquet, offre, offres, contrat, rémunération, pakket, bod, aanbod, regeling, beloning, "
    "paket, tawaran, imbalan, imbalannya, pacote, proposta, remuneração, حزمة, عرض, عرضا, العرض, "
    "الحزمة, الخطة"
)
# What each part of a package is called; the first that fits decides.
PARTS: tuple[tuple[str, str], ...] = (
    ("signing", _SIGNING),
    ("retention", _RETENTION),
    ("buyout", _BUYOUT),
    ("compute", _OTHERS),
    ("base", _BASE),
    ("equity", _EQUITY),
    ("bonus", _BONUS),
    ("package", _PACKAGE),
)
