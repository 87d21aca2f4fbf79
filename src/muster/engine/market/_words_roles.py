"""What a role is called in six languages: titles by field, words for fields, and words for levels.

Small letters, without hyphens; Arabic without the article, which the tokens drop themselves.
"""

from __future__ import annotations

__all__ = ["BOTH", "FIELD_WORDS", "LEVEL_WORDS", "OPAQUE", "TITLES"]

# What somebody of a field is called: alone it is a plain title.
TITLES: dict[str, str] = {
    "research": "researcher, scientist, computer scientist, research scientist, data scientist, "
    "chercheur, chercheuse, chercheure, scientifique des données, "
    "onderzoeker, onderzoekster, wetenschapper, datawetenschapper, "
    "peneliti, ilmuwan, ilmuwan data, "
    "pesquisador, pesquisadora, investigador, investigadora, cientista, cientista de dados, "
    "باحث, باحثة, باحثا, باحثين, باحثون, عالم, عالمة, عالما",
    "engineering": "engineer, developer, programmer, software architect, systems architect, cloud architect, "
    "ingénieur, ingénieure, développeur, développeuse, programmeur, programmeuse, "
    "ingenieur, ontwikkelaar, softwareontwikkelaar, softwareingenieur, onderzoeksingenieur, "
    "insinyur, pengembang, perekayasa, pemrogram, "
    "engenheiro, engenheira, desenvolvedor, desenvolvedora, programador, programadora, "
    "مهندس, مهندسة, مهندسا, مهندسين, مهندسون, مطور, مطورة, مطورا, مبرمج, مبرمجة, مبرمجا",
    "product": "product manager, product owner, "
    "chef de produit, cheffe de produit, "
    "productmanager, producteigenaar, manajer produk, "
    "gerente de produto, gestor de produto, gestora de produto, مدير منتج, مديرة منتج, مديرا لمنتج",
    "design": "designer, product designer, concepteur graphique, conceptrice graphique, "
    "ontwerper, ontwerpster, productontwerper, vormgever, desainer, perancang antarmuka, "
    "مصمم, مصممة, مصمما",
    "business": "account manager, account executive, recruiter, lawyer, general counsel, accountant, "
    "business analyst, financial analyst, sales representative, office manager, "
    "juriste, comptable, recruteur, recruteuse, commercial, commerciale, chargé de recrutement, "
    "chargée de recrutement, "
    "advocaat, jurist, boekhouder, accountmanager, verkoper, verkoopster, "
    "pengacara, akuntan, perekrut, "
    "advogado, advogada, contador, contadora, contabilista, vendedor, vendedora, recrutador, recrutadora, "
    "محام, محامي, محامية, محاسب, محاسبة, محاسبا",
}

# What a field itself is called: it says nothing of a level, and gives way to a title beside it.
FIELD_WORDS: dict[str, str] = {
    "research": "research, science, scientific, professor, associate professor, assistant professor, "
    "recherche, scientifique, professeur, professeure, "
    "onderzoek, wetenschap, wetenschappelijk, hoogleraar, riset, penelitian, sains, "
    "pesquisa, investigação, ciência, científico, científica, professora, "
    "أبحاث, بحث, بحوث, علمي, علمية, علوم",
    "engineering": "engineering, software, software development, hardware, infrastructure, technology, technical, "
    "ingénierie, logiciel, développement logiciel, technologie, technique, technologies, "
    "engineeringafdeling, techniek, technisch, softwareontwikkeling, infrastructuur, "
    "rekayasa, teknik, teknologi, perangkat lunak, infrastruktur, "
    "engenharia, tecnologia, técnico, técnica, infraestrutura, "
    "هندسة, تقنية, تقني, تكنولوجيا, برمجيات",
    "product": "product, produit, produits, producten, produk, produto, produtos, منتج, منتجات",
    "design": "design, product design, ux, user experience, creative director, "
    "expérience utilisateur, vormgeving, ontwerp, productontwerp, desain, desain produk, tampilan, "
    "design de produto, تصميم, تصميم منتجات",
    "business": "sales, finance, financial, marketing, product marketing, people, hr, human resources, legal, "
    "operations, operating, communications, business development, policy, commercial officer, revenue, "
    "ventes, finances, financier, financière, juridique, ressources humaines, rh, opérations, communication, "
    "verkoop, financiën, financieel, personeelszaken, juridische zaken, operaties, communicatie, "
    "penjualan, keuangan, pemasaran, hukum, sumber daya manusia, operasional, operasi, "
    "vendas, finanças, financeiro, financeira, jurídico, jurídica, recursos humanos, operações, comunicação, "
    "مبيعات, مالية, مالي, تسويق, موارد بشرية, شؤون قانونية, عمليات, تشغيل, اتصالات",
}

