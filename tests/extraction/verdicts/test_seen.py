from newscrawl.items import Reason
from tests.extraction.pages import box, prose, story
from tests.extraction.verdicts.judging import judge, kept, verdict_on

UNSEEN = "This box opens when the button is pressed, and until then nobody reads a word of it."


def test_what_readers_do_not_see_is_dropped():
    rows = judge(story(1, at={4: f"<div hidden><p>{UNSEEN}</p></div>"}))

    assert verdict_on(UNSEEN, rows).reason is Reason.HIDDEN
    assert set(prose(1)) <= set(kept(rows))


def test_paragraphs_that_a_script_shows_later_are_kept():
    texts = prose(1)
    html = "".join(f'<p style="display:none">{text}</p>' for text in texts[3:])

    rows = judge(story(1, paragraphs=texts[:3], at={3: html}))

    assert set(texts) <= set(kept(rows))


def test_a_text_hidden_as_a_whole_is_kept():
    texts = prose(1)
    page = story(1, paragraphs=[], at={0: f"<div hidden>{box(*texts)}</div>"})

    assert set(texts) <= set(kept(judge(page)))


def test_one_hidden_paragraph_among_many_is_dropped():
    rows = judge(story(1, at={4: f'<p class="visually-hidden">{UNSEEN}</p>'}))

    assert verdict_on(UNSEEN, rows).reason is Reason.HIDDEN
