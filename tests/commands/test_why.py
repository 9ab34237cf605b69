import json
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.extraction import Page, extract
from newscrawl.sources import learn
from newscrawl.storage import Store
from tests.commands.running import run
from tests.pages import SENTENCES, page_html

ROOT = Path(__file__).parents[2]
PROMO = "Our weekend magazine brings the best of the coast to your kitchen table every Friday."
SITE = "example.org"
WITNESSES = ("Ada Lund", "Bo Rask", "Cleo Tamm", "Dina Holt", "Egon Falk", "Frida Moen")


@pytest.fixture(autouse=True)
def _width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def site(tmp_path):
    """Six pages of one site in a folder named like it, the same promo under each story."""
    folder = tmp_path / SITE
    folder.mkdir()
    for number, witness in enumerate(WITNESSES):
        own = tuple(f"{text[:-1]}, said {witness}." for text in SENTENCES)
        body = page_html(f"{witness} on the ferry", (*own, PROMO))
        (folder / f"story-{number}.html").write_bytes(body)
    return folder


@pytest.fixture
def memory(site):
    pages = [Page(f"https://{SITE}/{path.stem}", path.read_bytes()) for path in site.iterdir()]
    return learn(pages)[SITE]


def why(capsys, *arguments, store=""):
    return run(capsys, "why", *arguments, "-s", f"NEWSCRAWL_STORE={store}")


def verdict_on(text, ran):
    [block] = [block for block in json.loads(ran.out)["blocks"] if block["text"] == text]
    return block


def test_a_saved_page_is_shown_block_by_block(capsys, site):
    ran = why(capsys, site / "story-1.html")

    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[:2] == ["Bo Rask on the ferry", f"https://{SITE}/story-1"]
    assert "memory     none: the page was judged alone" in lines
    assert f"+ {SENTENCES[0][:-1]}, said Bo Rask." in lines
    assert lines[-1] == "Kept 5 of 6 blocks. Removed: headline 1"
    assert "\x1b" not in ran.out


def test_as_json_it_is_one_object_with_the_fields_of_the_article(capsys, site):
    path = site / "story-1.html"
    url = "https://news.example/ferry"

    ran = why(capsys, path, "--url", url, "--json")

    record, article = json.loads(ran.out), extract(Page(url, path.read_bytes()))
    assert ran.out.count("\n") == 1
    assert (record["url"], record["text"]) == (url, article.text)
    assert [b["text"] for b in record["blocks"] if b["kept"]] == article.text.splitlines()


def test_siblings_are_evidence(capsys, site):
    """The folder holds the page as well: it is no evidence against itself."""
    ran = why(capsys, site / "story-1.html", "--learn", site, "--json")

    promo = verdict_on(PROMO, ran)
    assert (promo["kept"], promo["reason"]) == (False, "repeated on site")
    assert promo["evidence"] == "stands on 5 of 5 other pages"
    assert json.loads(ran.out)["memory"] == {"source": str(site), "pages": 5, "generation": 1}
    assert verdict_on(f"{SENTENCES[0][:-1]}, said Bo Rask.", ran)["kept"]


def test_a_saved_memory_is_evidence(capsys, site, memory):
    file = site.parent / "memory"
    file.write_bytes(memory.to_bytes())

    ran = why(capsys, site / "story-1.html", "--memory", file)

    assert f"- {PROMO}\n    repeated on site: stands on 5 of 5 other pages · " in ran.out
    assert f"memory     6 pages, generation 1, from {file}\n" in ran.out


def test_siblings_add_to_a_memory_that_is_given(capsys, site, memory):
    file, more = site.parent / "memory", site.parent / "more" / SITE
    file.write_bytes(memory.to_bytes())
    more.mkdir(parents=True)
    (more / "another.html").write_bytes(page_html("Another", tuple(reversed(SENTENCES))))

    ran = why(capsys, site / "story-1.html", "--memory", file, "--learn", more, "--json")

    assert json.loads(ran.out)["memory"] == {
        "source": f"{file}, {more}",
        "pages": 7,
        "generation": 2,
    }


def stored(folder, memory, name=SITE):
    file = folder / "store.db"
    with Store(f"sqlite:///{file}") as store:
        store.save_memory(name, memory.to_bytes(), memory.generation, memory.pages)
    return f"sqlite:///{file}", file


def test_the_stores_memory_of_the_site_is_used_by_itself(capsys, site, memory):
    url, file = stored(site.parent, memory)

    ran = why(capsys, site / "story-1.html", store=url)

    assert f"memory     6 pages, generation 1, from {file}\n" in ran.out
    assert "    repeated on site: stands on 5 of 5 other pages · " in ran.out


