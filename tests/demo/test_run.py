"""`make demo` crawls the demo site and shows its articles."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from demo.run import crawl, show, store_url
from demo.serve import serving
from newscrawl.storage import Store


def test_the_demo_saves_the_stories_and_shows_them(tmp_path: Path) -> None:
    with serving() as server:
        assert crawl(server.url, tmp_path / "demo") == 0
    console = Console(width=160, file=StringIO(), record=True)
    shown = show(tmp_path / "demo", console)
    said = console.export_text()
    assert shown >= 15
    assert server.site.stories[0].headline in said
    assert "Removed from its page" in said
    assert "Traceback" not in (tmp_path / "demo" / "crawl.log").read_text(encoding="utf-8")
    with Store(store_url(tmp_path / "demo")) as store:
        texts = {article.headline: article.text for article in store.articles()}
    stories = server.site.stories
    assert texts == {
        story.headline: "\n".join([story.lead, *story.paragraphs]) for story in stories
    }


def test_an_empty_store_shows_nothing(tmp_path: Path) -> None:
    assert show(tmp_path, Console(quiet=True)) == 0
