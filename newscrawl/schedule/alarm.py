"""Alarms: since when a site's pages look unlike what they were.

Each run is compared, sign by sign, with the site's own earlier runs. A sign counts the pages
of a run that show something odd (no article, an unknown layout, a paywall, ...). How often
they do on a quiet day differs from day to day more than chance alone would have it, so a count
is taken as beta-binomial (J. G. Skellam, 1948, "A probability distribution derived from the
binomial distribution by regarding the probability of success as variable between the sets of
trials"), with the spread between runs estimated by moments (J. C. Kleinman, 1973).

Where the change began is looked for among the latest runs: each could be the first of the new
kind, and the start for which what followed is least likely counts. That is what E. S. Page's
CUSUM (1954) does with likelihoods. So a site that brings one page a run raises an alarm as
well, after some runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma

from newscrawl.schedule.measures import Measures

# Tuned on one seed of benchmarks/alarms.py, reported on another.
UNLIKELY = 1e-6  # how likely a quiet site shows so much: an alarm below that
LEAST_PAGES = 5  # of the new kind: four odd pages are an odd morning
LEAST_BEFORE = 10  # pages before, to know what is usual
MOST = 0.6  # of the pages since then are odd: a new section is no new layout
NEARLY_ALL = 0.85  # of them, where only lengths are odd: some days bring little but briefs
LATEST = 30  # runs among which the change may have begun
ENOUGH = 100  # runs before that, from which what is usual is known
STEADY = 20.0  # a site is never taken for steadier than if its rate was known from 20 pages
UNSTEADY = 8.0  # nor for less steady than that: else it could never raise an alarm
TAIL = 0.1  # of a site's articles are shorter, or longer, than usual
LASTING = timedelta(hours=3)  # for which requests fail until that is no passing trouble
NEXT_DAY = timedelta(hours=20)  # until then short texts may be a day of little news
BESIDES = 3  # of them at least in other runs than the worst

Count = tuple[int, int]  # odd pages, and all that could be
Lengths = tuple[int, int]  # classes of length: the shortest and the longest that is usual


@dataclass(frozen=True, slots=True)
class Alarm:
    """A site whose pages have changed.

    Attributes:
        site: The site.
        what: A sign of SIGNS: "layout", "no article", ...
        since: When the first run of the new kind began, ISO 8601 in UTC.
        evidence: What was seen, in a few words.
    """

    site: str
    what: str
    since: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.site}: {self.what} since {self.since}: {self.evidence}"


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a sign says of odd pages, and how many of a run's are odd, given usual lengths."""

    says: str
    count: Callable[[Measures, Lengths], Count]
    most: float = MOST
    lasting: timedelta = timedelta()

    def is_odd(self, count: Count) -> bool:
        """Whether enough of the pages are odd."""
        return count[0] > 0 and count[0] >= self.most * count[1]


def _shorter(run: Measures, usual: Lengths) -> Count:
    return _lengths(run, lambda length: length < usual[0])


def _longer(run: Measures, usual: Lengths) -> Count:
    return _lengths(run, lambda length: length > usual[1])


SIGNS = {
    "layout": _Sign("do not stand where articles stood", lambda run, _: (run.unfit, run.compared)),
    "no article": _Sign("hold no article", lambda run, _: (run.missing, run.pages)),
    "paywall": _Sign("show only the beginning", lambda run, _: (run.paywalled, run.pages)),
    "same text": _Sign("bring another page's text", lambda run, _: (run.repeated, run.pages)),
    "short text": _Sign("are shorter than nine of ten were", _shorter, NEARLY_ALL, NEXT_DAY),
    "long text": _Sign("are longer than nine of ten were", _longer, NEARLY_ALL, NEXT_DAY),
    "failures": _Sign(
        "could not be fetched", lambda run, _: (run.failed, run.failed + run.pages), MOST, LASTING
    ),
}


def alarms(runs: Sequence[Measures]) -> list[Alarm]:
    """What has changed at a site.

    Args:
        runs: Those over one site, the oldest first; the last is the one that just ended.
    """
    usual = list(_usual_lengths(runs))
    found = ((what, _since(runs, usual, sign)) for what, sign in SIGNS.items())
    return [Alarm(runs[at[0]].site, what, runs[at[0]].began, at[1]) for what, at in found if at]


