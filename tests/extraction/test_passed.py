from newscrawl.extraction import SiteMemory, explain, with_passed
from newscrawl.items import Path, Reason
from tests.extraction.pages import prose, story
from tests.extraction.test_recognition import known


def test_every_block_of_a_recognised_page_has_a_verdict():
    page = story(1)
    found = explain(page, known())
    alone = explain(page)

    whole = with_passed(page, found)

    assert found.article.path == Path.FAST
    assert [b.text for b in whole.blocks] == [b.text for b in alone.blocks]
    assert len(whole.blocks) == len(whole.verdicts) == len(whole.weights) > len(found.blocks)
    assert [b.text for b, v in zip(whole.blocks, whole.verdicts, strict=True) if v.kept] == [
        b.text for b, v in zip(found.blocks, found.verdicts, strict=True) if v.kept
    ]
    home = next(v for b, v in zip(whole.blocks, whole.verdicts, strict=True) if b.text == "Home")
    assert (home.kept, home.reason) == (False, Reason.BOILERPLATE_SLOT)


def test_a_page_that_was_read_in_full_is_as_it_was():
    found = explain(story(1), SiteMemory())

    assert with_passed(story(1), found) == found


def test_of_a_page_that_was_read_in_part_every_block_has_a_verdict():
    page = story(1, at={4: f"<blockquote>{prose(400, 1)[0]}</blockquote>"})
    found = explain(page, known())

    whole = with_passed(page, found)

    assert found.article.path == Path.FULL
    assert len(found.blocks) < len(whole.blocks) == len(explain(page).blocks)
    assert sum(v.kept for v in whole.verdicts) == sum(v.kept for v in found.verdicts)
