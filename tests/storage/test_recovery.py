from __future__ import annotations

from newscrawl.items import Path
from newscrawl.schedule.interruption import ALONE, ALONE_FROM
from newscrawl.storage import Kept, State, Store, UrlRow, lessons
from newscrawl.storage.clean import key_of
from tests.storage.making import NOW, URL, article, candidate

A, B = "https://example.org/a", "https://example.org/b"
SITE = "example.org"


def row(store: Store, url: str = URL) -> UrlRow:
    found = store.url(url)
    assert found is not None
    return found


def interrupt(store: Store, url: str, times: int) -> None:
    """Let crawls die that have requested a URL."""
    for _ in range(times):
        store.attempt(url, NOW)
        store.recover(SITE, now=NOW)


def die_alone(store: Store, url: str) -> None:
    store.attempt(url, NOW)
    store.take(url, NOW, alone=True)


def test_what_was_interrupted_often_is_due_apart_from_all_else(store: Store) -> None:
    store.discover([candidate(A), candidate(B)], now=NOW)
    interrupt(store, A, ALONE_FROM)
    assert [found.url for found in store.due(SITE, NOW, 9)] == [B]
    assert store.suspects(SITE, NOW) == [A]
    assert row(store, A).interrupted == ALONE_FROM


def test_what_ends_the_process_alone_is_poison(store: Store) -> None:
    store.discover([candidate(A)], now=NOW)
    interrupt(store, A, ALONE_FROM)
    die_alone(store, A)
    assert row(store, A).reason == ALONE
    assert store.recover(SITE, now=NOW).poison == (A,)
    found = row(store, A)
    assert (found.state, found.reason, found.tries) == (State.FAILED, "Poison", 0)
    assert (found.next_try, found.attempted_at) == ("", "")
    assert "died 4 times" in found.last_error
    assert store.suspects(SITE, NOW) == []


def test_what_was_alone_before_its_time_is_not(store: Store) -> None:
    store.discover([candidate(A)], now=NOW)
    die_alone(store, A)
    assert store.recover(SITE, now=NOW).poison == ()
    assert (row(store, A).state, row(store, A).reason) == (State.DISCOVERED, "")


def test_an_article_whose_page_has_turned_to_poison_is_kept(store: Store) -> None:
    store.save(article())
    interrupt(store, URL, ALONE_FROM)
    die_alone(store, URL)
    store.recover(SITE, now=NOW)
    assert (row(store).state, row(store).reason, row(store).next_try) == ("saved", "Poison", "")


def test_a_page_in_hand_goes_on_from_where_it_is_kept(store: Store) -> None:
    """By its own URL, which may be another than the one that was requested."""
    store.discover([candidate(A)], now=NOW)
    store.fetched(A, page_url=B)
    store.take(B, NOW)
    left = store.recover(SITE, [B], NOW)
    assert (left.interrupted, left.refetched) == (1, 0)
    assert left.pages == {B: Kept(learned=False, alone=False)}
    found = row(store, A)
    assert (found.state, found.interrupted, found.attempted_at) == (State.FETCHED, 1, "")
    assert store.due(SITE, NOW, 9) == []


def test_a_page_in_hand_that_is_lost_is_fetched_again(store: Store) -> None:
    store.fetched(A)
    store.take(A, NOW)
    left = store.recover(SITE, [], NOW)
    assert (left.interrupted, left.pages) == (1, {})
    assert [found.url for found in store.due(SITE, NOW, 9)] == [A]


def test_a_kept_page_that_was_interrupted_often_is_run_alone(store: Store) -> None:
    store.fetched(A)
    for _ in range(ALONE_FROM):
        store.take(A, NOW)
        left = store.recover(SITE, [A], NOW)
    assert left.pages == {A: Kept(learned=False, alone=True)}
    store.take(A, NOW, alone=True)
    assert store.recover(SITE, [A], NOW).poison == (A,)


def test_a_page_that_is_put_down_was_not_interrupted(store: Store) -> None:
    store.fetched(A)
    store.take(A, NOW, alone=True)
    store.put_down(A)
    assert store.recover(SITE, [A], NOW).interrupted == 0
    assert row(store, A).reason == ""


def test_a_page_that_nobody_asked_for_leaves_no_note(store: Store) -> None:
    store.take(A, NOW)
    store.put_down(A)
    assert store.url(A) is None


def test_a_page_whose_article_is_saved_is_waited_for_no_longer(store: Store) -> None:
    store.fetched(URL)
    store.save(article())
    assert store.recover(SITE, [URL], NOW).pages == {}


