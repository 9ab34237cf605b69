from __future__ import annotations

from datetime import datetime

import pytest

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.storage import Store
from newscrawl.storage.memories import Memories
from tests.pages import page_html
from tests.storage.making import observe

AT = "2026-11-03T12:00:00+00:00"


NOUNS = ("harbour", "bakery", "mayor", "bridge", "storm", "library", "tram", "orchard", "museum")
VERBS = ("opened", "closed", "burned", "moved", "waited", "failed", "sang", "returned", "grew")


def sentence(number: int, at: int) -> str:
    """A sentence that no other number and place have."""
    words = [
        f"{NOUNS[(number * 7 + at * 3 + k) % 9]} {VERBS[(number * 5 + at + k * number) % 9]}"
        for k in range(6)
    ]
    return f"In chapter {number}.{at} the " + " while the ".join(words) + "."


def page(number: int, host: str = "example.org") -> Page:
    """A page of its own: copies of one another would count as one."""
    said = tuple(sentence(number, at) for at in range(5))
    return Page(f"https://{host}/{number}", page_html(said[0][:40], said))


def test_a_site_nobody_knows_has_an_empty_memory(store: Store) -> None:
    memory = Memories(store).of("example.org")
    assert (memory.pages, memory.generation) == (0, 0)
    assert Memories(store).packed("example.org") == b""


def test_what_a_crawl_learned_is_there_in_the_next(store: Store) -> None:
    first = Memories(store)
    for number in range(3):
        observe(first, page(number))
    assert first.of("example.org").pages == 3
    assert first.close(AT) == 1
    row = store.memory_row("example.org")
    assert row is not None
    assert (row.generation, row.pages, row.saved_at) == (1, 3, AT)
    again = Memories(store).of("example.org")
    assert again.to_bytes() == row.data == store.memory("example.org")
    assert again.generation == 1


def test_only_sites_that_were_observed_get_a_new_generation(store: Store) -> None:
    memories = Memories(store)
    memories.of("example.net")
    observe(memories, page(1))
    assert memories.close(AT) == 1
    assert memories.close(AT) == 0
    assert store.memory("example.net") is None


def test_the_www_host_has_the_same_memory_and_joined_hosts_can(store: Store) -> None:
    memories = Memories(store)
    observe(memories, page(1))
    observe(memories, page(2, "www.example.org"))
    assert memories.of("example.org").pages == 2
    joined = Memories(None, site=lambda _url: "example.org")
    observe(joined, page(1, "sport.example.org"))
    assert joined.of("example.org").pages == 1


def test_two_crawls_of_a_site_at_once_lose_nothing(store: Store) -> None:
    one, other = Memories(store), Memories(store)
    observe(one, page(1))
    observe(other, page(2))
    one.close(AT)
    other.close(AT)
    row = store.memory_row("example.org")
    assert row is not None
    assert row.pages == 2
    assert row.generation == 2


def test_without_a_store_memories_end_with_the_crawl() -> None:
    memories = Memories(None)
    observe(memories, page(1))
    assert memories.close(AT) == 1
    assert memories.of("example.org").generation == 1


def test_a_memory_that_cannot_be_read_is_told_with_its_site(store: Store) -> None:
    store.save_memory("example.org", b"\xff\xfe nothing", 3, 9)
    with pytest.raises(StorageError, match=r"memory of example\.org, generation 3: cannot be read"):
        Memories(store).of("example.org")


def test_memories_replace_each_other_one_row_a_site(store: Store) -> None:
    for generation in (1, 2):
        store.save_memory("example.org", b"\x00\xff", generation, 5)
    assert store.counts()["memories"] == 1
    row = store.memory_row("example.org")
    assert row is not None
    assert (row.site, row.generation, row.pages, row.data) == ("example.org", 2, 5, b"\x00\xff")


def test_a_lesson_teaches_what_its_page_does(store: Store) -> None:
    memories, again = Memories(store), Memories(store)
    lessons = [observe(memories, page(number)) for number in range(3)]
    for lesson in reversed(lessons):
        again.take_in("example.org", lesson)
    assert again.of("example.org") == memories.of("example.org")
    assert again.close(AT) == 1


def test_a_broken_lesson_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not a site memory"):
        Memories(store).take_in("example.org", b"torn")


def test_a_settled_memory_is_the_one_that_the_store_gives_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it has no room for all pages, those that it leaves out are out from then on."""
    monkeypatch.setattr("newscrawl.extraction.memory.site_memory.MAX_PAGES", 2)
    memories = Memories(store)
    for number in range(4):
        observe(memories, page(number))
    settled = memories.settle("example.org")
    store.settle("example.org", settled.to_bytes(), settled.generation, settled.pages)
    assert memories.of("example.org").pages == 2
    assert Memories(store).of("example.org") == memories.of("example.org")


def test_a_resumed_memory_gets_a_generation_without_another_page(store: Store) -> None:
    memories = Memories(store)
    observe(memories, page(1))
    settled = memories.settle("example.org")
    store.settle("example.org", settled.to_bytes(), settled.generation, settled.pages)
    resumed = Memories(store)
    resumed.resume("example.org")
    assert resumed.close(AT) == 1
    assert Memories(store).of("example.org").generation == 1


def test_a_memory_that_is_let_go_is_the_one_that_the_next_crawl_finds(store: Store) -> None:
    memories = Memories(store)
    observe(memories, page(1))
    observe(memories, page(2, "example.net"))
    memories.save("example.org", datetime.fromisoformat(AT))
    memories.let_go("example.org")
    row = store.memory_row("example.org")
    assert row is not None
    assert (row.generation, row.pages, row.saved_at) == (1, 1, AT)
    assert not memories.is_loaded("example.org")
    assert memories.before("example.org") == row.data
    assert memories.close(AT) == 1  # of the other site


def test_what_did_not_learn_is_not_saved_again(store: Store) -> None:
    memories = Memories(store)
    memories.of("example.org")
    memories.save("example.org", datetime.fromisoformat(AT))
    assert store.memory_row("example.org") is None
