"""The fast path: pages of a site that is known are read without the teacher, and no worse."""

from dataclasses import replace

import pytest

from newscrawl.extraction import LEAST_PAGES, SiteMemory, explain, extract, teacher
from newscrawl.extraction import article as articles
from newscrawl.extraction.reading import look
from newscrawl.extraction.recognition import KNOWN, Recognition, recognise
from newscrawl.extraction.tracing import trace_page
from newscrawl.items import Path, Reason
from tests.extraction.pages import HOST, REDESIGNED, box, prose, story

PROMO = ("Bright lamps for every desk", "They shine long into the night and cost next to nothing.")
MANY = range(10, 10 + LEAST_PAGES + KNOWN)


def known(**options):
    """A memory of a site that is known well."""
    memory = SiteMemory()
    for seed in MANY:
        memory.observe(story(seed, **options))
    return memory


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """No page is checked, whatever its URL."""
    monkeypatch.setattr(articles, "is_checked", lambda _url: False)


@pytest.fixture
def no_teacher(monkeypatch):
    def refuse(*_):
        raise AssertionError("the teacher was asked")

    monkeypatch.setattr("newscrawl.extraction.teacher.judge", refuse)


def recognised(page, memory):
    return recognise(look(page), memory.index).reading


def test_a_page_of_a_known_site_is_read_without_the_teacher(request):
    memory = known()
    request.getfixturevalue("no_teacher")

    article = extract(story(1), memory)

    assert article.path == Path.FAST
    assert article.body.splitlines() == prose(1)


def test_it_is_read_as_it_is_in_full(monkeypatch):
    memory, page = known(), story(1, below=box("Two lines that no other page has", *PROMO))
    fast = extract(page, memory)
    monkeypatch.setattr(articles, "recognise", lambda *_: Recognition())
    full = extract(page, memory)

    assert (fast.path, full.path) == (Path.FAST, Path.FULL)
    assert replace(fast, path="", removed={}) == replace(full, path="", removed={})


def test_a_site_of_which_few_pages_are_known_is_read_in_full():
    memory = SiteMemory()
    for seed in MANY[: LEAST_PAGES - 1]:
        memory.observe(story(seed))

    assert extract(story(1), memory).path == Path.FULL


def test_a_page_in_a_new_layout_is_read_in_full():
    article = extract(story(1, design=REDESIGNED), known())

    assert article.path == Path.FULL
    assert article.body.splitlines() == prose(1)


QUOTED = f"<blockquote>{prose(400, 1)[0]}</blockquote>"  # fits nothing that is known


def test_of_a_page_that_does_not_fit_boxes_that_never_held_anything_are_not_read(monkeypatch):
    memory, page = known(), story(1, at={4: QUOTED})
    found = explain(page, memory)
    monkeypatch.setattr(articles, "recognise", lambda *_: Recognition())
    whole = explain(page, memory)

    assert found.article.path == whole.article.path == Path.FULL
    assert replace(found.article, removed={}) == replace(whole.article, removed={})
    assert len(found.blocks) < len(whole.blocks)
    assert found.article.removed[Reason.BOILERPLATE_SLOT] == 3


def test_what_such_a_page_teaches_is_what_was_read_of_it():
    page = story(1, at={4: QUOTED})
    taught, whole = explain(page, known()).trace, trace_page(page)

    assert taught.slots
    assert taught.slots.items() < whole.slots.items()
    assert (taught.texts, taught.held) == (whole.texts, whole.held)
    assert taught.barren < whole.barren


def test_a_page_that_is_checked_is_read_whole_though_it_does_not_fit(monkeypatch):
    monkeypatch.setattr(articles, "is_checked", lambda _url: True)
    page = story(1, at={4: QUOTED})

    assert len(explain(page, known()).blocks) == len(explain(page).blocks)


def test_of_a_page_that_is_checked_the_teacher_is_not_shown_what_its_site_has(monkeypatch):
    shown = []

    def record(document, layout, judge=teacher.judge):
        shown.append(layout)
        return judge(document, layout)

    monkeypatch.setattr(articles, "is_checked", lambda _url: True)
    monkeypatch.setattr(teacher, "judge", record)
    memory = known(below=tips(*PROMO))
    shown.clear()

    explain(story(1, below=tips(*PROMO)), memory)
    explain(story(1, below=tips(*prose(2))), memory)

    closed = [[box.get("class") for box in layout.closed] for layout in shown]
    assert ["tips" in names for names in closed] == [True, False]


def tips(*texts):
    return f"<div class='tips'>{box(*texts)}</div>"


def moved(seed, paragraphs):
    """A page whose article stands where tips did."""
    return story(seed, paragraphs=PROMO, below=tips(*prose(seed, paragraphs)))


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("paragraphs", [2, 6])
def test_an_article_that_moves_to_where_none_stood_is_found_again(monkeypatch, checked, paragraphs):
    monkeypatch.setattr(articles, "is_checked", lambda _url: checked)
    memory = known(below=tips(*PROMO))
    memory.add(explain(moved(40, paragraphs), memory).trace)

    article = extract(moved(60, paragraphs), memory)
    assert [text for text in prose(60, paragraphs) if text in article.text]


def test_a_page_is_no_evidence_for_itself():
    memory = SiteMemory()
    for seed in MANY:
        memory.observe(story(seed))
    strange = story(1, design=REDESIGNED)
    memory.observe(strange)

    assert extract(strange, memory).path == Path.FULL


