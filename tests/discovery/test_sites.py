import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newscrawl.discovery.sites import Site, parse_sites, read_sites
from newscrawl.errors import SitesFileError

FULL = """
[[site]]
url = "https://www.example.org/"

[[site]]
url = "https://beispiel.example/"
hosts = ["www.magazin.example", "https://sport.beispiel.example:8443/"]
feeds = ["https://beispiel.example/feed"]
sitemaps = ["https://beispiel.example/news.xml"]
sections = ["https://beispiel.example/politik/"]
since = 2026-01-31
until = 2026-11-03
max_articles = 50
allow = ['/politik/', '-\\d+\\.html$']
deny = ["/werbung/"]
delay = 2.5
concurrency = 2
"""


def test_a_site_needs_its_home_page_alone():
    site, _ = parse_sites(FULL, "sites.toml")

    assert site == Site("https://www.example.org/")
    assert (site.name, site.hosts) == ("example.org", ("example.org",))


def test_every_key():
    _, site = parse_sites(FULL, "sites.toml")

    assert site == Site(
        "https://beispiel.example/",
        hosts=("beispiel.example", "magazin.example", "sport.beispiel.example:8443"),
        feeds=("https://beispiel.example/feed",),
        sitemaps=("https://beispiel.example/news.xml",),
        sections=("https://beispiel.example/politik/",),
        since=datetime(2026, 1, 31, tzinfo=UTC),
        until=datetime(2026, 11, 3, 23, 59, 59, 999999, tzinfo=UTC),
        max_articles=50,
        allow=(re.compile("/politik/"), re.compile(r"-\d+\.html$")),
        deny=(re.compile("/werbung/"),),
        delay=2.5,
        concurrency=2,
    )


@pytest.mark.parametrize(
    "written", ["2026-01-31T06:00:00+02:00", '"2026-01-31T06:00:00+02:00"', '"2026-01-31T04:00"']
)
def test_moments_are_aware(written):
    (site,) = parse_sites(f'[[site]]\nurl = "https://a.example/"\nsince = {written}', "s")

    assert site.since == datetime(2026, 1, 31, 6, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize("asked", ["example.org", "www.example.org", "https://www.example.org/a"])
def test_a_site_is_found_by_its_host(asked):
    sites = parse_sites(FULL, "sites.toml")

    assert sites.find(asked) == next(iter(sites))


def test_joined_hosts_find_their_site_and_others_none():
    sites = parse_sites(FULL, "sites.toml")

    assert sites.find("magazin.example") == sites.find("beispiel.example")
    assert sites.find("other.example") is None
    assert sites.find("") is None


def test_a_file_without_sites():
    assert len(parse_sites("# none yet\n", "sites.toml")) == 0


HOME = '[[site]]\nurl = "https://a.example/"\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[[site]]\nurl = x\n", "sites.toml: is no TOML: Invalid value (at line 2, column 7)"),
        ("site = 3", "sites.toml: a site begins with [[site]], two brackets on each side"),
        ("[site]\nurl = 'x'", "sites.toml: a site begins with [[site]], two brackets on each side"),
        ("[[sites]]", "sites.toml: 'sites' is not known; a site begins with [[site]]"),
        (HOME + "[[site]]\n", "sites.toml, line 3: url is missing"),
        ("[[site]]\nurl = 'www.a.example'", "sites.toml, line 2: url is no http or https URL"),
        ("[[site]]\nurl = 'file:///etc/hosts'", "sites.toml, line 2: url is no http or https URL"),
        ("[[site]]\nurl = 3", "sites.toml, line 2: url is no http or https URL: 3"),
        (HOME + "max_article = 5", "sites.toml, line 3: max_article is not known; known are url,"),
        (HOME + "max_articles = 0", "sites.toml, line 3: max_articles is no number above 0: 0"),
        (HOME + "max_articles = true", "sites.toml, line 3: max_articles is no number above 0"),
        (HOME + "\nsince = '03.11.2026'", "sites.toml, line 4: since is no date such as"),
        (HOME + "until = 2026", "sites.toml, line 3: until is no date such as 2026-11-03: 2026"),
        (HOME + "concurrency = 0", "sites.toml, line 3: concurrency is no number above 0: 0"),
        (HOME + "delay = -1", "sites.toml, line 3: delay is no number of seconds: -1"),
        (HOME + "feeds = '/feed'", "sites.toml, line 3: feeds is no list"),
        (HOME + "feeds = ['/feed']", "sites.toml, line 3: feeds is no http or https URL: '/feed'"),
        (HOME + "hosts = [1]", "sites.toml, line 3: hosts holds no host: 1"),
        (HOME + "allow = ['[']", "sites.toml, line 3: allow holds '[', which is no regular"),
        (HOME + "deny = [1]", "sites.toml, line 3: deny holds no regular expression"),
        (HOME + HOME, "sites.toml, line 4: url a.example stands in an earlier site too"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_key(text, error):
    with pytest.raises(SitesFileError) as caught:
        parse_sites(text, "sites.toml")

    assert str(caught.value).startswith(error)
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_what_makes_one(tmp_path):
    with pytest.raises(SitesFileError, match="scrapy site add URL makes it"):
        read_sites(tmp_path / "sites.toml")


def test_a_file_that_is_no_text(tmp_path):
    path = tmp_path / "sites.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(SitesFileError, match=r"sites.toml: cannot be read"):
        read_sites(path)


def test_the_example_in_the_repository_is_read():
    read_sites("sites.toml")
