"""Words around amounts of money: signs and everyday names of currencies, bounds, ranges, figures."""

from __future__ import annotations

__all__ = [
    "ABOUT",
    "BASES",
    "BETWEEN",
    "CODES",
    "COMPARED",
    "CONNECTING",
    "COUNTED",
    "CURRENCY_NAMES",
    "CURRENCY_SIGNS",
    "FIGURES",
    "FILLING",
    "LOWER",
    "LOWER_BEHIND",
    "LOWER_VERBS",
    "NO_CENTS",
    "PAID",
    "RANGE",
    "RANGE_BETWEEN",
    "UPPER",
    "UPPER_BEHIND",
    "UPPER_VERBS",
    "VAGUE",
]

_CODES = (
    "USD EUR GBP JPY CHF CAD AUD NZD SGD HKD IDR MYR INR CNY KRW BRL AED SAR QAR KWD BHD OMR EGP JOD "
    "MAD TND DZD LBP "
    "SEK NOK DKK PLN CZK HUF RON RUB TRY ZAR NGN KES MXN ARS CLP COP PEN THB VND PHP TWD ILS UAH AOA MZN"
)
CODES = frozenset(_CODES.split())
CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "$CA": "CAD", "A$": "AUD",
    "AU$": "AUD", "$AU": "AUD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "MX$": "MXN",
    "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY",
    "₫": "VND", "฿": "THB", "₱": "PHP", "₪": "ILS", "₦": "NGN", "₴": "UAH", "Rp": "IDR", "Rp.": "IDR", "RM": "MYR",
    "Rs": "INR", "Rs.": "INR",
}  # fmt: skip
# Names as people write them; where a country is not named, the currency most often meant.
CURRENCY_NAMES: dict[str, str] = {
    **dict.fromkeys(
        ("dollar", "dollars", "US dollar", "US dollars", "dolar", "dolar AS", "dolar Amerika", "dollars américains",
         "dollar américain", "Amerikaanse dollar", "Amerikaanse dollars", "dólar", "dólares", "dólares americanos",
         "dollars US", "دولار", "دولارا", "دولارات", "دولار أمريكي", "دولار أميركي", "دولارا أمريكيا",
         "دولارات أمريكية"),
        "USD",
    ),
    **dict.fromkeys(("euro", "euros", "euro's", "يورو"), "EUR"),
    **dict.fromkeys(
        ("pound", "pounds", "pounds sterling", "sterling", "pond", "livre sterling", "livres sterling", "libra",
         "libras", "libras esterlinas", "poundsterling", "pound sterling", "جنيه إسترليني", "جنيها إسترلينيا",
         "جنيهات إسترلينية"),
        "GBP",
    ),
    **dict.fromkeys(("yen", "yens", "iene", "ienes", "ين", "ينا", "ين ياباني"), "JPY"),
    **dict.fromkeys(("won", "wons", "وون"), "KRW"),
    **dict.fromkeys(("Swiss franc", "Swiss francs", "franc suisse", "francs suisses", "frank", "Zwitserse frank",
                     "franc Swiss", "franco suíço", "francos suíços", "فرنك سويسري", "فرنكا سويسريا"), "CHF"),
    **dict.fromkeys(("rupiah", "rupiahs", "روبية إندونيسية"), "IDR"),
    **dict.fromkeys(("rupee", "rupees", "roupie", "roupies", "roepie", "rupia", "rupias", "روبية", "روبيات"),
    "INR"),
    **dict.fromkeys(("ringgit", "ringgits"), "MYR"),
    **dict.fromkeys(("yuan", "yuans", "renminbi", "يوان"), "CNY"),
    **dict.fromkeys(("real", "reais", "reais brasileiros", "réais", "réaux"), "BRL"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles", "roebel", "rubel", "rublo", "rublos", "روبل"), "RUB"),
    **dict.fromkeys(("dirham", "dirhams", "درهم", "درهما", "دراهم", "درهم إماراتي", "درهما إماراتيا"), "AED"),
    **dict.fromkeys(("riyal", "riyals", "ريال", "ريالا", "ريالات", "ريال سعودي", "ريالا سعوديا"), "SAR"),
    **dict.fromkeys(("جنيه", "جنيها", "جنيهات", "جنيه مصري", "جنيها مصريا", "جنيهات مصرية"), "EGP"),
    **dict.fromkeys(("Canadian dollar", "Canadian dollars", "dollar canadien", "dollars canadiens"), "CAD"),
    **dict.fromkeys(("دولار كندي", "دولارا كنديا"), "CAD"),
}  # fmt: skip
CONNECTING = "of, in, de, d', des, du, en, dari, من, الـ, van"
FILLING = (
    "a, an, the, as, well, to, of, in, at, some, about, l, d, le, la, les, de, des, du, à, un, une, "
    "een, de, het, van, "
    "op, zo, 'n, os, as, o, um, uma, dos, das, ', \", (, :, -, ~, circa, environ, sekitar, cerca, bem, much, far, "
    "ruim, "
    "sekira, senilai, sebesar, roughly, around, almost, nearly, قيمة, مبلغ, ما, إلى, على, عن, نحو, حوالي"
)
UPPER: dict[str, str] = {
    "en": "up to, as much as, as many as, at most, no more than, not more than, less than, fewer than, "
    "under, below, must not exceed, cannot exceed, may not exceed, not exceed, does not exceed, did not exceed, "
    "will not exceed, "
    "a maximum of, maximum of, capped at, not exceeding, no greater than",
    "fr": "valeur maximale de, montant maximal de, n'excède pas, n'excédera pas, ne peut excéder, "
    "ne peut dépasser, "
    "n'a pas dépassé, plafond de, jusqu'à, jusqu'a, au plus, tout au plus, au maximum, maximum, moins de, "
    "pas plus de, plafonné "
    "à, "
    "plafonnée à, ne dépassera pas, ne dépasse pas, ne dépassent pas, sans dépasser, inférieur à, "
    "inférieure à",
    "nl": "maximale waarde van, niet hoger dan, overschrijdt niet, tot, tot wel, tot aan, hoogstens, "
    "ten hoogste, maximaal, maximum, minder dan, niet meer dan, "
    "onder de, "
    "gemaximeerd op, hooguit, lager dan",
    "id": "tidak boleh lebih dari, tidak boleh melebihi, tidak melebihi, tidak akan melebihi, tak melebihi, "
    "hingga, sampai, sampai dengan, s/d, s.d., hingga maksimal, tidak sampai, tak sampai, belum sampai, "
    "tidak mencapai, "
    "tak mencapai, di bawah angka, kurang daripada, maksimal, maksimum, paling banyak, kurang dari, "
    "tidak lebih dari, di bawah, "
    "setinggi-tingginya, "
    "paling tinggi, tak lebih dari, mencapai hingga",
    "pt": "valor máximo de, não pode ultrapassar, não deve ultrapassar, não ultrapassou, não supera, "
    "não pode exceder, "
    "até, no máximo, ao máximo, máximo de, menos de, não mais de, não mais que, abaixo de, limitado "
    "a, limitada a, "
    "inferior a, não passa de, não ultrapassa, não passará de, não excede",
    "ar": "ما يصل إلى, يصل إلى حد, حتى, بحد أقصى, كحد أقصى, أقل من, لا يزيد على, لا يزيد عن, لا تزيد على, "
    "لا تزيد عن, "
    "لا يتجاوز, لا تتجاوز, لا يتعدى, دون, بما لا يزيد على, بما لا يتجاوز, تصل إلى حد",
}
LOWER: dict[str, str] = {
    "en": "more than, over, at least, upwards of, above, exceed, exceeds, exceeding, exceeded, no less "
    "than, not less than, "
    "in excess of, a minimum of, minimum of, north of, tops, topped, topping, surpass, surpasses, "
    "surpassed",
    "fr": "plus de, plus d', au moins, au minimum, dépasse, dépassent, dépasserait, dépassé, supérieur à, "
    "supérieure à, "
    "pas moins de, excède, au-delà de, minimum, plus d'",
    "nl": "meer dan, minstens, ten minste, tenminste, minimaal, op zijn minst, boven de, niet minder dan, "
    "ruim, "
    "minimum, hoger dan, overschrijdt",
    "id": "lebih dari, sedikitnya, setidaknya, setidak-tidaknya, sekurang-kurangnya, minimal, minimum, "
    "paling sedikit, "
    "di atas, menembus, menembus angka, tembus, sekurangnya, lebih daripada, di atas angka, melewati, melebihi, "
    "tidak kurang dari, tidak boleh kurang dari, tak boleh kurang dari, melampaui, tak kurang dari, "
    "lebih besar dari",
    "pt": "mais de, mais do que, pelo menos, ao menos, no mínimo, mínimo de, acima de, passa de, passam "
    "de, ultrapassa, "
    "ultrapassam, supera, superam, superior a, nada menos que, não menos de, nada menos do que, excede",
    "ar": "أكثر من, ما لا يقل عن, لا يقل عن, لا تقل عن, على الأقل, يزيد على, تزيد على, يزيد عن, تزيد عن, "
    "يفوق, تفوق, "
    "يتجاوز, تتجاوز, تجاوز, تجاوزت, بحد أدنى, فوق",
}
# Verbs whose subject may stand between them and the amount.
UPPER_VERBS = "لا يزيد, لا تزيد, لا يتجاوز, لا تتجاوز, لا يتعدى, سقف"
LOWER_VERBS = "يتجاوز, تتجاوز, تجاوز, تجاوزت, يفوق, تفوق, يزيد, تزيد"
UPPER_BEHIND = (
    "or less, at most, at the most, maximum, ou moins, au plus, au maximum, of minder, maximaal, "
    "atau kurang, "
    "ou menos, no máximo, كحد أقصى, بحد أقصى, على الأكثر, أو أقل"
)
LOWER_BEHIND = (
    "or more, -plus, lebih, at least, at minimum, and up, +, plus, ou plus, voire plus, au moins, au minimum, of "
    "meer, minstens, "
    "atau lebih, ke atas, ou mais, pelo menos, no mínimo, أو أكثر, على الأقل, كحد أدنى, فأكثر"
)
ABOUT = (
    "about, around, some, roughly, approximately, nearly, almost, close to, an estimated, environ, "
    "près de, autour de, "
    "à peu près, quelque, ongeveer, circa, zo'n, rond de, bijna, sekitar, kira-kira, kurang lebih, "
    "hampir, nyaris, lebih kurang, di kisaran, kisaran, berkisar, just about, in the region of, aux alentours de, "
    "aux environs de, om en nabij, rondom, em torno de, na casa de, ما يقرب من, بحدود, في حدود, cerca de, "
    "aproximadamente, quase, por volta de, perto de, حوالي, نحو, قرابة, ما يقارب, زهاء, تقريبا, ~"
)
RANGE: dict[str, str] = {
    "en": "-, to, up to",
    "fr": "-, à, jusqu'à",
    "nl": "-, tot, naar, à",
    "id": "-, hingga, sampai, sampai dengan, menjadi, ke, s/d, s.d., s.d, sd",
    "pt": "-, a, até, para, à",
    "ar": "-, إلى, الى, حتى",
}
RANGE_BETWEEN: dict[str, str] = {"en": "and", "fr": "et", "nl": "en", "id": "dan", "pt": "e", "ar": "و"}
BETWEEN = "between, entre, tussen, antara, di antara, بين, ما بين, range, ranging"
FIGURES = (
    "figure, figures, chiffres, cijfers, cijferig, cijferige, digit, angka, dígitos, algarismos, "
    "أرقام, رقم, خانات"
)
# From how many to how many of a scale word.
VAGUE: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("tens of", "dizaines de", "tientallen", "puluhan", "dezenas de", "عشرات"), (10.0, 100.0)),
    **dict.fromkeys(("hundreds of", "centaines de", "honderden", "ratusan", "centenas de", "مئات", "مئات من"),
    (100.0, 1000.0)),
    "belasan": (11.0, 20.0),
}  # fmt: skip
# Words by which a clause says over what an amount is counted, where no period says so.
BASES: dict[str, str] = {
    "in total": "total", "a total of": "total", "au total": "total", "in totaal": "total", "no total": "total",
    "totalnya": "total", "secara keseluruhan": "total", "المجموع": "total", "إجمالي": "total",
}  # fmt: skip
# Currencies that nobody writes three decimals of, as they have no cents in use: Rp 15.000 in any language.
NO_CENTS = frozenset({"IDR", "JPY", "KRW", "VND", "CLP", "NGN", "LBP"})
# Behind `lebih` these compare: Rp 10 triliun lebih besar dari.
COMPARED = (
    "besar, tinggi, rendah, kecil, banyak, sedikit, murah, mahal, dari, daripada, lama, cepat, baik, awal, "
    "dulu, jauh, "
    "lambat, kurang, condong, suka"
)
# What a number in millions counts where it stands before it or behind `de`: no money.
COUNTED = (
    "users, subscribers, customers, parameters, downloads, views, tokens, people, followers, visitors, jobs, "
    "inhabitants, "
    "pengguna, pelanggan, parameter, berparameter, unduhan, penduduk, pengikut, penonton, berpengguna, pengunjung, "
    "gebruikers, klanten, abonnees, inwoners, volgers, utilisateurs, abonnés, clients, paramètres, habitants, "
    "usuários, "
    "utilizadores, assinantes, clientes, parâmetros, habitantes, seguidores, المستخدمين, مستخدم, مشترك, "
    "المشتركين, معلمة, "
    "متابع, نسمة, عدد"
)
# What money is given as, behind `de`: 2 millions de bonus, and words that count nothing.
PAID = (
    "bonus, prime, primes, salaire, rémunération, plus, moins, capital, dette, chiffre, perte, pertes, "
    "bénéfice, bénéfices, "
    "dédommagement, salário, bônus, luvas, mais, menos, multa, lucro, receita, prejuízo, investimento, aporte, "
    "indenização"
)
