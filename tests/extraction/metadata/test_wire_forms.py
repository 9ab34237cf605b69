"""How agencies write place, date and name, and which of it is an image's."""

from __future__ import annotations

import pytest

from newscrawl.extraction.metadata import find_agency, split_dateline

FORMS = [
    ("Miami (dpa) – Es regnet.", "Miami", "dpa"),
    ("Miami/New York (dpa) — Es regnet.", "Miami/New York", "dpa"),
    ("Kiel (dpa/lno) - Es regnet.", "Kiel", "dpa"),
    ("(dpa/lno) - Es regnet.", "", "dpa"),
    ("(dpa) Es regnet.", "", "dpa"),
    ("Frankfurt/Main (dpa) – Es regnet.", "Frankfurt/Main", "dpa"),
    ("Wien/Graz (APA) – Es regnet.", "Wien/Graz", "APA"),
    ("Wien - (APA) Es regnet.", "Wien", "APA"),
    ("St. Pölten (APA) – Es regnet.", "St. Pölten", "APA"),
    ("Bern (SDA) - Es regnet.", "Bern", "SDA"),
    ("Bern (Keystone-SDA) Es regnet.", "Bern", "SDA"),
    ("Bern (awp/sda) - Es regnet.", "Bern", "SDA"),
    ("Bonn (KNA) Es regnet.", "Bonn", "KNA"),
    ("Rom (KNA) – Es regnet.", "Rom", "KNA"),
    ("Hannover (epd). Es regnet.", "Hannover", "epd"),
    ("Frankfurt a.M. (epd). Es regnet.", "Frankfurt a.M.", "epd"),
    ("Leverkusen (SID) Es regnet.", "Leverkusen", "SID"),
    ("Köln (sid) „Es regnet.“", "Köln", "SID"),
    ("PARIS (AFP) - It rains.", "PARIS", "AFP"),
    ("PARIS (AFP) It rains.", "PARIS", "AFP"),
    ("Paris/Berlin (AFP/dpa) - Es regnet.", "Paris/Berlin", "AFP"),
    ("PARIS, March 3 (Reuters) - It rains.", "PARIS", "Reuters"),
    ("(Reuters) - It rains.", "", "Reuters"),
    ("WASHINGTON, D.C. (AP) — It rains.", "WASHINGTON, D.C.", "AP"),
    ("ST. LOUIS (AP) _ It rains.", "ST. LOUIS", "AP"),
    ("ROMA (ANSA) - Piove.", "ROMA", "ANSA"),
    ("(ANSA) - ROMA, 03 MAR - Piove.", "ROMA", "ANSA"),
    ("Roma, 3 mar. (askanews) - Piove.", "Roma", "askanews"),
    ("Madrid, 3 mar. (EFE).- Llueve.", "Madrid", "EFE"),
    ("Ciudad de México, 3 mar (EFE).- Llueve.", "Ciudad de México", "EFE"),
    ("МОСКВА, 3 марта. /ТАСС/. Идёт дождь.", "МОСКВА", "TASS"),
    ("РОСТОВ-НА-ДОНУ, 3 марта. /Корр. ТАСС Иван Примеров/. Дождь.", "РОСТОВ-НА-ДОНУ", "TASS"),
    ("Москва. 3 марта. ИНТЕРФАКС - Идёт дождь.", "Москва", "Interfax"),
    ("МОСКВА, 3 мар — РИА Новости. Идёт дождь.", "МОСКВА", "RIA Novosti"),
    ("Warszawa (PAP) - Pada.", "Warszawa", "PAP"),
    ("Warszawa, 3.03.2026 (PAP) - Pada.", "Warszawa", "PAP"),
    ("BEIJING, March 3 (Xinhua) -- It rains.", "BEIJING", "Xinhua"),
    ("新华社北京3月3日电 今天下雨。", "北京", "Xinhua"),
    ("新华社北京３月３日电（记者甲乙）今天下雨。", "北京", "Xinhua"),
    ("【新华社北京3月3日电】今天下雨。", "北京", "Xinhua"),
    ("中新网3月3日电 今天下雨。", "", "China News Service"),
    ("（中央社記者甲乙台北3日電）今天下雨。", "", "CNA Taiwan"),
    ("【パリ共同】雨が降る。", "パリ", "Kyodo"),
    ("【ワシントン共同＝甲乙】雨が降る。", "ワシントン", "Kyodo"),
    ("【AFP＝時事】雨が降る。", "", "AFP"),
    ("[ロンドン ３日 ロイター] - 雨が降る。", "ロンドン", "Reuters"),
    ("TOKYO, March 3, Kyodo - It rains.", "TOKYO", "Kyodo"),
    ("[서울=뉴시스] 비가 온다.", "서울", "Newsis"),
    ("Budapest, 2026. március 3., kedd (MTI) - Esik.", "Budapest", "MTI"),
    ("Lisboa, 3 mar 2026 (Lusa) – Chove.", "Lisboa", "Lusa"),
    ("ANKARA (AA) - Yağmur yağıyor.", "ANKARA", "Anadolu"),
    ("NEW DELHI, March 3 (PTI) It rains.", "NEW DELHI", "PTI"),
]


