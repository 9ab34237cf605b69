import pytest
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from twisted.internet.error import DNSLookupError

from newscrawl.middlewares.resolver import PublicResolver
from tests.crawling import scrapy
from tests.middlewares.fakes import LoopbackResolver
from tests.pages import page_html
from tests.site_server import serving


class WithSettings:
    """What a resolver is built from: Scrapy hands it the process, not the crawler."""

    def __init__(self, **settings: str) -> None:
        self.settings = Settings(settings)


def answer_of(resolver, name):
    """What a resolver's answer comes to: an address, or the error."""
    found = []
    resolver.getHostByName(name).addBoth(found.append)
    return getattr(found[0], "value", found[0])


def test_a_name_that_leads_to_a_private_address_is_not_resolved():
    resolver = LoopbackResolver(None, 0, 1)
    error = answer_of(resolver, "inside.example")

    assert isinstance(error, DNSLookupError)
    assert "inside.example is 127.0.0.1, which is not public" in str(error)
    assert resolver.refused == {"inside.example": "127.0.0.1"}


def test_a_private_address_in_the_cache_is_refused_as_well(monkeypatch):
    monkeypatch.setattr("scrapy.resolver.dnscache", {"inside.example": "127.0.0.1"})
    monkeypatch.setattr(PublicResolver, "__init__", lambda self: setattr(self, "refused", {}))

    assert isinstance(answer_of(PublicResolver(), "inside.example"), DNSLookupError)


def test_a_public_address_is_given(monkeypatch):
    monkeypatch.setattr("scrapy.resolver.dnscache", {"outside.example": "93.184.215.14"})
    monkeypatch.setattr(PublicResolver, "__init__", lambda self: setattr(self, "refused", {}))

    assert answer_of(PublicResolver(), "outside.example") == "93.184.215.14"


@pytest.mark.parametrize(
    ("allowed", "kind"), [("1", CachingThreadedResolver), ("0", PublicResolver)]
)
def test_the_setting_decides_which_resolver_is_used(allowed, kind):
    crawler = WithSettings(NEWSCRAWL_ALLOW_PRIVATE_HOSTS=allowed)

    assert type(PublicResolver.from_crawler(crawler, None)) is kind


def test_no_request_reaches_a_host_whose_name_leads_inside(tmp_path):
    with serving({"/a-100001": page_html()}) as site:
        port = site.url.rpartition(":")[2]
        ran = scrapy(
            tmp_path,
            "crawl",
            "article",
            "-a",
            f"url=http://inside.example:{port}/a-100001",
            settings={
                "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "0",
                "TWISTED_DNS_RESOLVER": "tests.middlewares.fakes.LoopbackResolver",
            },
        )

        assert site.log == []
    assert "its host is 127.0.0.1, which is not public" in ran.err
    assert ran.stats["newscrawl/address/refused"] >= 1
    assert "Traceback" not in ran.err
