import logging

from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newscrawl.extensions.log_lines import LogLines
from newscrawl.items import Page


def test_a_dropped_item_is_one_line_that_names_its_url():
    spider = Spider.from_crawler(get_crawler(), name="any")
    item, why = Page("https://example.org/a", b"..."), DropItem("too short", log_level="INFO")

    line = LogLines().dropped(item, why, None, spider)

    assert line["msg"] % line["args"] == "Dropped https://example.org/a: too short"
    assert line["level"] == logging.INFO