LEVEL_WORDS: dict[str, str] = {
    "junior": "junior, intern, trainee, apprentice, graduate, entry level, assistant, associate, "
    "stagiaire, apprenti, apprentie, débutant, débutante, alternant, alternante, "
    "leerling, magang, pemula, asisten, júnior, estagiário, estagiária, aprendiz, assistente, trainee, "
    "متدرب, متدربة, متدربا, مبتدئ, مبتدئة, مساعد, مساعدة",
    "mid": "mid level, medior, pleno, plena",
    "senior": "senior, sr, expérimenté, expérimentée, sénior, sênior, ervaren, berpengalaman, أول, أولى",
    "principal": "principal, staff, lead, distinguished, fellow, principale, lead developer, "
    "utama, líder técnico, líder técnica, رئيسي, رئيسية, رئيسيا",
    "head": "head, director, manager, directeur, directrice, responsable, chef de, "
    "cheffe de, chef du, cheffe du, chef des, cheffe des, chef d, cheffe d, gérant, gérante, "
    "hoofd, directrice, afdelingshoofd, "
    "kepala, direktur, manajer, chefe de, chefe da, chefe do, diretor, diretora, gerente, "
    "مدير, مديرة, مديرا, رئيس قسم, رئيسة قسم, رئيسا لقسم, رئيس وحدة, رئيس فريق, رئيس إدارة, قائد فريق",
    "chief": "chief, ceo, coo, cio, cpo, cso, evp, svp, vp, avp, vice president, president, founder, chair, chairman, "
    "chairwoman, chairperson, "
    "pdg, directeur général, directrice générale, directeur exécutif, directrice exécutive, président, présidente, "
    "vice président, vice présidente, fondateur, fondatrice, cofondateur, cofondatrice, "
    "bestuursvoorzitter, topman, topvrouw, algemeen directeur, oprichter, oprichtster, medeoprichter, "
    "medeoprichtster, president directeur, vicepresident, "
    "direktur utama, presiden, presiden direktur, wakil presiden, pendiri, "
    "presidente, vice presidente, fundador, fundadora, cofundador, cofundadora, diretor executivo, "
    "diretora executiva, diretor geral, diretora geral, "
    "رئيس, رئيسة, رئيسا, رئيس تنفيذي, رئيسا تنفيذيا, مدير عام, مدير تنفيذي, نائب رئيس, نائبة رئيس, مؤسس, مؤسسة, "
    "مؤسسا, مؤسسي",
}

# Titles of one or two words that tell both, where the words alone would tell something else.
BOTH: dict[tuple[str, str], str] = {
    ("research", "principal"): "hoofdonderzoeker, hoofdwetenschapper, chercheur en chef, chercheuse en chef, "
    "كبير باحثين, كبيرة باحثين, كبيرة باحثات",
    ("engineering", "principal"): "hoofdingenieur, كبير مهندسين, كبيرة مهندسين, كبيرة مهندسات",
    ("research", "head"): "onderzoeksdirecteur, رئيس أبحاث, رئيسة أبحاث, رئيس بحوث",
    ("engineering", "head"): "رئيس هندسة, رئيسة هندسة",
    ("business", "head"): "verkoopdirecteur",
    (
        "research",
        "chief",
    ): "directeur scientifique, directrice scientifique, wetenschappelijk directeur, "
    "kepala ilmuwan, cientista chefe, pesquisador chefe, pesquisadora chefe, كبير علماء, كبيرة علماء",
    (
        "engineering",
        "chief",
    ): "cto, directeur technique, directrice technique, ingénieur en chef, ingénieure en chef, "
    "technisch directeur, engenheiro chefe, engenheira chefe",
    (
        "business",
        "chief",
    ): "cfo, cmo, chro, directeur financier, directrice financière, financieel directeur, "
    "diretor financeiro, diretora financeira, مدير مالي, مديرة مالية",
}

# Words beside which a title is somebody else's, or tells neither a field nor a level.
OPAQUE = (
    "chief of staff, member of technical staff, assistant to, adviser to, advisor to, secretary to, "
    "technical assistant to, assistant de direction, assistante de direction, conseiller du, conseillère du, "
    "adviseur van, assistent van, asisten direktur, penasihat direktur, assessor do, assessora do, "
    "assessor da, مستشار رئيس, مستشارة رئيس, مساعد رئيس, مدير مكتب, مديرة مكتب"
)
