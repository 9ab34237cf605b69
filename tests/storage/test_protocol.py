"""The URL states against a model: whatever a crawl does, no URL is lost or doubled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from newscrawl.schedule.interruption import ALONE_FROM
from newscrawl.storage import State, Store
from newscrawl.storage.moments import stamp
from tests.storage.making import NOW, article, candidate, store_url

NAMES = st.sampled_from([f"https://example.org/{name}" for name in "abc"])
NEVER = ""


@dataclass
class Known:
    """What the model knows of a URL."""

    state: State = State.DISCOVERED
    tries: int = 0
    interrupted: int = 0
    next_try: str = NEVER
    in_flight: bool = False
    has_article: bool = False

    def rest(self) -> None:
        self.in_flight, self.next_try = False, NEVER


class Crawl(RuleBasedStateMachine):
    """Calls what a spider and its pipelines call, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Store(store_url(Path(self.folder.name)))
        self.model: dict[str, Known] = {}
        self.now = NOW

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def known(self, url: str) -> Known:
        return self.model.setdefault(url, Known())

    @rule(hours=st.integers(1, 30))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(url=NAMES)
    def discover(self, url: str) -> None:
        new = url not in self.model
        assert self.store.discover([candidate(url)], now=self.now) == new
        known = self.known(url)
        if known.state is State.DISCOVERED and not known.next_try and not known.in_flight:
            known.next_try = stamp(self.now)

    @rule(url=NAMES)
    def set_aside(self, url: str) -> None:
        new = url not in self.model
        assert self.store.set_aside([candidate(url)], now=self.now) == new
        self.known(url)

    @rule(url=NAMES)
    def attempt(self, url: str) -> None:
        self.store.attempt(url, self.now)
        self.known(url).in_flight = True

    @rule(url=NAMES)
    def fetched(self, url: str) -> None:
        self.store.fetched(url, now=self.now)
        known = self.known(url)
        known.state, known.tries = State.FETCHED, 0
        known.rest()

    @rule(url=NAMES, hours=st.none() | st.integers(1, 20))
    def failed(self, url: str, hours: int | None) -> None:
        again = self.now + timedelta(hours=hours) if hours else None
        self.store.failed(url, "timeout", self.now, again)
        known = self.known(url)
        known.tries += 1
        known.in_flight, known.next_try = False, stamp(again)
        known.state = State.DISCOVERED if again else State.FAILED
        if known.has_article:
            known.state = State.SAVED

    @rule(url=NAMES, state=st.sampled_from([State.FAILED, State.GONE, State.NOT_ARTICLE]))
    def ends(self, url: str, state: State) -> None:
        self.store.set_state(url, state, "why", now=self.now)
        known = self.known(url)
        known.state = State.SAVED if known.has_article and state is not State.GONE else state
        known.rest()

    @rule(url=NAMES)
    def save(self, url: str) -> None:
        self.store.save(article(url), now=self.now)
        known = self.known(url)
        known.state, known.tries, known.has_article = State.SAVED, 0, True
        known.interrupted = 0 if known.interrupted >= ALONE_FROM else known.interrupted
        known.rest()

    @rule(spooled=st.sets(NAMES))
    def crash_and_recover(self, spooled: set[str]) -> None:
        self.store.recover(spooled=spooled, now=self.now)
        for url, known in self.model.items():
            if known.in_flight:
                known.in_flight = False
                known.interrupted += 1
                kept = known.state is State.FETCHED and url in spooled
                known.next_try = NEVER if kept else stamp(self.now)
            if known.state is State.FETCHED and url not in spooled:
                known.state, known.next_try = State.DISCOVERED, stamp(self.now)

    @invariant()
    def every_url_is_there_once_in_its_state(self) -> None:
        rows = {row.url: row for row in self.store.urls()}
        assert rows.keys() == self.model.keys()
        assert self.store.counts()["urls"] == len(self.model)
        for url, known in self.model.items():
            row = rows[url]
            told = (row.state, row.tries, row.interrupted, row.next_try, bool(row.attempted_at))
            assert told == (
                known.state,
                known.tries,
                known.interrupted,
                known.next_try,
                known.in_flight,
            )

    @invariant()
    def what_can_go_on_is_due_and_nothing_is_lost(self) -> None:
        now = stamp(self.now)
        due = {row.url for row in self.store.due("", self.now, 9)}
        assert due == {
            url
            for url, known in self.model.items()
            if known.next_try
            and known.next_try <= now
            and not known.in_flight
            and known.interrupted < ALONE_FROM
        }

    @invariant()
    def what_is_saved_has_its_article(self) -> None:
        assert self.store.problems() == []


Crawl.TestCase.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
test_no_order_of_events_loses_a_url = Crawl.TestCase
