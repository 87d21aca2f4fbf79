"""Given and family names of many cultures: the raw material from which fictional people are named.

The lists hold common names only and were written for this project. Where a given and a family name would
have made a well-known person, one of the two was left out, so a match with somebody real is chance. A name
says nothing about a person's merit: names come from a random stream of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CULTURES", "Culture", "Order"]

Order = Literal[
    "given first", "family first", "patronymic", "two families, first leads", "two families, last leads"
]
"""How a full name is put together, and which part it is sorted by.

`given first`: Lotte van Dijk, sorted under the family name. `family first`: Tanaka Aiko. `patronymic`: the
second name is the father's, so the given name leads (Ethiopia, Tamil Nadu). The two families are the
Spanish (first one leads) and the Portuguese custom (last one leads).
"""


@dataclass(frozen=True)
class Culture:
    """Names that go together. `native_given`/`native_family` spell them in their own script, if given.

    `mononyms` is the share of people who have a single name.
    """

    key: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    order: Order = "given first"
    mononyms: float = 0.0
    native_given: tuple[str, ...] = ()
    native_family: tuple[str, ...] = ()


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


def _culture(
    key: str, given: str, family: str, order: Order = "given first", mononyms: float = 0.0
) -> Culture:
    return Culture(key, _split(given), _split(family), order, mononyms)


def _with_native(key: str, given: str, family: str) -> Culture:
    """Read lists of `Roman=native` pairs."""
    firsts = [pair.split("=") for pair in _split(given)]
    lasts = [pair.split("=") for pair in _split(family)]
    return Culture(
        key,
        tuple(roman for roman, _ in firsts),
        tuple(roman for roman, _ in lasts),
        native_given=tuple(native for _, native in firsts),
        native_family=tuple(native for _, native in lasts),
    )


CULTURES: tuple[Culture, ...] = (
    _with_native(
        "arabic",
        """Amal=أمل, Amina=أمينة, Anas=أنس, Bilal=بلال, Dalia=داليا, Dina=دينا, Faris=فارس,
        Fatima=فاطمة, Ghada=غادة, Hala=هالة, Hani=هاني, Hassan=حسن, Huda=هدى, Imad=عماد, Jamil=جميل,
        Karim=كريم, Khalil=خليل, Lamia=لمياء, Layla=ليلى, Lina=لينا, Mahmoud=محمود, Maryam=مريم,
        Nabil=نبيل, Nadia=نادية, Nour=نور, Omar=عمر, Rania=رانيا, Salma=سلمى, Samir=سمير, Yasmin=ياسمين,
        Yusuf=يوسف, Zainab=زينب, Ziad=زياد""",
        """al-Bakri=البكري, al-Halabi=الحلبي, al-Harbi=الحربي, al-Hashimi=الهاشمي, al-Jabri=الجابري,
        al-Khatib=الخطيب, al-Masri=المصري, al-Najjar=النجار, al-Omari=العمري, al-Qasim=القاسم,
        al-Rifai=الرفاعي, al-Sayegh=الصايغ, al-Shami=الشامي, al-Tamimi=التميمي, Awad=عوض, Barakat=بركات,
        Ghanem=غانم, Haddad=حداد, Hamdan=حمدان, Jaber=جابر, Kanaan=كنعان, Khoury=خوري, Mansour=منصور,
        Nassar=نصار, Qasim=قاسم, Rahal=رحال, Saad=سعد, Sabbagh=صباغ, Saleh=صالح, Shaheen=شاهين,
        Younes=يونس""",
    ),
    _culture(
        "bengali",
        """Abir, Amrita, Anik, Anindita, Arpita, Barnali, Debashish, Ipsita, Kaushik, Madhumita, Mitali,
        Moumita, Paromita, Piyali, Poulami, Raktim, Riddhi, Rupa, Sagnik, Saswati, Shubhankar, Sohini,
        Soumya, Suparna, Sutapa, Swapan, Tania, Tanmoy, Titas, Urmi""",
        """Adhikari, Bagchi, Banik, Barua, Basak, Bhadra, Bhattacharya, Biswas, Chakraborty, Chanda,
        Chowdhury, Das, Deb, Debnath, Dutta, Ghosh, Guha, Haldar, Karmakar, Kundu, Mahato, Maitra,
        Majumdar, Mandal, Mitra, Nandi, Pal, Roy, Saha, Samanta, Sanyal, Talukdar""",
    ),
    _culture(
        "brazilian",
        """Beatriz, Bruno, Caio, Camila, Carolina, Cauã, Débora, Diego, Eduarda, Fabiana, Felipe,
        Fernanda, Gabriela, Gustavo, Heitor, Isabela, João Pedro, Juliana, Larissa, Leandro, Letícia,
        Luana, Marcelo, Mariana, Murilo, Natália, Otávio, Priscila, Rafaela, Renan, Thaís, Thiago,
        Vinícius, Vitória""",
        """Almeida, Andrade, Araújo, Azevedo, Barros, Batista, Borges, Cardoso, Carvalho, Cavalcante,
        Correia, da Costa, da Cunha, Dias, Duarte, Fernandes, Ferreira, da Fonseca, Freitas, Guimarães,
        Lopes, Machado, Martins, Mendes, Monteiro, Moreira, do Nascimento, Nogueira, de Oliveira,
        Pereira, Ribeiro, da Rocha, dos Santos, Teixeira, Vieira""",
        "two families, last leads",
    ),
    _culture(
        "chinese",
        """Anqi, Chenxi, Dongmei, Hongyu, Huimin, Jiahui, Jiaqi, Jianping, Kaiwen, Lihua, Mengjie,
        Mingzhe, Peishan, Qiuyue, Ruolan, Shuyan, Shuwen, Siyuan, Tingting, Weijie, Wenbin, Xiaofeng,
        Xiuying, Yanlin, Yawen, Yuchen, Yulan, Zhenhua, Zhihao, Zihan""",
        """Cai, Chen, Cheng, Deng, Ding, Dong, Fan, Feng, Gao, Guo, Han, He, Hu, Huang, Jiang, Liang,
        Liao, Lin, Liu, Luo, Pan, Peng, Qian, Shen, Shi, Sun, Tan, Tang, Wang, Wei, Xie, Xu, Yao, Ye,
        Yuan, Zeng, Zhang, Zhao, Zheng, Zhou""",
        "family first",
    ),
    _culture(
        "dutch",
        """Anouk, Bram, Daan, Eline, Femke, Fleur, Floris, Gijs, Hanneke, Ilse, Jasper, Jelle, Joost,
        Jurre, Koen, Lieke, Lotte, Maaike, Marit, Mees, Merel, Niels, Noor, Pieter, Roos, Ruben, Sanne,
        Sjoerd, Thijs, Willemijn""",
        """Bakker, van den Berg, de Boer, Bos, Brouwer, van Dam, Dekker, van Dijk, de Haan, Hendriks,
        van der Heijden, Hoekstra, Jacobs, Jansen, de Jong, Koster, Kuipers, van Leeuwen,
        van der Linden, Meijer, Mulder, Peters, Postma, de Ruiter, Smit, Veenstra, Verbeek, Visser, Vos,
        de Vries, van der Wal, de Wit""",
    ),
    _culture(
        "english",
        """Abigail, Alfie, Beatrice, Bethany, Callum, Charlotte, Clara, Dominic, Eleanor, Elliot, Flora,
        Gemma, Georgina, Harriet, Hazel, Imogen, Joel, Katherine, Leonard, Lydia, Martha, Matilda,
        Nathan, Oliver, Owen, Phoebe, Rosalind, Sophie, Theodore, Toby, Verity, Wilfred""",
        """Ashworth, Atkins, Barlow, Baxter, Birch, Bradshaw, Briggs, Chapman, Dawson, Dixon, Fletcher,
        Gibbs, Goodwin, Hartley, Jennings, Kirby, Lowe, Marsh, Mills, Moss, Naylor, Norris, Parsons,
        Pearce, Pritchard, Reeve, Rowe, Sharpe, Slater, Sutton, Thornton, Whitfield, Woodward""",
    ),
    _culture(
        "ethiopian",
        """Abeba, Alemu, Almaz, Aster, Ayele, Bekele, Berhane, Biruk, Dawit, Desta, Eden, Fikru, Genet,
        Girma, Hanna, Helen, Hiwot, Kebede, Kidist, Lemlem, Martha, Mekdes, Meron, Mulugeta, Rahel,
        Samrawit, Selam, Senait, Solomon, Tadesse, Tewodros, Tigist, Yared, Yonas, Zewdu""",
        """Abate, Abera, Admasu, Alemayehu, Amare, Asfaw, Ayalew, Belay, Belete, Bogale, Chala, Dejene,
        Demissie, Endale, Eshetu, Fekadu, Gebre, Gizaw, Hailu, Kassa, Lemma, Mamo, Mekonnen, Molla,
        Negash, Seifu, Shiferaw, Sisay, Tamrat, Teshome, Tilahun, Zeleke, Zerihun""",
        "patronymic",
    ),
    _culture(
        "french",
        """Adèle, Agathe, Antoine, Aurélien, Baptiste, Bastien, Benoît, Camille, Capucine, Clémence,
        Corentin, Élodie, Émilie, Étienne, Florent, Gaëlle, Guillaume, Hélène, Inès, Julien, Lucie,
        Manon, Margaux, Mathilde, Maxime, Océane, Quentin, Rémi, Solène, Thibault, Yann""",
        """Barbier, Blanchard, Bonnet, Bourgeois, Brunet, Carpentier, Chevalier, Collet, Dupuis, Fabre,
        Faure, Fontaine, Fournier, Gauthier, Giraud, Guérin, Lacroix, Lambert, Lefèvre, Lemaire,
        Marchand, Masson, Mercier, Meunier, Moreau, Perrin, Renaud, Roussel, Roux, Vasseur, Vidal""",
    ),
    _culture(
        "german",
        """Anke, Anneliese, Antje, Bastian, Birgit, Carsten, Dorothea, Fabian, Florian, Franziska,
        Friederike, Gesine, Heike, Henrik, Jonas, Jörg, Katharina, Lennart, Lukas, Malte, Matthias,
        Nele, Nils, Sabine, Silke, Sönke, Svenja, Tilman, Torben, Ulrike, Wiebke""",
        """Arnold, Baumann, Beck, Bergmann, Busch, Ebert, Franke, Friedrich, Fuchs, Groß, Hahn,
        Hartmann, Heinrich, Herrmann, Huber, Kaiser, Krämer, Kraus, Krüger, Lehmann, Lorenz, Maier,
        Pfeiffer, Pohl, Roth, Sauer, Schreiber, Schulte, Seidel, Vogt, Weiß, Winkler, Ziegler""",
    ),
    _culture(
        "hindi",
        """Aarti, Ajay, Ananya, Anjali, Ankit, Arjun, Asha, Deepak, Divya, Isha, Kavita, Kunal, Meera,
        Neha, Nikhil, Pooja, Pradeep, Priyanka, Rahul, Rajesh, Rashmi, Ritu, Sandeep, Sanjana, Shreya,
        Smita, Sunita, Swati, Tanvi, Varun, Vikas""",
        """Agarwal, Ahuja, Arora, Bhatia, Bhargava, Chauhan, Dixit, Dubey, Garg, Goel, Gupta, Jain,
        Joshi, Kulshrestha, Mehra, Mishra, Mittal, Nagpal, Pathak, Rastogi, Saxena, Sethi, Shukla,
        Singhal, Soni, Srivastava, Tandon, Tiwari, Trivedi, Tyagi, Vyas""",
    ),
    _culture(
        "igbo",
        """Adaeze, Adanna, Amaka, Amarachi, Chiamaka, Chibuzo, Chidi, Chidinma, Chinedu, Chinonso,
        Chioma, Chukwuma, Ebele, Ebuka, Ezinne, Ginika, Ifeanyi, Ifeoma, Ijeoma, Ikenna, Kelechi,
        Nkechi, Nnamdi, Nwando, Obinna, Ogechi, Onyeka, Somto, Tobenna, Uchenna, Ugochi, Uzoma""",
        """Agu, Aneke, Anyanwu, Chukwu, Eze, Ezenwa, Iwu, Madu, Mba, Mbah, Ndukwe, Nwachukwu, Nwankwo,
        Nwoye, Obiora, Ogbonna, Okafor, Okeke, Okereke, Okonkwo, Okorie, Okoye, Onah, Onuoha, Onwuka,
        Onyema, Opara, Orji, Udeh, Ugwu, Umeh""",
    ),
    _culture(
        "indonesian",
        """Agus, Ayu, Bagus, Bambang, Bayu, Budi, Cahya, Citra, Dewi, Dian, Dimas, Eko, Endah, Fitri,
        Galih, Hendra, Indah, Intan, Kartika, Lestari, Nanda, Putri, Rahayu, Ratna, Rizky, Sari, Siti,
        Teguh, Wahyu, Yudi""",
        """Firmansyah, Halim, Hakim, Harahap, Hartono, Hidayat, Irawan, Kurniawan, Kusuma, Lubis,
        Maulana, Nasution, Nugroho, Pangestu, Permana, Prasetyo, Pratama, Purnomo, Ramadhan, Santoso,
        Saputra, Saragih, Simanjuntak, Siregar, Suryadi, Susanto, Utomo, Wibowo, Wijaya, Yulianto""",
        mononyms=0.3,
    ),
    _culture(
        "japanese",
        """Aiko, Akari, Ayaka, Chihiro, Emi, Fumiko, Haruka, Haruto, Hinata, Kaede, Kaito, Kohei, Kyoko,
        Mai, Mariko, Masato, Megumi, Minato, Nanami, Natsuki, Noriko, Ren, Riku, Sachiko, Satomi,
        Shiori, Shota, Sora, Tomoko, Tsubasa, Yuina, Yuki""",
        """Aoki, Arai, Endo, Fujii, Fujita, Hara, Harada, Hasegawa, Hayashi, Imai, Inoue, Ishii, Kato,
        Kimura, Kobayashi, Kondo, Matsui, Morita, Nakagawa, Nakano, Nishimura, Noguchi, Ogawa, Okada,
        Otsuka, Sakai, Sasaki, Shimizu, Sugiyama, Tamura, Tanaka, Uchida, Wada, Yokoyama, Yoshida""",
        "family first",
    ),
    _culture(
        "kenyan",
        """Alice, Amani, Baraka, Brian, Caroline, Charity, Collins, Daisy, Dennis, Dorcas, Esther,
        Eunice, Felix, Fridah, Grace, Imani, Jackline, Kelvin, Kevin, Lilian, Lucy, Mercy, Moses, Naomi,
        Neema, Peris, Purity, Rehema, Salome, Stephen, Tabitha, Victor, Winnie, Zawadi""",
        """Barasa, Chege, Gachanja, Gathogo, Githinji, Irungu, Kamande, Kamau, Kariuki, Kihara, Kimani,
        Kinyua, Macharia, Maina, Makokha, Mbugua, Mburu, Murage, Muriithi, Mutiso, Mutua, Mwangi,
        Mwaura, Ndirangu, Njenga, Njuguna, Nyaga, Ochieng, Odhiambo, Otieno, Owino, Wafula, Wambua,
        Wanjala, Wekesa""",
    ),
    _culture(
        "korean",
        """Bo-ram, Da-eun, Do-yun, Eun-sol, Ga-on, Geon-woo, Ha-neul, Ha-ram, Han-byeol, Hyun-seok,
        Il-hwan, In-ha, Jae-min, Jeong-hwa, Ji-an, Jin-seo, Joon-hyuk, Jun-seo, Kyung-mi, Mi-rae,
        Min-kyung, Ra-on, Sae-rom, Sang-hee, Se-yeon, Seul-ah, Tae-ho, Won-jae, Ye-jun, Yeon-su""",
        """Ahn, Bae, Baek, Cho, Choi, Gil, Ha, Han, Heo, Hong, Hwang, Jang, Jeon, Joo, Jung, Kang, Kim,
        Ko, Kwon, Lee, Lim, Min, Moon, Nam, Noh, Oh, Park, Ryu, Seo, Shin, Son, Song, Woo, Yang, Yoon""",
        "family first",
    ),
    _culture(
        "mexican",
        """Alejandra, Andrés, Araceli, Benjamín, Cecilia, Citlali, Cristina, Daniela, Emilio, Esteban,
        Fabián, Gerardo, Gloria, Guadalupe, Ignacio, Itzel, Ivonne, Jimena, Joaquín, Leticia, Lorena,
        Lucía, Maribel, Mateo, Mónica, Nayeli, Paola, Ramiro, Rocío, Santiago, Silvia, Tomás, Verónica,
        Yolanda""",
        """Aguilar, Alvarado, Ávila, Bautista, Cabrera, Camacho, Campos, Cervantes, Contreras, Delgado,
        Domínguez, Espinoza, Estrada, Figueroa, Gallegos, Garza, Herrera, Ibarra, Lara, Medina, Mejía,
        Meza, Molina, Montoya, Navarro, Orozco, Pacheco, Palacios, Ponce, Rangel, Robles, Rosales,
        Salas, Sandoval, Solís, Soto, Trejo, Valencia, Zamora, Zúñiga""",
        "two families, first leads",
    ),
    _culture(
        "polish",
        """Agata, Agnieszka, Aleksandra, Bartosz, Bogna, Dawid, Dominika, Ewelina, Filip, Grzegorz,
        Hanna, Igor, Izabela, Jacek, Jagoda, Joanna, Kacper, Karolina, Kinga, Łukasz, Magdalena,
        Małgorzata, Mateusz, Natalia, Oliwia, Patryk, Paweł, Przemysław, Szymon, Urszula, Wiktoria,
        Zofia""",
        """Adamczyk, Banaś, Baran, Bąk, Cieślak, Gajda, Góra, Kaczmarek, Kania, Kasprzak, Kołodziej,
        Kopeć, Kozioł, Łuczak, Matusiak, Mazur, Michalak, Nowak, Olejnik, Pająk, Pawlak, Pietrzak,
        Polak, Skiba, Sobczak, Stachowiak, Szczepaniak, Szewczyk, Szulc, Szymczak, Walczak, Wieczorek,
        Wójcik, Woźniak, Zięba""",
    ),
    _culture(
        "tamil",
        """Aravind, Arul, Bharathi, Deepa, Ezhil, Gayathri, Hari, Ilango, Janani, Kalai, Kavitha,
        Kumaran, Lakshmi, Malar, Meena, Muthu, Nandini, Nithya, Padma, Pavithra, Priya, Ramya, Revathi,
        Sangeetha, Saravanan, Selvi, Senthil, Shanthi, Sudha, Uma, Vasanth, Vetri, Yamuna""",
        """Anbarasan, Arumugam, Balasubramanian, Chandran, Dhanasekaran, Duraisamy, Elango, Ganesan,
        Gopalan, Govindan, Jayaraman, Karuppiah, Kumarasamy, Manickam, Murugan, Muthusamy, Natarajan,
        Palaniappan, Perumal, Ponnusamy, Rajagopal, Rajendran, Ramasamy, Ramanathan, Ravichandran,
        Selvaraj, Shanmugam, Sundaram, Thangavel, Velu, Venkatesan""",
        "patronymic",
    ),
    _culture(
        "turkish",
        """Aslı, Aylin, Barış, Berk, Burcu, Can, Ceren, Defne, Deniz, Derya, Ece, Emre, Esra, Gizem,
        Gökhan, Hakan, İrem, Kaan, Kerem, Melis, Mert, Naz, Onur, Özge, Pelin, Selin, Tuğba, Umut,
        Yasemin, Zeynep""",
        """Acar, Akın, Aksoy, Aktaş, Arslan, Avcı, Bozkurt, Çakır, Çelik, Coşkun, Doğan, Erdem, Güler,
        Işık, Kaplan, Kara, Kaya, Keskin, Kılıç, Koç, Korkmaz, Özdemir, Özkan, Polat, Sarı, Şen, Taş,
        Tekin, Tunç, Uçar, Uysal, Yavuz, Yıldız""",
    ),
    _culture(
        "vietnamese",
        """Anh Tú, Bích Ngọc, Đức Minh, Gia Hân, Hải Yến, Hoàng Nam, Hữu Phước, Khánh Linh, Kim Chi,
        Lan Hương, Mai Phương, Minh Anh, Mỹ Duyên, Ngọc Ánh, Ngọc Hà, Nhật Minh, Phương Thảo, Quang Huy,
        Quốc Bảo, Quỳnh Như, Thanh Bình, Thành Đạt, Thảo Vy, Thiên Kim, Trung Kiên, Tuấn Kiệt, Tường Vi,
        Việt Hoa, Xuân Mai, Yến Nhi""",
        """Bùi, Cao, Châu, Đặng, Đinh, Đỗ, Đoàn, Dương, Hà, Hồ, Hoàng, Huỳnh, Kiều, La, Lâm, Lê, Lương,
        Lý, Mai, Ngô, Nguyễn, Phạm, Phan, Quách, Tạ, Thái, Tô, Trần, Trịnh, Trương, Võ, Vũ, Vương""",
        "family first",
    ),
    _culture(
        "yoruba",
        """Abiodun, Adebayo, Adeola, Adunni, Ayodele, Babatunde, Bolanle, Bukola, Damilola, Dolapo,
        Femi, Folake, Funmilayo, Gbenga, Ibukun, Jumoke, Kayode, Kehinde, Lanre, Modupe, Morenike,
        Olabisi, Olumide, Omolara, Opeyemi, Rotimi, Segun, Taiwo, Temitope, Titilayo, Tunde, Wale,
        Yetunde""",
        """Adebanjo, Adedeji, Adegoke, Adekunle, Ademola, Adeoti, Adesanya, Adewale, Afolabi, Ajayi,
        Akande, Akinola, Alabi, Ayinde, Balogun, Bankole, Durojaiye, Fagbemi, Idowu, Lawal, Odukoya,
        Ogundipe, Ojo, Oladipo, Olaniyan, Olawale, Oyelaran, Oyewole, Popoola, Salako""",
    ),
)
"""All cultures, in the order of their keys."""
