from newscrawl.storage import State, Store
from tests.storage.making import NOW, URL, article

ALIAS = "https://example.org/alias"


def test_a_url_shares_what_became_of_a_page_that_another_led_to(store: Store) -> None:
    store.fetched(URL, now=NOW)
    store.save(article(), now=NOW)
    store.fetched(ALIAS, page_url=URL, now=NOW)
    store.share(ALIAS, URL)

    row = store.url(ALIAS)
    assert row is not None
    assert (row.state, row.reason, row.next_try) == (State.SAVED, "", "")
    assert store.article(ALIAS) == store.article(URL)
    assert store.problems() == []


def test_a_page_that_is_no_article_is_none_under_another_url(store: Store) -> None:
    store.fetched(URL, now=NOW)
    store.set_state(URL, State.NOT_ARTICLE, "NotAnArticle", now=NOW)
    store.fetched(ALIAS, page_url=URL, now=NOW)
    store.share(ALIAS, URL)

    row = store.url(ALIAS)
    assert row is not None
    assert (row.state, row.reason) == (State.NOT_ARTICLE, "NotAnArticle")


def test_a_page_that_still_waits_says_what_becomes_of_it_to_both(store: Store) -> None:
    store.fetched(URL, now=NOW)
    store.fetched(ALIAS, page_url=URL, now=NOW)
    store.share(ALIAS, URL)
    assert {row.state for row in store.urls()} == {State.FETCHED}
    store.save(article(), now=NOW)

    assert {row.state for row in store.urls()} == {State.SAVED}
