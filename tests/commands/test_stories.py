from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.storage import Store
from tests.commands.running import run
from tests.storage.making import article, store_url
from tests.stories.texts import paragraphs, text

WIRE = paragraphs(1, 10)
URL = "https://a.example/1"


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with a story on two sites, and another article."""
    texts = {"a": "\n".join(WIRE), "b": "\n".join(WIRE[:6]), "c": text(2)}
    with Store(store_url(tmp_path)) as store:
        for name, said in texts.items():
            changes = {"site": f"{name}.example", "headline": f"Headline \x1b{name}", "text": said}
            store.save(article(f"https://{name}.example/1", **changes))
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


def test_stories_are_listed_with_their_articles(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "stories", "list", "-s", kept)

    assert ran.code == 0
    assert ran.out == (
        "story 1: 2 articles · 2 sites · dpa\n"
        "   100%  2026-11-02  a.example  Headline a\n"
        "         https://a.example/1\n"
        "   100%  2026-11-02  b.example  Headline b\n"
        "         https://b.example/1\n"
    )


def test_a_story_is_shown_by_any_of_its_articles(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "stories", "show", "https://b.example/1", "--json", "-s", kept)
    said = json.loads(ran.out)

    assert (said["story"], said["measured_against"]) == (1, "https://b.example/1")
    assert [copy["url"] for copy in said["articles"]] == [URL, "https://b.example/1"]
    assert 0.3 < said["articles"][0]["shared"] < 1


def test_an_article_is_shown_with_those_that_have_its_text(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "same story as:\n   100%  2026-11-02  b.example  Headline b\n"
    assert told in run(capsys, "articles", "show", URL, "-s", kept).out
    alone = run(capsys, "articles", "show", "https://c.example/1", "-s", kept)
    assert alone.code == 0
    assert "same story" not in alone.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--copies", "3"), "no story of 3 articles or more\n"),
        (("list", "--site", "c.example"), "no story of 2 articles or more\n"),
        (("show", "https://d.example/"), "no article of https://d.example/ is stored\n"),
    ],
)
def test_what_is_not_there_is_said(
    kept: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    ran = run(capsys, "stories", *arguments, "-s", kept)

    assert (ran.code, ran.out, ran.err) == (1, "", said)


def test_grouping_says_how_many_articles_it_found(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "stories", "group", "-s", kept)

    assert (ran.code, ran.out) == (0, f"{tmp_path}/store.db: 0 articles grouped\n")


def test_a_date_that_is_none_is_refused(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "stories", "list", "--since", "soon", "-s", kept).code == 2
