import pytest

from newscrawl.extraction.metadata.language import (
    agreed_language,
    guess_language,
    language_code,
    settle_language,
)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("de_AT", "de"),
        ("EN", "en"),
        ("zh-Hant-TW", "zh"),
        ("deu", "de"),
        ("German", "de"),
        ("jp", "ja"),
        ("ua", "uk"),
        ("en, de", "en"),
        ("x-default", ""),
        ("mul", ""),
        ("", ""),
    ],
)
def test_language_code(tag, code):
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (["de"], "de"),
        (["en-US", "de", "de_DE"], "de"),
        (["en", "de"], "en"),
        (["", "fr"], "fr"),
        ([], ""),
    ],
)
def test_most_claims_win_and_the_first_where_they_draw(claims, code):
    assert agreed_language(claims) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Hafen bleibt bis zum Abend geschlossen, weil die Brücke gerichtet wird.", "de"),
        ("The harbour stays closed until the evening while they mend the bridge.", "en"),
        ("Le port reste fermé jusqu'au soir parce que l'on répare le pont.", "fr"),
        ("Порт закрыт до вечера, потому что ремонтируют мост через реку.", "ru"),
        ("港口将关闭到晚上，因为桥梁正在维修，请市民绕行并注意安全。", "zh"),
        ("橋を直しているため、港は夕方まで閉まっています。ご注意ください。", "ja"),
        ("다리를 고치는 동안 항구는 저녁까지 닫혀 있습니다. 우회하십시오.", "ko"),
        ("Το λιμάνι μένει κλειστό ως το βράδυ γιατί φτιάχνουν τη γέφυρα.", "el"),
        ("Isasara ang tulay nang tatlong linggo simula Lunes, sabi ng alkalde ng bayan.", "tl"),
        ("הגשר על הנהר ייסגר לשלושה שבועות החל מיום שני, כך אמר ראש העיר.", "he"),
        ("Most cherez reku zakroyut na tri nedeli s ponedel'nika, skazal mer goroda.", ""),
        ("Ja.", ""),
        ("12 34", ""),
        ("Müller Meier Schmidt Rossi Dupont Novak Garcia Ivanov", ""),  # names of all countries
    ],
)
def test_the_language_of_a_text(text, code):
    assert guess_language(text) == code


GERMAN = "Der Hafen bleibt bis zum Abend geschlossen, weil die Brücke gerichtet wird."
ENGLISH = "The harbour stays closed until the evening while they mend the bridge in the north."


@pytest.mark.parametrize(
    ("claimed", "text", "code"),
    [
        ("en", GERMAN, "de"),
        ("", GERMAN, "de"),
        ("de", GERMAN, "de"),
        ("de", ENGLISH, "de"),
        ("en", ENGLISH, "en"),
        ("en", "Oh.", "en"),
        ("", "Oh.", ""),
    ],
)
def test_a_claim_of_english_is_checked(claimed, text, code):
    assert settle_language(claimed, text) == code
