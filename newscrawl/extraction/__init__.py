"""Page (+ SiteMemory) -> Article. Pure: no Scrapy, no files, no database, no clock, no settings."""

from newscrawl.extraction.article import Explanation, explain, extract
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.verdicts import Verdict
from newscrawl.items import Article, Image, Page

__all__ = [
    "Article",
    "Block",
    "Explanation",
    "Image",
    "Page",
    "SiteMemory",
    "Verdict",
    "explain",
    "extract",
]
