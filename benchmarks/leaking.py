"""One page, one promo, one placement: what leaks, alone and with a site's memory."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from benchmarks import promos
from benchmarks.alignment import Line, find_lines, read_tree, write_tree
from benchmarks.contestants import PEERS, Output, ours, peer
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
    """Pages of one site to put promos into, and all pages of the site."""

    pages: tuple[GoldPage, ...]
    site: tuple[GoldPage, ...]
    half: str
    seed: int
    kept: bool


@dataclass(slots=True)
class Carrier:
    """A page read once: its tree, and its gold lines in it."""

    gold: GoldPage
    tree: HtmlElement
    lines: list[Line]
    places: dict[str, Place | None] = field(default_factory=dict)

    @classmethod
    def of(cls, gold: GoldPage) -> Carrier:
        """Read a page."""
        tree = read_tree(gold.body())
        return cls(gold, tree, find_lines(tree, gold.text or ""))

    def place(self, placement: str, seed: int) -> Place | None:
        """Where the page takes a promo; the same place whenever asked."""
        if placement not in self.places:
            rng = random.Random(f"{seed} {self.gold.id} {placement}")  # noqa: S311 - a draw
            self.places[placement] = find_place(placement, self.lines, rng)
        return self.places[placement]


def run_task(task: LeakTask) -> list[Case]:
    """All cases of one site."""
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
        plain = write_tree(self._carrier.tree)
        carrying = injected(place, self._placement, self._promos[0], self._css)
        for mode in PEERS:
            before, after = (peer(mode, self._gold.url, body) for body in (plain, carrying))
            yield self._case(mode, before, after)
        for who, without, memory in self._memories():
            before = ours(self._gold.page(plain), without)
            after = ours(self._gold.page(carrying), memory)
            yield self._case(who, before, after, html=carrying, memory=memory)

    def _memories(self) -> Iterator[tuple[str, SiteMemory | None, SiteMemory | None]]:
        """Each mode of ours with its memory before and after promos were put in."""
        yield ALONE, None, None
        siblings = self._siblings()
        if len(siblings) < SIBLINGS or len(self._promos) <= SIBLINGS:
            return
        plain = _learned(c.gold.page(write_tree(c.tree)) for c in siblings)
        same = self._promos[:1] * SIBLINGS
        yield SAME, plain, self._learned_with(siblings, same)
        yield ROTATING, plain, self._learned_with(siblings, self._promos[1:])

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
        before: Output,
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
            before=page_score(before.text, gold.text or "").recall,
            after=page_score(after.text, gold.text or "").recall,
            html=html if kept else b"",
            memory=memory.to_bytes() if kept and memory else b"",
        )


def _learned(pages: Iterable[Page]) -> SiteMemory:
    memory = SiteMemory()
    for page in pages:
        memory.observe(page)
    return memory
