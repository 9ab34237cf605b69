from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from newscrawl.listings.urls import print_table
from newscrawl.storage import State, Store, UrlRow
from tests.commands.running import Ran, run
from tests.storage.making import NOW, URL, article, candidate, store_url

HOST = "https://example.org"
LATER = NOW.replace(year=2027)


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with URLs of most states."""
    with Store(store_url(tmp_path)) as store:
        store.save(article(), now=NOW)
        store.failed(f"{HOST}/slow", "timeout", NOW, None, "took 30 s")
        store.failed(f"{HOST}/shut", "HTTP 403", NOW, None)
        store.failed("https://example.net/slow", "timeout", NOW, None)
        store.failed(f"{HOST}/later", "HTTP 503", NOW, LATER)
        store.set_state(f"{HOST}/short", State.NOT_ARTICLE, "TooShort")
        store.fetched(f"{HOST}/waits")
        store.attempt(f"{HOST}/asked", NOW)
        store.save(article(f"{HOST}/secret", headline="Secret"))
        store.remove(f"{HOST}/secret", "a court's order", NOW)
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


@pytest.fixture
def urls(kept: str, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs `scrapy urls` on that store."""
    return lambda *words: run(capsys, "urls", *words, "-s", kept)


def opened(kept: str) -> Store:
    return Store(kept.partition("=")[2])


def test_list_counts_by_state_and_reason(urls: object) -> None:
    ran: Ran = urls("list")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "discovered\t\t1",
        "discovered\tHTTP 503\t1",
        "failed\ttimeout\t2",
        "failed\tHTTP 403\t1",
        "fetched\t\t1",
        "not_article\tTooShort\t1",
        "removed\ta court's order\t1",
        "saved\t\t1",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--state", "failed"], ["/slow", "/shut", "/slow"]),
        (["--state", "failed", "--reason", "timeout"], ["/slow", "/slow"]),
        (["--reason", "timeout", "--site", "example.org"], ["/slow"]),
        (["--state", "removed"], ["/secret"]),
        (["--all", "--limit", "2"], ["/news/ferry", "/slow"]),
        (["--all", "--site", "example.net"], ["/slow"]),
    ],
)
def test_list_of_urls(urls: object, words: list[str], found: list[str]) -> None:
    ran: Ran = urls("list", *words)
    assert ran.code == 0
    paths = [line.split("\t")[4].split("/", 3)[3] for line in ran.out.splitlines()]
    assert [f"/{path}" for path in paths] == found


def test_list_has_state_reason_tries_next_try_and_url(urls: object) -> None:
    ran: Ran = urls("list", "--reason", "HTTP 503")
    assert ran.out == f"discovered\tHTTP 503\t1\t2027-11-03T12:00:00+00:00\t{HOST}/later\n"


def test_list_as_json_has_all_columns(urls: object) -> None:
    ran: Ran = urls("list", "--state", "failed", "--site", "example.org", "--json")
    slow, shut = map(json.loads, ran.out.splitlines())
    assert (slow["url"], slow["last_error"], slow["tries"]) == (f"{HOST}/slow", "took 30 s", 1)
    assert shut["reason"] == "HTTP 403"


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (["--count", "--site", "example.org", "--state", "failed"], {"timeout": 1, "HTTP 403": 1}),
        (["--count", "--reason", "timeout"], {"timeout": 2}),
    ],
)
def test_count_as_json(urls: object, words: list[str], counted: dict[str, int]) -> None:
    ran: Ran = urls("list", *words, "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert {row["reason"]: row["urls"] for row in rows} == counted


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--state", "gone"], "no gone URL\n"),
        (
            ["--state", "failed", "--reason", "x", "--site", "example.org"],
            "no failed URL of example.org for the reason 'x'; there are: HTTP 403, timeout\n",
        ),
        (["--count", "--site", "example.com"], "no URL of example.com\n"),
    ],
)
def test_list_of_nothing_says_so(urls: object, words: list[str], line: str) -> None:
    ran: Ran = urls("list", *words)
    assert (ran.code, ran.out, ran.err) == (1, "", line)


def test_rows_stay_one_line_each(kept: str, urls: object) -> None:
    with opened(kept) as store:
        store.set_state(f"{HOST}/x\t\ny", State.GONE, "odd\n\x1b[31m\treason")
    ran: Ran = urls("list", "--state", "gone")
    assert ran.out == f"gone\todd [31m reason\t0\t\t{HOST}/x y\n"


