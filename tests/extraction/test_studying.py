"""Pages of a site that is being learned: looked at once, extracted later, read beside one."""

from dataclasses import replace

import pytest

from newscrawl.extraction import (
    LEAST_PAGES,
    SiteMemory,
    Studied,
    explain,
    explain_learned,
    explain_seen,
    study,
    studying,
    teacher,
)
from newscrawl.extraction import article as articles
from newscrawl.extraction.evidence import fingerprint
from newscrawl.extraction.reading import Reading
from newscrawl.extraction.recognition import KNOWN, Glimpse
from newscrawl.extraction.tracing import trace_page
from newscrawl.items import Path
from tests.extraction.pages import box, prose, story

PROMO = ("Bright lamps for every desk", "They shine long into the night and cost next to nothing.")
MANY = range(10, 10 + LEAST_PAGES + KNOWN)
QUOTED = f"<blockquote>{prose(400, 1)[0]}</blockquote>"  # fits nothing that is known


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """No page is checked, whatever its URL."""
    for module in (articles, studying):
        monkeypatch.setattr(module, "is_checked", lambda _url: False)


def memory_of(*pages):
    memory = SiteMemory()
    for page in pages:
        memory.observe(page)
    return memory


def known(**options):
    """A memory of a site that is known well."""
    return memory_of(*(story(seed, **options) for seed in MANY))


def learned(memory, page, beside=None):
    """What was seen of a page, and the memory that has learned from it."""
    studied = study(page, memory, beside)
    grown = SiteMemory.from_bytes(memory.to_bytes())
    grown.add(studied.trace)
    return studied, grown


def in_words(explanation):
    """All but the blocks that nobody looked at, which a glimpse does not keep."""
    return explanation.article, explanation.verdicts, explanation.weights, explanation.trace


CASES = {
    "a new site": (SiteMemory(), None, story(1), Reading),
    "a new site, beside its first page": (SiteMemory(), memory_of(story(2)), story(1), Reading),
    "a known site": (known(), None, story(1), Glimpse),
    "a known site, a page that does not fit": (known(), None, story(1, at={4: QUOTED}), Reading),
    "the same, beside its first page": (
        known(),
        memory_of(story(10)),
        story(1, at={4: QUOTED}),
        Reading,
    ),
    "a version of the first page": (SiteMemory(), memory_of(story(1)), story(1), Reading),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_at_hand_of_a_page_that_was_learned_from_changes_nothing(case):
    memory, beside, page, kind = case
    studied, memory = learned(memory, page, beside)

    at_hand = explain_seen(studied, memory)
    looked_at_again = explain_learned(page, memory, studied.path, beside)

    assert isinstance(studied.seen, kind)
    assert in_words(at_hand) == in_words(looked_at_again)
    assert at_hand.article.body.splitlines()[:3] == prose(1)[:3]


@pytest.mark.parametrize("before", [SiteMemory(), known()], ids=["read in full", "recognised"])
def test_a_page_is_extracted_on_the_path_on_which_it_was_learned_from(before):
    page = story(1)
    studied, memory = learned(before, page)
    for seed in range(30, 40):  # by now the site is known well
        memory.add(trace_page(story(seed)))

    assert studied.path == (Path.FAST if before else Path.FULL)
    assert explain_seen(studied, memory).article.path == studied.path
    assert explain_learned(page, memory, studied.path).article.path == studied.path


def test_a_page_of_which_other_boxes_would_be_passed_by_is_looked_at_again():
    """What held nothing when the page was learned from holds a part of an article by now."""
    below = f"<div class='tips'>{box(*PROMO)}</div>"
    memory, page = known(below=below), story(1, below=below)
    studied, memory = learned(memory, page)
    memory.add(trace_page(story(99, paragraphs=[], below=f"<div class='tips'>{box(*prose(99))}")))

    assert explain_seen(studied, memory) is None
    assert explain_learned(page, memory, studied.path).article.path == Path.FAST


def test_a_page_of_which_more_boxes_would_be_passed_by_is_looked_at_again():
    """What one page had, and few had when it was learned from, holds nothing on many by now."""
    tips = f"<div class='tips'>{box(*PROMO)}</div>"
    page = story(1, below=tips)
    studied, memory = learned(known(), page)
    for seed in range(50, 50 + 2 * KNOWN):
        memory.add(trace_page(story(seed, below=tips)))

    assert isinstance(studied.seen, Glimpse)
    assert explain_seen(studied, memory) is None
    assert explain_learned(page, memory, studied.path).article.path == Path.FAST


def test_a_page_that_fits_no_longer_is_read_beside_the_first_one(monkeypatch):
    """Its slot was of the article, and is of none by now."""
    beside, page = memory_of(story(10)), story(1)
    studied, memory = learned(known(), page)
    for trace in (trace_page(story(seed)) for seed in range(60, 75)):
        dropped = {slot: (0, size) for slot, (_, size) in trace.slots.items()}
        memory.add(replace(trace, slots=dropped))
    narrowed = []
    narrow = studying.narrow
    monkeypatch.setattr(studying, "narrow", lambda *args: narrowed.append(1) or narrow(*args))

    assert isinstance(studied.seen, Glimpse)
    assert explain_seen(studied, memory) is None
    assert explain_learned(page, memory, studied.path, beside).article.path == Path.FULL
    assert narrowed


def test_a_recognised_page_teaches_its_texts_alone():
    studied = study(story(1), known())

    assert studied.trace.texts
    assert not studied.trace.slots


def test_texts_in_boxes_that_are_passed_by_are_evidence_all_the_same():
    """A promo below other articles stands amid the text of this one."""
    below = f"<div class='tips'>{box(*PROMO)}</div>"
    page = story(1, below=below.replace("lamps", "<b>sofas</b>"))
    studied, memory = learned(known(below=below), page)

    texts = studied.trace.texts
    assert fingerprint(PROMO[0].replace("lamps", "sofas")) in texts
    assert texts == trace_page(page).texts
    assert explain_seen(studied, memory).trace.texts == texts


def test_the_teacher_sees_of_a_page_what_the_one_beside_it_has_not(monkeypatch):
    closed, beside, judge = [], memory_of(story(2)), teacher.judge

    def count(document, layout):
        closed.append(len(layout.closed))
        return judge(document, layout)

    monkeypatch.setattr(teacher, "judge", count)
    study(story(1), SiteMemory())
    study(story(1), SiteMemory(), beside)

    assert closed[0] == 0 < closed[1]


def test_a_page_that_is_checked_is_read_whole(monkeypatch):
    page, beside = story(1), memory_of(story(2))
    monkeypatch.setattr(studying, "is_checked", lambda _url: True)

    studied = study(page, SiteMemory(), beside)

    assert isinstance(studied, Studied)
    assert not studied.seen.layout.shut


def test_a_page_leaves_the_same_in_the_memory_beside_another_as_alone():
    """Menus and lists are boxes that held nothing, whether the teacher has seen them or not."""
    page = story(1, below=box("Read in Saltgate today"))
    beside = study(page, SiteMemory(), memory_of(story(2, below=box("Read in Saltgate today"))))

    assert beside.trace == study(page, SiteMemory()).trace
    assert explain(page).article.text == beside_text(beside)


def beside_text(studied):
    memory = SiteMemory()
    memory.add(studied.trace)
    return explain_seen(studied, memory).article.text
