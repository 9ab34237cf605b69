"""Which articles are copies of one text. Pure: no Scrapy, no database, no clock.

A wire story on ten sites is ten articles and one *story*. docs/stories.md says what counts as
a copy, and how well that works.
"""

from newscrawl.stories.decision import Candidate, as_copies, choose
from newscrawl.stories.grouped import Grouped
from newscrawl.stories.grouping import components
from newscrawl.stories.likeness import Likeness, likeness, numbers_in_company
from newscrawl.stories.outline import Outline
from newscrawl.stories.shingles import Shingles
from newscrawl.stories.sketch import SLOTS
from newscrawl.stories.words import Words, words_of

__all__ = [
    "SLOTS",
    "Candidate",
    "Grouped",
    "Likeness",
    "Outline",
    "Shingles",
    "Words",
    "as_copies",
    "choose",
    "components",
    "likeness",
    "numbers_in_company",
    "words_of",
]