def test_a_promo_in_a_slot_that_others_fill_with_promos_is_dropped():
    memory = SiteMemory()
    for seed in MANY:
        memory.observe(story(seed, at={3: box("Advertisement", *prose(seed + 500, 1))}))
    page = story(1, at={3: box(*PROMO)})

    article = extract(page, memory)

    assert article.path == Path.FAST
    assert PROMO[1] not in article.text
    assert article.body.splitlines() == prose(1)


def test_a_text_that_repeats_in_a_slot_of_paragraphs_is_dropped():
    line = "<p>" + " ".join(PROMO) + "</p>"
    memory = known(at={3: line})

    found = explain(story(1, at={3: line}), memory)

    assert found.article.path == Path.FAST
    assert found.article.removed[Reason.REPEATED] == 1
    assert PROMO[1] not in found.article.text


def test_boxes_that_never_hold_anything_are_passed_by_and_counted():
    reading = recognised(story(1), known())

    assert reading is not None
    assert len(reading.layout.passed) == 3  # header, headline and footer
    assert not any("Imprint" in block.text for block in reading.blocks)
    assert extract(story(1), known()).removed[Reason.BOILERPLATE_SLOT] == 3


def test_a_box_whose_outer_name_is_its_section_s_is_known_by_the_end_of_its_path():
    def page(seed, section):
        at = story(seed)
        body = at.body.replace(b"<main>", f'<main class="in-{section}">'.encode())
        return replace(at, body=body)

    memory = SiteMemory()
    for seed in MANY:
        memory.observe(page(seed, "town"))

    assert extract(page(1, "sport"), memory).path == Path.FAST


def test_one_recognised_page_of_many_is_read_in_full_as_well(monkeypatch):
    monkeypatch.setattr(articles, "is_checked", lambda _url: True)

    found = explain(story(1), known())

    assert found.article.path == Path.CHECKED
    assert found.agreement == 1.0
    assert found.trace.slots


def test_a_recognised_page_leaves_its_texts_and_no_vote():
    trace = explain(story(1), known()).trace

    assert trace.texts
    assert [len(votes) for votes in (trace.slots, trace.held, trace.barren)] == [0, 0, 0]


def test_which_pages_are_checked_depends_on_their_url_alone(monkeypatch):
    monkeypatch.undo()
    urls = [f"{HOST}/town/story-{n}.html" for n in range(3200)]

    checked = [url for url in urls if articles.is_checked(url)]

    assert 60 < len(checked) < 140
    assert checked == [url for url in urls if articles.is_checked(url)]


def test_prose_amid_the_text_in_a_place_not_met_before_is_left_to_the_teacher():
    quoted = f"<blockquote><p>{prose(77, 1)[0][:200]}</p></blockquote>"

    assert extract(story(1, at={4: quoted}), known()).path == Path.FULL
    assert extract(story(1, below=quoted), known()).path == Path.FAST


def test_a_list_in_the_text_of_a_site_that_had_none_is_left_to_the_teacher():
    lines = "".join(f"<li>{line}</li>" for line in ("the harbour bridge", "the covered market"))

    assert extract(story(1, at={9: f"<ul>{lines}</ul>"}), known()).path == Path.FULL


def test_a_list_in_the_text_is_kept_where_another_page_had_one():
    def lines(seed):
        return [line.partition(".")[0] for line in prose(seed + 300, 4)]

    def page(seed):
        return story(seed, at={4: "<ul>" + "".join(f"<li>{s}</li>" for s in lines(seed)) + "</ul>"})

    memory = known()
    memory.observe(page(2))
    article = extract(page(1), memory)

    assert article.path == Path.FAST
    assert article.body.splitlines() == [*prose(1)[:4], *lines(1), *prose(1)[4:]]


def test_a_layout_is_known_from_one_page():
    memory = known()
    memory.observe(story(2, design=REDESIGNED))
    article = extract(story(1, design=REDESIGNED), memory)

    assert article.path == Path.FAST
    assert article.body.splitlines() == prose(1)


def test_a_place_of_which_few_pages_kept_a_part_is_left_to_the_teacher():
    quoted = {seed: f"<blockquote><p>{prose(seed + 70, 1)[0]}</p></blockquote>" for seed in (1, 2)}
    memory = known()
    plain, trace = (trace_page(story(2, at=at)) for at in ({}, {4: quoted[2]}))
    halved = dict.fromkeys(trace.slots.keys() - plain.slots.keys(), (100, 200))
    memory.add(replace(trace, slots=trace.slots | halved))

    assert halved
    assert extract(story(1, at={4: quoted[1]}), memory).path == Path.FULL


def test_a_line_of_links_in_a_place_of_paragraphs_is_dropped():
    line = "The ferry to Saltgate sails again from Monday"

    article = extract(story(1, at={3: f'<p><a href="/ferry">{line}</a></p>'}), known())

    assert article.path == Path.FAST
    assert article.removed[Reason.RELATED] == 1
    assert article.body.splitlines() == prose(1)


def test_columns_of_a_layout_table_are_told_apart_by_their_number():
    def page(seed):
        at = story(seed)
        menu = "<p>Town and harbour, sport and weather, tides and ferries</p>"
        body = at.body.replace(b"<main>", f"<table><tr><td>{menu}</td><td>".encode())
        return replace(at, body=body.replace(b"</main>", b"</td></tr></table>"))

    memory = SiteMemory()
    for seed in MANY:
        memory.observe(page(seed))
    reading = recognised(page(1), memory)

    assert reading is not None
    assert not any("Town and harbour" in block.text for block in reading.blocks)
    assert extract(page(1), memory).body.splitlines() == prose(1)
