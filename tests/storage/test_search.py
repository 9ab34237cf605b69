from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.storage import Store
from newscrawl.storage.search import spaced, terms_of
from tests.storage.making import article

TEXTS = {
    "de": ("Bürgermeister Müller wählt Größe", "Die Weißwürste kosten künftig 3,50 Euro."),
    "zh": ("迈阿密渡轮停运", "周一发动机发生故障，渡轮停在港口。"),
    "ja": ("渡し船が止まる", "エンジンの故障で船は港にとどまっている。"),
    "th": ("เรือข้ามฟากหยุดให้บริการ", "เครื่องยนต์ขัดข้องเมื่อวันจันทร์"),
    "ru": ("Паром остановился", "Двигатель отказал в понедельник."),
    "en": ("Ferry stops running", 'Its engine failed. "Never again," said the master.'),
    "pl": ("Prom nie kursuje", "Zażółć gęślą jaźń nad zatoką."),
}


@pytest.fixture
def library(store: Store) -> Store:
    """One article a language."""
    for language, (headline, text) in TEXTS.items():
        url = f"https://example.org/{language}"
        store.save(article(url, headline=headline, text=text, site=f"{language}.example"))
    return store


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("Müller", "de"),
        ("muller", "de"),
        ("GRÖSSE weißwürste", ""),  # ß is not ss to the index
        ("größe weißwürste", "de"),
        ("Bürger*", "de"),
        ("Bürger", ""),
        ("渡轮", "zh"),
        ("迈阿密", "zh"),
        ("密", "zh"),
        ("轮渡", ""),
        ("港口", "zh"),
        ("エンジン", "ja"),
        ("ข้ามฟาก", "th"),
        ("двигатель", "ru"),
        ("gęślą", "pl"),
        ("zażółć jaźń", "pl"),
        ("engine ferry", "en"),
        ('"engine failed"', "en"),
        ('"failed engine"', ""),
        ('"again said"', "en"),
    ],
)
def test_words_are_found_in_any_script(library: Store, asked: str, language: str) -> None:
    hits = library.search(asked)
    assert [hit.site for hit in hits] == ([f"{language}.example"] if language else [])


@pytest.mark.parametrize("asked", ["", "  ", '"', '""', "!?", "*", '"*"', "' -- %", "( AND )"])
def test_what_holds_no_word_finds_nothing_and_breaks_nothing(library: Store, asked: str) -> None:
    assert all(hit.site for hit in library.search(asked))


@pytest.mark.parametrize(
    "asked", ["AND", "NEAR(a b)", "headline:Ferry", "ferry^2", "a\\b'c", "x" * 5000, "\x00\ud800a"]
)
def test_the_index_s_own_language_is_text_here(library: Store, asked: str) -> None:
    assert library.search(asked) == []


def test_an_article_with_the_word_in_its_headline_comes_first(store: Store) -> None:
    filler = "Nothing else happened on that long day at the quiet harbour of the town. "
    store.save(article("https://example.org/1", headline="News", text="A storm. " + filler))
    store.save(article("https://example.org/2", headline="Storm", text=filler * 2))
    assert [hit.url[-1] for hit in store.search("storm")] == ["2", "1"]


def test_a_site_and_a_limit(library: Store) -> None:
    for number in range(5):
        url = f"https://en.example/{number}"
        library.save(article(url, headline="Ferry", text=str(number), site="en.example"))
    assert len(library.search("ferry", limit=4)) == 4
    assert len(library.search("ferry", site="en.example")) == 6
    assert library.search("ferry", site="de.example") == []


def test_a_changed_article_is_found_by_its_new_words_alone(store: Store) -> None:
    store.save(article())
    store.save(article(headline="Bridge closed", text="Cars wait.", fetched_at="2026-11-09"))
    assert store.search("ferry") == []
    assert [hit.headline for hit in store.search("bridge cars")] == ["Bridge closed"]


def test_words_left_in_the_index_give_way_to_an_article_that_gets_their_number(
    file_store: Store, tmp_path: Path
) -> None:
    file_store.save(article(headline="Ferry"))
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM articles")  # by hand: the index knows nothing of it
    file_store.save(article(headline="Harbour", text="Cars wait."))
    assert file_store.search("ferry") == []
    assert [hit.headline for hit in file_store.search("harbour")] == ["Harbour"]


def test_a_hit_shows_the_text_around_the_word(store: Store) -> None:
    text = "Before. " * 40 + "The old lighthouse burned. " + "After. " * 40
    store.save(article(text=text))
    (hit,) = store.search("LIGHTHOUSE")
    assert "The old lighthouse burned. After." in hit.snippet
    assert hit.snippet.startswith("… Before.")
    assert hit.snippet.endswith(" …")
    assert hit.published == article().published


def test_a_word_of_the_headline_shows_the_text_s_beginning(store: Store) -> None:
    store.save(article(headline="Storm", text="Short text."))
    (hit,) = store.search("storm")
    assert hit.snippet == "Short text."


def test_a_phrase_without_spaces_is_shown_where_it_stands(library: Store) -> None:
    (hit,) = library.search("发动机")
    assert hit.snippet == TEXTS["zh"][1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("a b", ["a", "b"]),
        ('"a b" c', ["a b", "c"]),
        ('a "b', ["a", "b"]),
        ("wahl*", ["wahl"]),
        ("渡轮", ["渡 轮"]),
        ("- a", ["a"]),
    ],
)
def test_terms(asked: str, words: list[str]) -> None:
    assert [term.words for term in terms_of(asked)] == words


def test_latin_text_is_indexed_as_it_is() -> None:
    assert spaced("Größe, e\u0301") == "Größe, é"