def test_a_settled_memory_knows_the_pages_that_were_kept(store: Store) -> None:
    store.fetched(A)
    lessons.keep(store, SITE, A, b"what it taught")
    store.settle(SITE, b"...", 0, 1, NOW)
    store.fetched(B)
    left = store.recover(SITE, [A, B], NOW)
    assert {url: page.learned for url, page in left.pages.items()} == {A: True, B: False}
    assert left.extracting
    assert lessons.of(store, SITE) == {}


def test_the_end_of_a_crawl_settles_what_is_done(store: Store) -> None:
    store.fetched(URL)
    store.fetched(A)
    store.settle(SITE, b"...", 0, 2, NOW)
    store.save(article())
    assert [saved.url for saved in store.saved_before()] == [URL]
    store.end_crawl(SITE)
    assert store.saved_before() == []
    assert store.recover(SITE, [A], NOW).pages[A].learned


def test_a_site_that_is_through_has_come_before_the_rest_of_its_crawl(store: Store) -> None:
    """Nothing goes on with its pages, but a crawl that does with others knows what it saved."""
    store.fetched(URL)
    lessons.keep_first(store, SITE, b"one")
    store.settle(SITE, b"...", 0, 1, NOW)
    store.save(article())
    store.through(SITE)
    left = store.recover(SITE, [], NOW)
    assert (left.pages, left.extracting) == ({}, False)
    assert lessons.first_of(store, SITE) == b""
    assert [saved.url for saved in store.saved_before()] == [URL]
    store.end_crawl(SITE)
    assert store.saved_before() == []


def test_a_lesson_is_kept_with_the_note_that_it_was_learned(store: Store) -> None:
    store.fetched(A)
    store.take(A, NOW)
    lessons.keep(store, SITE, A, b"one")
    lessons.keep(store, SITE, A, b"two")
    assert lessons.of(store, SITE) == {key_of(A): b"two"}
    assert lessons.of(store, "example.net") == {}
    assert store.recover(SITE, [A], NOW).interrupted == 0


def test_the_first_lesson_stays_until_the_crawl_of_its_site_ends(store: Store) -> None:
    for url, lesson in ((URL, b"one"), (A, b"two")):
        store.fetched(url)
        lessons.keep(store, SITE, url, lesson)
    lessons.keep_first(store, SITE, b"one")
    assert lessons.of(store, SITE) == {key_of(URL): b"one", key_of(A): b"two"}
    store.settle(SITE, b"...", 0, 2, NOW)
    assert lessons.of(store, SITE) == {}
    store.save(article())
    store.end_crawl(SITE)
    assert lessons.first_of(store, SITE) == b"one"  # a page of the site still waits
    store.set_state(A, State.GONE, "gone")
    store.end_crawl(SITE)
    assert lessons.first_of(store, SITE) == b""


def test_which_pages_were_read_in_full_is_known_until_the_crawl_of_their_site_ends(
    store: Store,
) -> None:
    store.fetched(URL)
    lessons.keep(store, SITE, URL, b"one")
    store.settle(SITE, b"...", 0, 2, NOW)
    lessons.keep_paths(store, SITE, {B: Path.FULL, A: Path.FULL, URL: Path.FAST})
    assert lessons.in_full_of(store, SITE) == {key_of(A), key_of(B)}
    store.settle(SITE, b"...", 0, 2, NOW)  # another crawl's, which knows nothing of B
    lessons.keep_paths(store, SITE, {A: Path.FAST, URL: Path.FULL})
    assert lessons.in_full_of(store, SITE) == {key_of(B), key_of(URL)}
    assert lessons.in_full_of(store, "example.net") == frozenset()
    assert lessons.of(store, SITE) == {}
    store.save(article())
    store.end_crawl(SITE)
    assert lessons.in_full_of(store, SITE) == frozenset()


def test_the_first_lesson_of_a_site_is_one_and_no_page_s(store: Store) -> None:
    assert lessons.first_of(store, SITE) == b""
    lessons.keep_first(store, SITE, b"one")
    lessons.keep_first(store, "example.net", b"three")
    lessons.keep_first(store, SITE, b"two")
    lessons.keep(store, SITE, A, b"learned anew")
    assert lessons.first_of(store, SITE) == b"two"


def test_what_ran_alone_and_was_saved_counts_anew(store: Store) -> None:
    store.discover([candidate(URL)], now=NOW)
    interrupt(store, URL, ALONE_FROM)
    store.fetched(URL)
    store.save(article())
    assert row(store).interrupted == 0


def test_a_removed_article_stays_removed(store: Store) -> None:
    store.save(article())
    store.attempt(URL, NOW)
    store.remove(URL, "asked for")
    store.recover(SITE, [], NOW)
    assert row(store).state == State.REMOVED
    assert store.suspects(SITE, NOW) == []
