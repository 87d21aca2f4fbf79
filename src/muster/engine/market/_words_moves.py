"""Words of moves in six languages: what stands before the organisation one goes to or leaves, "
"and verbs of hiring.
"""

from __future__ import annotations

from muster.engine.market import _words_arabic as arabic

__all__ = [
    "APPOINTING", "CONFIRMING", "FILLERS", "FOUNDING", "FROM", "HIRING", "LEADING", "LOSING", "NEAR",
    "PARTING", "PAST",
    "RETURNING", "TO", "VERBS",
]  # fmt: skip

# Right before the organisation that somebody goes to.
TO: dict[str, str] = {
    "en": "job at, role at, post at, position at, a new role at, runs, to run, heading for, signed on with, "
    "signs on with, "
    "joined, join, joins, joining, rejoined, rejoins, rejoin, to, for, by, signed with, signs with, "
    "into, found, founded, "
    "founds, founding, co-founded, cofounded, started, works at, works for, working at, work at, "
    "starts at, starting at, start at, "
    "landed at, moved to, now at, launched, launch, set up",
    "fr": "file chez, contre, la tête de, tête de, débarque chez, atterrit chez, signe chez, engagé par, "
    "engagée par, promu chez, promue chez, "
    "ses fonctions chez, rejoint, rejoindre, rejoindra, rejoignent, rejoignant, rejoints, pour, à, au, "
    "par, vers, parti "
    "chez, partie chez, partis chez, passé chez, passée chez, passe chez, part chez, va chez, entre "
    "chez, entré chez, fondé, fonde, cofondé, créé, crée, "
    "au profit de, au profit d, intègre, intégré, auprès de, arrive chez, nommé chez, nommée chez, "
    "embauché par, embauchée par, revient chez, reviennent chez, retourné chez, retournée chez, "
    "recruté par, recrutée par, retourne chez, revenu chez, revenue chez, passe à, fonder, créer",
    "nl": "naar, door, voor, om, aan, terug naar, terug bij, begint bij, begonnen bij, komt bij, gaat naar, in "
    "dienst van, aangesteld bij, "
    "in voor, bij de start van, richtte, begon bij, aan de slag bij, tekende bij, werkt voor, werkt "
    "bij, verruilt voor, sluit zich aan bij, "
    "aangesloten bij, leidt, over",
    "id": "direktur utama, menjadi direktur utama, menjadi CEO, CEO, merapat ke, menyeberang ke, digandeng, "
    "didatangkan, dipikat, "
    "bergabung dengan, bergabung ke, bergabung di, gabung, ke, kepada, oleh, masuk, masuk ke, "
    "mendirikan, berlabuh di, "
    "direkrut, dibajak, digaet, diboyong, dipinang, dikontrak, "
    "bekerja di, bekerja untuk, memimpin, menuju, diterima di, kembali ke, balik ke, direktur, "
    "pindah ke, pada",
    "pt": "assinou com a, assinou com o, assina com a, assina com o, comanda a, comanda o, comandará a, "
    "comandará o, assume a, assume o, assumiu a, assumiu o, promovido na, promovida na, "
    "começa na, começa no, começará na, começará no, começou na, começou no, para, para a, para o, pela, "
    "pelo, à, ao, na, no, em, juntar-se à, juntar à, entrou na, entrou "
    "no, fundou a, fundou o, fundou, "
    "criou a, criou o, criou, por, chega à, volta à, voltou à, retorna à, assume o comando da, "
    "comando da, comando do, ingressou na, "
    "liderança da, frente da",
    "ar": f"إلى, عقدا مع, لدى, لصالح, لمصلحة, قيادة, رئيسا, رئاسة, إدارة, تأسيس, إلى العمل في, للعمل في, "
    f"{arabic.JOINING}",
}
# Right before the organisation that somebody comes from.
FROM: dict[str, str] = {
    "en": "until recently at, until recently of, until recently with, resignation at, notice at, "
    "last at, most recently at, most recently of, who led, swapped, swaps, ditched, "
    "ditches, after a decade at, veteran of, alumnus of, alumna of, "
    "from, left, leave, leaves, leaving, quit, quits, quitting, departed, depart, departs, "
    "departing, exited, exits, "
    "resigned from, formerly of, formerly at, formerly with, previously at, previously with, "
    "previously of, former, ex, away from, "
    "out of, stepped down from, ex-, late of, abandoned, ditched, left behind",
    "fr": "jusqu'ici chez, jusqu'alors chez, jusque-là chez, précédemment chez, auparavant chez, "
    "démission à, démission de, démission chez, troque, troqué, remercié par, licencié par, "
    "licenciée par, limogé par, limogée par, "
    "quitté, quitte, quitter, quittent, quittera, quittant, ancien de, ancienne de, ancien d, "
    "ancienne d, ex, ex-, "
    "démissionné de, part de, parti de, partie de, départ de, départ d, débauché chez, débauchée "
    "chez, venu de, venue de, venant de, "
    "passé par, passée par, transfuge de, travaillait chez, travaillait pour, issu de, issue de, "
    "passe de, en provenance de, claque la porte de, claqué la porte de, quitte ses fonctions chez",
    "nl": "tot voor kort bij, tot nu toe bij, tot dan bij, laatst bij, ontslagen bij, ontslagen door, "
    "weggeplukt bij, weggekocht bij, "
    "verliet, verlaat, verlaten, vertrok bij, vertrekt bij, vertrokken bij, vertrek bij, weg bij, "
    "van, voorheen van, voorheen bij, ex, ex-, "
    "eerder bij, ontslag bij, ontslag genomen bij, opgestapt bij, verruilt, verruilde, ruilt, "
    "ruilde, uit, afkomstig van, oud, "
    "die bij, tijd bij, vroeger bij",
    "id": "jabatannya di, jabatan di, posisinya di, pamit dari, angkat kaki dari, dipecat dari, "
    "dipecat oleh, diberhentikan oleh, terakhir di, yang sebelumnya di, "
    "meninggalkan, dari, keluar dari, mundur dari, hengkang dari, mantan, eks, ex, mengundurkan diri "
    "dari, tinggalkan, "
    "lepas dari, cabut dari, sebelumnya di, dulu di, sebelumnya bekerja di, berasal dari",
    "pt": "até então na, até então no, até agora na, até agora no, saída da, saída do, cargo na, cargo no, "
    "migrou da, migrou do, demitido da, demitida da, demitido pela, demitida pela, desligou-se da, "
    "desligou-se do, "
    "deixou a, deixou o, deixou, deixa a, deixa o, deixa, deixar a, deixar o, saiu da, saiu do, sair "
    "da, sair do, sai da, ex, ex-, "
    "vindo da, vinda da, vindo do, demissão da, demissão do, demitiu-se da, demitiu-se do, trocou a, "
    "trocou o, troca a, troca o, "
    "que trabalhava na, que trabalhava no, que estava na, que estava no, trabalhava na, trabalhava "
    "no, passou da, passou do, "
    "oriundo da, oriunda da, egresso da, abandonou a",
    "ar": f"من, عن, استقالة, استقالته إلى, استقالتها إلى, استقالته إلى إدارة, استقالتها إلى إدارة, "
    f" يعمل في, السابق في, السابقة في, السابقان في, السابقتان في, السابقون في, السابقين في, سابق في, سابقة في, "
    f"سابقا في, {arabic.LEFT}",
}
# Right before an organisation of which only the rest of the sentence tells which of the two it is.
NEAR: dict[str, str] = {
    "en": "at, of, with, in",
    "fr": "de, d, du, chez, en",
    "nl": "bij, van, in, ingehuurd door, directeur van, hoofd van, hoofd onderzoek van, topman van, "
    "topvrouw van, baas van, "
    "bestuursvoorzitter van, bestuurder van, leider van",
    "id": "di, riset, pada",
    "pt": "da, do, de, na, no",
    "ar": "في, عمله لدى, عملها لدى, منصبه لدى, منصبها لدى, عمله في, عملها في, منصبه في, منصبها في",
}
# Before such an organisation these words say that it is where somebody was.
PAST: dict[str, str] = {
    "en": "former, formerly, previously, once, after, months, years, month, year, led, worked, who, "
    "co-founder, cofounder, founder, "
    "chair, left, departed, resigned, quit, leave, depart, stepped, did not",
    "fr": "ancien, ancienne, après, mois, ans, travaillait, dirigeait, cofondateur, cofondatrice, passé, "
    "passée, démissionné, part, quitté, départ",
    "nl": "voorheen, eerder, na, maanden, jaar, werkte, leidde, medeoprichter, oprichter, ontslag, "
    "vertrek, vertrekt, vertrok, weg, tijd",
    "id": "mantan, sebelumnya, dulu, setelah, bulan, tahun, pendiri, keluar, mundur, mengundurkan, "
    "hengkang, meninggalkan",
    "pt": "ex, antes, após, depois, meses, anos, trabalhava, liderava, estava, cofundador, cofundadora, "
    "demissão, demitiu, saiu, sair, deixou",
    "ar": f"سابق, سابقا, السابق, السابقة, بعد, كان, كانت, مؤسسي, {arabic.LEAVING}",
}
# An organisation does this, and then a person is named.
HIRING: dict[str, str] = {
    "en": "hired, hires, hire, hiring, poached, poaches, poach, recruited, recruits, recruit, lured, "
    "lures, attracted, named, names, "
    "appointed, appoints, snapped, signed, secured, landed, brings, brought, won, nabbed",
    "fr": "s'est offert, s'est offerte, se sont offert, arrache, s'adjuge, promu, promeut, "
    "débauché, débauche, recruté, recrute, embauché, embauche, attiré, attire, engagé, engage, "
    "nommé, nomme, s'offre, chipé, arraché, accueille, accueilli",
    "nl": "contracteerde, contracteert, binnen, stelt, promoveert, "
    "aangenomen, neemt, nam, haalde, haalt, kaapte, kaapt, strikte, strikt, rekruteerde, trok, trekt, "
    "benoemde, benoemt, wierf, lokte, haalt, huurde",
    "id": "mendatangkan, menggandeng, memikat, meminang, mempromosikan, "
    "merekrut, membajak, mempekerjakan, menggaet, menunjuk, mengangkat, memboyong, merekruit, "
    "menarik, mengontrak",
    "pt": "contratação, promoveu, acertou, anunciou a contratação, repatriou, "
    "contratou, contrata, tirou, tira, atraiu, atrai, recrutou, recruta, nomeou, nomeia, roubou, "
    "fisgou, trouxe",
    "ar": arabic.HIRING,
}
LOSING: dict[str, str] = {
    "en": "fired, fires, sacked, sacks, ousted, ousts, axed, dismissed, dismisses, laid off, "
    "parted ways with, "
    "lost, loses, lose, losing",
    "fr": "licencié, licencie, limogé, limoge, remercié, remercie, se sépare, s'est séparé, s'est séparée, "
    "laisse partir, "
    "perdu, perd",
    "nl": "ontsloeg, ontslaat, zette op straat, verloor, verliest, verloren",
    "id": "memecat, memberhentikan, merumahkan, melepas, kehilangan",
    "pt": "demitiu, demite, dispensou, dispensa, despediu, perdeu, perde",
    "ar": arabic.LOSING,
}
APPOINTING: dict[str, str] = {
    "en": "appointed, named, promoted, head, now, will, joined",
    "fr": "nommé, nommée, désormais, directeur, directrice, tête, dirige",
    "nl": "wordt, nieuwe, gepromoveerd, benoemd, aangesteld, leidt, leiding, nu, begonnen, werkt",
    "id": "ditunjuk, diangkat, kini, sekarang, memimpin, kepala",
    "pt": "será, novo, nova, é a, é o, nomeado, nomeada, agora, lidera, diretor, diretora, assume, já",
    "ar": "عين, عينت, تعيين, يقود, تقود, الآن, حاليا, مديرا, مديرة, رئيسا, رئيسة, اختير, اختيرت, توظيف, "
    "وظف, وظفت, تولى, تولت, أصبح, أصبحت, انضم, انضمت, يشغل, تشغل, تعمل, يتولى, تتولى, يرأس, تسلم, تسلمت, "
    "منصبه الجديد, منصبها الجديد, العمل في, العمل لدى, بدأ, بدأت, باشر, باشرت",
}
# What an organisation says of its own people; a newspaper says and reports.
CONFIRMING = (
    "confirmed, confirms, announced, announces, denied, denies, confirme, confirmé, annonce, annoncé, dément, "
    "démenti, "
    "bevestigt, bevestigde, kondigt, bekend, ontkent, ontkende, mengonfirmasi, mengumumkan, membantah, "
    "membenarkan, "
    "confirma, confirmou, anuncia, anunciou, nega, negou, أكدت, أكد, أعلنت, أعلن, نفت, نفى, تؤكد, تعلن, تنفي"
)
# Of such a move these say that it is away from the one who says so.
PARTING = (
    "left, leave, leaves, leaving, departed, departing, departs, departure, resigned, resigning, resignation, "
    "quit, exit, "
    "quitte, quitter, quitté, départ, démission, démissionné, parti, partie, partait, vertrek, vertrekt, vertrok, "
    "vertrokken, verlaat, verlaten, ontslag, weg, kepergian, keluar, mundur, mengundurkan, hengkang, "
    "meninggalkan, saída, "
    "saiu, sai, deixou, deixa, demissão"
)
FOUNDING = (
    "founded, found, founds, co-founded, cofounded, fondé, fonde, fonder, cofondé, créé, crée, "
    "créer, richtte, oprichten, richten, opgericht, "
    "mendirikan, fundou, criou, fundar, أسس, أسست, تأسيس"
)
RETURNING = (
    "returned, returns, rejoined, rejoins, revenu, revenue, retourne, revient, terug, kembali, "
    "balik, voltou, volta, retorna, retornou, "
    "عاد, عادت, تعود, يعود"
)
LEADING = (
    "led by, leads, heads, dirigé par, dirigée par, dirige, prend la tête, leidt, leiding, dipimpin, "
    "memimpin, lidera, liderado por, "
    "liderada por, comando, يقود, تقود, يرأس, ترأس, تولى, تولت"
)
# Words without which a sentence tells of no move.
VERBS: dict[str, str] = {
    "en": "job at, role at, post at, position at, snapped, heading, headed, tendered, take over, "
    "takes over, took over, now runs, jumped ship, jumps ship, fired, fires, sacked, ousted, axed, "
    "laid off, headhunted, transferred, swapped, swaps, ditches, ditched, parted ways, welcomed, "
    "welcomes, enlisted, enlists, lands, rejoining, reunites, exiting, resigning, moving, is out, "
    "joined, join, joins, joining, rejoined, rejoins, left, leave, leaves, leaving, quit, quits, "
    "departed, depart, departs, departing, "
    "moved, moves, switched, switches, going, goes, went, returned, returns, hired, hires, poached, "
    "poaches, recruited, recruits, lured, "
    "appointed, named, stepped, resigned, resigns, founded, found, founds, co-founded, cofounded, "
    "lost, loses, led, leads, heads, works, "
    "signed, brings, head, started, launched, hiring, exits, exited, defected, defects, decamped, recruit, "
    "lures, taps, "
    "tapped, snagged, nabs, nabbed, promoted, start, starts, starting, departure, resignation",
    "fr": "s'est offert, s'est offerte, se sont offert, file chez, troque, troqué, prend la tête, signe chez, "
    "débarque chez, atterrit chez, "
    "recrutement, embauché, engagée, limogée, licenciée, claquer, débauchée, débaucher, promue, "
    "promu, "
    "quitté, quitte, quitter, rejoint, rejoindre, rejoindra, rejoignent, débauché, débauche, "
    "recruté, recrutée, recrute, embauché, embauchée, "
    "parti, partie, part, partis, revenu, revenue, retourne, passe, passé, démissionné, nommé, "
    "nommée, fondé, fonde, créé, perdu, perd, dirige, "
    "dirigé, dirigée, attiré, arrive, arrivé, tête, départ, transfuge, revient, reviennent, retourné, retournée, "
    "rejoignait, intègre, intégré, intégrée, embauche, nomme, engage, engagé, claque, claqué, arrivée, "
    "rejoints, s'offre, ses fonctions, démission",
    "nl": "binnengehaald, kiest, koos, ontsloeg, ontslaat, ontslagen, overstap, weggekocht, weggeplukt, "
    "verkast, verkaste, tekent, tekende, verruilen, wordt topman, wordt topvrouw, wordt directeur, "
    "wordt hoofd, wordt bestuursvoorzitter, wordt de nieuwe, aan de slag, bestuursvoorzitter van, "
    "aangesteld, "
    "vertrok, vertrekt, vertrokken, verliet, verlaat, verlaten, stapt, stapte, ging, gaat, gaan, "
    "gegaan, keerde, keert, aangenomen, nam, neemt, "
    "haalde, haalt, kaapte, kaapt, verruilt, verruilde, ruilt, benoemd, aangesteld, aangetrokken, "
    "ingehuurd, ontslag, richtte, verloor, verliest, "
    "leidt, leiding, komt, begint, begonnen, werkt, weg, opgestapt, trok, wierf, strikt, strikte, benoemt, "
    "benoemde, "
    "lokt, lokte, huurt, huurde, overgestapt, teruggekeerd, opgezegd, trekt, vertrek",
    "id": "kepergiannya, mendatangkan, didatangkan, menyeberang, melepas, jabatannya, dilantik, memecat, "
    "dipecat, loncat, melompat, berpindah, merapat, angkat kaki, pamit, menggandeng, digandeng, "
    "memikat, dipromosikan, menjabat, pensiun, diberhentikan, memberhentikan, "
    "bergabung, gabung, meninggalkan, keluar, pindah, kembali, balik, merekrut, direkrut, membajak, "
    "dibajak, menggaet, mempekerjakan, mundur, "
    "mengundurkan, hengkang, hijrah, mendirikan, kehilangan, memimpin, dipimpin, ditunjuk, diangkat, "
    "berlabuh, bekerja, masuk, menunjuk, mengangkat, memboyong, merekruit, menarik, mengontrak, digaet, diboyong, "
    "kepergian, dipinang, meminang, dikontrak, ditarik, tinggalkan, resign",
    "pt": "contratação, assinou, assina, comanda, comandará, malas prontas, entregou, será a nova, "
    "será o novo, é a nova, é o novo, migrou, migra, deixará, ingressa, promovido, promovida, "
    "desligou-se, desligada, desligado, aposentou, "
    "deixou, deixa, saiu, sai, sair, juntou, juntar, entrou, entrará, entra, voltou, volta, retorna, "
    "contratou, contratada, contratado, contrata, tirou, "
    "atraiu, recrutado, recrutada, recrutou, demissão, demitiu, fundou, criou, perdeu, lidera, "
    "liderado, liderada, assume, nomeado, nomeada, "
    "trocou, passou, foi para, foram para, chega, estaria, nomeou, nomeia, atrai, recruta, fisgou, roubou, "
    "ingressou, "
    "regressou, regressa, retorna, retornou, contratado, rouba, integra, integrou, saída, começa, começará, "
    "começou",
    "ar": arabic.VERBS,
}
FILLERS = (
    "the, a, an, its, rival, startup, start, up, company, lab, le, la, les, l, de, het, een, "
    "concurrent, bedrijf, perusahaan, pesaing, "
    "a, o, os, as, empresa, rival, شركة, مختبر, منافستها, صفوف, فريق, طاقم, كوادر, العمل, لدى, start-up, -"
)
