import pytest

from newscrawl.extraction.verdicts import KEPT_FROM
from newscrawl.extraction.verdicts.weighing import ASIDE_FROM
from newscrawl.items import Reason
from tests.extraction.pages import box, headline, prose, story
from tests.extraction.verdicts.judging import judge, verdict_on

LINE = "A line that weighs little"


def test_what_weighs_enough_is_kept_and_says_so():
    light = {prose(1)[0]: KEPT_FROM, prose(1)[-1]: KEPT_FROM - 0.01}

    rows = judge(story(1), light)

    assert verdict_on(prose(1)[0], rows).kept
    assert verdict_on(prose(1)[0], rows).evidence == f"weighs {KEPT_FROM:.2f}"
    assert not verdict_on(prose(1)[-1], rows).kept


def test_what_stands_in_an_aside_must_be_likelier_than_not():
    page = story(1, at={4: f"<aside><p>{LINE}</p></aside>"})

    assert verdict_on(LINE, judge(page, {LINE: ASIDE_FROM})).kept
    assert not verdict_on(LINE, judge(page, {LINE: ASIDE_FROM - 0.01})).kept


@pytest.mark.parametrize(
    ("page", "text", "reason"),
    [
        (story(1, at={3: f"<p hidden>{LINE}</p>"}), LINE, Reason.HIDDEN),
        (story(1, at={3: "<p>Newsletter</p>"}), "Newsletter", Reason.NEWSLETTER),
        (story(1), headline(1), Reason.HEADLINE),
        (story(1, at={3: f"<figure><p>{LINE}</p></figure>"}), LINE, Reason.CAPTION),
        (story(1), "Sport", Reason.NAVIGATION),
        (story(1, at={3: f"<p><a href='/x'>{LINE}</a></p>"}), LINE, Reason.RELATED),
        (story(1, below=f"<p>{LINE}</p>"), LINE, Reason.OUTSIDE),
        (story(1, at={9: f"<p>{LINE}</p>"}), LINE, Reason.AFTER_END),
        (story(1, at={3: box(LINE)}), LINE, Reason.ODD_BOX),
    ],
)
def test_the_reason_is_what_a_light_block_looks_like(page, text, reason):
    verdict = verdict_on(text, judge(page, {text: 0.03}))

    assert (verdict.kept, verdict.reason) == (False, reason)
    assert verdict.evidence.endswith("weighs 0.03")
