"""How often a quiet site raises an alarm, and how many pages a changed one takes to.

    python -m benchmarks.alarms [--seed 7] [--sites 40] [--days 200]

No page is fetched or extracted: runs are drawn with what makes quiet days differ (weekends,
days of short news, a section with a layout of its own, pages that are no articles, requests
that fail, an hour without the site), and what `newscrawl.schedule.alarm` says of them is
counted. The thresholds there were chosen with seeds 1 to 3.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median, quantiles

from newscrawl.schedule.alarm import ENOUGH, LATEST, alarms
from newscrawl.schedule.measures import Measures, length_class

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
PAGES_A_DAY = (3, 8, 20, 60, 200)
RUNS_A_DAY = (1, 4, 24)
KNOWN_DAYS = 30  # quiet ones before a change
PATIENCE = 30  # days after it: an alarm that comes later is none


@dataclass(frozen=True)
class Site:
    """A site as its runs are drawn.

    Attributes:
        pages: Pages of a working day.
        runs: Runs a day.
        unfit: Share of pages that do not fit on a quiet day.
        missing: Share of pages without an article.
        paywalled: Share of pages behind a paywall.
        failed: Share of requests that fail.
        words: Median words of an article.
        section: First and last day of a new section that does not fit yet, and its share.
        outages: Days on which the site cannot be reached for an hour.
    """

    pages: float
    runs: int
    unfit: float
    missing: float
    paywalled: float
    failed: float
    words: float
    section: tuple[int, int, float]
    outages: frozenset[int]


def draw_site(random: Random, days: int) -> Site:
    """A quiet site."""
    opened = random.randrange(20, max(21, days - 20))
    return Site(
        pages=random.choice(PAGES_A_DAY),
        runs=random.choice(RUNS_A_DAY),
        unfit=random.uniform(0.0, 0.08),
        missing=random.uniform(0.0, 0.1),
        paywalled=random.choice((0.0, 0.0, 0.1, 0.4)),
        failed=random.uniform(0.0, 0.03),
        words=random.uniform(180, 600),
        section=(opened, opened + 20, random.uniform(0.1, 0.4)),
        outages=frozenset(random.sample(range(10, days), 4)),
    )


def quiet(site: Site, days: int, random: Random) -> Iterator[tuple[int, Measures]]:
    """The runs of a site's days, each with its day."""
    for day in range(days):
        weekend = 0.4 if day % 7 in {5, 6} else 1.0
        mood = _Mood(site, day, random)
        down = random.randrange(site.runs) if day in site.outages else -1
        for run in range(site.runs):
            began = START + timedelta(days=day, hours=24 * run / site.runs)
            number = _poisson(site.pages * weekend / site.runs, random)
            yield day, mood.run(number, began, random, is_down=run == down)


class _Mood:
    """The shares of one day: they scatter from day to day more than pages alone would."""

    def __init__(self, site: Site, day: int, random: Random) -> None:
        first, last, share = site.section
        self._section = share if first <= day < last else 0.0
        self._unfit = _scattered(site.unfit, random)
        self._missing = _scattered(site.missing, random)
        self._paywalled = _scattered(site.paywalled, random)
        self._failed = _scattered(site.failed, random)
        self._words = site.words * random.lognormvariate(0, 0.12)
        self._briefs = random.uniform(0.3, 0.6) if random.random() < 0.08 else 0.05

    def run(self, number: int, began: datetime, random: Random, *, is_down: bool) -> Measures:
        """A run of this day that asked for so many pages."""
        if is_down:
            return Measures("a.example", began.isoformat(), failed=number)
        counts: Counter[str] = Counter()
        lengths: Counter[int] = Counter()
        for _ in range(number):
            if random.random() < self._failed:
                counts["failed"] += 1
                continue
            counts["pages"] += 1
            counts["compared"] += 1
            counts["unfit"] += random.random() < self._unfit or random.random() < self._section
            counts["paywalled"] += random.random() < self._paywalled
            counts["repeated"] += random.random() < 0.01
            if random.random() < self._missing:
                counts["missing"] += 1
            else:
                lengths[length_class(self._length(random))] += 1
        return Measures(
            "a.example", began.isoformat(), lengths=tuple(sorted(lengths.items())), **counts
        )

    def _length(self, random: Random) -> int:
        median_words = 60 if random.random() < self._briefs else self._words
        return int(median_words * random.lognormvariate(0, 0.5))


def _scattered(share: float, random: Random) -> float:
    """A day's share: beta with the given mean, as if it was known from 15 pages."""
    return random.betavariate(share * 15, (1 - share) * 15) if share else 0.0


def _poisson(mean: float, random: Random) -> int:
    count, passed = 0, random.expovariate(1.0)
    while passed < mean:
        count, passed = count + 1, passed + random.expovariate(1.0)
    return count


def _most(number: int, random: Random) -> int:
    return sum(random.random() < 0.95 for _ in range(number))


def template(run: Measures, random: Random) -> Measures:
    """The site has a new layout; its text comes out all the same."""
    return replace(run, unfit=_most(run.compared, random))


