"""The memory's promises, on traces that no page had to leave."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction import LEAST_PAGES, SiteMemory
from newscrawl.extraction.evidence import SlotRecord, Trace
from newscrawl.extraction.memory.site_memory import LIMIT, MAX_PAGES
from newscrawl.items import Page
from tests.extraction.memory import SOME, TRACES, learned, unlike
from tests.extraction.pages import HOST, bare, story

relaxed = settings(max_examples=60, deadline=None)


@relaxed
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(traces, random):
    shuffled = list(traces)
    random.shuffle(shuffled)

    assert learned(traces) == learned(shuffled)
    assert learned(traces).to_bytes() == learned(shuffled).to_bytes()


@relaxed
@given(SOME)
def test_a_page_seen_twice_changes_nothing(traces):
    assert learned(traces + traces) == learned(traces)


@relaxed
@given(SOME, SOME)
def test_merge_is_commutative(one, other):
    assert learned(one).merge(learned(other, 2)) == learned(other, 2).merge(learned(one))


@relaxed
@given(SOME, SOME, SOME)
def test_merge_is_associative(a, b, c):
    first, second, third = learned(a), learned(b), learned(c, 4)

    assert first.merge(second).merge(third) == first.merge(second.merge(third))


@relaxed
@given(SOME, SOME)
def test_merged_is_learned_together_and_leaves_both_as_they_were(one, other):
    first, second = learned(one), learned(other)

    assert first.merge(second) == learned([*one, *other])
    assert (first, second) == (learned(one), learned(other))


@relaxed
@given(SOME, st.integers(0, 9))
def test_bytes_there_and_back(traces, generation):
    memory = learned(traces, generation)
    data = memory.to_bytes()

    assert SiteMemory.from_bytes(data) == memory
    assert SiteMemory.from_bytes(data).to_bytes() == data


@relaxed
@given(SOME, TRACES)
def test_what_is_recalled_does_not_change_by_having_seen_the_page(traces, page):
    memory = learned([t for t in traces if t.key != page.key])
    seen = memory.merge(learned([page]))

    assert memory.recall(page) == seen.recall(page)


@relaxed
@given(SOME, TRACES)
def test_what_is_recalled_survives_the_bytes(traces, page):
    memory = learned(traces)

    assert SiteMemory.from_bytes(memory.to_bytes()).recall(page) == memory.recall(page)


def test_an_empty_memory_recalls_nothing_of_a_page():
    recall = SiteMemory().recall(unlike(1, {5}, {6: (1, 1)}))

    assert (recall.pages, recall.repeats, recall.records) == (0, {}, {})


def test_repeats_are_counted_on_other_pages():
    memory = learned([unlike(n, {7000} if n < 4 else {7001}) for n in range(1, 8)])

    recall = memory.recall(unlike(1, {7000, 7001, 7002}))

    assert recall.pages == 6
    assert recall.repeats == {7000: 2, 7001: 4}


def test_near_copies_count_as_one():
    page = unlike(1, {7000})
    other = unlike(2, {7000})
    copies = [replace(other, key=20 + n, prose=frozenset([*other.prose][:5])) for n in range(5)]

    recall = learned([other, *copies]).recall(page)

    assert (recall.pages, recall.repeats) == (1, {7000: 1})


def test_copies_of_the_page_itself_are_not_asked():
    page = unlike(1, {7000}, {5: (0, 10)})
    copies = [replace(page, key=20 + n, texts=page.texts | {n}) for n in range(5)]

    recall = learned([page, *copies]).recall(page)

    assert (recall.pages, recall.repeats, recall.records) == (0, {}, {})


def test_a_slots_record_is_the_mean_of_its_pages():
    traces = [unlike(n, slots={5: (kept, 100)}) for n, kept in ((1, 100), (2, 50), (3, 0))]
    traces.append(unlike(4, slots={6: (1, 1)}))

    recall = learned(traces).recall(unlike(9, slots={5: (7, 7)}))

    assert recall.records == {5: SlotRecord(pages=3, kept=0.5)}


def test_the_later_sighting_of_a_page_counts():
    early, late = unlike(1, {1}), replace(unlike(1, {2}), generation=2)

    for order in permutations([early, late]):
        assert learned(order).recall(unlike(3, {1, 2})).repeats == {2: 1}


@pytest.fixture(scope="module")
def crowd():
    """2,000 pages of hundred blocks each."""
    random = Random(5)  # noqa: S311 - no secret
    shared = [random.getrandbits(40) for _ in range(60)]
    return [
        Trace(
            key=random.getrandbits(40),
            headline=random.getrandbits(40),
            prose=frozenset(random.getrandbits(40) for _ in range(12)),
            texts=frozenset([random.getrandbits(40) for _ in range(110)] + shared[: number % 60]),
            slots={random.choice(shared): (0, number) for _ in range(40)},
            generation=1 + number % 3,
            day=number % 7,
        )
        for number in range(2000)
    ]


def test_bytes_of_a_large_memory_keep_to_the_limit_and_depend_on_no_order(crowd):
    memory, reverse = learned(crowd), learned(crowd[::-1])

    data = memory.to_bytes()

    assert LIMIT * 0.8 < len(data) <= LIMIT == 256 * 1024
    assert reverse.to_bytes() == data
    assert memory.pages == 2000


def test_compaction_keeps_the_newest(crowd):
    memory = learned(crowd, 3)
    memory.close_generation()
    newest = [t for t in crowd if t.generation == 3]
    oldest = [t for t in crowd if t.generation == 1]

    assert memory.generation == 4
    assert 100 < memory.pages <= MAX_PAGES
    assert SiteMemory.from_bytes(memory.to_bytes()) == memory
    assert memory.merge(learned(newest)).pages == len(newest)
    assert memory.merge(learned(oldest)).pages == memory.pages + len(oldest)


@relaxed
@given(st.lists(TRACES, min_size=15, max_size=45))
def test_what_was_taught_is_told_as_the_index_counts_it(traces):
    several = [replace(trace, key=number) for number, trace in enumerate(traces)]
    memory = learned(several)

    assert memory.taught == min(memory.index.taught, LEAST_PAGES)


def test_many_copies_of_one_page_do_not_hide_those_that_are_none():
    copies = [replace(unlike(1, slots={5: (10, 10)}), key=number) for number in range(60)]
    memory = learned([*copies, *(unlike(90 + n, slots={5: (10, 10)}) for n in range(2))])

    assert memory.taught == memory.index.taught == 3


def test_generations_are_counted_when_they_close():
    memory = SiteMemory()
    assert (memory.generation, memory.pages, len(memory)) == (0, 0, 0)

    memory.observe(story(1))
    memory.close_generation()

    assert (memory.generation, memory.pages, len(memory)) == (1, 1, 1)


def test_observing_pages_in_any_order_and_twice_gives_the_same_bytes():
    pages = [story(n) for n in range(3)]
    written = set()
    for order in ([0, 1, 2], [2, 0, 1], [1, 1, 2, 0, 0]):
        memory = SiteMemory()
        for n in order:
            memory.observe(pages[n])
        written.add(memory.to_bytes())

    assert len(written) == 1


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"\x00\x01", b"no markup"])
def test_a_page_that_cannot_be_read_teaches_nothing(body):
    memory = SiteMemory()
    memory.observe(Page(HOST, body))

    assert memory == SiteMemory()


def test_a_page_without_any_text_is_no_trouble():
    memory = SiteMemory()
    memory.observe(bare("<div></div>"))

    assert SiteMemory.from_bytes(memory.to_bytes()) == memory