def test_a_table_has_its_heading_once_and_holds_no_rows(tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        store.discover([candidate(f"{HOST}/{n}?{'q' * 90}") for n in range(7)], now=NOW)
        store.failed(f"{HOST}/0?{'q' * 90}", "a reason of more than twenty letters", NOW, LATER)
        printed = StringIO()
        held: list[int] = []

        def rows() -> Iterator[UrlRow]:
            for number, row in enumerate(store.urls()):
                held.append(number - printed.getvalue().count(HOST))
                yield row

        assert print_table(rows(), Console(file=printed, width=60)) == 7
    assert set(held) == {0}
    first, second, third, *_ = printed.getvalue().splitlines()
    assert first.split() == ["STATE", "REASON", "TRIES", "NEXT", "TRY", "URL"]
    assert second == (
        f"discovered   a reason of more than…      1  2027-11-03 12:00  {HOST}/0?{'q' * 90}"
    )
    assert third.index(HOST) == second.index(HOST) == first.index("URL")


def test_counts_as_a_table_have_a_sum(kept: str) -> None:
    printed = StringIO()
    with opened(kept) as store:
        print_table(store.tallies(), Console(file=printed, width=60))
    first, *_, last = printed.getvalue().splitlines()
    assert first == "STATE                URLS  REASON"
    assert last.strip() == "9 URLs"
    assert "failed                  2  timeout" in printed.getvalue()


def test_colours_are_the_state_s(kept: str) -> None:
    printed = StringIO()
    console = Console(file=printed, width=60, force_terminal=True, color_system="standard")
    with opened(kept) as store:
        print_table(store.urls(state="failed"), console)
    assert printed.getvalue().count("\x1b[31mfailed\x1b[0m") == 3


def test_retry_makes_all_that_match_due_as_if_they_had_never_failed(
    kept: str, urls: object
) -> None:
    ran: Ran = urls("retry", "--reason", "timeout")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "2 URLs are due; the next crawl requests them\n"
    with opened(kept) as store:
        row = store.url(f"{HOST}/slow")
        assert row is not None
        assert (row.state, row.reason, row.last_error, row.tries) == ("discovered", "", "", 0)
        due = {found.url for found in store.due("", LATER.replace(month=1), 99)}
        assert due == {f"{HOST}/slow", "https://example.net/slow"}


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ([], "/shut"),
        (["--state", "not_article"], "/short"),
        (["--state", "discovered"], "/later"),
        (["--state", "saved"], "/news/ferry"),
        ([f"{HOST}/short"], "/short"),
        ([f"{HOST}/later#top"], "/later"),
    ],
)
def test_retry_by_state_or_name(kept: str, urls: object, words: list[str], url: str) -> None:
    ran: Ran = urls("retry", *words)
    assert ran.code == 0
    with opened(kept) as store:
        assert f"{HOST}{url}" in {row.url for row in store.due("", LATER.replace(month=1), 99)}
        kept_row = store.url(URL)
        assert kept_row is not None
        assert kept_row.state == State.SAVED


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/secret", "its article was removed for good (a court's order); it stays out"),
        ("/waits", "its page waits in the spool; the next crawl goes on with it"),
        ("/asked", "is being requested since 2026-11-03T12:00:00+00:00; if no crawl runs, the "),
        ("/never", f"was never found; scrapy crawl article -a url={HOST}/never fetches it"),
    ],
)
def test_what_cannot_be_retried_is_said_and_the_others_are(
    urls: object, url: str, why: str
) -> None:
    ran: Ran = urls("retry", f"{HOST}{url}", f"{HOST}/shut")
    assert ran.code == 1
    assert ran.err.startswith(f"{HOST}{url}: {why}")
    assert ran.err.count("\n") == 1
    assert ran.out == "1 URL is due; the next crawl requests them\n"


def test_retry_of_nothing_says_so(urls: object) -> None:
    ran: Ran = urls("retry", "--site", "example.com")
    assert (ran.code, ran.out, ran.err) == (1, "", "no failed URL of example.com\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["list", "--state", "broken"],
        ["list", "--limit", "0"],
        ["list", "--all", "--state", "failed"],
        ["retry", URL, "--state", "failed"],
        ["retry", "--state", "removed"],
        ["retry", "--state", "fetched"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_refused(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    ran = run(capsys, "urls", *words)
    assert ran.code == 2
    assert "scrapy urls" in ran.out + ran.err
    assert "Traceback" not in ran.err
