import pytest

from newscrawl.extraction.metadata import find_dateline, split_dateline

DATELINES = [
    ("Miami (dpa) – Es regnet.", "Miami", "dpa", "Es regnet."),
    ("Berlin/Paris (dpa/lni) - Es regnet.", "Berlin/Paris", "dpa", "Es regnet."),
    ("Frankfurt am Main (dpa-AFX) – Es regnet.", "Frankfurt am Main", "dpa", "Es regnet."),
    ("Wien/Graz (APA) - Es regnet.", "Wien/Graz", "APA", "Es regnet."),
    ("Hannover (epd). Es regnet.", "Hannover", "epd", "Es regnet."),
    ("(sda) Es regnet.", "", "SDA", "Es regnet."),
    ("PARIS (AFP) - It rains.", "PARIS", "AFP", "It rains."),
    ("PARIS (AFP) It rains.", "PARIS", "AFP", "It rains."),
    ("(Reuters) - It rains.", "", "Reuters", "It rains."),
    ("WASHINGTON (AP) — It rains.", "WASHINGTON", "AP", "It rains."),
    ("LONDON, March 3 (Xinhua) -- It rains.", "LONDON", "Xinhua", "It rains."),
    ("NEW YORK, 3 mar (Reuters) - Llueve.", "NEW YORK", "Reuters", "Llueve."),
    ("Washington, D.C. (AP) — It rains.", "Washington, D.C.", "AP", "It rains."),
    ("Madrid, 5 may (EFE).- Llueve.", "Madrid", "EFE", "Llueve."),
    ("ROMA (ANSA) - Piove.", "ROMA", "ANSA", "Piove."),
    ("WARSZAWA (PAP). Pada.", "WARSZAWA", "PAP", "Pada."),
    ("Warszawa (PAP) - Pada.", "Warszawa", "PAP", "Pada."),
    ("МОСКВА, 5 мая /ТАСС/. Идёт дождь.", "МОСКВА", "TASS", "Идёт дождь."),
    ("МОСКВА, 5 мая — РИА Новости. Идёт дождь.", "МОСКВА", "RIA Novosti", "Идёт дождь."),
    ("新华社北京5月3日电（记者甲乙）今天下雨。", "北京", "Xinhua", "今天下雨。"),
    ("【ワシントン共同】雨が降る。", "ワシントン", "Kyodo", "雨が降る。"),
    ("(서울=연합뉴스) 비가 온다.", "서울", "Yonhap", "비가 온다."),
    ("WASHINGTON — It rains.", "WASHINGTON", "", "It rains."),
    ("MEXICO CITY – It rains.", "MEXICO CITY", "", "It rains."),
]


@pytest.mark.parametrize(("paragraph", "place", "agency", "rest"), DATELINES)
def test_a_dateline_is_taken_apart(paragraph, place, agency, rest):
    dateline = split_dateline(paragraph)

    assert (dateline.place, dateline.agency, dateline.rest) == (place, agency, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "Es regnet in Miami.",
        "Ann Sample (SPD) – so sagt sie – bleibt.",
        "Ann Sample (41) kommt aus Berlin.",
        "Der Verband (dpa-nah, wie er sagt) bleibt.",
        "UPDATE – It rains.",
        "PAP - 3 May 2026",
        "Διάλογος - και βροχή",
        "It rains - and it will rain.",
        "The agency (AP) was founded long ago by people who wanted news (and had none), they say",
    ],
)
def test_a_paragraph_without_a_dateline_stays_whole(paragraph):
    dateline = split_dateline(paragraph)

    assert (dateline.place, dateline.rest) == ("", paragraph)


def test_a_long_paragraph_keeps_all_of_its_text():
    sentence = "Es regnet an der ganzen Küste. " * 40

    assert split_dateline(f"Kiel (dpa) – {sentence}").rest == sentence.strip()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Miami (dpa) – Es regnet.", "Miami"),
        ("Ein Vorspann.\n\nMiami (dpa) – Es regnet.", "Miami"),
        ("Eins.\nZwei.\nDrei.\nMiami (dpa) – Es regnet.", ""),
        ("(dpa) - Es regnet.", ""),
        ("", ""),
    ],
)
def test_the_dateline_of_a_text_stands_in_its_first_lines(text, place):
    assert find_dateline(text) == place
