import pytest

from newscrawl.extraction.phrases.words import Calendar, read_phrase, read_words

CALENDAR = Calendar(frozenset({"march", "mar", "monday"}), frozenset({"at", "uhr", "pm", "de"}))

TEXTS = [
    ("Don’t  MISS this!", "don t miss this"),
    ("Διαβάστε επίσης", "διαβαστε επισησ"),
    ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "διαβαστε επισησ"),
    ("İLGİLİ YAZI", "ilgili yazi"),
    ("Foto: dpa", "foto : dpa"),
    ("12 comments", "# comments"),
    ("1,234 comments", "# comments"),
    ("1 234 comments", "# comments"),
    ("12. March 2024", "@"),
    ("Monday, March 12, at 10:30 pm", "@"),
    ("12.03.2024, 14:30 Uhr", "@"),
    ("2024-03-12", "@"),
    ("at 14:30 Uhr", "at #"),
    ("14h30", "#"),
    ("Mar 2024", "@"),
    ("Monday morning", "monday morning"),
    ("photo 1 de 12", "photo # de #"),
    ("2024年3月12日", "@"),
    ("相关 阅读：", "相关阅读:"),
    ("Ｆａｃｅｂｏｏｋでシェア", "facebookてシェア"),
    ("#hashtag @someone", "hashtag someone"),
    ("", ""),
    ("»…«", ""),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_text_is_folded_and_numbered(text, words):
    assert read_words(text, CALENDAR).text == words


@pytest.mark.parametrize(
    ("phrase", "words"), [("# comments", "# comments"), ("Posted @", "posted @"), ("# at @", "@")]
)
def test_placeholders_stand_for_themselves_in_a_phrase(phrase, words):
    assert read_phrase(phrase, CALENDAR).text == words


def test_two_cjk_characters_count_as_a_word():
    assert read_words("three more words", CALENDAR).size == 3
    assert read_words("三月十二日", CALENDAR).size == 3
