import pytest

from newscrawl.explanations.folding import Fold, Judged, folded, judged
from newscrawl.items import Reason
from tests.explanations.explained import explained, menu
from tests.pages import SENTENCES

SECTIONS = ("Coast", "Politics", "Business", "Sports", "Culture", "Weather")


def shown(explanation):
    return [p.block.text if isinstance(p, Judged) else p for p in folded(explanation)]


def test_every_block_is_judged_in_reading_order():
    explanation = explained(menu(*SECTIONS))

    texts = [each.block.text for each in judged(explanation)]

    assert texts == [*SECTIONS, "Ferry stops running", *SENTENCES]


def test_a_menu_is_one_line_and_the_article_stands_whole():
    first, *rest = shown(explained(menu(*SECTIONS)))

    assert first == Fold(((Reason.NAVIGATION, 6),))
    assert rest == ["Ferry stops running", *SENTENCES]


def test_a_short_run_stays():
    assert shown(explained(menu(*SECTIONS[:3])))[:3] == list(SECTIONS[:3])


def test_prose_is_never_folded():
    lost = "The bakers on the pier have asked the town for a roof over the place where people wait."

    parts = shown(explained(after=f"<nav>{menu(*SECTIONS)}<p>{lost}</p>{menu(*SECTIONS)}</nav>"))

    assert parts[-3:] == [Fold(((Reason.NAVIGATION, 6),)), lost, Fold(((Reason.NAVIGATION, 6),))]


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (((Reason.NAVIGATION, 84),), "84 blocks of navigation"),
        (((Reason.LEGAL, 6),), "6 blocks (legal)"),
        (((Reason.RELATED, 5), (Reason.OUTSIDE, 2)), "7 blocks: related 5, outside 2"),
    ],
)
def test_a_fold_says_how_many_blocks_of_what(reasons, said):
    assert str(Fold(reasons)) == said
