"""Where the applicants of the demo company live, in six languages: all schools and employers are invented.

In a number pattern each `#` is a digit. Phone numbers come from ranges kept free for fiction where a country
has one. A pair is masculine, feminine.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLACES", "Place"]

Pair = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """What an applicant who writes in one language may have in their résumé."""

    cities: tuple[str, ...]
    streets: tuple[str, ...]
    postcode: str
    phones: tuple[str, ...]
    country: str
    nationality: Pair
    marital: tuple[Pair, ...]
    religions: tuple[str, ...]
    months: tuple[str, ...]
    schools: tuple[str, ...]
    employers: tuple[str, ...]
    day_month: str = "{day} {month} {year}"
    numeric: str = "{day:02d}/{number:02d}/{year}"


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


PLACES: dict[str, Place] = {
    "en": Place(
        cities=("Leeds", "Bristol", "Toronto", "Dublin", "Nairobi", "Pune"),
        streets=("14 Juniper Road", "221 Mill Lane", "Flat 3, 8 Harbour Street", "1902 Alder Avenue"),
        postcode="LS# #QT",
        phones=("+44 7700 900###", "07700 900###", "(202) 555-01##"),
        country="Ireland",
        nationality=("Irish", "Irish"),
        marital=(("married", "married"), ("single", "single"), ("divorced", "divorced")),
        religions=("Anglican", "Hindu", "none"),
        months=_split(
            "January, February, March, April, May, June, July, August, September, October, November, December"
        ),
        schools=("University of Eastmere", "Harrowgate College", "Dunmore Institute of Technology"),
        employers=("Corvid Analytics Ltd", "Pellucid Inc.", "Northgate Instruments LLC"),
    ),
    "id": Place(
        cities=("Bandung", "Surabaya", "Yogyakarta", "Semarang", "Makassar"),
        streets=("Jl. Melati No. 12", "Jalan Kenanga Raya No. 7A", "Jl. Cempaka III/24 RT 03 RW 05"),
        postcode="4####",
        phones=("+62 812-5550-####", "0812 5550 ####", "0815.5550.####"),
        country="Indonesia",
        nationality=("Indonesia", "Indonesia"),
        marital=(("menikah", "menikah"), ("belum menikah", "belum menikah"), ("belum kawin", "belum kawin")),
        religions=("Islam", "Katolik", "Hindu", "Kristen Protestan"),
        months=_split(
            "Januari, Februari, Maret, April, Mei, Juni, Juli, Agustus, September, Oktober, November, Desember"
        ),
        schools=("Universitas Bumi Lestari", "Institut Teknologi Merapi", "Politeknik Negeri Segara"),
        employers=("PT Nirwana Komputasi", "PT Lintang Data Tbk", "CV Karya Embun"),
        numeric="{day:02d}-{number:02d}-{year}",
    ),
    "nl": Place(
        cities=("Utrecht", "Leiden", "Groningen", "Eindhoven", "Gent"),
        streets=("Lindestraat 41", "Kerkweg 7-bis", "Oudegracht 112 B", "Prins Mauritslaan 9"),
        postcode="3#1# KL",
        phones=("06-5550 ####", "+31 6 5550 ####", "030 - 555 ## ##"),
        country="Nederland",
        nationality=("Nederlandse", "Nederlandse"),
        marital=(("gehuwd", "gehuwd"), ("ongehuwd", "ongehuwd"), ("samenwonend", "samenwonend")),
        religions=("protestants", "geen"),
        months=_split(
            "januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december"
        ),
        schools=("Universiteit Veenstad", "Hogeschool Merwedam", "Technische Universiteit Wierden"),
        employers=("Kwartsveld Software B.V.", "De Haven Logistiek N.V.", "Blauwdruk Systemen BV"),
        numeric="{day:02d}-{number:02d}-{year}",
    ),
    "fr": Place(
        cities=("Lyon", "Nantes", "Lille", "Genève", "Dakar"),
        streets=(
            "12, rue des Tilleuls",
            "45 bis avenue de la Gare",
            "3 place du Marché",
            "8 chemin des Vignes",
        ),
        postcode="69###",
        phones=("06 39 98 ## ##", "+33 6 39 98 ## ##", "06.39.98.##.##"),
        country="France",
        nationality=("français", "française"),
        marital=(
            ("marié", "mariée"),
            ("célibataire", "célibataire"),
            ("divorcé", "divorcée"),
            ("pacsé", "pacsée"),
        ),
        religions=("catholique", "sans"),
        months=_split(
            "janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre"
        ),
        schools=("Université de Montclar", "École nationale d'ingénieurs de Bréval", "Institut Beaurepaire"),
        employers=("Lumenor SAS", "Atelier Quartz SARL", "Compagnie des Sondes S.A."),
    ),
    "ar": Place(
        cities=("عمّان", "القاهرة", "دبي", "الرباط", "بيروت"),
        streets=("شارع الزيتون ١٢", "شارع الملك طلال 45", "حي النخيل، بناية 7"),
        postcode="#####",
        phones=("+971 50 555 ####", "+962 7 9555 ####", "0100 555 ####"),
        country="الأردن",
        nationality=("أردني", "أردنية"),
        marital=(("متزوج", "متزوجة"), ("أعزب", "عزباء"), ("مطلق", "مطلقة")),
        religions=("مسلم", "مسيحي"),
        months=_split(
            "يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر"
        ),
        schools=("جامعة السنابل", "جامعة الوادي للعلوم", "معهد الفنار التقني"),
        employers=("شركة مرساة للبرمجيات", "شركة درب التقنية", "مؤسسة بيادر"),
    ),
    "pt": Place(
        cities=("São Paulo", "Recife", "Porto", "Curitiba", "Maputo"),
        streets=("Rua das Acácias, 120", "Av. Beira-Mar, 88, apto. 502", "Travessa do Sol, 9"),
        postcode="01###-0##",
        phones=("+55 11 95550-####", "(81) 95550-####", "11 95550 ####"),
        country="Brasil",
        nationality=("brasileiro", "brasileira"),
        marital=(("casado", "casada"), ("solteiro", "solteira"), ("divorciado", "divorciada")),
        religions=("católica", "evangélica"),
        months=_split(
            "janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro"
        ),
        schools=(
            "Universidade Estadual de Itapuã",
            "Instituto Tecnológico da Várzea",
            "Faculdade Monte Claro",
        ),
        employers=("Aurora Sistemas Ltda.", "Ponte Digital S.A.", "Jacarandá Dados Ltda"),
        day_month="{day} de {month} de {year}",
    ),
}
"""By language code, the six languages of the application."""
