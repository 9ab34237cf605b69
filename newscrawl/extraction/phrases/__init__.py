"""What promos, share bars, comment lines and the like say: data, one text file a language.

A file is read line by line; CONTRIBUTING.md says how to add a phrase.

    # a comment
    [share]                        the reason of the phrases below, a value of Reason, or
                                   one of [paywall], [print], [calendar]
    whole: Auf Facebook teilen     the block says just this; a count behind it is ignored,
                                   and a row of such phrases is as good as one
    start: Lesen Sie auch          the block begins with this and has at most 25 words
    any: unseren Newsletter        stands anywhere in a block of at most 40 words
    end: (Archivbild)              the block ends with this and has at most 25 words
    start 8: Stand:                the same with a limit of its own

`#` stands for a number, `@` for a date with or without a time. Case, accents, punctuation and
white space do not count, but for the marks `: © ( / = 【 】`. Two CJK characters count as one word.
[paywall] gives promo and sets `Match.paywall`, [print] gives share. [calendar] names the words
dates are written with: `days:` those that make a date of a number beside them, `fillers:` those
that stand between the parts of a date.
"""

from newscrawl.extraction.phrases.book import Match, PhraseBook, phrase_book
from newscrawl.extraction.phrases.sayings import Sayings

__all__ = ["Match", "PhraseBook", "Sayings", "phrase_book"]
