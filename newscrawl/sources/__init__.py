"""Files that hold pages: which there are, how each kind is read, what is in them."""

from newscrawl.sources.articles import Outcome, outcomes
from newscrawl.sources.files import Source, find_sources
from newscrawl.sources.learning import learn, learn_with, read_memory, readable_pages

__all__ = [
    "Outcome",
    "Source",
    "find_sources",
    "learn",
    "learn_with",
    "outcomes",
    "read_memory",
    "readable_pages",
]
