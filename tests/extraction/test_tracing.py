from datetime import UTC, datetime

from newscrawl.extraction.evidence import fingerprint, fingerprint_of_slot
from newscrawl.extraction.reading import read
from newscrawl.extraction.tracing import leave_trace, trace_page
from newscrawl.extraction.verdicts import decide
from newscrawl.items import Page
from tests.extraction.pages import HOST, bare, box, headline, prose, story

PROMO = "Our garden magazine shows how to grow melons on a balcony in six easy steps."
PARAGRAPHS = fingerprint_of_slot(">main>article.story>div.story-body>p")


def test_a_page_leaves_its_texts_headline_and_prose():
    trace = trace_page(story(1, below=box(PROMO)))

    assert trace.headline == fingerprint(headline(1))
    assert trace.texts >= {fingerprint(text) for text in [PROMO, headline(1), *prose(1)]}
    assert trace.prose == {fingerprint(text) for text in prose(1)}


def test_short_texts_are_no_evidence():
    assert fingerprint("Sport") not in trace_page(story(1)).texts


def test_the_slot_of_the_paragraphs_was_kept():
    size = sum(map(len, prose(1)))

    assert trace_page(story(1)).slots[PARAGRAPHS] == (size, size)


def test_links_of_menus_leave_no_slot():
    names = {fingerprint_of_slot(b.slot) for b in read(story(1)).blocks if b.text == "Sport"}

    assert names.isdisjoint(trace_page(story(1)).slots)


def test_only_a_few_paragraphs_are_left_to_tell_copies():
    trace = trace_page(story(1, paragraphs=prose(1, 40)))

    assert len(trace.prose) < 20
    assert trace.prose < {fingerprint(text) for text in prose(1, 40)}


def test_the_day_is_when_the_page_was_fetched():
    assert trace_page(story(1, fetched_at=datetime(1970, 1, 11, 12, tzinfo=UTC))).day == 10
    assert trace_page(story(1)).day == 0


def test_pages_with_the_same_text_are_one():
    again = story(1, at={3: "<p>Advertisement</p>"}, url=HOST + "/print/1")

    assert trace_page(story(1)).key == trace_page(again).key
    assert trace_page(story(1)).key != trace_page(story(2)).key


def test_a_page_that_cannot_be_read_leaves_nothing():
    assert trace_page(Page(HOST, b"")) is None


def test_a_page_without_text_leaves_an_empty_trace():
    trace = trace_page(bare("<img src='x.png'>"))

    assert (trace.texts, trace.prose, trace.slots) == (frozenset(), frozenset(), {})


def test_what_one_page_leaves_is_bounded():
    reading = read(
        bare("".join(f"<h2>A heading number {chr(20000 + n)}</h2>" for n in range(3000)))
    )

    assert len(leave_trace(reading, decide(reading)).texts) == 2500


def test_a_moment_without_an_offset_is_taken_for_utc():
    naive = datetime(1970, 1, 11, 12)  # noqa: DTZ001 - what a caller may hand in

    assert trace_page(story(1, fetched_at=naive)).day == 10
