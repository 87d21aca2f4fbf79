"""What tells an organisation's name from a person's, words between names, and words that only begin a sentence."""

from __future__ import annotations

__all__ = [
    "NO_NAMES",
    "ORGANISATIONS",
    "PARTICLES",
    "ROLES",
]

_ORGANISATIONS = (
    "ai labs lab laboratory laboratories laboratoire inc corp corporation ltd llc llp plc gmbh ag sa "
    "sas bv nv pt tbk group groupe "
    "groep grup grupo holding research systems institute institut instituut instituto technologies "
    "technology tech data "
    "foundry works studio studios capital ventures intelligence robotics university universite "
    "universiteit universitas "
    "universidade atelier bank banque banco partners media digital numerique software networks cloud "
    "foundation fondation "
    "stichting yayasan fundacao "
    "company compagnie college academy school semiconductor motors energy health compute dynamics"
)
ORGANISATIONS = frozenset(_ORGANISATIONS.split())
_PARTICLES = (
    "van von de der den ten ter te da das do dos del della di du la le el al bin binti ibn ben bint st"
)
PARTICLES = frozenset(_PARTICLES.split())
# Words with a capital letter that are no names.
_NO_NAMES = """
    i former researcher engineer scientist professor dr prof mr mrs ms mme m monsieur madame ceo cto cfo
    chief head president
    researchers engineers founder founders interns bonuses salaries payouts hiring roughly upwards
    attrition compute annual stock
    ancien ancienne selon directeur directrice chercheur chercheuse ingenieur president prime environ plus moins
    voormalig onderzoeker directeur topman volgens hoofd ir drs meneer mevrouw
    mantan peneliti direktur kepala menurut bapak ibu pak bu presiden gaji bonus sedikitnya
    ex pesquisador pesquisadora diretor diretora segundo senhor senhora presidente
    january february march april may june july august september october november december monday tuesday
    wednesday thursday
    friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
    decembre lundi mardi
    mercredi jeudi vendredi samedi dimanche januari februari maart juni juli augustus oktober maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag mei agustus desember senin selasa rabu kamis jumat sabtu minggu janeiro fevereiro
    marco maio junho julho agosto setembro outubro dezembro segunda terca quarta quinta sexta sabado domingo
    us usd eur gbp rp idr brl aed sar as uk eu ok canadese canadian swiss australian singapura kanada australia swiss
    oui non yes no ja nee tidak
"""
NO_NAMES = frozenset(_NO_NAMES.split())
ROLES: dict[str, str] = {
    "en": "chief scientist, chief executive, chief executive officer, chief technology officer, chief "
    "financial officer, ceo, cto, cfo, "
    "head of research, head of engineering, research scientist, researcher, engineer, vice "
    "president, president, chair, founder, co-founder, director",
    "fr": "directeur scientifique, directrice scientifique, directeur de la recherche, directrice de la "
    "recherche, directeur général, directrice générale, "
    "directeur, directrice, chercheur, chercheuse, ingénieur, ingénieure, cofondateur, cofondatrice, "
    "fondateur, fondatrice, président, présidente",
    "nl": "hoofd onderzoek, wetenschappelijk directeur, technisch directeur, directeur, onderzoeker, "
    "ingenieur, medeoprichter, oprichter, bestuursvoorzitter, topman, topvrouw",
    "id": "kepala ilmuwan, kepala riset, direktur utama, direktur riset, direktur, peneliti, insinyur, "
    "salah satu pendiri, pendiri, presiden direktur",
    "pt": "cientista-chefe, diretor de pesquisa, diretora de pesquisa, diretor executivo, diretora "
    "executiva, diretor, diretora, pesquisador, pesquisadora, "
    "engenheiro, engenheira, cofundador, cofundadora, fundador, fundadora, presidente",
    "ar": "كبير العلماء, كبيرة العلماء, كبيرة للعلماء, مدير الأبحاث, مديرا للأبحاث, مديرة الأبحاث, الرئيس "
    "التنفيذي, رئيسا, رئيسة, رئيس, مديرا, مدير, مديرة, "
    "باحث, باحثة, الباحث, الباحثة, مهندس, مهندسة, مؤسس, أحد مؤسسي",
}
