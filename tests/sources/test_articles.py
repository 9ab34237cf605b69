import pytest

from newscrawl.sources import find_sources, outcomes
from tests.pages import SENTENCES, page_html


def outcomes_of(path):
    [source] = find_sources([path], url="https://example.org/a")
    return list(outcomes([source], lambda _site: None))


def test_a_page_gives_its_article(tmp_path):
    (tmp_path / "a.html").write_bytes(page_html())

    [outcome] = outcomes_of(tmp_path / "a.html")

    assert not outcome.problem
    assert outcome.article.url == "https://example.org/a"
    assert outcome.article.text == "\n".join(SENTENCES)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n\x00\x01", b"\x00" * 99, b"<html></html>"])
def test_a_file_that_yields_nothing_gives_one_line_with_its_name(tmp_path, body):
    (tmp_path / "a.html").write_bytes(body)

    [outcome] = outcomes_of(tmp_path / "a.html")

    assert outcome.article is None
    assert outcome.problem.startswith(f"{tmp_path / 'a.html'}: ")
    assert "\n" not in outcome.problem


def test_a_source_that_cannot_be_read_gives_one_line(tmp_path):
    [outcome] = outcomes_of(tmp_path)

    assert outcome.problem.startswith(f"{tmp_path}: no pages here")


def test_a_defect_costs_one_page_and_is_called_a_defect(tmp_path, monkeypatch):
    def broken(_page, _memory):
        raise RecursionError("too deep\nand more")

    monkeypatch.setattr("newscrawl.sources.articles.extract", broken)
    (tmp_path / "a.html").write_bytes(page_html())

    [outcome] = outcomes_of(tmp_path / "a.html")

    assert outcome.problem.endswith(
        "a defect of newscrawl, please report it: https://example.org/a: RecursionError: too deep"
    )
