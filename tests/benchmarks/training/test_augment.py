import ast
from pathlib import Path

import pytest

import benchmarks.training
from benchmarks.gold import GoldPage, read_sets
from benchmarks.injection import PLACEMENTS
from benchmarks.promos import Promo
from benchmarks.training.augment import carrying, draw, prose_pool
from tests.benchmarks.sets import article, story, write_set

PROSE = Promo("A heading of elsewhere", ("Nobody on this page has ever spoken of the tortoise.",))


@pytest.fixture
def pages(tmp_path: Path) -> list[GoldPage]:
    sites = ["quay.de", "sport.quay.de", "mole.de", "ferry.de", "rare.de"]
    langs = ["en", "en", "en", "en", "xx"]
    rows = [
        (article(story(n)), {"id": f"p{n}", "text": "\n".join(story(n)), "site": s, "lang": lang})
        for n, (s, lang) in enumerate(zip(sites, langs, strict=True))
    ]
    return read_sets(write_set(tmp_path / "set", rows))


def test_prose_is_of_another_publisher_in_the_same_language(pages: list[GoldPage]):
    drawn = draw(pages[0], prose_pool(pages))
    assert drawn is not None
    placement, prose = drawn
    assert placement in PLACEMENTS
    lent = {line for n in (2, 3) for line in story(n)}
    assert set(prose.paragraphs) <= lent
    assert any(line.startswith(prose.heading) for line in lent)
    assert 15 <= len(prose.heading) <= 60


def test_a_language_of_one_publisher_has_nothing_to_lend(pages: list[GoldPage]):
    assert draw(pages[4], prose_pool(pages)) is None


def test_the_same_pages_draw_the_same(pages: list[GoldPage]):
    pool = prose_pool(pages)
    assert [draw(p, pool) for p in pages] == [draw(p, prose_pool(pages)) for p in pages]
    assert len({draw(p, pool) for p in pages[:4]}) == 4


def test_a_page_with_little_prose_lends_none(pages: list[GoldPage]):
    short = [GoldPage("s", "i", "mole.de", "en", None, Path(), text="\n".join(story(7)[:4]))]
    assert prose_pool(short) == {}
    assert len(prose_pool(pages)["en"]) == 4


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_the_prose_stands_in_the_page_and_the_article_is_whole(
    pages: list[GoldPage], placement: str
):
    html = (carrying(pages[0], placement, PROSE) or b"").decode()
    assert all(f"<p>{text}</p>" in html for text in (*story(0), *PROSE.paragraphs))
    assert carrying(pages[0], placement, PROSE) == html.encode()


def test_a_page_without_its_gold_takes_no_prose(pages: list[GoldPage]):
    other = GoldPage("s", "i", "mole.de", "en", None, pages[0].path, text="\n".join(story(8)))
    assert carrying(other, "tail", PROSE) is None


def test_training_never_reads_the_promos_that_leaks_are_measured_with():
    """Of benchmarks.promos, only the shape of a promo."""
    folder = Path(benchmarks.training.__file__).parent
    named = {
        alias.name
        for file in [*folder.glob("*.py"), folder.parent / "train.py"]
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
        if "promos" in f"{getattr(node, 'module', '')} {alias.name}"
    }
    assert named == {"Promo"}
