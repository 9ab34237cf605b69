"""The store: articles, URL states, site memories; and the archive of raw pages.

`Memories` is in `newscrawl.storage.memories`, because it loads extraction.
"""

from newscrawl.storage.measures import open_alarms
from newscrawl.storage.rows import (
    Hit,
    Kept,
    MemoryRow,
    Recovered,
    Removal,
    State,
    Tally,
    Tombstone,
    UrlRow,
    Version,
)
from newscrawl.storage.sources import SourceRow, SourceTable
from newscrawl.storage.spool import Spool
from newscrawl.storage.store import Store
from newscrawl.storage.story_reading import Copy, Story

__all__ = [
    "Copy",
    "Hit",
    "Kept",
    "MemoryRow",
    "Recovered",
    "Removal",
    "SourceRow",
    "SourceTable",
    "Spool",
    "State",
    "Store",
    "Story",
    "Tally",
    "Tombstone",
    "UrlRow",
    "Version",
    "open_alarms",
]
