from __future__ import annotations

from collections.abc import Iterator

import pytest

from newscrawl.extraction import SiteMemory
from newscrawl.workers.handouts import Handouts, MemoryRef
from newscrawl.workers.recalling import Unpacked
from tests.extraction.pages import story


@pytest.fixture
def refs() -> Iterator[list[MemoryRef]]:
    """Three memories, of a page, two and three."""
    handouts = Handouts()
    made = []
    for pages in (1, 2, 3):
        memory = SiteMemory()
        for seed in range(pages):
            memory.observe(story(10 * pages + seed))
        made.append(handouts.ref(memory.to_bytes()))
    yield made
    handouts.close()


def are_held(unpacked: Unpacked, before: list[SiteMemory], refs: list[MemoryRef]) -> list[bool]:
    """Which memories are the same objects as before, asked from the last to the first."""
    pairs = list(zip(before, refs, strict=True))
    return [unpacked(ref) is memory for memory, ref in reversed(pairs)][::-1]


def test_memories_stay_unpacked(refs: list[MemoryRef]) -> None:
    unpacked = Unpacked()
    memories = [unpacked(ref) for ref in refs]
    assert [memory.pages for memory in memories] == [1, 2, 3]
    assert are_held(unpacked, memories, refs) == [True, True, True]
    assert unpacked(None).pages == 0


def test_those_used_last_stay_where_there_is_room_for_some(refs: list[MemoryRef]) -> None:
    unpacked = Unpacked(most=2)
    memories = [unpacked(ref) for ref in refs]
    assert are_held(unpacked, memories, refs) == [False, True, True]


def test_and_where_there_is_room_for_some_pages(refs: list[MemoryRef]) -> None:
    unpacked = Unpacked(most_pages=4)
    memories = [unpacked(ref) for ref in refs]
    assert are_held(unpacked, memories, refs) == [False, False, True]


def test_the_one_in_use_stays_whatever_its_size(refs: list[MemoryRef]) -> None:
    unpacked = Unpacked(most_pages=2)
    assert unpacked(refs[2]) is unpacked(refs[2])
