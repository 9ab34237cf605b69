"""Page (+ SiteMemory) -> Article. Pure: no Scrapy, no files, no database, no clock, no settings.

What stands here is loaded when it is first asked for: a process that extracts nothing, as a
crawl's own that has workers for it, needs the memories alone and starts a tenth of a second sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.extraction.article import Explanation, explain, extract
    from newscrawl.extraction.blocks import Block
    from newscrawl.extraction.evidence import Trace
    from newscrawl.extraction.memory import LEAST_PAGES, SiteMemory
    from newscrawl.extraction.passed import with_passed
    from newscrawl.extraction.reading import Reading
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
    "study",
    "with_passed",
]

_NAMES = {
    "newscrawl.extraction.article": ("Explanation", "explain", "extract"),
    "newscrawl.extraction.blocks": ("Block",),
    "newscrawl.extraction.evidence": ("Trace",),
    "newscrawl.extraction.memory": ("LEAST_PAGES", "SiteMemory"),
    "newscrawl.extraction.passed": ("with_passed",),
    "newscrawl.extraction.reading": ("Reading",),
    "newscrawl.extraction.studying": ("Studied", "explain_learned", "explain_seen", "study"),
    "newscrawl.extraction.verdicts": ("Verdict",),
    "newscrawl.items": ("Article", "Image", "Page"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A name of `__all__` (PEP 562).

    Raises:
        AttributeError: There is none such.
    """
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """All names, those that are not loaded yet as well."""
    return sorted({*globals(), *__all__})
