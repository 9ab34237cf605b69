"""Page (+ SiteMemory) -> Article. Pure: no Scrapy, no files, no database, no clock, no settings."""

from newscrawl.extraction.article import extract
from newscrawl.extraction.memory import SiteMemory
from newscrawl.items import Article, Image, Page

__all__ = ["Article", "Image", "Page", "SiteMemory", "extract"]
