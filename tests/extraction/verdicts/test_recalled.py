import pytest

from newscrawl.extraction.evidence import Recall, SlotRecord, fingerprint, fingerprint_of_slot
from newscrawl.items import Reason
from tests.extraction.pages import box, prose, story
from tests.extraction.verdicts.judging import judge, kept, verdict_on

PROMO = "Our garden magazine shows how to grow melons on a balcony in six easy steps, monthly."
BOXED = fingerprint_of_slot(">main>article.story>div.story-body>div.m-insert>p")
PAGE = story(1, at={4: box(PROMO)})


def recall(pages=10, repeats=None, records=None):
    named = {fingerprint(text): count for text, count in (repeats or {}).items()}
    return Recall(pages, named, records or {})


@pytest.mark.parametrize(
    ("pages", "others", "dropped"),
    [(4, 2, True), (2, 2, True), (10, 1, False), (100, 4, False), (100, 5, True), (400, 12, False)],
)
def test_what_stands_on_other_pages_belongs_to_none(pages, others, dropped):
    verdict = verdict_on(PROMO, judge(PAGE, recall=recall(pages, {PROMO: others})))

    assert verdict.kept is not dropped
    if dropped:
        assert verdict.reason is Reason.REPEATED
        assert verdict.evidence == f"stands on {others} of {pages} other pages"


def test_short_sub_headings_may_come_again():
    page = story(1, at={4: "<h2>The background</h2>"})

    assert "The background" in kept(judge(page, recall=recall(40, {"The background": 5})))
    assert "The background" not in kept(judge(page, recall=recall(40, {"The background": 30})))


@pytest.mark.parametrize(("pages", "kept_share"), [(1, 0.0), (8, 1.0), (8, 0.5)])
def test_a_slot_seen_once_or_kept_elsewhere_condemns_nothing(pages, kept_share):
    rows = judge(PAGE, recall=recall(records={BOXED: SlotRecord(pages, kept_share)}))

    assert PROMO in kept(rows)


def test_a_slot_that_is_never_kept_condemns_what_the_page_is_not_sure_of():
    rows = judge(PAGE, {PROMO: 0.7}, recall(records={BOXED: SlotRecord(8, 0.0)}))

    verdict = verdict_on(PROMO, rows)
    assert verdict.reason is Reason.BOILERPLATE_SLOT
    assert verdict.evidence == "its slot was kept to 0% on 8 other pages"


def test_a_slot_that_is_reliably_kept_rescues():
    reliable = recall(records={BOXED: SlotRecord(8, 0.95)})

    assert PROMO in kept(judge(PAGE, {PROMO: 0.2}, reliable))
    assert PROMO not in kept(judge(PAGE, {PROMO: 0.01}, reliable))
    assert PROMO not in kept(judge(PAGE, {PROMO: 0.2}, recall()))


def test_a_slot_that_is_new_on_a_known_site_needs_more_weight():
    doubtful = {PROMO: 0.35}

    assert PROMO in kept(judge(PAGE, doubtful))
    verdict = verdict_on(PROMO, judge(PAGE, doubtful, recall()))
    assert verdict.reason is Reason.ODD_BOX
    assert verdict.evidence == "weighs 0.35, and its slot is new on this site"


def test_an_empty_recall_changes_nothing():
    assert judge(PAGE, recall=recall(0)) == judge(PAGE)


@pytest.mark.parametrize("where", ["above", "inside"])
def test_no_later_rule_brings_back_what_repeats(where):
    lead = f"<div class='teaser'>{PROMO}</div>"
    page = story(1, above=lead) if where == "above" else story(1, at={4: f"<h2>{PROMO}</h2>"})

    verdict = verdict_on(PROMO, judge(page, recall=recall(10, {PROMO: 9})))

    assert verdict.reason is Reason.REPEATED


@pytest.mark.parametrize("place", ["lead", "first paragraph"])
def test_a_lead_that_other_pages_tease_with_stays(place):
    text = prose(1)[0]
    head = f'<meta name="description" content="{text}">'
    lead = story(1, head=head, paragraphs=prose(1)[1:], above=f"<p class='teaser'>{text}</p>")
    page = lead if place == "lead" else story(1, head=head)

    assert text in kept(judge(page, recall=recall(10, {text: 9})))


def test_a_word_of_the_description_is_no_lead():
    head = '<meta name="description" content="How Saltgate lost its ferry">'
    page = story(1, head=head, at={4: "<p>Saltgate</p>"})

    assert "Saltgate" not in kept(judge(page, recall=recall(10, {"Saltgate": 9})))


def test_a_slot_that_is_never_kept_is_no_standfirst():
    slot = fingerprint_of_slot(">main>article.story>div.teaser")
    page = story(1, above=f"<div class='teaser'>{PROMO}</div>")

    rows = judge(page, {PROMO: 0.6}, recall(records={slot: SlotRecord(10, 0.0)}))

    assert verdict_on(PROMO, rows).reason is Reason.BOILERPLATE_SLOT


def test_prose_elsewhere_is_left_alone():
    rows = judge(PAGE, recall=recall(10, {PROMO: 9}))

    assert set(prose(1)) <= set(kept(rows))
