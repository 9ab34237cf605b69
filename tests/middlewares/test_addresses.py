import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError

from newscrawl.middlewares.addresses import PublicAddresses
from newscrawl.middlewares.refused import NotPublic
from tests.middlewares.fakes import FakeStats

REFUSED = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "http://user:password@127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://①②⑦.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "s3://bucket/key",
    "data:text/html,x",
]


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_refused_is_named_and_counted(url):
    stats = FakeStats()
    with pytest.raises(NotPublic, match=r"^\S+: .+"):
        PublicAddresses(stats, allow_private=False).process_request(Request(url))

    assert stats == {"newscrawl/address/refused": 1}


@pytest.mark.parametrize("url", ["https://example.org/", "http://93.184.215.14/", "http://8.8.8.8"])
def test_public_addresses_and_names_pass(url):
    guard = PublicAddresses(FakeStats(), allow_private=False)

    assert guard.process_request(Request(url)) is None


def test_private_hosts_pass_where_they_are_allowed():
    guard = PublicAddresses(FakeStats(), allow_private=True)

    assert guard.process_request(Request("http://127.0.0.1/")) is None


def test_other_schemes_never_pass():
    with pytest.raises(NotPublic):
        PublicAddresses(FakeStats(), allow_private=True).process_request(Request("file:///etc/a"))


def test_a_name_that_is_not_known_stays_an_error_of_the_resolver():
    guard = PublicAddresses(FakeStats(), allow_private=False)
    request, error = Request("https://nosuch.example/"), CannotResolveHostError("nosuch")

    assert guard.process_exception(request, error) is None
