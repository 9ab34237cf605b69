from __future__ import annotations

from benchmarks.speeds.extractors import DEFAULT, MEMORY, OURS, Subject
from benchmarks.speeds.rounds import timed, turns
from newscrawl.extraction import Page, SiteMemory

KNOWN = Subject(Page("https://quay.example/1", b"1"), SiteMemory(), "full")
ALONE = Subject(Page("https://quay.example/2", b"2"))


def test_all_read_a_page_before_anybody_reads_the_next():
    order = list(turns([ALONE, ALONE], (OURS, DEFAULT), 2))
    assert [number for number, _ in order] == [0, 0, 1, 1] * 2
    assert [{name for _, name in order[at : at + 2]} for at in (0, 2, 4, 6)] == [
        {OURS, DEFAULT}
    ] * 4


def test_who_comes_first_changes_from_page_to_page_and_from_round_to_round():
    order = list(turns([ALONE, ALONE], (OURS, DEFAULT), 2))
    assert [name for _, name in order[::2]] == [OURS, DEFAULT, DEFAULT, OURS]


def test_a_page_without_memory_is_not_read_with_one():
    assert list(turns([ALONE, KNOWN], (OURS, MEMORY), 1)) == [(0, OURS), (1, MEMORY), (1, OURS)]


def test_each_round_but_the_first_is_counted_and_a_failure_is_said():
    read: list[bytes] = []

    def broken(_: Subject) -> None:
        raise ValueError("no text")

    pages = timed([ALONE, KNOWN], {OURS: lambda s: read.append(s.page.body), DEFAULT: broken}, 2)
    assert read == [b"2", b"1"] * 3
    assert [len(page[OURS].seconds) for page in pages] == [2, 2]
    assert (pages[0][OURS].error, pages[0][DEFAULT].error) == ("", "ValueError: no text")
