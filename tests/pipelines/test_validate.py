from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.items import Kind, Page
from newscrawl.pipelines.dropped import NotAnArticle, TdmReserved, TooShort
from newscrawl.pipelines.validate import Validate
from newscrawl.storage import State, Store
from tests.pipelines.running import crawler, process
from tests.storage.making import URL, article, store_url


def opened(store: str = "", **settings: object) -> Validate:
    pipeline = Validate.from_crawler(crawler(store, **settings))
    pipeline.open_spider()
    return pipeline


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.LIVEBLOG, Kind.GALLERY, Kind.VIDEO])
def test_an_article_goes_on_as_it_is(kind: Kind) -> None:
    item = article(kind=kind)
    assert process(opened(), item) is item


def test_an_open_beginning_is_kept_and_marked_as_paywalled() -> None:
    kept = process(opened(), article(kind=Kind.TEASER, paywalled=False))
    assert kept == article(kind=Kind.TEASER, paywalled=True)


def test_what_is_reserved_is_kept_and_marked_unless_that_is_to_be_obeyed(tmp_path: Path) -> None:
    item = article(tdm_reserved=True)
    assert process(opened(), item) is item

    with pytest.raises(TdmReserved):
        process(opened(store_url(tmp_path), NEWSCRAWL_OBEY_TDM="1"), item)
    with Store(store_url(tmp_path)) as store:
        (row,) = store.urls()
    assert (row.state, row.reason) == (State.NOT_ARTICLE, "TdmReserved")


@pytest.mark.parametrize("kind", [Kind.SECTION, Kind.OTHER])
def test_what_is_no_article_is_dropped_and_its_url_says_so(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(NotAnArticle, match=f"no article \\({kind}\\)"):
        process(opened(store_url(tmp_path)), article(kind=kind))
    with Store(store_url(tmp_path)) as store:
        (row,) = store.urls()
    assert (row.url, row.state, row.reason) == (URL, State.NOT_ARTICLE, "NotAnArticle")


@pytest.mark.parametrize(
    ("kind", "words", "is_kept"),
    [
        (Kind.ARTICLE, 14, False),
        (Kind.ARTICLE, 15, True),
        (Kind.TEASER, 14, False),
        (Kind.LIVEBLOG, 0, False),
        (Kind.GALLERY, 1, True),
        (Kind.GALLERY, 0, False),
        (Kind.VIDEO, 1, True),
        (Kind.VIDEO, 0, False),
    ],
)
def test_a_text_needs_words(kind: Kind, words: int, is_kept: bool) -> None:  # noqa: FBT001 - a column of the table
    item = article(kind=kind, word_count=words)
    if is_kept:
        assert process(opened(), item).word_count == words
    else:
        with pytest.raises(TooShort, match=f"^{words} words, fewer than"):
            process(opened(), item)


def test_how_many_words_is_a_setting() -> None:
    with pytest.raises(TooShort, match="19 words, fewer than 20"):
        process(opened(NEWSCRAWL_MIN_WORDS=20), article(word_count=19))


@pytest.mark.parametrize("item", [{"url": URL}, Page(URL, b"")], ids=repr)
def test_what_is_no_article_of_ours_goes_on_as_it_is(item: object) -> None:
    assert process(opened(), item) is item
