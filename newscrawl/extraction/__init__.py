"""Page (+ SiteMemory) -> Article. Pure: no Scrapy, no files, no database, no clock, no settings."""

from newscrawl.extraction.article import Explanation, explain, extract
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.passed import with_passed
from newscrawl.extraction.reading import Reading
from newscrawl.extraction.recognition import LEAST_PAGES, is_sure
from newscrawl.extraction.studying import Studied, explain_learned, explain_seen, study
from newscrawl.extraction.verdicts import Verdict
from newscrawl.items import Article, Image, Page

__all__ = [
    "LEAST_PAGES",
    "Article",
    "Block",
    "Explanation",
    "Image",
    "Page",
    "Reading",
    "SiteMemory",
    "Studied",
    "Trace",
    "Verdict",
    "explain",
    "explain_learned",
    "explain_seen",
    "extract",
    "is_sure",
    "study",
    "with_passed",
]
