# ruff: noqa: T201 - it prints a table
"""What a crawl must keep that is killed again and again, against one that is not.

    python -m tests.chaos.chaos [--articles 500] [--kills 20] [--seed 1] [--folder DIR]
        [--store URL]

prints a line a kill and what came out; exit code 1 where something is lost, doubled, different or
fetched too often.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.chaos.killing import CONCURRENCY, Crawl, Kill, kill_one, serving
from tests.chaos.server import Request

WAIT = 0.4  # seconds the slowest site takes for an answer
SHARED = 0.8  # of the pages, over the kills; so that there is work left for the last
ARTICLES = "SELECT canonical_url, headline, text, content_hash FROM articles"
DONE = {"saved", "gone", "not_article"}


@dataclass(frozen=True)
class Outcome:
    """What came out of a crawl that was killed.

    Attributes:
        kills: The kills, in order.
        discovered: URLs in the store.
        articles: Rows in the table of articles.
        lost: URLs that are not saved, and those that only the other crawl found.
        doubled: Canonical URLs or texts of a site that are stored twice.
        different: Articles whose row is not that of the crawl that was not killed.
        versions: Versions: none, since no page changed.
        fetched_again: Requests for pages that were asked for before.
    """

    kills: tuple[Kill, ...]
    discovered: int
    articles: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    different: tuple[str, ...]
    versions: int
    fetched_again: int

    def problems(self) -> list[str]:
        """What should not be, a line each."""
        limit = len(self.kills) * CONCURRENCY
        found = [f"lost: {url}" for url in self.lost]
        found += [f"twice: {one}" for one in self.doubled]
        found += [f"different: {url}" for url in self.different]
        if self.versions:
            found.append(f"{self.versions} versions of pages that did not change")
        if self.fetched_again > limit:
            found.append(f"{self.fetched_again} pages fetched again, more than {limit}")
        return found


def run(
    articles: int, kills: int, seed: int, folder: Path, wait: float = WAIT, database: str = ""
) -> Outcome:
    """Crawl once in peace; crawl again, killed so many times, and then let it finish.

    The crawl that is killed keeps its store in `database`, where one is named with its tables.
    """
    with serving(articles, wait, folder) as world:
        peaceful = Crawl(folder / "peaceful", world)
        killed = Crawl(folder / "killed", world, database)
        peaceful.finish()
        before = len(world.requests())
        done = tuple(killing(killed, kills, seed, SHARED * articles, peaceful.saved() - 1))
        killed.finish()
        return outcome(peaceful, killed, done, world.requests()[before:])


def killing(crawl: Crawl, kills: int, seed: int, shared: float, most: int) -> Iterator[Kill]:
    """Kill a crawl at random moments until it has been killed so often, or nothing is left.

    What is left of the pages that are shared out is shared anew before each: a run goes on a little
    beyond its share, until a request is in flight.
    """
    rng = Random(seed)  # noqa: S311 - the same moments for the same seed
    before, number = len(crawl.world.requests()), 0
    while number < kills:
        if crawl.saved() > most:
            return
        fetched = len(set(pages(crawl.world.requests()[before:])))
        share = max(0.0, shared - fetched) / (kills - number)
        kill = kill_one(crawl, rng, share, most)
        if kill is not None:
            number += 1
            print(line_of(number, kill), flush=True)
            yield kill


def line_of(number: int, kill: Kill) -> str:
    """A line of the table."""
    hand = "  ".join(f"{kill.in_hand[phase]:>7}" for phase in ("fetch", "learn", "extract"))
    return f"{number:>4}  {kill.after:>6.2f} s  {kill.saved:>5}  {kill.in_flight:>9}  {hand}"


def outcome(peaceful: Crawl, killed: Crawl, kills: tuple[Kill, ...], log: list[Request]) -> Outcome:
    """Compare two crawls of the same sites."""
    wanted = {row[0]: row for row in peaceful.ask(ARTICLES)}
    rows = killed.ask(ARTICLES)
    found = {row[0]: row for row in rows}
    states = dict(killed.ask("SELECT url, state FROM urls"))
    known = {url for (url,) in peaceful.ask("SELECT url FROM urls")}
    lost = {url for url, state in states.items() if state not in DONE}
    return Outcome(
        kills=kills,
        discovered=len(states),
        articles=len(rows),
        lost=tuple(sorted(lost | (known - states.keys()) | (wanted.keys() - found.keys()))),
        doubled=tuple(_twice([row[0] for row in rows] + [f"{row[1]} {row[3]}" for row in rows])),
        different=tuple(url for url, row in found.items() if row != wanted.get(url)),
        versions=killed.ask("SELECT count(*) FROM versions")[0][0],
        fetched_again=_again(log),
    )


def _again(log: Iterable[Request]) -> int:
    asked = list(pages(log))
    return len(asked) - len(set(asked))


def pages(log: Iterable[Request]) -> Iterator[str]:
    """The URLs of the articles' pages that were asked for."""
    return (one.url for one in log if "/news/" in one.url)


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def main() -> int:
    """Run it and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where stores and logs stay")
    parser.add_argument("--store", default="", help="an empty PostgreSQL store's URL")
    args = parser.parse_args()
    print("kill   after   saved  in flight    in hand: fetch    learn  extract")
    with TemporaryDirectory(prefix="chaos-") as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        done = run(args.articles, args.kills, args.seed, folder, database=args.store)
    print(
        f"{len(done.kills)} kills; {done.discovered} URLs, {done.articles} articles; "
        f"{len(done.lost)} lost, {len(done.doubled)} doubled, {len(done.different)} different; "
        f"{done.versions} versions; {done.fetched_again} pages fetched again, "
        f"at most {len(done.kills) * CONCURRENCY} allowed"
    )
    problems = done.problems()
    if len(done.kills) < args.kills:
        problems.append(f"all saved after {len(done.kills)} kills: take fewer, or more pages")
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
