"""Small words of six languages: what may follow an amount that no noun counts, and what a language is known by."""

from __future__ import annotations

__all__ = ["PLAIN", "PROFILES"]

# Small words by which a language is told from the others; the rarer among the others, the better.
PROFILES: dict[str, str] = {
    "en": "the, and, of, to, in, for, was, is, that, with, by, from, has, have, had, he, she, they, his, "
    "her, their, "
    "it, its, said, who, which, will, would, not, but, an, are, were, been, after, before, over, "
    "more, than, at, as, "
    "on, into, this, these, about, up, year, years, million, billion, a, left, joined, hired, one, "
    "per, each, than, "
    "january, february, march, april, june, july, august, october, december, nobody, them, him, two, "
    "three, four, five, six, seven, eight, nine, ten, paid, worth, all, could, may, might",
    "id": "yang, dan, di, ke, dari, untuk, dengan, pada, adalah, itu, ini, akan, telah, sudah, tidak, "
    "dalam, sebagai, "
    "oleh, juga, kata, atau, karena, bahwa, lebih, ia, dia, mereka, para, hingga, selama, tahun, "
    "bulan, juta, miliar, "
    "triliun, setelah, sejak, orang, perusahaan, menjadi, sebesar, senilai, antara, kepada, "
    "bergabung, hampir, sekitar, "
    "keluar, pindah, gaji, dibayar, bernilai, ribu, rupiah, dolar, masih, kurang, paling, per, "
    "sedikitnya, setidaknya, "
    "nilainya, satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, peneliti, saham, "
    "kabarnya, meninggalkan, sebulan, setahun, sehari, seminggu, persen, jam, hari, minggu, gajinya, bonusnya, "
    "naik, rb, jt, "
    "sejam, kali, upah, hanya, lewat, tanpa, seorang, tersebut, digaji, direkrut, "
    "merekrut, memimpin, mendirikan, kembali, jumlahnya, bonusnya, hengkang, mantan, "
    "januari, februari, maret, mei, juni, juli, agustus, oktober, desember, pertama, kedua, versi",
    "nl": "de, het, een, en, van, in, op, te, dat, die, voor, met, zijn, niet, aan, er, om, ook, als, bij, "
    "naar, uit, "
    "nog, wordt, werd, worden, heeft, hebben, was, waren, hij, zij, ze, haar, hun, maar, meer, dan, "
    "over, jaar, maand, "
    "miljoen, miljard, biljoen, na, tot, ten, geen, zei, volgens, is, door, zou, deze, dit, wie, "
    "minstens, ongeveer, "
    "jarige, jarig, verdient, verdienen, krijgt, kreeg, vertrok, gaat, bedraagt, gaan, twee, drie, vier, vijf, "
    "zes, zeven, acht, negen, tien, per, "
    "kost, sinds, "
    "januari, februari, maart, mei, juni, juli, augustus, oktober, eerste",
    "fr": "le, la, les, des, du, et, un, une, est, que, qui, dans, pour, pas, sur, au, aux, par, avec, ce, "
    "cette, "
    "ces, son, sa, ses, leur, il, elle, ils, elles, ne, a, ont, été, être, plus, après, selon, chez, "
    "mais, ou, ans, "
    "année, années, mois, en, d, l, s, qu, millions, milliard, milliards, dont, sont, était, serait, "
    "aurait, à, se, "
    "lui, jusqu, entre, moins, deux, trois, quatre, cinq, sept, huit, neuf, dix, francs, quitté, "
    "rejoint, de, "
    "janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, "
    "décembre, première",
    "pt": "o, os, as, um, uma, e, da, do, das, dos, em, no, na, nos, nas, por, para, com, que, não, é, "
    "foi, são, "
    "ser, ao, à, mais, pela, pelo, seu, sua, seus, ele, ela, eles, mas, como, após, segundo, ano, "
    "anos, mês, meses, "
    "milhão, milhões, bilhão, bilhões, até, disse, já, entre, depois, sem, ou, deixou, vale, está, "
    "estava, teria, "
    "dois, duas, três, quatro, cinco, seis, sete, oito, nove, dez, dólares, euros, mil, trata, "
    "pelos, pelas, nega, de, a, "
    "saiu, entrou, contratou, pago, reais, "
    "janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro",
    "ar": "",
}

_PREPOSITIONS: dict[str, str] = {
    "en": "over, in, for, at, per, a, an, each, every, to, from, by, with, on, of, after, before, within, "
    "plus, as, under, "
    "annually, yearly, up, during, across, according, spread, paid, vesting, last, this, next",
    "id": "selama, dalam, pada, per, untuk, dari, oleh, di, ke, tanpa, setahun, setiap, sebulan, atas, "
    "menurut, sebagai, setelah, kepada, yang",
    "nl": "over, in, voor, per, van, aan, bij, met, op, door, na, naar, zonder, uit, verspreid, jaarlijks, "
    "te, tegen",
    "fr": "sur, en, pour, par, à, au, aux, dans, de, d, des, du, sans, avec, après, selon, pendant, chez, "
    "soit, chaque",
    "pt": "em, por, para, ao, no, na, nos, nas, durante, sem, com, após, de, do, da, dos, das, pelo, pela, "
    "segundo, anuais, mensais",
    "ar": "على, في, خلال, من, إلى, لمدة, بعد, دون, سنويا, شهريا, كل, بحسب, عند, عن, مقابل, لكل, قبل",
}
_VERBS_AND_OTHERS: dict[str, str] = {
    "en": "and, or, but, is, was, are, were, would, will, has, had, have, may, might, could, can, not, "
    "that, which, "
    "who, it, he, she, they, came, went, comes, goes, rose, fell, more, less, instead, alone, total, "
    "altogether",
    "id": "dan, atau, tetapi, adalah, itu, ini, akan, telah, sudah, tidak, bukan, kata, keliru, saja, "
    "lebih, kurang",
    "nl": "en, of, maar, is, was, zijn, waren, wordt, werd, zou, zal, heeft, had, niet, dat, die, meer, "
    "minder, extra",
    "fr": "et, ou, mais, est, était, sont, serait, sera, a, ont, aurait, n, ne, pas, que, qui, ce, il, "
    "elle, plus, moins",
    "pt": "e, ou, mas, é, foi, são, era, seria, será, tem, teria, não, que, quem, ele, ela, mais, menos, "
    "já, está",
    "ar": "و, أو, لكن, هو, هي, كان, كانت, ليس, غير, التي, الذي, كما, أي, فقط, أكثر, أقل, قال, قالت, وفق",
}
PLAIN: dict[str, str] = {
    language: f"{_PREPOSITIONS[language]}, {_VERBS_AND_OTHERS[language]}" for language in _PREPOSITIONS
}
