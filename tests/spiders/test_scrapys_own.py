"""Scrapy's own commands work in the project as its users know them."""

import pytest

from tests.crawling import scrapy
from tests.site_server import serving
from tests.spiders.newssite import article, path_of


@pytest.fixture
def site():
    with serving({path_of(0): article(0)}) as site:
        yield site


def test_list_and_check(tmp_path):
    assert scrapy(tmp_path, "list").out.split() == ["article", "news"]

    checked = scrapy(tmp_path, "check")
    assert (checked.code, checked.err.count("OK")) == (0, 1)


def test_parse(site, tmp_path):
    ran = scrapy(tmp_path, "parse", "--spider=article", "--nocolour", site.url + path_of(0))

    assert ran.code == 0
    assert f"'url': '{site.url}{path_of(0)}'" in ran.out
    assert "Traceback" not in ran.err


def test_shell(site, tmp_path):
    ran = scrapy(tmp_path, "shell", "-c", "response.css('h1::text').get()", site.url + path_of(0))

    assert ran.code == 0
    assert "day 0" in ran.out
    assert "Traceback" not in ran.err
