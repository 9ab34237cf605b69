import pytest

from newscrawl.extraction.metadata.captions import clean_credit, split_caption, with_captions
from newscrawl.items import Image

CAPTIONS = [
    (
        "Der Hafen. (Archivbild) Foto: Ann Sample/Pool/AP/dpa",
        "Der Hafen. (Archivbild)",
        "Ann Sample/Pool/AP/dpa",
    ),
    ("Der Hafen am Morgen. Foto: Ann Sample/dpa", "Der Hafen am Morgen.", "Ann Sample/dpa"),
    ("Der Hafen am Morgen. (Foto: Ann Sample/dpa)", "Der Hafen am Morgen.", "Ann Sample/dpa"),
    ("Der Hafen am Morgen. © Ann Sample/dpa", "Der Hafen am Morgen.", "Ann Sample/dpa"),
    ("Der Hafen | Bild: Ann Sample", "Der Hafen", "Ann Sample"),
    ("Der Hafen. Symbolfoto: Ann Sample", "Der Hafen.", "Ann Sample"),
    ("Der Hafen. Bildrechte: Ann Sample", "Der Hafen.", "Ann Sample"),
    ("The harbour (Photo by Ann Sample/Getty Images)", "The harbour", "Ann Sample/Getty Images"),
    ("The harbour. Photograph: Ann Sample/AP", "The harbour.", "Ann Sample/AP"),
    ("The harbour. Ann Sample/Getty Images", "The harbour.", "Ann Sample/Getty Images"),
    ("The harbour. (AP Photo/Ann Sample)", "The harbour.", "AP Photo/Ann Sample"),
    ("The harbour. Ann Sample via AP", "The harbour.", "Ann Sample via AP"),
    ("Le port. Crédit photo : Ann Sample", "Le port.", "Ann Sample"),
    ("Le port. © Ann Sample, AFP", "Le port.", "Ann Sample, AFP"),
    ("El puerto. Foto: Ann Sample", "El puerto.", "Ann Sample"),
    ("Port. Fot. Ann Sample", "Port.", "Ann Sample"),
    ("Port (fot. Ann Sample)", "Port", "Ann Sample"),
    ("港の朝＝甲田乙子撮影", "港の朝", "甲田乙子撮影"),
    ("Το λιμάνι. (φωτ.: Άννα)", "Το λιμάνι.", "Άννα"),
    ("Port. Fot: Ann Sample", "Port.", "Ann Sample"),
    ("Порт утром. Фото: Анна Пример / ТАСС", "Порт утром.", "Анна Пример / ТАСС"),
    ("Το λιμάνι. ΦΩΤΟ: Άννα", "Το λιμάνι.", "Άννα"),
    ("清晨的港口。新华社记者甲乙丙摄", "清晨的港口。", "新华社记者甲乙丙摄"),
    ("清晨的港口 图片来源：某某网", "清晨的港口", "某某网"),
    ("Foto: Ann Sample", "", "Ann Sample"),
    ("Ein Foto von der Unfallstelle", "Ein Foto von der Unfallstelle", ""),
    ("She holds a photo by her late brother", "She holds a photo by her late brother", ""),
    ("Der Hafen am Morgen.", "Der Hafen am Morgen.", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "caption", "credit"), CAPTIONS)
def test_caption_and_credit_are_told_apart(text, caption, credit):
    assert split_caption(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Foto: © Ann Sample/dpa", "Ann Sample/dpa"),
        ("(c) Ann Sample", "Ann Sample"),
        ("(Ann Sample)", "Ann Sample"),
        ("Ann Sample (AFP)", "Ann Sample (AFP)"),
        ("", ""),
    ],
)
def test_a_credit_loses_its_marks(text, credit):
    assert clean_credit(text) == credit


def test_a_very_long_caption_ends_soon():
    text = "Der Hafen am Morgen, sagt sie / er. " * 3000

    caption, credit = split_caption(text)

    assert (caption, credit) == (text.strip(), "")


A = Image("https://news.example.org/a.jpg")
B = Image("https://news.example.org/b.jpg", "The quay.", "Bob Pattern")


@pytest.mark.parametrize(
    ("images", "texts", "merged"),
    [
        ([A], ["The harbour."], [Image(A.url, "The harbour.")]),
        ([A], ["The harbour. Photo: dpa"], [Image(A.url, "The harbour.", "dpa")]),
        ([A], ["The harbour.", "The harbour. Photo: dpa"], [Image(A.url, "The harbour.", "dpa")]),
        ([A], ["The harbour.", "Photo: dpa"], [Image(A.url, "The harbour.", "dpa")]),
        ([B, A], ["The harbour."], [B, Image(A.url, "The harbour.")]),
        ([B], ["The quay. Photo: dpa"], [B]),
        ([B], ["The harbour."], [B]),
        ([A], ["3/5"], [A]),
        ([], ["The harbour. Photo: dpa"], [Image("", "The harbour.", "dpa")]),
        ([B], ["The quay. Bob Pattern"], [B]),
        ([B], ["Bob Pattern"], [B]),
        ([B, A], ["Bob Pattern", "The quay"], [B, A]),
        ([], ["The harbour.", "The quay."], [Image("", "The harbour.")]),
        ([A], [], [A]),
    ],
)
def test_captions_outside_of_figures_find_their_image(images, texts, merged):
    assert with_captions(images, texts) == tuple(merged)
