import pytest

from newscrawl.discovery.sites import read_sites
from tests.crawling import scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, build, index, path_of, rss, sitemap


@pytest.fixture
def site():
    with serving() as site:
        build(site, 3)
        site.pages["/robots.txt"] = Reply(f"Sitemap: {site.url}/index.xml".encode())
        site.pages["/index.xml"] = index(site, ["/a.xml", "/b.xml"])
        site.pages["/a.xml"] = sitemap(site, [(path_of(2), ago(days=1)), (path_of(3), None)])
        yield site


def test_add_finds_feeds_and_sitemaps_tries_them_and_writes_the_entry(site, tmp_path):
    file = tmp_path / "sites.toml"
    file.write_text('# mine\n[[site]]\nurl = "https://www.example.org/"\n')
    ran = scrapy(tmp_path, "site", "add", f"{site.url}/")

    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.splitlines()[0] == f"{site.host}: 4 articles"
    assert f"feed     {site.url}/feed  3 articles, newest 2" in ran.out
    assert f"sitemap  {site.url}/index.xml  2 sitemaps" in ran.out
    assert f"sitemap  {site.url}/b.xml  HTTP 404" in ran.out
    assert file.read_text().startswith('# mine\n[[site]]\nurl = "https://www.example.org/"\n\n')
    assert [one.url for one in read_sites(file)] == ["https://www.example.org/", f"{site.url}/"]
    assert f"# feed found by itself: {site.url}/feed" in file.read_text()


def test_the_site_that_was_added_can_be_crawled(site, tmp_path):
    added = scrapy(tmp_path, "site", "add", site.host, settings={"NEWSCRAWL_SITES": "my.toml"})
    assert added.code == 1  # https is what a bare host means, and here is none

    added = scrapy(tmp_path, "site", "add", site.url)
    ran = scrapy(tmp_path, "crawl", "news", "-a", f"site={site.host}")

    assert added.code == 0
    assert ran.states()[path_of(0)] == ("saved", "")


def test_a_site_is_added_once(site, tmp_path):
    scrapy(tmp_path, "site", "add", site.url)
    before = (tmp_path / "sites.toml").read_text()
    ran = scrapy(tmp_path, "site", "add", f"{site.url}/feed")

    assert ran.code == 1
    assert ran.out == (
        f"{site.host} is in sites.toml already; scrapy site check {site.host} tries it\n"
    )
    assert (tmp_path / "sites.toml").read_text() == before


def test_where_the_home_page_leads_is_what_is_written(site, tmp_path):
    with serving({"/": Reply(b"", 301, headers={"Location": f"{site.url}/"})}) as old:
        ran = scrapy(tmp_path, "site", "add", old.url)

    assert ran.code == 0
    assert [one.url for one in read_sites(tmp_path / "sites.toml")] == [f"{site.url}/"]


@pytest.mark.parametrize(
    ("home", "said"),
    [
        (Reply(b"", 404), "HTTP 404"),
        (Reply(b"%PDF-1.7", content_type="application/pdf"), "no HTML: application/pdf"),
        (Reply(b"<html><p>Nothing here</p></html>"), "0 articles"),
    ],
)
def test_a_site_that_yields_nothing_is_not_added(tmp_path, home, said):
    with serving({"/": home}) as site:
        ran = scrapy(tmp_path, "site", "add", site.url)

    assert ran.code == 1
    assert said in ran.out
    assert f"Not added: nothing on {site.url}" in ran.out
    assert not (tmp_path / "sites.toml").exists()


def test_list(tmp_path):
    (tmp_path / "sites.toml").write_text(
        '[[site]]\nurl = "https://www.example.org/"\n'
        '[[site]]\nurl = "https://beispiel.example/"\nmax_articles = 5\ndeny = ["/werbung/"]\n'
    )
    ran = scrapy(tmp_path, "site", "list")

    assert ran.code == 0
    assert [line.split() for line in ran.out.splitlines()] == [
        ["example.org", "https://www.example.org/"],
        ["beispiel.example", "https://beispiel.example/", "max_articles=5;", "deny=/werbung/"],
    ]


def test_check_says_what_each_source_yields_and_fails_when_one_does(site, tmp_path):
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
    broken = scrapy(tmp_path, "site", "check")
    site.pages["/b.xml"] = sitemap(site, [])
    whole = scrapy(tmp_path, "site", "check", site.host)
    site.pages["/feed"] = rss(site, [])
    site.pages["/a.xml"] = sitemap(site, [])
    empty = scrapy(tmp_path, "site", "check")

    assert (broken.code, whole.code, empty.code) == (1, 0, 1)
    assert f"sitemap  {site.url}/b.xml  HTTP 404" in broken.out
    assert f"home     {site.url}/  0 articles" in whole.out
    assert f"{site.host}: 0 articles" in empty.out


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["check", "nosuch.example"], 1, "nosuch.example is not in sites.toml, which has no site"),
        (["add", "ftp://example.org"], 2, "ftp://example.org: is no http or https URL"),
        (["add"], 2, "the following arguments are required: URL"),
        (["remove"], 2, "unknown verb 'remove'; one of: add, list, check"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, code, error):
    (tmp_path / "sites.toml").write_text("# none yet\n")
    ran = scrapy(tmp_path, "site", *arguments)

    assert ran.code == code
    assert error in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_sites_toml_is_never_written_to(site, tmp_path):
    (tmp_path / "sites.toml").write_text("[[site]\n")
    ran = scrapy(tmp_path, "site", "add", site.url)

    assert ran.code == 1
    assert ran.err.startswith("scrapy site: sites.toml: is no TOML: ")
    assert (tmp_path / "sites.toml").read_text() == "[[site]\n"
