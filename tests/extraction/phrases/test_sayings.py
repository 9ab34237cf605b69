import pytest

from newscrawl.extraction.phrases import Sayings, phrase_book

TEXTS = ["Diesen Artikel teilen", "Es regnet.", "Anzeige"]


def test_each_block_says_what_the_book_finds():
    sayings = Sayings(TEXTS)

    assert list(sayings) == [phrase_book().match(text) for text in TEXTS]
    assert sayings[1:] == [None, sayings[2]]
    assert len(sayings) == 3


def test_a_block_that_nobody_asks_for_is_not_looked_up(monkeypatch):
    asked = []
    monkeypatch.setattr("newscrawl.extraction.phrases.sayings.phrase_book", lambda: Recorder(asked))

    sayings = Sayings(TEXTS)
    for _ in range(2):
        assert sayings[2] is None

    assert asked == ["Anzeige"]


class Recorder:
    def __init__(self, asked):
        self.asked = asked

    def match(self, text):
        self.asked.append(text)


def test_there_is_nothing_behind_the_last_block():
    with pytest.raises(IndexError):
        Sayings(TEXTS)[3]
