"""Arabic verbs of moves in the forms that papers use, and the words around names, which have no capital letters.

A verb's kind says what stands behind it: of `leave` the person and then the organisation, or the other way round; of
`hire` the organisation and then the person; of `move` and `say` the person alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

__all__ = [
    "COMMON",
    "DEPARTURES",
    "HIRING",
    "JOINING",
    "KINDS",
    "LEAVING",
    "LEFT",
    "LEFT_BEHIND",
    "LINKS",
    "LOSING",
    "NO_PEOPLE",
    "ORGANISATIONS",
    "PLACES",
    "ROLE_WORDS",
    "SKIPPED",
    "STOPS",
    "SUBJECTS",
    "TITLES",
    "TITLE_PARTS",
    "TOWARDS",
    "VERBAL_NOUNS",
    "VERBS",
    "WITH_BA",
    "VerbKind",
]

VerbKind = Literal["leave", "hire", "move", "say"]

# Past tense and the stems of the present, of one verb each.
_LEAVE = "غادر غادر|ترك ترك|هجر هجر|ودع ودع|فارق فارق"
_MOVE_AWAY = (
    "استقال ستقيل ستقل|رحل رحل|انفصل نفصل|خرج خرج|انسحب نسحب|تنحى تنحى تنح|تخلى تخلى تخل|أقيل|تقاعد تقاعد"
)
_MOVE = (
    "انتقل نتقل|انضم نضم|انظم نظم|التحق لتحق|عاد عود|انخرط نخرط|رجع رجع|ذهب ذهب|وصل صل|توجه توجه|اختير ختار|"
    "أصبح صبح|تولى تولى تول|ترأس ترأس|رأس رأس|قاد قود|شغل شغل|تسلم تسلم|تقلد تقلد|عمل عمل|أسس ؤسس|أنشأ نشئ|"
    "استلم ستلم|باشر باشر|وقع وقع|أدار دير|شارك شارك|بدأ بدأ"
)
_HIRE = (
    "استقطب ستقطب|وظف وظف|عين عين|اجتذب جتذب|جذب جذب|خطف خطف|اختطف ختطف|ضم|استعاد ستعيد|تعاقد تعاقد|اختار "
    "ختار|استعان ستعين|"
    "جند جند|كلف كلف|استقدم ستقدم|سمى سمي|خسر خسر|فقد فقد|أقال قيل|سرح سرح|طرد طرد|استبدل ستبدل|كسب كسب"
)
_SAY = (
    "قدم قدم|أبلغ بلغ|أخبر خبر|نجح نجح|حسم حسم|أعلن علن|قرر قرر|أكد ؤكد|نفى نفي|قال قول|صرح صرح|كشف "
    "كشف|رفض "
    "رفض|وافق وافق|اعتزم عتزم|نوى نوي|"
    "استعد ستعد|كان كون|ذكر ذكر|أوضح وضح|أنهى نهي|اعتذر عتذر|طلب طلب|خطط خطط|ظل ظل"
)
_NOUNS_AWAY = "رحيل استقالة خروج انفصال انسحاب تنحي إقالة تقاعد"
_NOUNS = "انتقال انضمام التحاق تعيين توظيف عودة استقطاب ضم اختيار تنصيب ترقية تكليف"
_PARTICIPLES = ("مغادرا", "تاركا", "تاركة")
_NOUNS_LEAVE = "مغادرة ترك"


def _words(text: str) -> list[str]:
    return text.split()


def _past(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("ى") else verb
    yield verb
    yield from (f"{stem}ت", f"{stem}وا", f"{stem}تا", f"{stem}ا" if stem == verb else f"{stem}يا")


def _present(stem: str) -> Iterator[str]:
    for prefix in ("ي", "ت", "سي", "ست"):
        yield f"{prefix}{stem}"
    short = stem[:-1] if stem.endswith(("ى", "ي")) else stem
    yield from (f"ي{short}ون", f"سي{short}ون", f"ي{short}وا", f"ي{short}ان")


def _forms(listed: str) -> list[str]:
    found = []
    for verb in listed.split("|"):
        past, *stems = verb.split()
        found += [*_past(past), *(form for stem in stems for form in _present(stem))]
    return found


def _nouns(listed: str) -> list[str]:
    """Return verbal nouns bare, with the article and with the pronouns of who moves."""
    found = []
    for noun in listed.split():
        stem = f"{noun[:-1]}ت" if noun.endswith("ة") else noun
        found += [noun, f"ال{noun}", f"{stem}ه", f"{stem}ها", f"{stem}هما", f"{stem}هم"]
    return found


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


KINDS: dict[str, VerbKind] = {
    **dict.fromkeys(_forms(_SAY), "say"),
    **dict.fromkeys(_forms(_MOVE_AWAY), "move"),
    **dict.fromkeys(_forms(_MOVE), "move"),
    **dict.fromkeys(_nouns(f"{_NOUNS_AWAY} {_NOUNS}"), "move"),
    **dict.fromkeys(_forms(_HIRE), "hire"),
    **dict.fromkeys(_words("منتقلا منتقلة منضما منضمة ملتحقا ملتحقة"), "move"),
    **dict.fromkeys(
        [*_PARTICIPLES, *_forms(_LEAVE), *_nouns(_NOUNS_LEAVE), *(f"{form}ها" for form in _forms(_LEAVE))],
        "leave",
    ),
}
# Forms that are mostly nouns or say something else.
for _form in ("عمل", "ضم", "شارك", "عملا", "ضما"):
    KINDS.pop(_form, None)
_GENERAL = frozenset(_forms("عمل عمل|شغل شغل|وقع وقع|شارك شارك|بدأ بدأ|وصل صل|كسب كسب|باشر باشر|أدار دير"))
_GENERAL_TOO = (
    "عمله في, عملها في, عمله لدى, عملها لدى, ضم, يعمل, تعمل, وصل, وصلت, شغل, شغلت, يشغل, تشغل, "
    "خدمات, العمل في, العمل لدى, العمل مع, للعمل, "
    "عقدا مع, القادم من, القادمة من, قادما من, قادمة من"
)
# Words without which a sentence tells of no move.
VERBS = (
    _listed(word for word, kind in KINDS.items() if kind != "say" and word not in _GENERAL)
    + f", {_GENERAL_TOO}"
)
LEAVING = _listed(
    [*_forms(_LEAVE), *_forms(_MOVE_AWAY), *_nouns(f"{_NOUNS_AWAY} {_NOUNS_LEAVE}"), "منصبه", "منصبها"]
)
"""Before an organisation of which nothing else tells, these say that somebody left it."""

LEFT_BEHIND = _listed([f"{form}ها" for form in _forms(_LEAVE)])
"""With an organisation that the sentence has named before."""

LEFT = _listed([*_PARTICIPLES, *_forms(_LEAVE), *_nouns(_NOUNS_LEAVE), *_forms("أقال قيل|سرح سرح|طرد طرد")])
"""Right before an organisation, or before the person and then the organisation, that is left."""

JOINING = _listed(_forms("انضم نضم|انظم نظم|التحق لتحق|أسس ؤسس|أنشأ نشئ|رأس رأس|ترأس ترأس|قاد قود|أدار دير"))
"""Right before an organisation, or before the person and then the organisation, that one goes to or leads."""

DEPARTURES = _listed(_words(f"{_NOUNS_AWAY} {_NOUNS_LEAVE}"))
"""What an organisation announces when it loses somebody."""

VERBAL_NOUNS = tuple(_words(f"{_NOUNS_AWAY} {_NOUNS_LEAVE} {_NOUNS}"))
LOSING = _listed(_forms("خسر خسر|فقد فقد"))
_NO_HIRING = ("خسر", "فقد", "أقال", "سرح", "طرد", "استبدل")
_HIRING_VERBS = "|".join(verb for verb in _HIRE.split("|") if not verb.startswith(_NO_HIRING))
HIRING = _listed([*_forms(_HIRING_VERBS), *_words("تعيين توظيف انضمام التحاق عودة استقطاب اختيار خدمات")])
WITH_BA = _listed([*_forms("التحق لتحق"), *_nouns("التحاق"), "للالتحاق"])
"""Verbs whose organisation has the preposition `ب` written together with it."""

_ROLES = (
    "باحث مهندس مدير رئيس عالم خبير مستشار مطور مبرمج مصمم محلل قائد نائب عضو شريك مسؤول مؤسس وزير أستاذ متحدث "
    "مشرف محاسب كبير أول رائد منسق طبيب محام"
)
_FEMININE = " ".join(f"{role}ة" for role in _ROLES.split())
_PLAIN_ROLES = f"{_ROLES} {_FEMININE}"
_NAMES_TOO = ("رائد", "كبير", "قائد")  # roles that are given names, too
ROLE_WORDS = (
    *(form for role in _PLAIN_ROLES.split() for form in (role, f"ال{role}", f"{role}ا")),
    "منصب",
    "كبيرة",
)
# Words in front of a person's name. Those with the article may have adjectives behind them.
TITLES = _listed(
    [
        *(
            f"ال{role}{ending}"
            for role in _ROLES.split()
            for ending in ("", "ة", "ان", "ين", "ون", "تان", "تين")
        ),
        *_words(
            "الدكتور الدكتورة السيد السيدة البروفيسور البروفسور كبير كبيرة نائب نائبة مديرها مديرتها رئيسها "
            "رئيستها مؤسسها مؤسستها باحثها مهندسها مدير مديرة رئيس رئيسة كلا بينهم أبرزهم منهم بينهما زميله زميلته "
            "زميلها زميلتها زوجته زوجها شقيقه شقيقته"
        ),
        *("كل من", "الاختيار على"),
    ]
)
# Inside of a title, behind its first word: رئيس قسم الأبحاث.
TITLE_PARTS = (
    "قسم, وحدة, إدارة, فريق, دائرة, مجلس, شؤون, قطاع, عام, عامة, تنفيذي, تنفيذية, أول, أولى, سابق, سابقة"
)
# Subjects of a sentence that are neither people nor organisations with a name.
SUBJECTS = "مجلس الإدارة, مجلس إدارة الشركة, مجلس الأمناء, مجلس المديرين"
# Words inside of a name, which has two words without them.
LINKS = frozenset(("بن", "بنت", "ابن", "ابو", "ابي", "ام", "عبد", "ال"))
# Arabic words after which an organisation is named.
ORGANISATIONS = "شركة, مختبرات, مختبر, معهد, مجموعة, مؤسسة, جامعة, بنك, مصرف, استوديو, أكاديمية, منصة"
# Prepositions behind which, beside a person's move, an organisation is named.
TOWARDS = (
    "إلى, من, لدى, عن, شركة, لصالح, لمصلحة, السابق في, السابقة في, السابقان في, السابقتان في, "
    "السابقون في, السابقين في, سابق في, سابقة في"
)
# Between such a preposition and the organisation.
SKIPPED = "صفوف, إدارة, فريق, طاقم, كوادر, العمل لدى, العمل في, العمل مع, منافستها, غريمتها, الشركة المنافسة"
_ADVERBS = (
    "أيضا حاليا سابقا لاحقا رسميا مؤخرا فورا نهائيا قادما قادمة خلفا بدلا متجها "
    "أخيرا مجددا غدا حديثا مبكرا رغم وسط ضمن نحو اليوم أمس فجأة عقب إثر أثناء عند حين حيث بينما بل لكن لكنه "
    "لكنها ثم معه معها معهم "
    "كذلك هناك فقط نفسها نفسه ذاتها أولى ثانية قريبا تدريجيا سريعا للتو قبيل بعيد عبر دون بدون بلا مثل سوى حول "
    "بشأن حتى منذ خلال طوال مع"
)
_SMALL = (
    "إلى من في على عن بعد قبل لدى لصالح لمصلحة أن إن إنه إنها أنها أنه التي الذي الذين وهو وهي هو هي هم لم لا "
    "لن ما قد "
    "تم جرى أو أي كما وفق بحسب حسب أحد إحدى كل كلا وقد فيما إليها إليه منها منه فيها لها له عنها بها به أكثر "
    "أقل معظم"
)
_NOUNS_BESIDE = (
    "السابق السابقة الحالي الحالية القادم القادمة الجديد الجديدة المقبل المقبلة الماضي الماضية الأبحاث البحث "
    "المختبر الشركة الفريق "
    "الفرق منصبه منصبها عمله عملها فريقها فريقه مصدر مصادر بقيمة مقابل منصب رئاسة قيادة إدارة رئيس مدير مديرة فريق "
    "المنصب القيادة الإدارة المهمة الوظيفة المشروع العلاقة التعليق العمل الآن الاثنين الثلاثاء الأربعاء الخميس "
    "الجمعة "
    "السبت الأحد عام سنة شهر أسبوع نهاية بداية مطلع أواخر أوائل الصيف الشتاء الربيع الخريف الشهر العام الأسبوع "
    "السنة"
)
_MONTHS = (
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران "
    "تموز آب أيلول تشرين"
)
# Words that end a name.
STOPS = _listed(
    [
        *(word for text in (_ADVERBS, _SMALL, _NOUNS_BESIDE, _MONTHS) for word in text.split()),
        *(f"{role}ا" for role in _ROLES.split()),
        *(role for role in _ROLES.split() if role not in _NAMES_TOO),
        *_FEMININE.split(),
        *(f"ال{role}" for role in _PLAIN_ROLES.split()),
        *_words("الدكتور الدكتورة السيد السيدة البروفيسور"),
        *ORGANISATIONS.split(", ")[:7],
    ]
)
# Nouns that a preposition or conjunction is often written together with, so that the word ends a name: براتب، لقيادة.
COMMON = _listed(
    _words(
        "راتب قرار حزمة عقد صفقة مدة قيادة منصب مدير تولي رئاسة إدارة سبب هدف عمل شغل وظيفة مكافأة قيمة مبلغ "
        "أجر عرض تفرغ بناء "
        "تطوير تأسيس إطلاق متابعة دراسة حسب جانب موجب شكل صورة نهاية بداية صفة مهندس باحث باحثة مديرة رئيس "
        "رئيسة كبير "
        "مستشار خبير فترة دوام أسباب ظروف خلاف تمويل دعم لقب درجة مرتب حوافز أسهم"
    )
)
# Nouns that begin a phrase which is no person's name: مقر الشركة، أسعار النفط.
NO_PEOPLE = _listed(
    _words(
        "مقر سعر أسعار سهم أسهم عدد فريق مجلس قطاع سوق أسواق وزارة حكومة نشاط عملية صفقة اجتماع وفد أزمة "
        "منتخب مدينة دولة "
        "قيمة نسبة نتائج أرباح خسائر مبيعات إيرادات مكتب فرع مشروع خطة برنامج نظام قرار بيان تقرير صحيفة وكالة "
        "موقع "
        "قناة "
        "حصة استثمار استثمارات تمويل موظفو موظفي باحثو باحثون باحثين مهندسو مهندسون مهندسين خبراء علماء عشرات مئات "
        "آلاف "
        "بعض معظم جميع عدة كافة غالبية نصف ثلث ربع راتب رواتب مكافأة عقد عرض دور مجال تحالف قائمة لجنة هيئة ملف "
        "حزمة جزء كبار "
        "صندوق بورصة محكمة شركات جامعات مراكز مركز اسم أمر أي رحلة حالة صناعة تجارة تقنية ملكية مهام مؤسسي موظفيها "
        "أعضاء باحثي مديري مهندسي زملاء زميل جزء إطار شحنة شحنات دفعة رسالة طلبات أعمال أصول موجة"
    )
)
# Places, which nobody is hired by.
PLACES = _listed(
    _words(
        "دبي أبوظبي بيروت دمشق بغداد عمّان مسقط جدة لندن باريس نيويورك برلين بكين طوكيو واشنطن أمريكا أميركا "
        "أوروبا "
        "كندا مصر لبنان سوريا العراق قطر تونس بلاده بلدها الوطن سنغافورة زيورخ جنيف بوسطن كاليفورنيا"
    )
)
