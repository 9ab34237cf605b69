from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.items import Article
from newscrawl.storage import State, Store
from tests.storage.making import NOW, URL, article


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    saved = article()
    store.save(saved)
    assert store.article(URL) == saved


def test_an_article_with_nothing_but_its_url_is_kept_under_its_canonical_form(store: Store) -> None:
    store.save(Article("https://example.org/a?utm_source=x#top"))
    found = store.article("https://example.org/a")
    assert found is not None
    assert found.canonical_url == "https://example.org/a"


@pytest.mark.parametrize("url", ["https://[broken/a", "http://example.org:99999/a", "x:"])
def test_a_url_that_cannot_be_taken_apart_is_a_key_like_any_other(store: Store, url: str) -> None:
    store.save(Article(url))
    found = store.article(url)
    assert found is not None
    assert found.url == url


def test_saving_twice_makes_one_row(store: Store) -> None:
    store.save(article())
    store.save(article())
    assert store.counts()["articles"] == 1
    assert store.counts()["versions"] == 0


@pytest.mark.parametrize("url", [URL, f"{URL}?utm_source=feed", f"{URL}#comments"])
def test_an_article_is_found_by_any_spelling_of_its_url(store: Store, url: str) -> None:
    store.save(article())
    assert store.article(url) == article()


def test_an_article_is_found_by_the_url_that_led_to_it(store: Store) -> None:
    store.fetched("https://example.org/short", page_url="https://example.org/amp/ferry")
    store.save(article(canonical_url=URL, url="https://example.org/amp/ferry"))
    found = store.article("https://example.org/short")
    assert found is not None
    assert found.canonical_url == URL


def test_what_is_not_stored_is_none(store: Store) -> None:
    assert store.article(URL) is None
    assert store.versions(URL) == []


def test_a_changed_article_keeps_its_earlier_version(store: Store) -> None:
    first = article()
    second = article(text="The ferry runs again.", fetched_at="2026-11-04T07:00:00+00:00")
    store.save(first)
    store.save(second, now=NOW)
    assert store.article(URL) == second
    (version,) = store.versions(URL)
    assert version.text == first.text
    assert version.headline == first.headline
    assert version.content_hash == first.content_hash
    assert version.replaced_at == "2026-11-03T12:00:00+00:00"


def test_versions_come_oldest_first(store: Store) -> None:
    for day in (1, 2, 3):
        store.save(article(headline=f"Day {day}", fetched_at=f"2026-11-0{day}T07:00:00+00:00"))
    assert [version.headline for version in store.versions(URL)] == ["Day 1", "Day 2"]


def test_new_metadata_alone_makes_no_version(store: Store) -> None:
    store.save(article())
    store.save(article(tags=("new",), fetched_at="2026-11-04T07:00:00+00:00"))
    found = store.article(URL)
    assert found is not None
    assert found.tags == ("new",)
    assert store.versions(URL) == []


def test_reading_the_same_page_anew_makes_no_version(store: Store) -> None:
    """A newer site memory cleans the text; the site has changed nothing."""
    store.save(article())
    store.save(article(text="Cleaner.", memory_generation=3))
    found = store.article(URL)
    assert found is not None
    assert found.text == "Cleaner."
    assert store.versions(URL) == []


def test_without_hashes_texts_are_compared(store: Store) -> None:
    store.save(article(content_hash="", fetched_at=""))
    store.save(article(content_hash="", fetched_at="", lead="Another lead, the same text."))
    assert store.versions(URL) == []
    store.save(article(content_hash="", fetched_at="", text="Another text."))
    assert len(store.versions(URL)) == 1


def test_saving_sets_the_state_of_the_url_that_was_requested(store: Store) -> None:
    store.save(article(), url="https://example.org/short", now=NOW)
    short = store.url("https://example.org/short")
    own = store.url(URL)
    assert short is not None
    assert own is not None
    assert short.state == own.state == State.SAVED


@pytest.mark.parametrize("number", [0, 3, 4, 7])
def test_all_articles_come_once_each_however_many(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("newscrawl.storage.store._PAGE", 2)
    urls = [f"https://example.org/{letter}" for letter in "gfedcba"[:number]]
    for url in urls:
        store.save(Article(url))
    assert [found.url for found in store.articles()] == urls


def test_articles_of_a_site(store: Store) -> None:
    store.save(article("https://example.org/a"))
    store.save(article("https://example.net/b", site="example.net"))
    assert [found.url for found in store.articles("example.net")] == ["https://example.net/b"]


@pytest.mark.parametrize(
    ("dates", "is_in"),
    [
        ({"published": "2026-11-02T00:30:00+01:00"}, False),  # the 1st in UTC
        ({"published": "2026-11-01T23:30:00-02:00"}, True),
        ({"published": "2026-11-02T00:00:00+00:00"}, True),
        ({"published": "", "modified": "2026-11-02T05:00:00+00:00"}, True),
        ({"published": "", "modified": "", "fetched_at": "2026-11-05T05:00:00+00:00"}, True),
        ({"published": "some day", "modified": "2026-11-01T05:00:00+00:00"}, False),
        ({"published": "", "modified": "", "fetched_at": ""}, False),
    ],
)
def test_articles_since_a_moment(store: Store, dates: dict[str, str], is_in: bool) -> None:  # noqa: FBT001 - a column of the table
    store.save(article(**dates))
    found = list(store.articles(since=datetime(2026, 11, 2, tzinfo=UTC)))
    assert bool(found) is is_in


def test_a_naive_moment_is_taken_as_utc(store: Store) -> None:
    store.save(article(published="2026-11-02T00:00:00+00:00"))
    assert list(store.articles(since=datetime(2026, 11, 2)))  # noqa: DTZ001 - that is the point
    assert not list(store.articles(since=datetime(2026, 11, 2, 0, 0, 1)))  # noqa: DTZ001


def test_nuls_and_surrogates_are_cleaned_wherever_they_stand(store: Store) -> None:
    dirty = "a\x00b\ud83d\ude00\ud800c"
    store.save(
        article(
            headline=dirty,
            authors=(dirty,),
            images=(replace(article().images[0], caption=dirty),),
            removed={dirty: 1},
            site=dirty,
        )
    )
    found = store.article(URL)
    assert found is not None
    told = asdict(found)
    assert {found.headline, *found.authors, *found.removed, found.site} == {"ab😀\ufffdc"}
    assert found.images[0].caption == "ab😀\ufffdc"
    assert "\x00" not in str(told)


def test_a_url_of_3000_bytes_is_a_key_like_any_other(store: Store) -> None:
    long = "https://example.org/" + "ä" * 1500
    other = long + "x"
    store.discover([], now=NOW)
    store.save(article(long))
    store.save(article(other, headline="Other"))
    found = store.article(other)
    assert found is not None
    assert found.headline == "Other"
    assert store.counts()["articles"] == 2


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(), st.lists(st.text(), max_size=3), st.dictionaries(st.text(), st.integers(0, 9)))
def test_any_text_can_be_saved_found_again_and_searched(
    store: Store, text: str, tags: list[str], removed: dict[str, int]
) -> None:
    store.save(article(headline=text, text=text, tags=tuple(tags), removed=removed))
    found = store.article(URL)
    assert found is not None
    assert found.text == text.replace("\x00", "")
    store.search(text)