def _since(
    runs: Sequence[Measures], usual: Sequence[Lengths], sign: _Sign
) -> tuple[int, str] | None:
    """The first run of the new kind and what was seen since; None where nothing has changed."""
    best, found = UNLIKELY, None
    for start in range(max(1, len(runs) - LATEST), len(runs)):
        if not sign.is_odd(sign.count(runs[start], usual[start])):
            continue
        now = [sign.count(run, usual[start]) for run in runs[start:]]
        if not sign.is_odd(_last(now)) or not _is_lasting(runs[start:], now, sign):
            continue
        before = [sign.count(run, usual[start]) for run in runs[max(0, start - ENOUGH) : start]]
        likelihood = _likelihood(before, now) if sign.is_odd(_sum(now)) else 1.0
        if likelihood < best:
            best, found = likelihood, (start, _evidence(sign, before, now))
    return found


def _likelihood(usual: Sequence[Count], now: Sequence[Count]) -> float:
    """How likely a site that was as usual shows as much as now; 1.0 where there is too little."""
    (odd_before, before), (odd, pages) = _sum(usual), _sum(now)
    if before < LEAST_BEFORE or odd < LEAST_PAGES:
        return 1.0
    share = (odd_before + 0.5) / (before + 1)
    known = min(spread_of(usual), before + 1.0)
    return tail(odd, pages, share * known, (1 - share) * known)


def spread_of(counts: Sequence[Count]) -> float:
    """How steady a share is over runs, as a number of pages: the sum of the beta's parameters.

    By moments; between UNSTEADY, which a few odd days among few pages would go below, and STEADY.
    """
    held = [(odd, pages) for odd, pages in counts if pages]
    odd, pages = _sum(held)
    if len(held) < 3 or not 0 < odd < pages:
        return STEADY
    share = odd / pages
    chance = share * (1 - share)
    scatter = sum(n * (k / n - share) ** 2 for k, n in held)
    room = pages - sum(n * n for _, n in held) / pages - (len(held) - 1)
    between = (scatter - chance * (len(held) - 1)) / (chance * room) if room > 0 else 0.0
    return min(STEADY, max(UNSTEADY, 1 / between - 1)) if between > 0 else STEADY


def tail(odd: int, pages: int, a: float, b: float) -> float:
    """The probability of `odd` or more of `pages` under a beta-binomial with parameters a, b.

    >>> round(tail(0, 10, 1, 9), 6), tail(10, 10, 0.5, 12.5) < 1e-6
    (1.0, True)
    """

    def log_beta(x: float, y: float) -> float:
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    whole = log_beta(a, b)
    return sum(
        exp(
            lgamma(pages + 1)
            - lgamma(k + 1)
            - lgamma(pages - k + 1)
            + log_beta(k + a, pages - k + b)
            - whole
        )
        for k in range(odd, pages + 1)
    )


def _usual_lengths(runs: Sequence[Measures]) -> Iterator[Lengths]:
    """For each run the classes of length between which four of five articles were before it."""
    known: Counter[int] = Counter()
    for run in runs:
        yield _quantile(known, TAIL), _quantile(known, 1 - TAIL)
        known.update(dict(run.lengths))


def _quantile(lengths: Counter[int], share: float) -> int:
    """The class of length below which this share of the articles is."""
    passed, total = 0, lengths.total()
    for length in sorted(lengths):
        passed += lengths[length]
        if passed > share * total:
            return length
    return 0


def _lengths(run: Measures, is_odd: Callable[[int], bool]) -> Count:
    return (
        sum(number for length, number in run.lengths if is_odd(length)),
        sum(number for _, number in run.lengths),
    )


def _sum(counts: Sequence[Count]) -> Count:
    return sum(odd for odd, _ in counts), sum(pages for _, pages in counts)


def _last(counts: Sequence[Count]) -> Count:
    """The last count that there were pages for."""
    return next((count for count in reversed(counts) if count[1]), (0, 0))


def _is_lasting(runs: Sequence[Measures], now: Sequence[Count], sign: _Sign) -> bool:
    """Whether it is no passing trouble: it lasts, and not by one bad run and a stray page."""
    if not sign.lasting:
        return True
    odd = sorted(odd for odd, _ in now)
    first, last = (datetime.fromisoformat(run.began) for run in (runs[0], runs[-1]))
    return last - first >= sign.lasting and sum(odd[:-1]) >= BESIDES


def _evidence(sign: _Sign, usual: Sequence[Count], now: Sequence[Count]) -> str:
    (before, of), (odd, pages) = _sum(usual), _sum(now)
    return f"{odd} of {pages} pages {sign.says}; before that {before} of {of}"
