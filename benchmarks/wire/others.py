"""Texts that look like copies and are none: each function gives texts of as many stories."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.wire.copying import Desk
from benchmarks.wire.lexicon import Cast

# The wire's text and its cast -> texts that are copies of neither it nor one another.
Other = Callable[[Desk, Random, list[str], Cast], list[list[str]]]


def same_event(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[list[str]]:
    """Another story of the agency on the event, with the same people and a quote in common."""
    other = desk.writer(desk.words, rng, cast, max(4, len(text) - rng.randint(0, 3)))
    other[rng.randrange(len(other))] += _joint(desk) + _sentence(desk, rng, text)
    return [other]


def written_anew(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[list[str]]:
    """The event told by somebody else: same people, two sentences quoted alike."""
    other = desk.writer(desk.words, rng, cast, max(4, len(text) + rng.randint(-2, 2)))
    for _ in range(2):
        other[rng.randrange(len(other))] += _joint(desk) + _sentence(desk, rng, text)
    return [other]


def follow_up(desk: Desk, rng: Random, text: list[str], cast: Cast) -> list[list[str]]:
    """News of the next day, behind which paragraphs of yesterday's stand word for word."""
    count = max(1, round(len(text) * rng.uniform(0.2, 0.4)))
    start = rng.randint(1, len(text) - count)
    background = text[start : start + count]
    news = desk.writer(desk.words, rng, cast, max(3, round(count * rng.uniform(1.3, 2.5))))
    return [news + background]


def live_updates(desk: Desk, rng: Random, _text: list[str], cast: Cast) -> list[list[str]]:
    """A live report at three moments: one introduction, newest entries on top, few stay."""
    introduction = desk.writer(desk.words, rng, cast, 1)
    entries = desk.writer(desk.words, rng, cast, 22)
    moments = []
    for first, clock in ((14, "18.40"), (7, "14.20"), (0, "09.05")):
        window = entries[first : first + 8]
        window.reverse()
        moments.append([*introduction, *(f"{clock} {entry}" for entry in window)])
    return moments


def boilerplate(desk: Desk, rng: Random, _text: list[str], _cast: Cast) -> list[list[str]]:
    """Two texts of one site that end in the same words about the site."""
    end = rng.choice(desk.words.boilerplate)
    return [
        [*desk.writer(desk.words, rng, desk.words.cast(rng), rng.randint(2, 5)), end]
        for _ in range(2)
    ]


def forms(desk: Desk, rng: Random, _text: list[str], _cast: Cast) -> list[list[str]]:
    """Weather, markets, tables: one form, filled in on three days."""
    form = desk.words.forms[rng.choice(("weather", "stock", "table"))]
    cast = desk.words.cast(rng)
    return [[desk.words.fill(form, rng, cast)] for _ in range(3)]


def round_up(desk: Desk, rng: Random, text: list[str], _cast: Cast) -> list[list[str]]:
    """The day at a glance: the beginning of this text among those of five others."""
    items = [desk.writer(desk.words, rng, desk.words.cast(rng), 2) for _ in range(5)]
    items.insert(rng.randrange(6), text[:2])
    return [[paragraph for item in items for paragraph in item]]


OTHERS: dict[str, Other] = {
    "same event, other story": same_event,
    "same event, written anew": written_anew,
    "follow-up": follow_up,
    "live report, other moment": live_updates,
    "shared boilerplate": boilerplate,
    "forms filled in anew": forms,
    "round-up": round_up,
}


def _joint(desk: Desk) -> str:
    return "" if desk.words.unspaced else " "


def _sentence(desk: Desk, rng: Random, text: list[str]) -> str:
    end = "。" if desk.words.unspaced else "."
    sentences = [s for s in rng.choice(text).split(end) if s.strip()]
    return rng.choice(sentences).strip() + end
