import json

from tests.crawling import SETTINGS, scrapy
from tests.site_server import serving
from tests.spiders.newssite import build

HASTY = "tests.spiders.odd_parts.HastyExtension"


def crawled(tmp_path, **settings):
    """From how many ports a site was asked, and how often."""
    with serving() as site:
        build(site, 4)
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        slow = {"DOWNLOAD_DELAY": "0.5", "RANDOMIZE_DOWNLOAD_DELAY": "0", **settings}
        ran = scrapy(tmp_path, "crawl", "news", settings=slow)
    assert set(ran.states().values()) == {("saved", "")}
    return len(set(site.clients)), len(site.clients)


def test_a_connection_is_used_again(tmp_path):
    connections, requests = crawled(tmp_path)
    assert connections < requests


def test_one_that_waits_for_long_is_closed(tmp_path):
    extensions = {**json.loads(SETTINGS["EXTENSIONS"]), HASTY: 0}
    connections, requests = crawled(tmp_path, EXTENSIONS=json.dumps(extensions))
    assert connections == requests
