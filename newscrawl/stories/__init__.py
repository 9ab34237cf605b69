"""Which articles are copies of one text. Pure: no Scrapy, no database, no clock.

A wire story on ten sites is ten articles and one *story*. docs/stories.md says what counts as
a copy, and how well that works.
"""

from newscrawl.stories.decision import Candidate, choose, is_copy
from newscrawl.stories.grouping import components
from newscrawl.stories.likeness import Likeness, far_apart, likeness
from newscrawl.stories.sketch import SLOTS, sketch
from newscrawl.stories.words import Words, words_of

__all__ = [
    "SLOTS",
    "Candidate",
    "Likeness",
    "Words",
    "choose",
    "components",
    "far_apart",
    "is_copy",
    "likeness",
    "sketch",
    "words_of",
]
