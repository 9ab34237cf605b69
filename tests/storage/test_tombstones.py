from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from newscrawl.errors import ArticleRemoved
from newscrawl.items import Article
from newscrawl.storage import State, Store
from newscrawl.storage.clean import key_of
from newscrawl.storage.schema import lessons
from tests.storage.making import NOW, URL, article, candidate, store_url

WHY = "a court's order"
AT = "2026-11-03T12:00:00+00:00"
SHORT = "https://example.org/short"
AMP = "https://example.org/amp/ferry"
PRINT = "https://example.org/print?id=7"


@pytest.fixture
def removed(store: Store) -> Store:
    """A store whose one article, known by three URLs and changed once, was removed."""
    store.fetched(SHORT, page_url=AMP)
    store.save(article(url=AMP, canonical_url=URL))
    store.save(article(url=AMP, canonical_url=URL, headline="New", fetched_at="2026-11-09"))
    store.remove(URL, WHY, NOW)
    return store


@pytest.mark.parametrize("named", [URL, f"{URL}?utm_source=x", SHORT, AMP])
def test_an_article_is_removed_by_any_url_that_led_to_it(store: Store, named: str) -> None:
    store.fetched(SHORT, page_url=AMP)
    store.save(article(url=AMP, canonical_url=URL))
    store.save(article(url=AMP, canonical_url=URL, headline="New", fetched_at="2026-11-09"))
    removal = store.remove(named, WHY, NOW)
    assert removal is not None
    assert (removal.articles, removal.versions) == (1, 1)
    assert {URL, SHORT, AMP} <= set(removal.urls)
    assert (removal.tombstone.url, removal.tombstone.reason) == (URL, WHY)
    assert removal.tombstone.removed_at == AT
    assert store.article(URL) is None
    assert store.versions(URL) == []
    assert store.search("ferry") == []
    assert store.counts()["articles"] == store.counts()["versions"] == 0
    assert store.problems() == []


def test_all_urls_that_led_to_it_are_listed_as_removed_with_the_reason(removed: Store) -> None:
    listed = {row.url: (row.reason, row.next_try) for row in removed.urls(state=State.REMOVED)}
    assert listed == {URL: (WHY, ""), SHORT: (WHY, ""), AMP: (WHY, "")}


@pytest.mark.parametrize(
    "again",
    [
        article(),
        article(url=PRINT, canonical_url=URL, headline="By another URL"),
        article(url=AMP, canonical_url=AMP, headline="Without a canonical link"),
        article(url=SHORT, canonical_url=SHORT, headline="By the URL that redirects"),
        article(url=f"{AMP}?utm_source=x", canonical_url="", headline="Another spelling"),
        article(url=PRINT, canonical_url=PRINT, headline="New"),
    ],
    ids=lambda one: one.headline,
)
def test_no_url_brings_it_back(removed: Store, again: Article) -> None:
    """The last one has headline and text of the version that was removed."""
    with pytest.raises(ArticleRemoved, match=f"removed for good on 2026-11-03 .{WHY}.; it stays"):
        removed.save(again)
    assert removed.counts()["articles"] == 0
    row = removed.url(again.url)
    assert row is not None
    assert (row.state, row.reason) == (State.REMOVED, WHY)


def test_what_its_waiting_page_taught_is_deleted(store: Store) -> None:
    store.save(article())
    with store.writing("learn") as connection:
        for url in (URL, "https://example.org/other"):
            lesson = {"key": key_of(url), "site": "example.org", "bytes": b"x"}
            connection.execute(lessons.insert().values(lesson))
    store.remove(URL, WHY)
    with store.reading("look") as connection:
        left = connection.scalars(select(lessons.c.key)).all()
    assert left == [key_of("https://example.org/other")]


def test_the_same_words_on_another_site_are_another_article(removed: Store) -> None:
    there = article("https://example.net/copy", site="example.net", headline="New")
    removed.save(there)
    assert removed.article(there.url) == there


