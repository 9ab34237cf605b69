from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from demo.show import article_panel, articles_table, most_cleaned, removed_line
from newscrawl.items import Article, Image

QUAY = Article(
    url="http://quay.example/1",
    headline="Quay [closed] for repairs",
    text="The quay is closed.\nIt opens in May.",
    published="2026-03-04T05:06:07+01:00",
    authors=("Ada Lund", "Per Holm"),
    images=(Image("http://quay.example/1.jpg", "The quay", "Photo: Lund"),),
    word_count=8,
    removed={"navigation": 9, "promo": 1},
)
MOLE = Article(url="http://quay.example/2", removed={"promo": 2, "related": 1})


def printed(thing: object) -> str:
    console = Console(width=100, file=StringIO(), record=True)
    console.print(thing)
    return console.export_text()


def test_a_line_of_the_table_says_what_an_article_is() -> None:
    assert "2026-03-04 05:06  article        8      10       Quay [closed] for repairs" in printed(
        articles_table([QUAY])
    )


def test_a_long_headline_is_cut_and_nothing_else() -> None:
    said = printed(articles_table([replace(QUAY, headline="Quay " * 40)]))
    assert said.count("\n") == 2
    assert "2026-03-04 05:06  article        8      10       Quay Quay" in said


def test_an_article_is_shown_with_its_fields_and_its_whole_text() -> None:
    said = printed(article_panel(QUAY))
    for part in ("Ada Lund, Per Holm", "The quay / Photo: Lund", "It opens in May.", "[closed]"):
        assert part in said


def test_menus_do_not_make_a_page_worth_showing() -> None:
    assert most_cleaned([QUAY, MOLE]) == MOLE


def test_what_was_removed_most_comes_first() -> None:
    assert removed_line(MOLE) == "promo 2, related 1"
    assert removed_line(Article(url="http://quay.example/3")) == "nothing"
