import pytest

from newscrawl.extraction.phrases import Match, PhraseBook, phrase_book
from newscrawl.extraction.phrases.reading import read_phrases
from newscrawl.items import Reason

LABELS = """
[calendar]
days: March
fillers: at

[share]
whole: Share
whole: Save
whole: # shares
start: Share this story

[related]
start: See also:
start 4: More of
any: (Archive
any: our other stories

[caption]
end: (Archive)

[paywall]
any: only our subscribers

[byline]
whole: Posted @
whole: Read in # minutes
"""


@pytest.fixture(scope="module")
def book():
    return PhraseBook([read_phrases(LABELS, "en")])


BLOCKS = [
    ("Share", "Share"),
    ("SHARE!", "Share"),
    ("» Share:", "Share"),
    ("Share (12)", "Share"),
    ("Share 1.234", "Share"),
    ("(Share)", "Share"),
    ("Share Save", "Share"),
    ("Save 3 Share 12", "Save"),
    ("12 shares", "# shares"),
    ("Share this story with a friend", "Share this story"),
    ("See also: the bridge that nobody wanted", "See also:"),
    ("More of this", "More of"),
    ("Here are some of our other stories for you", "our other stories"),
    ("Posted 12 March 2024 at 10:30", "Posted @"),
    ("Posted: no", None),
    ("Read in 5 minutes", "Read in # minutes"),
    ("The mayor in May (Archive)", "(Archive"),
    ("They share a wall", None),
    ("Share prices fell", None),
    ("Share $2.50 to $7.00", None),
    ("Shared", None),
    ("See also the bridge that nobody wanted", None),
    ("More of the same was to come", None),
    ("", None),
    ("…", None),
    ("2024", None),
]


@pytest.mark.parametrize(("block", "phrase"), BLOCKS)
def test_a_block_is_told_by_its_phrase(book, block, phrase):
    match = book.match(block)

    assert (match.phrase if match else None) == phrase


def test_a_match_says_all_it_knows(book):
    assert book.match("This one is for only our subscribers") == Match(
        Reason.PROMO, "only our subscribers", "en", "any", paywall=True
    )


@pytest.mark.parametrize(("words", "found"), [(40, True), (41, False)])
def test_a_phrase_decides_no_longer_block_than_its_limit(book, words, found):
    block = "our other stories " + "word " * (words - 3)

    assert (book.match(block) is not None) == found


def test_a_long_block_is_left_alone(book):
    assert book.match("See also: " + "word " * 1000) is None


def test_the_longest_phrase_wins(book):
    match = book.match("See also: our other stories (Archive)")

    assert match
    assert match.phrase == "our other stories"


def test_of_two_phrases_of_one_length_the_first_in_the_alphabet_wins_whatever_hashes_say():
    said = PhraseBook([read_phrases("[legal]\nany: red boat\nany: old pier\n", "en")])

    match = said.match("The red boat at the old pier")

    assert match
    assert match.phrase == "old pier"


def test_a_row_needs_more_than_one_phrase_and_nothing_else(book):
    assert book.match("Share Save Share")
    assert book.match("Share Save prices") is None


def test_of_two_files_the_first_language_names_a_phrase_both_have():
    files = [read_phrases("[share]\nstart: Tweet this\n", code) for code in ("nl", "en")]

    match = PhraseBook(files).match("Tweet this now")

    assert match
    assert match.language == "en"


CJK = [
    ("相关阅读", Reason.RELATED),
    ("相关阅读：新桥将于秋季动工", Reason.RELATED),
    ("责任编辑：张三", Reason.BYLINE),
    ("12条评论", Reason.COMMENTS),
    ("関連記事", Reason.RELATED),
    ("【写真】空のプールと市長", Reason.RELATED),
    ("写真＝市役所で", Reason.CAPTION),
    ("写真が市役所に飾られた", None),
    ("この記事は有料会員限定です。残り1234文字", Reason.PROMO),
]


@pytest.mark.parametrize(("block", "reason"), CJK)
def test_text_without_spaces_is_told_too(block, reason):
    match = phrase_book().match(block)

    assert (match.reason if match else None) == reason


MIXED = [
    ("Teilen Drucken E-Mail", Reason.SHARE),
    ("Facebook | X | WhatsApp", Reason.SHARE),
    ("Stand: 12.03.2024, 14:30 Uhr", Reason.BYLINE),
    ("Vor 3 Stunden", Reason.BYLINE),
    ("Updated 9:41 PM EST, Mon November 6, 2023", Reason.BYLINE),
    ("5min read", Reason.BYLINE),
    ("Publié le 12 mars 2024 à 18h30", Reason.BYLINE),
    ("Kommentare (12)", Reason.COMMENTS),
    ("© 2024 Hafenbote", Reason.LEGAL),
    ("Der Hafen im Mai. (Foto: Anna Muster)", Reason.CAPTION),
    ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: το λιμάνι έκλεισε", Reason.RELATED),
    ("Читайте еще: порт закрыт", Reason.RELATED),
    ("Dieser Artikel ist nur für Abonnenten", Reason.PROMO),
]


@pytest.mark.parametrize(("block", "reason"), MIXED)
def test_all_languages_are_asked_at_once(block, reason):
    match = phrase_book().match(block)

    assert match
    assert match.reason == reason


def test_the_book_is_read_once():
    assert phrase_book() is phrase_book()
