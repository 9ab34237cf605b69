"""Loads, by being imported, what extraction loads for its first page.

The process that `tests.crawling` forks crawls from imports this, so that each crawl need not.
"""

from newscrawl.extraction import Page, SiteMemory, extract
from tests.pages import page_html

_page = Page("https://example.org/news/ferry-stops-100001.html", page_html())
_memory = SiteMemory()
_memory.observe(_page)
extract(_page, _memory)
