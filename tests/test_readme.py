"""What the README tells people to type works.

The `scrapy` lines of its `sh` blocks are run in order, in an empty folder, against the demo
site in place of example.org; the `make` lines, which install and test, are only looked up.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.routes import answer
from demo.serve import DemoServer, serving
from tests.imports import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]
CODE = "\n".join([*BLOCKS, *re.findall(r"`([^`\n]+)`", README)])
TARGETS = sorted(set(re.findall(r"\bmake ([a-z][a-z-]*)", CODE)))
COMMANDS = sorted(set(re.findall(r"\bscrapy ([a-z]+)\b", CODE)))


@contextmanager
def workplace(folder: Path) -> Iterator[tuple[DemoServer, dict[str, str]]]:
    """The demo site, and the environment in which `scrapy` works for it in any folder."""
    with serving() as server:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        yield (
            server,
            {
                "PATH": path,
                "HOME": str(folder),
                "PYTHONPATH": str(ROOT),
                "SCRAPY_SETTINGS_MODULE": "tests.readme_settings",
                "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "1",
            },
        )


def article_url(server: DemoServer) -> str:
    """The URL of an English story of the demo site."""
    return server.url[:-1] + next(s.path for s in server.site.stories if s.language == "en")


def run(words: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def scrapy(*words: str, cwd: Path, env: dict[str, str]) -> str:
    """What a command prints; it must succeed."""
    done = run(["scrapy", *words], cwd, env)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_is_there(target: str) -> None:
    done = run(["make", "-n", target, "URL=http://127.0.0.1/", "DATA=."], ROOT, dict(os.environ))
    assert done.returncode == 0, done.stderr


def test_the_scrapy_commands_are_there(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "newscrawl.settings"}
    said = run([sys.executable, "-m", "scrapy"], tmp_path, env).stdout
    assert set(COMMANDS) <= set(re.findall(r"^  (\w+) ", said, re.MULTILINE))


def test_the_readme_names_the_two_commands() -> None:
    assert {"make demo", "make test"} <= set(LINES)


def test_the_readmes_lines_work(tmp_path: Path) -> None:
    """In order: what one line saves the next ones find."""
    with workplace(tmp_path) as (server, env):
        prepare(tmp_path, server)
        for line in LINES:
            if not line.startswith("scrapy "):
                continue
            done = run(shlex.split(at_the_demo(line, server)), tmp_path, env)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
            assert "Traceback" not in done.stderr, f"{line}\n{done.stderr}"


def prepare(folder: Path, server: DemoServer) -> None:
    """The files that the README's lines take for granted: a list of URLs and saved pages."""
    stories = server.site.stories
    urls = [server.url[:-1] + story.path for story in stories[:3]]
    (folder / "urls.txt").write_text("\n".join(urls), encoding="utf-8")
    pages = folder / "pages" / "example.org"
    pages.mkdir(parents=True)
    for story in stories[:6]:
        page = answer(server.site, story.path)
        (pages / f"{story.id}.html").write_bytes(page.body)


def at_the_demo(line: str, server: DemoServer) -> str:
    """The line with the demo site in the place of example.org."""
    line = re.sub(r"https://www\.example\.org/\S+", article_url(server), line)
    line = line.replace("https://www.example.org/", server.url)
    return re.sub(r"site=\S+", "site=" + server.url.split("/")[2], line)


def test_list_names_the_spiders(tmp_path: Path) -> None:
    with workplace(tmp_path) as (_, env):
        assert scrapy("list", cwd=tmp_path, env=env).split() == ["article", "news"]


def test_check_finds_the_spiders_contracts_in_order(tmp_path: Path) -> None:
    with workplace(tmp_path) as (_, env):
        scrapy("check", cwd=tmp_path, env=env)


def test_parse_shows_what_a_page_gives(tmp_path: Path) -> None:
    with workplace(tmp_path) as (server, env):
        words = ["--spider=article", "-a", "siblings=0", article_url(server)]
        said = scrapy("parse", *words, cwd=tmp_path, env=env)
        items = said.partition("# Scraped Items")[2].partition("# Requests")[0]
        assert items.count(f"'url': '{article_url(server)}'") == 1


def test_shell_fetches_a_page(tmp_path: Path) -> None:
    with workplace(tmp_path) as (server, env):
        code = "print(response.status, response.css('h1::text').get())"
        said = scrapy("shell", "-c", code, article_url(server), cwd=tmp_path, env=env)
        assert said.startswith("200 ")


@pytest.mark.skipif(
    not (Path(sys.prefix) / ".runtime").exists(), reason="make would set its environment up first"
)
def test_make_crawl_prints_the_article_and_where_it_is_kept(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'one.db'}"
    with workplace(tmp_path) as (server, env):
        story = next(s for s in server.site.stories if s.language == "en")
        words = ["make", "crawl", f"VENV={sys.prefix}", f"URL={article_url(server)}"]
        done = run(words, ROOT, {**env, "NEWSCRAWL_STORE": store})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(story.headline)
    assert done.stdout.endswith(f"Kept in {store}\n")
    assert story.paragraphs[-1] in done.stdout