def test_other_articles_are_saved_as_ever(removed: Store) -> None:
    other = article("https://example.org/other", headline="Other")
    removed.save(other)
    removed.save(Article("https://example.org/bare"))
    assert removed.counts()["articles"] == 2


def test_an_article_without_text_refuses_no_other_without_text(store: Store) -> None:
    store.save(article(headline="", text=""))
    store.remove(URL, WHY)
    store.save(article("https://example.org/other", headline="", text=""))
    assert store.counts()["articles"] == 1


def test_discovery_does_not_ask_for_it_again(removed: Store) -> None:
    other = "https://example.org/other"
    removed.discover(map(candidate, [URL, SHORT, AMP, f"{URL}?utm_source=feed", other]), now=NOW)
    assert [row.url for row in removed.due("", NOW, 99)] == [other]
    spelled = removed.url(f"{URL}?utm_source=feed")
    assert spelled is not None
    assert spelled.state == State.REMOVED


@pytest.mark.parametrize(
    "tell",
    [
        lambda store: store.attempt(URL, NOW),
        lambda store: store.fetched(URL, page_url=AMP),
        lambda store: store.failed(URL, "timeout", NOW, NOW),
        lambda store: store.set_state(URL, State.NOT_ARTICLE, "TooShort"),
        lambda store: store.duplicate(URL, of=URL, reason="Duplicate"),
        lambda store: store.backfill("", NOW),
        lambda store: store.retry_all(State.REMOVED, now=NOW),
    ],
    ids=["attempt", "fetched", "failed", "set_state", "duplicate", "backfill", "retry_all"],
)
def test_nothing_a_crawl_says_makes_it_due(removed: Store, tell: object) -> None:
    tell(removed)  # type: ignore[operator]
    removed.recover(now=NOW)
    assert removed.due("", NOW, 99) == []
    assert {row.state for row in removed.urls()} == {State.REMOVED}


def test_a_duplicate_of_it_is_removed_as_well(removed: Store) -> None:
    """Deduplicate has seen an article that the store then refused."""
    removed.fetched(PRINT)
    removed.duplicate(PRINT, of=URL, reason="Duplicate")
    row = removed.url(PRINT)
    assert row is not None
    assert row.state == State.REMOVED


def test_a_url_without_article_can_be_kept_out(store: Store) -> None:
    store.discover([candidate(f"{URL}?utm_source=x")], now=NOW)
    removal = store.remove(f"{URL}?utm_source=x", WHY)
    assert removal is not None
    assert (removal.articles, removal.versions) == (0, 0)
    assert store.due("", NOW, 99) == []
    with pytest.raises(ArticleRemoved):
        store.save(article())


def test_a_url_never_heard_of_is_none(store: Store) -> None:
    assert store.remove(URL, WHY) is None
    assert store.tombstone(URL) is None
    store.save(article())


def test_removing_again_keeps_the_first_reason_and_names_the_urls(removed: Store) -> None:
    again = removed.remove(SHORT, "another reason")
    assert again is not None
    assert (again.articles, again.versions) == (0, 0)
    assert again.tombstone == removed.tombstone(URL)
    assert again.tombstone.reason == WHY
    assert {URL, SHORT, AMP} <= set(again.urls)


def test_no_byte_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    """Neither in the tables nor in the index, whose words are kept in a row."""
    filler = [article(f"https://example.org/{n}", headline=f"Day {n}") for n in range(30)]
    with Store(store_url(tmp_path)) as store:
        for one in filler:
            store.save(one)
        store.save(article(text="The zwetschgenkuchen. " * 200, headline="Quittenmus"))
        store.save(article(text="The topinambur.", headline="Q2", fetched_at="2026-11-09"))
        store.remove(URL, WHY)
        kept = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    for word in (b"wetschgenk", b"uittenmu", b"opinambu"):
        assert word not in kept.lower()
