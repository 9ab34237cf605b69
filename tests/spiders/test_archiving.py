"""What crawls put into the archive, and what waits there."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from warcio.archiveiterator import ArchiveIterator

from newscrawl import __version__
from newscrawl.extraction import Page, extract
from newscrawl.spiders.archiving import answer_of, open_archive
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from tests.crawling import scrapy, store_url
from tests.site_server import Reply, serving
from tests.spiders.newssite import PROMO, article, build, path_of

FEW = 5  # pages from which on a site's memory tells what repeats


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        build(site, FEW)
        yield site


def records(folder):
    """Kind, URL, HTTP headers and body of each record in the archive of a crawl's folder."""
    found = []
    for path in sorted((folder / "data" / "archive").glob("*.warc.gz")):
        with path.open("rb") as file, closing(ArchiveIterator(file, check_digests="raise")) as all_:
            found += [
                (
                    one.rec_type,
                    one.rec_headers.get_header("WARC-Target-URI"),
                    one.http_headers,
                    one.content_stream().read(),
                )
                for one in all_
            ]
    return found


def test_a_crawl_keeps_each_article_and_a_later_one_extracts_from_there(site, tmp_path):
    site.pages[path_of(0)] = Reply(article(0), 203, headers={"X-Odd": "kept", "ETag": '"7"'})
    ran = scrapy(
        tmp_path, "crawl", "news", "-O", "out.jsonl", settings={"NEWSCRAWL_CONTACT": "a@b.example"}
    )
    info, *pages = records(tmp_path)

    assert (ran.code, len(ran.items())) == (0, FEW)
    assert not (tmp_path / "data" / "spool").exists()
    assert info[0] == "warcinfo"
    assert f"software: newscrawl/{__version__}\r\n".encode() in info[3]
    assert b"operator: a@b.example\r\n" in info[3]
    by_url = {url: (http, body) for _, url, http, body in pages}
    assert by_url.keys() == {site.url + path_of(n) for n in range(FEW)}
    http, body = by_url[site.url + path_of(0)]
    assert body == article(0)
    assert http.get_statuscode() == "203"
    assert http.get_header("X-Odd") == "kept"
    with ran.store() as store:
        archive = Archive(tmp_path / "data" / "archive", store)
        for item in ran.items():
            page = archive.page(item["url"], item["fetched_at"])
            assert page is not None
            assert page.body == by_url[item["url"]][1]


@pytest.mark.parametrize("archive", ["data/archive", ""])
def test_from_the_first_crawl_on_articles_are_read_with_a_memory_of_the_site(
    site, tmp_path, archive
):
    """A feed's and the store's, with an archive or without."""
    ran = scrapy(
        tmp_path, "crawl", "news", "-O", "out.jsonl", settings={"NEWSCRAWL_ARCHIVE_DIR": archive}
    )
    items = {item["url"]: item for item in ran.items()}

    assert (tmp_path / "data" / "archive").exists() == bool(archive)
    assert len(items) == FEW
    for number in range(FEW):
        page = Page(site.url + path_of(number), article(number))
        assert PROMO in extract(page).text
        assert PROMO not in items[page.url]["text"]
        assert items[page.url]["removed"]["repeated on site"] >= 1
    with ran.store() as store:
        assert {one.url: one.text for one in store.articles()} == {
            url: item["text"] for url, item in items.items()
        }


def test_pages_asked_for_one_by_one_are_kept_and_siblings_are_not(tmp_path):
    with serving({path_of(n): article(n, range(8)) for n in range(8)}) as site:
        url = site.url + path_of(0)
        ran = scrapy(tmp_path, "crawl", "article", "-a", f"url={url}", "-O", "out.jsonl")
        none = scrapy(
            tmp_path, "crawl", "article", "-a", f"url={url}", settings={"NEWSCRAWL_STORE": ""}
        )
    assert ran.stats["newscrawl/page/learned"] == 4
    assert [one[:2] for one in records(tmp_path)] == [("warcinfo", None), ("response", url)]
    assert none.code == 0  # without a store nobody knows what stands where: nothing is kept


@pytest.mark.usefixtures("site")
def test_old_files_are_deleted_when_a_crawl_ends(tmp_path):
    folder = tmp_path / "data" / "archive"
    old = f"newscrawl-{datetime.now(UTC) - timedelta(days=40):%Y%m%d}-0001.warc.gz"
    with Store(store_url(tmp_path)) as store:
        file = Archive(folder, store).put(Page("https://example.org/old", b"<html>")).file
        (folder / file).rename(folder / old)
        with store.writing("age") as connection:
            connection.exec_driver_sql("UPDATE archive SET file = ?", (old,))

    ran = scrapy(tmp_path, "crawl", "news", settings={"NEWSCRAWL_ARCHIVE_DAYS": "30"})

    assert ran.stats["newscrawl/archive/files_deleted"] == 1
    assert len(list(folder.iterdir())) == 1
    with ran.store() as store:
        assert Archive(folder, store).page("https://example.org/old") is None


def test_an_answer_has_all_headers_as_they_came():
    headers = {"Set-Cookie": ["a=1", "b=2"], "X-Name": "caf\xe9".encode("latin-1")}
    answer = answer_of(HtmlResponse("https://example.org/", 201, headers=headers))
    assert answer.status == 201
    assert sorted(answer.headers) == [
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("X-Name", "café"),
    ]


def test_there_is_no_archive_without_a_folder_or_a_store(tmp_path):
    with Store(store_url(tmp_path)) as store:
        assert open_archive(Settings({"NEWSCRAWL_ARCHIVE_DIR": ""}), store) is None
    assert open_archive(Settings({"NEWSCRAWL_ARCHIVE_DIR": str(tmp_path)}), None) is None
