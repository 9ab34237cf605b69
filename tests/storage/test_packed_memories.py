from __future__ import annotations

from random import Random

import pytest

from newscrawl.extraction import SiteMemory
from newscrawl.storage.packed_memories import PackedMemories
from newscrawl.workers.tasks import compare_page, study_page, traces_of
from tests.storage.test_memories import page

SITES = ("a.example", "b.example", "c.example")
LESSONS = {
    site: [study_page(page(number, site), None, 0).data for number in range(6)] for site in SITES
}


@pytest.fixture
def memories() -> PackedMemories:
    """Three sites' memories, of which one alone may be unpacked at a time."""
    made = PackedMemories(most=1)
    for site in SITES:
        made.put(site, SiteMemory(), b"")
    return made


def learned(site: str, lessons: int = 6) -> SiteMemory:
    memory = SiteMemory()
    for lesson in LESSONS[site][:lessons]:
        memory.learn(SiteMemory.from_bytes(lesson))
    return memory


def test_which_memories_are_unpacked_changes_nothing(memories: PackedMemories) -> None:
    taught = [(site, lesson) for site in SITES for lesson in LESSONS[site]]
    Random(3).shuffle(taught)  # noqa: S311 - the same order each time
    for number, (site, lesson) in enumerate(taught):
        memories.learn(site, lesson)
        if number % 4 == 0:
            memories.unpacked(SITES[number % 3])
    for site in SITES:
        assert memories.packed(site) == learned(site).to_bytes()
        assert memories.unpacked(site) == learned(site)


def test_lessons_wait_for_a_memory_that_is_packed(memories: PackedMemories) -> None:
    first, second, _ = SITES
    for site in (first, second):
        for lesson in LESSONS[site][:2]:
            memories.learn(site, lesson)
        memories.unpacked(site)  # and the other one is not, for want of room
    assert memories.is_packed(first)
    memories.learn(first, LESSONS[first][2])
    assert not memories.is_packed(first)
    assert memories.packed(first) == learned(first, 3).to_bytes()
    assert memories.is_packed(first)


def test_no_lesson_is_refused_whether_its_memory_is_packed_or_not(memories: PackedMemories) -> None:
    memories.unpacked(SITES[0])
    for site in SITES:
        with pytest.raises(ValueError, match="not a site memory"):
            memories.learn(site, b"torn")
        assert memories.unpacked(site) == SiteMemory()


def test_pages_that_bytes_have_no_room_for_are_not_lost(
    memories: PackedMemories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.extraction.memory.site_memory.MAX_PAGES", 3)
    for site in SITES:
        memories.unpacked(site)
        for lesson in LESSONS[site]:
            memories.learn(site, lesson)
    for site in SITES:
        assert SiteMemory.from_bytes(memories.packed(site)).pages == 3
        assert memories.unpacked(site) == learned(site)


def test_what_pages_left_is_learned_as_their_lessons_are(memories: PackedMemories) -> None:
    for site in SITES:
        left = traces_of(compare_page(page(n, site), None, None).trace for n in range(6))
        memories.add(site, left[:4])
        memories.add(site, left[4:])
    for site in SITES:
        assert memories.packed(site) == learned(site).to_bytes()
        assert memories.unpacked(site) == learned(site)


def test_a_memory_that_is_put_replaces_what_was_learned(memories: PackedMemories) -> None:
    for site in SITES:
        memories.learn(site, LESSONS[site][0])
    other = learned(SITES[1], 2)
    memories.put(SITES[1], other, other.to_bytes())
    memories.unpacked(SITES[2])
    assert memories.unpacked(SITES[1]) == learned(SITES[1], 2)
