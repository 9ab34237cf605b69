"""The shelf: beside which page the others of a new site are read, also after a kill."""

import asyncio
import pathlib

import pytest

from newscrawl.extraction import LEAST_PAGES, SiteMemory
from newscrawl.items import Path
from newscrawl.spiders.shelf import Shelf
from newscrawl.storage import Spool, State, Store, lessons
from newscrawl.storage.clean import key_of
from newscrawl.storage.memories import Memories
from newscrawl.workers import Limits, Workers
from newscrawl.workers.tasks import compare_page
from tests.extraction.pages import HOST, story

SITE = HOST.removeprefix("https://")
PAGES = sorted((story(seed) for seed in range(1, 9)), key=lambda page: key_of(page.url))
EMPTY = b""  # of a page that cannot be read


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        yield store


@pytest.fixture
def workers():
    workers = Workers(Limits(workers=1))
    yield workers
    workers.close()


def shelf_of(tmp_path, store, workers):
    return Shelf(Spool(tmp_path / "spool"), Memories(store), workers, store)


async def keep(shelf, pages):
    for page in pages:
        await shelf.keep(page.url, page)


async def taken_up(tmp_path, store, workers):
    """The shelf of the crawl that goes on after a kill."""
    shelf = shelf_of(tmp_path, store, workers)
    kept = await shelf.kept(SITE)
    await shelf.take_up(SITE, store.recover(SITE, kept), kept)
    return shelf


async def settle(shelf, pages):
    """Let pages come and be learned from; they wait to be extracted."""
    await keep(shelf, pages)
    await shelf.learn_all(SITE, until=lambda: False)
    await shelf.settled(SITE)


async def extract(shelf, pages):
    """Let pages come, be learned from, and go through the pipelines."""
    await settle(shelf, pages)
    for page in pages:
        await shelf.remove(page.url)


def first(shelf, url):
    """What the page taught beside which one is read."""
    ref = shelf.first_of(url)
    if ref is None:
        return None
    memory = SiteMemory.from_bytes(pathlib.Path(ref.path).read_bytes())
    assert memory.pages == 1
    return memory.to_bytes()


def lesson_of(store, page):
    return lessons.of(store, SITE)[key_of(page.url)]


def test_the_first_page_is_that_of_the_first_key_whatever_their_order(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, reversed(PAGES[:4]))
        assert first(shelf, PAGES[0].url) is None
        await shelf.learn_all(SITE, until=lambda: False)
        return shelf

    shelf = asyncio.run(crawl())

    assert first(shelf, PAGES[2].url) == lesson_of(store, PAGES[0])
    assert lessons.first_of(store, SITE) == lesson_of(store, PAGES[0])


def test_a_first_lesson_that_cannot_be_read_is_left_and_another_is_learned(
    tmp_path, store, workers
):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[:3])
        lessons.keep_first(store, SITE, b"of a newer newscrawl")
        kept = await shelf.kept(SITE)
        await shelf.take_up(SITE, store.recover(SITE, kept), kept)
        assert first(shelf, PAGES[0].url) is None
        await shelf.learn_all(SITE, until=lambda: False)
        return shelf

    shelf = asyncio.run(crawl())

    assert first(shelf, PAGES[0].url) == lessons.first_of(store, SITE) == lesson_of(store, PAGES[0])


def test_a_stop_amid_learning_leaves_the_same_first_page(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[:4])
        await shelf.learn_all(SITE, until=lambda: bool(lessons.of(store, SITE)))
        after = await taken_up(tmp_path, store, workers)
        await after.learn_all(SITE, until=lambda: False)
        return first(shelf, PAGES[1].url), first(after, PAGES[1].url)

    before, after = asyncio.run(crawl())

    assert before == after == lesson_of(store, PAGES[0])


def test_a_site_that_was_killed_while_it_was_extracted_is_known_no_better(tmp_path, store, workers):
    """Or the rest of its pages would be read by other rules than the first ones."""
    pages = [story(seed) for seed in range(1, 12)]

    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await settle(shelf, pages)
        sure = await shelf.is_sure(SITE)

        after = await taken_up(tmp_path, store, workers)
        return sure, await after.is_sure(SITE)

    assert asyncio.run(crawl()) == (False, False)


def test_a_page_that_cannot_be_read_is_not_the_first(tmp_path, store, workers):
    broken = story(1, url=PAGES[0].url)
    object.__setattr__(broken, "body", EMPTY)

    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, [broken, *PAGES[1:4]])
        await shelf.learn_all(SITE, until=lambda: False)
        return shelf

    assert first(asyncio.run(crawl()), PAGES[3].url) == lesson_of(store, PAGES[1])


def test_after_a_kill_pages_are_read_beside_the_same_one(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[1:5])
        await shelf.learn_all(SITE, until=lambda: False)
        before = first(shelf, PAGES[1].url)
        await shelf.settled(SITE)

        after = await taken_up(tmp_path, store, workers)
        then = first(after, PAGES[1].url)
        await keep(after, PAGES[:1])  # found by now, and the first by its key
        await after.learn_all(SITE, until=lambda: False)
        return before, then, first(after, PAGES[0].url)

    before, then, later = asyncio.run(crawl())

    assert before
    assert before == then == later


def test_the_first_page_is_forgotten_with_the_last_that_waits(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[:2])
        await shelf.learn_all(SITE, until=lambda: False)
        await shelf.remove(PAGES[0].url)
        left = first(shelf, PAGES[1].url)
        await shelf.remove(PAGES[1].url)
        return left, first(shelf, PAGES[1].url)

    left, gone = asyncio.run(crawl())

    assert left
    assert gone is None


