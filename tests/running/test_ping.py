import pytest

from newscrawl.running.ping import ping
from tests.site_server import Reply, serving


def test_a_ping_is_a_request_and_says_nothing():
    with serving({"/abc": b"ok"}) as site:
        assert ping(f"{site.url}/abc", "newscrawl/1") == ""
        assert site.log == ["/abc"]


@pytest.mark.parametrize(
    ("path", "why"),
    [("/nowhere", "HTTP 404"), ("/moved", "HTTP 302")],
)
def test_a_ping_that_fails_says_why_and_follows_nothing(path, why):
    with serving({"/moved": Reply(status=302, headers={"Location": "/abc"})}) as site:
        assert ping(site.url + path, "newscrawl/1") == f"ping {site.url}{path}: {why}"
        assert site.log == [path]


def test_nobody_there_is_told():
    with serving() as site:
        url = site.url
    assert "refused" in ping(url, "newscrawl/1")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "ping"])
def test_other_schemes_are_refused(url):
    assert ping(url, "newscrawl/1") == f"ping {url}: is no http or https URL"
