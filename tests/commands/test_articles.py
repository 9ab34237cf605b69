from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from newscrawl.storage import State, Store
from tests.commands.running import run
from tests.storage.making import URL, article, store_url

PARIS = article(
    "https://example.net/paris",
    site="example.net",
    headline="Bridge in Paris",
    text="A bridge was opened. It leads to the ferry.",
    published="",
)


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with two articles."""
    with Store(store_url(tmp_path)) as store:
        store.save(article())
        store.save(PARIS)
        store.set_state("https://example.org/gone", State.GONE, "HTTP 404")
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


def test_search_prints_headline_url_and_what_stands_around_the_word(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "articles", "search", "bridge", "-s", kept)
    assert ran.out == (
        "-           example.net  Bridge in Paris\n"
        "            https://example.net/paris\n"
        "            A bridge was opened. It leads to the ferry.\n"
    )
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ferry"], {URL, PARIS.url}),
        (["ferry", "--site", "example.net"], {PARIS.url}),
        (["ferry", "bridge"], {PARIS.url}),
        (['"bridge ferry"'], set()),
        (["ferry", "--limit", "1"], {URL}),
    ],
)
def test_search_as_json(
    kept: str, capsys: pytest.CaptureFixture[str], words: list[str], found: set[str]
) -> None:
    ran = run(capsys, "articles", "-s", kept, "search", *words, "--json")
    hits = [json.loads(line) for line in ran.out.splitlines()]
    assert {hit["url"] for hit in hits} == found
    assert all(hit.keys() == {"url", "site", "headline", "published", "snippet"} for hit in hits)
    assert ran.code == (0 if found else 1)


def test_search_says_that_nothing_was_found(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "search", "zebra", "-s", kept)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "no article holds 'zebra'\n"


def test_show_prints_the_article_and_what_was_removed(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "articles", "show", URL, "-s", kept)
    assert ran.code == 0
    assert ran.out == (
        "Ferry stops running\n"
        "===================\n\n"
        "example.org · 2026-11-02T08:30:00+01:00 · Ada Holm, Bo Lind · dpa · Miami · "
        "behind a paywall\n"
        "https://example.org/news/ferry\n\n"
        "The ferry stays in the harbour.\n\n"
        "Its engine failed on Monday.\n\n"
        "A bus goes around.\n\n"
        "image: The ferry · Photo: Holm · https://example.org/f.jpg\n\n"
        "image: https://e\n\n"
        "removed: 2 promo, 1 share\n"
    )


def test_show_as_json_is_the_article(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", f"{URL}?utm_source=x", "--json", "-s", kept)
    assert json.loads(ran.out) == json.loads(json.dumps(asdict(article())))


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://example.org/none", "no article of https://example.org/none is stored\n"),
        (
            "https://example.org/gone",
            "no article of https://example.org/gone is stored; the URL is known as gone HTTP 404\n",
        ),
    ],
)
def test_show_says_what_is_known_of_a_url_without_article(
    kept: str, capsys: pytest.CaptureFixture[str], url: str, line: str
) -> None:
    ran = run(capsys, "articles", "show", url, "-s", kept)
    assert (ran.code, ran.out, ran.err) == (1, "", line)


def test_a_page_cannot_talk_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;owned\x07\x9b31m red \u202egnp.exe\u2066"
    with Store(store_url(tmp_path)) as store:
        store.save(article(headline=evil, text=evil))
    setting = f"NEWSCRAWL_STORE={store_url(tmp_path)}"
    for words in (["search", "red"], ["show", URL]):
        ran = run(capsys, "articles", *words, "-s", setting)
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(ran.out)
        assert ran.code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serach"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["show"],
        ["show", URL, "more"],
        ["show", URL, "--bogus"],
        ["--bogus", "show", URL],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_answered_with_examples(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ran = run(capsys, "articles", *arguments)
    assert ran.code == 2
    assert "scrapy articles s" in ran.err.partition("Examples")[2]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [["-h"], ["search", "-h"], ["show", "--help"]])
def test_help_has_examples(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    ran = run(capsys, "articles", *arguments)
    assert ran.code == 0
    assert "Examples\n========\n  scrapy articles s" in ran.out


@pytest.mark.parametrize(
    ("store", "line"),
    [
        ("", "NEWSCRAWL_STORE is empty; name a store"),
        ("sqlite:////nowhere/at/all.db", "store /nowhere/at/all.db: not there yet"),
        ("mysql://db/x", "unknown scheme mysql"),
    ],
)
def test_a_store_that_cannot_be_read_is_one_line(
    capsys: pytest.CaptureFixture[str], store: str, line: str
) -> None:
    ran = run(capsys, "articles", "search", "x", "-s", f"NEWSCRAWL_STORE={store}")
    assert ran.code == 1
    assert ran.err.startswith("scrapy articles: ")
    assert line in ran.err
    assert ran.err.count("\n") == 1
