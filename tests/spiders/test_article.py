import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from newscrawl.items import Page
from newscrawl.spiders.article import ArticleSpider, siblings_of
from tests.crawling import scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import PROMO, article, path_of

ALL = range(8)


@pytest.fixture
def site():
    with serving({path_of(number): article(number, ALL) for number in ALL}) as site:
        yield site


def pages_asked(site):
    """The articles asked for, in order."""
    return [path for path in site.log if path.startswith("/news/")]


def test_siblings_are_learned_from_and_neither_exported_nor_stored(site, tmp_path):
    ran = scrapy(
        tmp_path, "crawl", "article", "-a", f"url={site.url}{path_of(0)}", "-O", "out.jsonl"
    )

    assert ran.code == 0
    assert [item["url"] for item in ran.items()] == [site.url + path_of(0)]
    assert ran.states() == {path_of(0): ("saved", "")}
    assert len(set(pages_asked(site))) == len(pages_asked(site)) == 5
    assert ran.stats["newscrawl/page/learned"] == 4
    assert "Traceback" not in ran.err


def test_the_promo_that_siblings_carry_is_not_in_the_text(site, tmp_path):
    ran = scrapy(
        tmp_path, "crawl", "article", "-a", f"url={site.url}{path_of(0)}", "-O", "out.jsonl"
    )
    (item,) = ran.items()

    assert item["text"]
    assert PROMO not in item["text"]


def test_no_siblings_for_a_site_that_is_known(site, tmp_path):
    url = f"url={site.url}{path_of(0)}"
    scrapy(tmp_path, "crawl", "article", "-a", url)
    site.log.clear()

    scrapy(tmp_path, "crawl", "article", "-a", url)

    assert pages_asked(site) == [path_of(0)]


def test_siblings_that_cannot_be_had_are_no_loss_and_no_noise(site, tmp_path):
    for number in (1, 2, 3, 4):
        del site.pages[path_of(number)]
    site.pages[path_of(0)] = article(0, range(5))
    ran = scrapy(tmp_path, "crawl", "article", "-a", f"url={site.url}{path_of(0)}")

    assert ran.states() == {path_of(0): ("saved", "")}
    assert ran.stats["newscrawl/page/not_learned"] == 4
    assert "[article]" not in ran.err


def test_nothing_is_stored_without_a_store(site, tmp_path):
    scrapy(
        tmp_path,
        "crawl",
        "article",
        *("-a", f"url={site.url}{path_of(0)}", "-a", "siblings=2", "-O", "out.csv"),
        settings={"NEWSCRAWL_STORE": ""},
    )

    assert (tmp_path / "out.csv").read_text().count(site.url + path_of(0)) >= 1
    assert len(pages_asked(site)) == 3
    assert not (tmp_path / "data").exists()


def test_a_file_of_urls_teaches_by_itself(site, tmp_path):
    (tmp_path / "urls.txt").write_text(
        "# this week\n\n" + "".join(f" {site.url}{path_of(n)}\n" for n in range(5))
        + f"{site.url}{path_of(0)}\nftp://example.org/a\nnonsense\n"
    )  # fmt: skip
    ran = scrapy(tmp_path, "crawl", "article", "-a", "urls_file=urls.txt", "-O", "out.jsonl")

    assert {item["url"] for item in ran.items()} == {site.url + path_of(n) for n in range(5)}
    assert sorted(pages_asked(site)) == sorted(path_of(n) for n in range(5))
    assert "urls.txt, line 9: no http or https URL: ftp://example.org/a" in ran.err
    assert "urls.txt, line 10: no http or https URL: nonsense" in ran.err
    assert ran.stats["newscrawl/url/wrong"] == 2


def test_a_page_that_another_site_redirects_to_is_kept_for_its_own(site, tmp_path):
    here = site.url.replace("127.0.0.1", "localhost")
    site.pages["/short"] = Reply(b"", 302, headers={"Location": here + path_of(0)})

    ran = scrapy(tmp_path, "crawl", "article", "-a", f"url={site.url}/short", "-O", "out.jsonl")

    assert [item["url"] for item in ran.items()] == [here + path_of(0)]
    assert ran.states()["/short"] == ("saved", "")
    assert ran.stats["newscrawl/page/learned"] == 4


def test_what_is_wrong_with_a_page_is_one_line_and_its_state(site, tmp_path):
    closed = serving()
    with closed as gone:
        nobody = gone.url
    urls = {
        f"{site.url}/missing-100001.html": ("gone", "HTTP 404"),
        f"{nobody}/nobody-100002.html": ("discovered", "robots.txt unreachable"),
    }
    (tmp_path / "urls.txt").write_text("\n".join([*urls, site.url + path_of(0)]))

    ran = scrapy(tmp_path, "crawl", "article", "-a", "urls_file=urls.txt", "-O", "out.jsonl")

    assert ran.code == 0
    assert len(ran.items()) == 1
    with ran.store() as store:
        states = {row.url: (row.state, row.reason) for row in store.urls()}
    assert states == {**urls, site.url + path_of(0): ("saved", "")}
    lines = [line for line in ran.err.splitlines() if "[article] " in line]
    assert len(lines) == 2
    assert "connection refused" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "the spider 'article' needs -a url=... or -a urls_file=..."),
        (["-a", "url=ftp://example.org/a"], "-a url=ftp://example.org/a: is no http or https URL"),
    ],
)
def test_a_crawl_that_cannot_begin_says_why_in_one_line(tmp_path, arguments, error):
    ran = scrapy(tmp_path, "crawl", "article", "--nolog", *arguments)

    assert ran.code == 2
    assert error in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"url": "file:///etc/passwd"}, "-a url=file:///etc/passwd: is no http or https URL"),
        ({"urls_file": "nosuch.txt"}, "-a urls_file=nosuch.txt: cannot be read: No such file"),
        ({"urls_file": "/dev"}, "-a urls_file=/dev: cannot be read: Is a directory"),
        ({"siblings": "-1"}, "-a siblings=-1: is no whole number from 0 on"),
        ({"sibling": "1"}, "-a sibling: is not known; known are url, urls_file, siblings"),
    ],
)
def test_wrong_arguments_are_named(arguments, error):
    with pytest.raises(UsageError) as caught:
        ArticleSpider.from_crawler(Crawler(ArticleSpider, {"NEWSCRAWL_STORE": ""}), **arguments)
    assert str(caught.value).startswith(error)


def test_a_spider_that_is_not_there_is_named(tmp_path):
    ran = scrapy(tmp_path, "crawl", "weather", "--nolog")

    assert ran.code == 2
    assert "there is no spider 'weather'; there are article, news" in ran.err


def test_siblings_are_other_articles_and_those_as_deep_in_the_site_first():
    links = [
        "/about-the-people-who-write-here",
        "/news/late-goal-100001.html?print=1",
        "/news/late-goal-100001.html",
        "/news/early-goal-100002.html?utm_source=x",
        "/news/early-goal-100002.html",
        "/sport/ferry/winter/timetable-100003.html",
        "/news/",
    ]
    body = "".join(f'<a href="{link}">x</a>' for link in links).encode()

    assert siblings_of(Page("https://example.org/news/late-goal-100001.html", body)) == [
        "https://example.org/news/early-goal-100002.html?utm_source=x",
        "https://example.org/about-the-people-who-write-here",
        "https://example.org/sport/ferry/winter/timetable-100003.html",
    ]