@pytest.mark.parametrize(("paragraph", "place", "agency"), FORMS)
def test_a_form_of_dateline_is_read(paragraph, place, agency):
    dateline = split_dateline(paragraph)

    assert (dateline.place, dateline.agency) == (place, agency)
    assert paragraph.endswith(dateline.rest)
    assert len(dateline.rest.split()) <= 2


@pytest.mark.parametrize(
    "paragraph",
    [
        "Ann Sample (AP) says that it rains.",
        "Der Sender (dpa) meldet Regen.",
        "Am Montag (AFP) begann es zu regnen.",
        "Paris, 3 mars : il pleut (AFP) et il vente.",
        "Es regnet, meldet dpa - und es bleibt dabei.",
        "March 3 - It rains.",
    ],
)
def test_what_only_names_an_agency_is_no_dateline(paragraph):
    assert split_dateline(paragraph).rest == paragraph


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Von dpa", "dpa"),
        ("dpa/lno", "dpa"),
        ("Von der Nachrichtenagentur dpa", "dpa"),
        ("Mit Material der KNA", "KNA"),
        ("By Reuters Staff", "Reuters"),
        ("By The Associated Press", "AP"),
        ("By Ann Sample, Associated Press", "AP"),
        ("Par AFP", "AFP"),
        ("di Redazione ANSA", "ANSA"),
        ("EFE", "EFE"),
        ("PAP", "PAP"),
        ("来源：新华社", "Xinhua"),
        ("© Keystone-SDA", "SDA"),
        ("Von Ann Sample", ""),
    ],
)
def test_a_byline_names_the_agency(byline, agency):
    assert find_agency("Es regnet.", (byline,)) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Es regnet.\n(dpa/lno)", "dpa"),
        ("Es regnet. (APA)", "APA"),
        ("Es regnet. (AFP, dpa)", "AFP"),
        ("Es regnet. sda", "SDA"),
        ("Piove. (ANSA).", "ANSA"),
        ("今天下雨。（新华社）", "Xinhua"),
        ("雨が降る。（共同）", "Kyodo"),
        ("Pada.\nAnna Wzór (PAP)", "PAP"),
        ("Es regnet. Ende", ""),
    ],
)
def test_the_end_of_a_text_names_the_agency(text, agency):
    assert find_agency(text) == agency


@pytest.mark.parametrize(
    "credit",
    [
        "Foto: dpa",
        "Foto: Ann Sample/dpa",
        "Bild: Ann Sample/dpa",
        "Symbolbild (dpa)",
        "© Ann Sample/dpa",
        "(Photo by AFP)",
        "Photo: Ann Sample/AP",
        "Crédit photo : AFP",
        "fot. PAP",
        "Фото: ТАСС",
        "图片来源：新华社",
        "写真：共同",
    ],
)
def test_the_credit_of_an_image_names_no_agency_of_the_text(credit):
    assert find_agency("Es regnet.", (credit,)) == ""
    assert find_agency(f"Es regnet.\n{credit}") == ""
    assert find_agency(f"{credit}\nEs regnet.") == ""
