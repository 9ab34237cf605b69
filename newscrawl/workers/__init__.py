"""Processes that read pages: bytes in, results out, and a page that kills one fails alone.

`Workers` is what the rest of newscrawl uses; `tasks` holds what can be done with a page.
"""

from newscrawl.workers.handouts import MemoryRef
from newscrawl.workers.limits import Limits
from newscrawl.workers.workers import Workers

__all__ = ["Limits", "MemoryRef", "Workers"]