def paywall(run: Measures, random: Random) -> Measures:
    """Bodies end after a paragraph."""
    walled = _most(run.pages, random)
    return replace(run, paywalled=walled, lengths=((length_class(45), run.pages),))


def consent(run: Measures, random: Random) -> Measures:
    """Each page is the same request for consent, which is no article's text."""
    unfit = _most(run.compared, random)
    repeated = max(0, run.pages - 1)
    return replace(run, unfit=unfit, repeated=repeated, lengths=((length_class(90), run.pages),))


def empty(run: Measures, random: Random) -> Measures:
    """Bodies are built by scripts: there is no text to be found."""
    missing = _most(run.pages, random)
    left = ((length_class(200), run.pages - missing),) if missing < run.pages else ()
    return replace(run, missing=missing, lengths=left)


def leaking(run: Measures, random: Random) -> Measures:
    """Something long stands in every article's text from now on."""
    longer = _most(run.pages - run.missing, random)
    return replace(run, lengths=((length_class(1500), longer),))


def blocked(run: Measures, random: Random) -> Measures:
    """The site refuses the crawler."""
    failed = _most(run.pages, random)
    return replace(Measures(run.site, run.began), failed=failed + run.failed)


CHANGES: dict[str, Callable[[Measures, Random], Measures]] = {
    "new template": template,
    "paywall": paywall,
    "consent page": consent,
    "empty bodies": empty,
    "longer text": leaking,
    "refused": blocked,
}


def _is_recorded(run: Measures) -> bool:
    return not run.is_empty


def count_false(sites: int, days: int, seed: int) -> tuple[int, int, Counter[str]]:
    """Days with an alarm, alarms that began, and how many of each sign, over quiet sites."""
    bad_days, began, signs = 0, 0, Counter[str]()
    for number in range(sites):
        random = Random(f"{seed} quiet {number}")  # noqa: S311 - draws, not secrets
        runs: list[Measures] = []
        raised_before: set[str] = set()
        days_with: set[int] = set()
        for day, run in quiet(draw_site(random, days), days, random):
            if run.is_empty:
                continue
            runs = [*runs[-(ENOUGH + LATEST) :], run]
            raised = {alarm.what for alarm in alarms(runs)}
            signs.update(raised - raised_before)
            began += len(raised - raised_before)
            raised_before = raised
            if raised:
                days_with.add(day)
        bad_days += len(days_with)
    return bad_days, began, signs


@dataclass(frozen=True)
class Found:
    """How a change was noticed: after so many pages, with the right run as its beginning."""

    pages: int
    is_dated: bool


def until_alarm(
    change: Callable[[Measures, Random], Measures], pages: int, runs_a_day: int, seed: str
) -> Found | None:
    """What it takes until a change raises an alarm; None where none comes."""
    random = Random(seed)  # noqa: S311 - as above
    days = KNOWN_DAYS + PATIENCE
    site = replace(draw_site(random, days), pages=pages, runs=runs_a_day, section=(0, 0, 0.0))
    runs: list[Measures] = []
    seen, first = 0, ""
    for day, drawn in quiet(site, days, random):
        run = change(drawn, random) if day >= KNOWN_DAYS else drawn
        if run.is_empty:
            continue
        runs.append(run)
        if day < KNOWN_DAYS:
            continue
        first = first or run.began
        seen += run.pages + run.failed
        raised = alarms(runs)
        if raised:
            return Found(seen, any(alarm.since == first for alarm in raised))
    return None


def report_changes(tries: int, seed: int) -> str:
    """A table: pages until an alarm for each change and size of a site."""
    rows = []
    for name, change in CHANGES.items():
        for pages in PAGES_A_DAY:
            found = [
                until_alarm(change, pages, RUNS_A_DAY[n % 3], f"{seed} {name} {pages} {n}")
                for n in range(tries)
            ]
            seen = [one.pages for one in found if one]
            dated = sum(one.is_dated for one in found if one)
            worst = quantiles(seen, n=10)[-1] if len(seen) > 1 else float("nan")
            row = (name, pages, f"{len(seen)}/{tries}", f"{median(seen):.0f}", f"{worst:.0f}")
            rows.append((*row, f"{dated}/{len(seen)}"))
    head = ("change", "pages a day", "noticed", "pages until, median", "9 of 10", "right run")
    lines = [head, *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--tries", type=int, default=12)
    told = parser.parse_args()
    bad_days, began, signs = count_false(told.sites, told.days, told.seed)
    total = told.sites * told.days
    print(f"{told.sites} quiet sites of {told.days} days, seed {told.seed}:")
    print(f"  alarms: {began}, that is {began / told.sites:.3f} for a site in {told.days} days")
    print(f"  days with an alarm: {bad_days} of {total} ({bad_days / total:.5f})")
    print(f"  by sign: {dict(signs)}\n")
    print(report_changes(told.tries, told.seed))


if __name__ == "__main__":
    main()