def test_a_site_that_the_store_does_not_know_is_judged_alone(capsys, site, memory):
    url, _ = stored(site.parent, memory, "other.example")

    ran = why(capsys, site / "story-1.html", store=url)

    assert "memory     none: the page was judged alone\n" in ran.out


def test_hosts_that_sites_toml_joins_share_a_memory(capsys, site, memory, tmp_path):
    url, _ = stored(tmp_path, memory, "paper.example")
    sites = tmp_path / "sites.toml"
    sites.write_text(f'[[site]]\nurl = "https://paper.example/"\nhosts = ["{SITE}"]\n')

    ran = why(capsys, site / "story-1.html", "-s", f"NEWSCRAWL_SITES={sites}", store=url)

    assert "memory     6 pages, generation 1" in ran.out


def test_looking_makes_no_store(capsys, site):
    data = site.parent / "data"

    ran = why(capsys, site / "story-1.html", store=f"sqlite:///{data}/store.db")

    assert ran.code == 0
    assert not data.exists()


def test_a_folder_of_one_page_is_that_page(capsys, site):
    folder = site.parent / "fixture"
    folder.mkdir()
    (site / "story-1.html").rename(folder / "page.html")
    (folder / "page.json").write_text('{"url": "https://told.example/1"}')

    ran = why(capsys, folder)

    assert ran.out.splitlines()[1] == "https://told.example/1"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", ""), (b"\x1f\x8b\x08 nonsense", "broken gzip"), (b"%PDF-1.7\n\xe2\xe3\n" * 40, "")],
)
def test_a_file_that_cannot_be_read_is_one_line(capsys, tmp_path, content, said):
    path = tmp_path / "odd.html"
    path.write_bytes(content)

    ran = why(capsys, path)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"scrapy why: {path}: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err


def test_a_folder_without_pages_is_one_line(capsys, tmp_path):
    ran = why(capsys, tmp_path)

    assert ran.code == 1
    assert ran.err.startswith(f"scrapy why: {tmp_path}: no pages here")


def test_pages_of_other_sites_teach_nothing(capsys, site):
    ran = why(
        capsys, site / "story-1.html", "--url", "https://other.example/1", "--learn", site, "--json"
    )

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"scrapy why: {site}: no other page of other.example to learn from; is --url missing?\n"
    )


def test_a_memory_that_is_none_is_one_line(capsys, site):
    ran = why(capsys, site / "story-1.html", "--memory", site / "story-2.html")

    assert (ran.code, ran.out) == (1, "")
    assert "not a site memory" in ran.err


def test_a_store_that_is_none_is_one_line(capsys, site):
    ran = why(capsys, site / "story-1.html", store=f"sqlite:///{site / 'story-2.html'}")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required: URL|FILE"),
        (("{site}/gone.html",), "gone.html: no such file"),
        (("www.example.org/news/1",), "a URL begins with https://"),
        (("{site}",), "holds 6 files; name one"),
        (("https://example.org/1", "--url", "https://example.org/2"), "--url is for a file"),
        (("{site}/story-1.html", "--url", "example.org"), "--url example.org: a URL begins with"),
        (("{site}/story-1.html", "--learn", "{site}/gone"), "gone: no such file or folder"),
        (("{site}/story-1.html", "--dropped"), "unknown argument: --dropped"),
    ],
)
def test_wrong_arguments_are_refused(capsys, site, arguments, said):
    ran = why(capsys, *(argument.format(site=site) for argument in arguments))

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_help_has_examples(capsys):
    ran = run(capsys, "why", "-h")

    assert ran.code == 0
    assert "URL|FILE [options]" in ran.out
    assert "  scrapy why https://www.example.org/news/1\n" in ran.out


def why_url(url, folder, hosts="1"):
    """In a process of its own: a reactor starts once."""
    (folder / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text())
    settings = {"NEWSCRAWL_ALLOW_PRIVATE_HOSTS": hosts, "AUTOTHROTTLE_ENABLED": 0}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "why", url, "--json", *given],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_url_is_fetched_and_nothing_is_left_behind(tmp_path, httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no")
    httpserver.expect_request("/news/ferry").respond_with_data(
        page_html(), content_type="text/html"
    )
    url = httpserver.url_for("/news/ferry")

    ran = why_url(url, tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["url"] == url
    assert [path.name for path in tmp_path.iterdir()] == ["scrapy.cfg"]


def test_a_url_that_gives_no_page_is_one_line(tmp_path, httpserver):
    url = httpserver.url_for("/news/ferry")

    ran = why_url(url, tmp_path, hosts="0")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"scrapy why: {url}: ")
    assert ran.stderr.count("\n") == 1
