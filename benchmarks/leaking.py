"""One page, one promo, one placement: what leaks, alone and with a site's memory."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

from benchmarks import promos
from benchmarks.alignment import Line, find_lines, read_tree, write_tree
from benchmarks.contestants import PEERS, Output, cached_peer, ours
from benchmarks.forests import unseen_trees
from benchmarks.gold import SITE_PAGES, GoldPage
from benchmarks.injection import PLACEMENTS, Place, find_place, injected, some_class
from benchmarks.metrics import mean, page_score
from benchmarks.promos import Promo
from newscrawl.extraction import Page, SiteMemory

ALONE, SAME, ROTATING = "ours alone", "ours siblings", "ours rotating"
MODES = (ALONE, SAME, ROTATING, *PEERS)
SIBLINGS = SITE_PAGES - 1
LEAKED = 0.5  # of a promo's 4-grams
_BODIES = 6  # promos that each case draws: more than the page and its siblings carry


@dataclass(frozen=True, slots=True)
class Case:
    """What one contestant made of one page with a promo.

    Attributes:
        set: The page's set.
        page: Its id.
        url: Its URL.
        lang: Its language, and the promo's.
        who: The contestant; ours with how its memory was made.
        placement: Where the promo stands.
        heading: The promo's heading.
        css: The class of its box.
        share: Of the promo's 4-grams that are in the text; 1 where there is no text.
        before: Recall of the gold without the promo.
        after: Recall of the gold with it.
        html: The page, where it leaked and pages are kept.
        memory: The memory it was extracted with, likewise.
    """

    set: str
    page: str
    url: str
    lang: str
    who: str
    placement: str
    heading: str
    css: str
    share: float
    before: float
    after: float
    html: bytes = b""
    memory: bytes = b""

    @property
    def leaked(self) -> bool:
        """Whether half or more of the promo is in the text."""
        return self.share >= LEAKED

    def order(self) -> tuple[str, int, str, int]:
        """By set, contestant, page and placement."""
        return self.set, MODES.index(self.who), self.page, PLACEMENTS.index(self.placement)


def leak_of(cases: Iterable[Case]) -> dict[str, float]:
    """The leak of each placement, and "mean" of these."""
    by_placement: dict[str, list[float]] = {}
    for case in cases:
        by_placement.setdefault(case.placement, []).append(float(case.leaked))
    leaks = {name: mean(by_placement[name]) for name in PLACEMENTS if name in by_placement}
    return {**leaks, "mean": mean(leaks.values())}


def recalls(cases: Sequence[Case]) -> tuple[float, float]:
    """Mean recall without and with the promo."""
    return mean(case.before for case in cases), mean(case.after for case in cases)


@dataclass(frozen=True, slots=True)
class LeakTask:
    """Pages of one site to put promos into, and all pages of the site.

    Attributes:
        pages: Those that take a promo.
        site: All pages of their site: siblings come from here.
        half: Which promos, "tune" or "report".
        seed: Of all that is drawn.
        kept: Whether leaking pages are kept.
        cache: Where outputs of peers are kept from run to run; None for nowhere.
        trees: A folder of held-out trees that ours weighs by; None for those that ship.
    """

    pages: tuple[GoldPage, ...]
    site: tuple[GoldPage, ...]
    half: str
    seed: int
    kept: bool
    cache: Path | None = None
    trees: Path | None = None


@dataclass(slots=True)
class Carrier:
    """A page read once: its tree, its gold lines in it, and what is known of it so far."""

    gold: GoldPage
    tree: HtmlElement
    lines: list[Line]
    places: dict[str, Place | None] = field(default_factory=dict)
    recalls: dict[tuple[str, ...], float] = field(default_factory=dict)

    @classmethod
    def of(cls, gold: GoldPage) -> Carrier:
        """Read a page."""
        tree = read_tree(gold.body())
        return cls(gold, tree, find_lines(tree, gold.text or ""))

    def plain(self) -> Page:
        """The page without a promo, written as those with one are."""
        return self.gold.page(write_tree(self.tree))

    def place(self, placement: str, seed: int) -> Place | None:
        """Where the page takes a promo; the same place whenever asked."""
        if placement not in self.places:
            rng = random.Random(f"{seed} {self.gold.id} {placement}")  # noqa: S311 - a draw
            self.places[placement] = find_place(placement, self.lines, rng)
        return self.places[placement]


def run_task(task: LeakTask) -> list[Case]:
    """All cases of one site."""
    with unseen_trees(task.trees, task.pages[0].site):
        return _cases(task)


def _cases(task: LeakTask) -> list[Case]:
    carriers: dict[str, Carrier] = {}
    cases: list[Case] = []
    for gold in task.pages:
        carriers.setdefault(gold.id, Carrier.of(gold))
        for placement in PLACEMENTS:
            cases.extend(Trial(task, carriers, gold, placement).cases())
    return cases


class Trial:
    """One page with one placement, before all contestants."""

    def __init__(
        self, task: LeakTask, carriers: dict[str, Carrier], gold: GoldPage, placement: str
    ) -> None:
        self._task, self._carriers, self._placement = task, carriers, placement
        self._carrier = carriers[gold.id]
        self._gold = gold
        rng = random.Random(f"{task.seed} {gold.set} {gold.id} {placement} promo")  # noqa: S311
        self._css = some_class(self._carrier.tree, rng)
        pool = promos.half(gold.lang, task.half)
        self._promos = rng.sample(pool, k=min(len(pool), _BODIES))
        self._order = sorted((g for g in task.site if g.id != gold.id), key=lambda g: g.id)
        rng.shuffle(self._order)

    def cases(self) -> Iterator[Case]:
        """The cases of all contestants; none where the page has no such place."""
        place = self._carrier.place(self._placement, self._task.seed)
        if place is None:
            return
        carrying = injected(place, self._placement, self._promos[0], self._css)
        plain, cache = self._carrier.plain(), self._task.cache
        for mode in PEERS:
            before, after = (
                cached_peer(mode, self._gold.url, body, cache) for body in (plain.body, carrying)
            )
            yield self._case(mode, self._recall(before), after)
        page = self._gold.page(carrying)
        yield self._case(ALONE, self._before(()), ours(page), html=carrying)
        siblings = self._siblings()
        if len(siblings) < SIBLINGS or len(self._promos) <= SIBLINGS:
            return
        known = self._before(siblings)
        for who, carried in ((SAME, self._promos[:1] * SIBLINGS), (ROTATING, self._promos[1:])):
            memory = self._learned_with(siblings, carried)
            yield self._case(who, known, ours(page, memory), html=carrying, memory=memory)

    def _before(self, siblings: Sequence[Carrier]) -> float:
        """Recall of ours without promos, with a memory of the siblings; asked once of a page."""
        key = tuple(carrier.gold.id for carrier in siblings)
        recalls = self._carrier.recalls
        if key not in recalls:
            memory = _learned(c.plain() for c in siblings) if siblings else None
            recalls[key] = self._recall(ours(self._carrier.plain(), memory))
        return recalls[key]

    def _recall(self, output: Output) -> float:
        return page_score(output.text, self._gold.text or "").recall

    def _siblings(self) -> list[Carrier]:
        """The first other pages of the site, in a drawn order, that take a promo there."""
        found: list[Carrier] = []
        for gold in self._order:
            if len(found) == SIBLINGS:
                break
            if gold.id not in self._carriers:
                self._carriers[gold.id] = Carrier.of(gold)
            if self._carriers[gold.id].place(self._placement, self._task.seed):
                found.append(self._carriers[gold.id])
        return found

    def _learned_with(self, siblings: Sequence[Carrier], carried: Sequence[Promo]) -> SiteMemory:
        pages = []
        for carrier, promo in zip(siblings, carried, strict=False):
            place = carrier.place(self._placement, self._task.seed)
            if place is not None:
                body = injected(place, self._placement, promo, self._css)
                pages.append(carrier.gold.page(body))
        return _learned(pages)

    def _case(
        self,
        who: str,
        before: float,
        after: Output,
        html: bytes = b"",
        memory: SiteMemory | None = None,
    ) -> Case:
        gold, promo = self._gold, self._promos[0]
        share = promo.leaked(after.text)
        kept = self._task.kept and share >= LEAKED
        return Case(
            set=gold.set,
            page=gold.id,
            url=gold.page(b"").url,
            lang=gold.lang,
            who=who,
            placement=self._placement,
            heading=promo.heading,
            css=self._css,
            share=share,
            before=before,
            after=self._recall(after),
            html=html if kept else b"",
            memory=memory.to_bytes() if kept and memory else b"",
        )


def _learned(pages: Iterable[Page]) -> SiteMemory:
    memory = SiteMemory()
    for page in pages:
        memory.observe(page)
    return memory
