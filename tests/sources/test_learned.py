from __future__ import annotations

import pytest

from newscrawl.extraction import Page
from newscrawl.sources import learned as module
from newscrawl.sources.learned import Learned
from tests.pages import SENTENCES, page_html

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven")


def page(site: str, number: int) -> Page:
    own = tuple(f"{text[:-1]}, said {WORDS[number]} of {site}." for text in SENTENCES)
    return Page(f"https://{site}.example/{number}", page_html(f"Story {number}", own))


PAGES = [page(site, number) for number in range(4) for site in ("a", "b", "c")]


def learned(unpacked: int) -> Learned:
    memories = Learned(unpacked=unpacked)
    for each in PAGES:
        memories.observe(each)
    memories.close()
    return memories


@pytest.mark.parametrize("unpacked", [0, 5, 9])
def test_memories_that_are_put_away_lose_nothing(unpacked: int) -> None:
    few, all_of_them = learned(unpacked), learned(1000)
    assert sorted(few) == sorted(all_of_them)
    assert len(few) == 3
    for site, memory in all_of_them.items():
        assert memory.pages == 4
        assert memory.generation == 1
        assert few[site].to_bytes() == memory.to_bytes()


def test_only_so_many_pages_are_held_unpacked() -> None:
    memories = learned(5)
    for site in memories:
        assert memories[site].pages == 4
        assert sum(memory.pages for memory in memories._unpacked.values()) <= 5  # noqa: SLF001 - the promise


def test_a_site_with_many_pages_keeps_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_OF_ONE_SITE", 3)
    assert learned(1000)["a.example"].to_bytes() == learned(1000)["a.example"].to_bytes()
    assert learned(1000)["a.example"].pages == 4  # the memory's own limit is far above


def test_a_site_that_was_not_met_has_none() -> None:
    assert learned(1000).get("d.example") is None
