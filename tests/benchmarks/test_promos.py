import re

import pytest

from benchmarks import promos
from benchmarks.metrics import tokens
from newscrawl.extraction.phrases.book import phrase_book
from newscrawl.extraction.phrases.words import fold

LANGUAGES = promos.languages()
MAIN = ("en", "zh", "el", "ru", "pl", "de")
CJK = re.compile("[\u3040-\u9fff]")


def flat(text: str) -> str:
    """Folded words with one space around each, so that a phrase is found as whole words."""
    words = re.findall(r"\w+", fold(text))
    return f" {' '.join(words)} "


def looked_for(phrase: str) -> str:
    """A phrase as it is looked for; Chinese and Japanese know no spaces around it."""
    return flat(phrase).strip() if CJK.search(phrase) else flat(phrase)


# Single words ("End", "By") are left out: each has its meaning only where it stands alone.
PHRASES = {
    (phrase.language, phrase.text): looked_for(phrase.text)
    for phrase in phrase_book().phrases
    if len(tokens(phrase.text)) >= 2
}


def phrases_in(lang: str, promo: promos.Promo) -> list[str]:
    """The phrases that stand in a promo, wherever they may stand by their file."""
    texts = [flat(text) for text in (promo.heading, *promo.paragraphs)]
    return [
        phrase
        for (language, phrase), words in PHRASES.items()
        if language == lang and any(words in text for text in texts)
    ]


def decided(promo: promos.Promo) -> bool:
    """Whether a phrase, of whatever language, decides the heading or a paragraph."""
    return any(phrase_book().match(text) for text in (promo.heading, *promo.paragraphs))


def test_there_are_enough_for_a_page_and_four_siblings_in_each_half():
    assert set(MAIN) <= set(LANGUAGES)
    for lang in LANGUAGES:
        for half in promos.HALVES:
            assert len(promos.half(lang, half)) >= 5, (lang, half)


def test_halves_share_nothing():
    for lang in LANGUAGES:
        tune, report = (promos.half(lang, half) for half in promos.HALVES)
        assert not set(tune) & set(report)
        assert len(tune) + len(report) == len(promos.promos(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_promos_are_prose(lang: str):
    for promo in promos.promos(lang):
        assert promo.heading
        assert 1 <= len(promo.paragraphs) <= 2
        assert sum(len(tokens(text)) for text in promo.paragraphs) >= 35


@pytest.mark.parametrize("half", promos.HALVES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_half_of_the_promos_or_more_hold_no_phrase(lang: str, half: str):
    own = promos.half(lang, half)
    clean = [promo for promo in own if not phrases_in(lang, promo) and not decided(promo)]
    assert len(clean) * 2 >= len(own), {p.heading: phrases_in(lang, p) for p in own}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_promo_gives_a_phrase_to_a_phrase_file(lang: str):
    """A phrase of four words that stands in a promo would be taken from it."""
    for promo in promos.promos(lang):
        fewest = 6 if lang == "zh" else 4
        assert [p for p in phrases_in(lang, promo) if len(tokens(p)) >= fewest] == []


def test_a_promo_leaks_as_much_as_of_its_paragraphs_is_in_the_text():
    promo = promos.Promo("Head", ("one two three four five six seven", "red green blue grey"))
    assert promo.leaked("nothing of it") == 0.0
    assert promo.leaked("Head") == 0.0
    assert promo.leaked(" \n") == 1.0  # what gives nothing does not win
    assert promo.leaked("Before. Red, green, blue, grey. After") == 0.2
    assert promo.leaked("one two three four five six seven\nred green blue grey") == 1.0


def test_a_language_without_promos_has_none():
    assert promos.promos("xx") == ()
