from newscrawl.storage import State, Store
from newscrawl.storage.additions import additions, has_articles, mark
from newscrawl.urls import site_of
from tests.storage.making import URL, article

LATER = "2026-11-04T07:00:00+00:00"


def test_what_is_new_and_what_has_changed_since_a_mark(store: Store) -> None:
    store.save(article())
    store.save(article("https://example.net/old"))
    before = mark(store)
    store.save(article(text="It runs again, and the bus is gone.", fetched_at=LATER))
    for name in "ab":
        store.save(article(f"https://www.example.net/{name}", text=f"Story {name} of the ferry."))

    new, updated = additions(store, before, site_of)

    assert new == {"example.net": 2}
    assert updated == {"example.org": 1}


def test_an_empty_store_has_nothing_to_mark(store: Store) -> None:
    assert additions(store, mark(store), site_of) == ({}, {})


def test_a_site_has_articles_when_one_was_saved(store: Store) -> None:
    store.set_state(URL, State.GONE, "HTTP 404")
    assert not has_articles(store, "example.org")
    store.save(article())
    assert has_articles(store, "example.org")
