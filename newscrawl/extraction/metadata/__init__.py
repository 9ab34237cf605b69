"""What a page says of its article outside of the text."""

from newscrawl.extraction.metadata.agency import find_agency
from newscrawl.extraction.metadata.captions import split_caption, with_captions
from newscrawl.extraction.metadata.dateline import Dateline, find_dateline, split_dateline
from newscrawl.extraction.metadata.language import guess_language, settle_language
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.metadata.people import person_names
from newscrawl.extraction.metadata.read import read_metadata, with_fallback

__all__ = [
    "Dateline",
    "Metadata",
    "find_agency",
    "find_dateline",
    "guess_language",
    "person_names",
    "read_metadata",
    "settle_language",
    "split_caption",
    "split_dateline",
    "with_captions",
    "with_fallback",
]
