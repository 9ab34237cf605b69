"""What a site's memory does to the text of its pages."""

import pytest

from newscrawl.extraction import SiteMemory, extract
from newscrawl.extraction.article import explain
from newscrawl.items import Reason
from tests.extraction.pages import HOST, REDESIGNED, box, prose, story

PROMO = (
    "Ada Brenn has grown melons on her balcony for years, and nobody in Saltgate believed her. In"
    " the new issue of our garden magazine she tells how it is done with a bucket and much sun."
)
ROTATING = [
    "Knitting needles of birch wood lie warm in the hand; our catalogue has forty sock patterns.",
    "Whoever sleeps badly may need another pillow. We tried thirty, filled with down and spelt.",
    "From truffles to trout: the new cookery course teaches thirty dishes, with shopping lists.",
    "Nine rucksacks for long hikes: which carries best, which keeps dry, and which one squeaks?",
    "Black holes, comets and distant suns, explained with large colour plates for all ages.",
    "Cats understand more than owners think. A biologist answers what readers ask most often.",
]


def learned(*pages):
    memory = SiteMemory()
    for page in pages:
        memory.observe(page)
    return memory


def among(seed, text, place=5, **kwargs):
    """A page with a paragraph set as its own paragraphs are."""
    return story(seed, at={place: f"<p>{text}</p>"}, **kwargs)


def reason_of(text, page, memory):
    explained = explain(page, memory)
    (verdict,) = (
        v for b, v in zip(explained.blocks, explained.verdicts, strict=True) if b.text == text
    )
    return verdict.reason


def test_a_paragraph_that_stands_on_two_other_pages_is_dropped():
    page = among(1, PROMO)
    memory = learned(among(2, PROMO), among(3, PROMO, place=2), story(4))

    assert PROMO in extract(page).body
    assert reason_of(PROMO, page, memory) is Reason.REPEATED
    assert extract(page, memory).body.split("\n") == prose(1)


def test_a_paragraph_quoted_by_one_other_article_is_kept_in_both():
    quote = prose(20)[0]
    one, other = among(1, quote), among(2, quote)
    memory = learned(one, other, *(story(n) for n in range(3, 8)))

    assert quote in extract(one, memory).body
    assert quote in extract(other, memory).body


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_page_is_no_evidence_against_itself(seed):
    pages = [among(n, PROMO) for n in (1, 2, 3)]
    others = [page for n, page in enumerate(pages, 1) if n != seed]
    page = pages[seed - 1]

    assert extract(page, learned(*others)) == extract(page, learned(*pages))


def test_a_page_fetched_again_is_no_evidence_against_itself():
    versions = [
        story(1),
        story(1, url=f"{HOST}/print/1.html"),
        story(1, at={3: box("Advertisement", ROTATING[0])}),
        story(1, paragraphs=[*prose(1), prose(30)[0]]),
        story(1, design=REDESIGNED, url=f"{HOST}/amp/1.html"),
    ]

    assert extract(story(1), learned(*versions, story(2))).body.split("\n") == prose(1)


def test_near_copies_of_one_article_count_as_one():
    quote = prose(20)[0]
    copies = [
        among(2, quote),
        among(2, quote, url=f"{HOST}/print/2.html"),
        among(2, quote, design=REDESIGNED, url=f"{HOST}/amp/2.html"),
        among(2, quote, above="<p>Updated in the evening</p>"),
    ]
    memory = learned(*copies, story(3))

    assert quote in extract(among(1, quote), memory).body


def test_promos_that_rotate_in_one_slot_are_dropped_after_a_few_pages():
    offer = "<a href='/shop'>Have a look</a>"
    pages = [story(n, at={5: box(offer, promo)}) for n, promo in enumerate(ROTATING)]
    memory = learned(*pages)

    for seed, page in enumerate(pages):
        assert extract(page, memory).body.split("\n") == prose(seed)


def test_promos_in_bare_paragraphs_below_the_text_are_dropped():
    pages = [story(n, below=f"<h3>Melons</h3><p>{PROMO}</p>") for n in range(5)]

    assert extract(pages[0], learned(*pages)).body.split("\n") == prose(0)


def test_a_redesign_is_learned_within_a_few_pages():
    old = [among(n, PROMO) for n in range(10)]
    new = [among(n, ROTATING[0], design=REDESIGNED) for n in range(20, 23)]
    page = among(30, ROTATING[0], design=REDESIGNED)

    assert prose(30)[0] in extract(page, learned(*old)).body
    assert extract(page, learned(*old, *new)).body.split("\n") == prose(30)


def test_a_clean_page_stays_whole_with_any_memory():
    memory = learned(*(story(n, at={n % 8: box(*ROTATING[:2])}) for n in range(12)))

    for seed in range(40, 46):
        assert extract(story(seed), memory).body.split("\n") == prose(seed)


def test_order_and_repeats_of_pages_change_no_text():
    pages = [among(n, PROMO) for n in range(4)]
    page = among(9, PROMO)

    articles = {
        extract(page, learned(*order)).text for order in (pages, pages[::-1], [*pages, *pages[:2]])
    }

    assert len(articles) == 1


def test_a_memory_that_was_stored_and_compacted_says_the_same():
    memory = learned(*(among(n, PROMO) for n in range(4)))
    memory.close_generation()
    stored = SiteMemory.from_bytes(memory.to_bytes())

    assert extract(among(9, PROMO), stored).body.split("\n") == prose(9)


def test_two_crawls_that_saw_one_page_each_know_together():
    one, other = learned(among(1, PROMO)), learned(among(2, PROMO))

    assert PROMO in extract(among(9, PROMO), one).body
    assert PROMO not in extract(among(9, PROMO), one.merge(other)).body


@pytest.mark.parametrize("pages", [2, 3, 4])
def test_the_few_pages_of_a_small_site_stay_whole_and_lose_what_they_share(pages):
    site = [among(n, PROMO) for n in range(pages)]
    memory = learned(*site)

    for seed, page in enumerate(site):
        lines = extract(page, memory).body.split("\n")
        assert [line for line in lines if line != PROMO] == prose(seed)
        assert (PROMO in lines) == (pages < 3)  # two other pages tell a promo from a quotation


def test_a_section_that_is_set_otherwise_stays_whole():
    news = [among(n, PROMO) for n in range(12)]
    magazine = [story(n, design=REDESIGNED) for n in (40, 41)]
    memory = learned(*news, *magazine)

    for seed, page in zip((40, 41), magazine, strict=True):
        assert extract(page, memory).body.split("\n") == prose(seed)
    assert extract(news[0], memory).body.split("\n") == prose(0)
