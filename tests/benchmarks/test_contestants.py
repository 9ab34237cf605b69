import time
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks import contestants
from benchmarks.contestants import Output, TooSlow, attempt, held_out, ours, time_limit
from newscrawl.extraction import Page, SiteMemory
from tests.benchmarks.sets import article, story

URL = "https://quay.example/news/story-1"
BODY = article(story(1)).encode()


def test_a_page_that_fails_is_an_empty_output_with_its_error():
    output = ours(Page(URL, b""))
    assert output.text == ""
    assert output.error.startswith("NothingToRead: ")


def test_a_page_that_takes_too_long_is_an_empty_output():
    def forever() -> Output:
        while True:
            time.sleep(0.01)

    output = attempt(forever, seconds=0.05)
    assert output.text == ""
    assert output.error.startswith("TooSlow: ")


def test_no_handler_of_exceptions_absorbs_the_time_limit():
    def stubborn() -> None:
        with time_limit(0.05):
            while True:
                with suppress(Exception):
                    time.sleep(0.01)

    with pytest.raises(TooSlow):
        stubborn()


@pytest.mark.parametrize("mode", contestants.PEERS)
def test_peers_keep_the_article(mode: str):
    output = contestants.peer(mode, URL, BODY)
    assert story(1)[0] in output.text
    assert output.cpu is not None


def test_a_peer_s_output_is_kept_by_page_and_mode(tmp_path: Path):
    first = contestants.cached_peer("trafilatura", URL, BODY, tmp_path)
    again = contestants.cached_peer("trafilatura", URL, BODY, tmp_path)
    assert (again.text, again.authors, again.error) == (first.text, first.authors, first.error)
    assert again.cpu is None
    contestants.cached_peer("trafilatura precise", URL, BODY, tmp_path)
    contestants.cached_peer("trafilatura", None, BODY, tmp_path)
    contestants.cached_peer("trafilatura", URL, article(story(2)).encode(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_broken_file_in_the_cache_is_made_anew(tmp_path: Path):
    first = contestants.cached_peer("trafilatura", URL, BODY, tmp_path)
    next(tmp_path.iterdir()).write_text("{", encoding="utf-8")
    assert contestants.cached_peer("trafilatura", URL, BODY, tmp_path).text == first.text


def test_each_page_is_held_out_of_its_memory():
    pages = [
        Page(f"https://quay.example/news/story-{i}", article(story(i)).encode()) for i in range(5)
    ]
    memories = held_out(pages)
    assert [memory.pages for memory in memories] == [4] * 5
    whole = SiteMemory()
    for page in pages[1:]:
        whole.observe(page)
    assert memories[0].to_bytes() == whole.to_bytes()


def test_verdicts_come_block_by_block():
    blocks = contestants.judged(Page(URL, BODY))
    assert [block.text for block in blocks if block.kept] == story(1)
    assert contestants.judged(Page(URL, b"")) == ()
