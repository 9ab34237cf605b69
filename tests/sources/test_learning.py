from datetime import UTC, datetime

import pytest

from newscrawl.errors import SourceError
from newscrawl.extraction import Page
from newscrawl.sources import find_sources, learn, read_memory, readable_pages
from tests.pages import SENTENCES, page_html

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


WORDS = str.maketrans({"1": "one", "2": "two", "3": "three", "0": "zero"})


def page(url, at=None):
    """A page with a body of its own."""
    own = tuple(f"{text[:-1]}, they say in {url.translate(WORDS)}." for text in SENTENCES)
    return Page(url, page_html(title=url, paragraphs=own), fetched_at=at)


def test_each_site_has_a_memory_of_its_own_pages():
    memories = learn(
        page(url)
        for url in ("https://a.example/1", "https://www.a.example/2", "https://b.example/1")
    )

    assert {site: memory.pages for site, memory in memories.items()} == {
        "a.example": 2,
        "b.example": 1,
    }


def test_what_was_learned_is_a_closed_generation():
    [memory] = learn([page("https://a.example/1", AT)]).values()

    assert memory.generation == 1


def test_the_order_of_pages_changes_nothing():
    pages = [page(f"https://a.example/{n}", AT if n == 2 else None) for n in range(4)]

    assert learn(pages)["a.example"].to_bytes() == learn(reversed(pages))["a.example"].to_bytes()


def test_a_memory_to_begin_with_is_built_on_and_left_alone():
    before = learn([page("https://a.example/1")])["a.example"]
    untouched = before.to_bytes()

    after = learn([page("https://a.example/2")], before)["a.example"]

    assert (after.generation, after.pages) == (2, 2)
    assert before.to_bytes() == untouched


def test_pages_that_cannot_be_read_are_passed_over(tmp_path):
    (tmp_path / "a.html").write_bytes(page_html())
    (tmp_path / "b.html").symlink_to(tmp_path / "gone")

    assert len(list(readable_pages(find_sources([tmp_path])))) == 1


def test_a_saved_memory_is_read(tmp_path):
    memory = learn([page("https://a.example/1")])["a.example"]
    (tmp_path / "memory").write_bytes(memory.to_bytes())

    assert read_memory(tmp_path / "memory").to_bytes() == memory.to_bytes()


@pytest.mark.parametrize("data", [b"", b"\x00\xff no memory", None])
def test_what_is_no_memory_is_named(tmp_path, data):
    if data is not None:
        (tmp_path / "memory").write_bytes(data)

    with pytest.raises(SourceError, match="memory: "):
        read_memory(tmp_path / "memory")
