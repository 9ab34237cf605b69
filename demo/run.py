"""`python -m demo.run`: serves the demo site, crawls it, shows what was saved.

The store, the spool and the crawl's log stay in data/demo/ to be looked at; each run
begins with an empty one, since the site gets another port each time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from demo.serve import serving
from demo.show import article_panel, articles_table, most_cleaned, others_table
from newscrawl.storage import State, Store

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data" / "demo"


def crawl(url: str, folder: Path) -> int:
    """Run `scrapy crawl news` on the site at `url`, all it keeps in `folder`; its exit code."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "sites.toml").write_text(f'[[site]]\nurl = "{url}"\n', encoding="utf-8")
    settings = {
        "NEWSCRAWL_SITES": folder / "sites.toml",
        "NEWSCRAWL_STORE": store_url(folder),
        "NEWSCRAWL_SPOOL_DIR": folder / "spool",
        "NEWSCRAWL_ARCHIVE_DIR": "",
        "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "1",  # the demo site is on loopback
        "AUTOTHROTTLE_ENABLED": "0",  # and is nobody's server to be gentle with
        "LOG_FILE": folder / "crawl.log",
    }
    chosen = [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", *chosen]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own words


def store_url(folder: Path) -> str:
    """The SQLAlchemy URL of the store in a folder."""
    return f"sqlite:///{folder / 'newscrawl.db'}"


def show(folder: Path, console: Console) -> int:
    """Print what the store in `folder` holds; how many articles that is."""
    with Store(store_url(folder)) as store:
        articles = sorted(store.articles(), key=lambda article: article.published, reverse=True)
        others = [row for row in store.urls() if row.state != State.SAVED]
    if not articles:
        return 0
    console.print(articles_table(articles))
    console.print("\nFound and not saved:", style="bold")
    console.print(others_table(others))
    console.print()
    console.print(article_panel(most_cleaned(articles)))
    return len(articles)


def main() -> int:
    """Serve, crawl, show; 1 where nothing was saved."""
    console = Console(highlight=False)
    with serving() as server:
        console.print(f"A small news site is served at {server.url}; crawling it")
        code = crawl(server.url, FOLDER)
    place = FOLDER.relative_to(ROOT)
    if code or not show(FOLDER, console):
        print(f"The demo saved nothing; {place / 'crawl.log'} says why", file=sys.stderr)
        return 1
    console.print(f"\nKept in {place}/: newscrawl.db, sites.toml, crawl.log")
    return 0


if __name__ == "__main__":
    sys.exit(main())