def test_a_site_that_is_known_well_has_none(tmp_path, store, workers):
    memory = SiteMemory()
    for seed in range(20, 20 + 2 * LEAST_PAGES):
        memory.observe(story(seed))
    store.save_memory(SITE, memory.close_generation(), memory.generation, memory.pages)

    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[:2])
        await shelf.learn_all(SITE, until=lambda: False)
        return first(shelf, PAGES[0].url)

    assert asyncio.run(crawl()) is None


@pytest.mark.parametrize("settled", [False, True])
def test_after_a_kill_a_page_is_read_as_it_was_when_it_was_learned_from(
    tmp_path, store, workers, settled
):
    pages = sorted((story(seed) for seed in range(1, 13)), key=lambda page: key_of(page.url))

    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, pages)
        await shelf.learn_all(SITE, until=lambda: False)
        if settled:
            await shelf.settled(SITE)
        paths = [shelf.path_of(page.url) for page in pages]

        after = await taken_up(tmp_path, store, workers)
        assert [after.path_of(page.url) for page in pages] == paths
        assert await after.settled(SITE)
        return paths

    paths = asyncio.run(crawl())
    assert paths[:LEAST_PAGES] == [Path.FULL] * LEAST_PAGES
    assert Path.FAST in paths


def test_how_a_page_was_read_before_it_was_fetched_again_says_nothing(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await settle(shelf, PAGES[:2])
        await shelf.keep(PAGES[0].url, PAGES[0])  # and the crawl is killed before it is learned

        after = shelf_of(tmp_path, store, workers)
        kept = await after.kept(SITE)
        left = store.recover(SITE, kept)
        await after.take_up(SITE, left, kept)
        return {url: (page.learned, after.path_of(url)) for url, page in left.pages.items()}

    assert asyncio.run(crawl()) == {
        PAGES[0].url: (False, Path.FAST),
        PAGES[1].url: (True, Path.FULL),
    }


def test_a_sibling_that_is_asked_for_as_well_keeps_what_it_was_read_by(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await keep(shelf, PAGES[:2])
        await shelf.learn(PAGES[0])
        await shelf.learn(PAGES[2])
        await shelf.learn_all(SITE, until=lambda: False)
        await shelf.settled(SITE)
        seen = [bool(shelf.seen_of(page.url)) for page in PAGES[:3]]
        return seen, [shelf.path_of(page.url) for page in PAGES[:3]]

    paths = [Path.FULL, Path.FULL, Path.FAST]  # nobody asks for the last, which does not wait
    assert asyncio.run(crawl()) == ([True, True, False], paths)
    assert lessons.in_full_of(store, SITE) == {key_of(page.url) for page in PAGES[:2]}


def test_what_was_learned_of_a_site_is_saved_when_its_last_page_is_through(
    tmp_path, store, workers
):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await settle(shelf, PAGES[:3])
        await shelf.remove(PAGES[0].url)
        ended = [await shelf.end(SITE)]
        for page in PAGES[1:3]:
            await shelf.remove(page.url)
        return [*ended, await shelf.end(SITE), await shelf.end(SITE)]

    assert asyncio.run(crawl()) == [False, True, False]
    saved = store.memory_row(SITE)
    assert saved is not None
    assert (saved.generation, saved.pages) == (1, 3)


def test_of_a_site_that_is_known_well_what_waits_to_be_learned_is_saved_too(
    tmp_path, store, workers
):
    known, new = [story(seed) for seed in range(1, 12)], story(20)

    async def crawl():
        before = shelf_of(tmp_path, store, workers)
        await extract(before, known)
        await before.end(SITE)

        shelf = shelf_of(tmp_path, store, workers)
        assert await shelf.is_sure(SITE)
        found = await workers.run(compare_page, new, None, None)
        await shelf.learn_extracted(new.url, found.trace)
        return await shelf.end(SITE)

    assert asyncio.run(crawl())
    assert store.memory_row(SITE).pages == 12


def test_a_site_whose_last_answer_brought_no_page_is_saved_all_the_same(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await extract(shelf, PAGES[:2])
        assert await shelf.settled(SITE) == []
        return await shelf.end(SITE)

    assert asyncio.run(crawl())


def test_a_page_that_is_through_does_not_wait_where_another_url_leads_to_it(
    tmp_path, store, workers
):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await extract(shelf, PAGES[:1])
        await shelf.keep(PAGES[0].url + "?again", PAGES[0])
        return await shelf.settled(SITE), await shelf.end(SITE)

    assert asyncio.run(crawl()) == ([], True)


def test_a_site_ends_once(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await extract(shelf, PAGES[:1])
        return await asyncio.gather(shelf.end(SITE), shelf.end(SITE))

    assert asyncio.run(crawl()) == [True, False]
    assert store.memory_row(SITE).generation == 1


def test_after_a_kill_a_site_without_pages_is_saved_too(tmp_path, store, workers):
    async def crawl():
        shelf = shelf_of(tmp_path, store, workers)
        await settle(shelf, PAGES[:1])
        store.set_state(PAGES[0].url, State.GONE, "gone")

        after = shelf_of(tmp_path, store, workers)
        left = store.recover(SITE, [])
        await after.take_up(SITE, left, [])
        return left.extracting, await after.end(SITE), store.recover(SITE, []).extracting

    assert asyncio.run(crawl()) == (True, True, False)
