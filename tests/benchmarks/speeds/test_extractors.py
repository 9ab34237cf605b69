from __future__ import annotations

from typing import Any

import pytest

from benchmarks.contestants import held_out
from benchmarks.speeds import extractors as who
from benchmarks.speeds.extractors import Subject, extractors
from newscrawl.extraction import Page
from tests.benchmarks.sets import article, story

PAGES = [Page(f"https://quay.example/{n}", article(story(n)).encode()) for n in range(3)]
SUBJECT = Subject(PAGES[0], held_out(PAGES)[0])


@pytest.mark.parametrize("name", [n for n in who.ALL if who.is_there(n)])
def test_each_that_is_installed_finds_the_article(name: str):
    found: Any = extractors([name])[name](SUBJECT)
    text = found[1] if isinstance(found, tuple) else getattr(found, "text", found)
    assert story(0)[0] in text


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(who._MODULES, who.NEWSPAPER, "no_such_module")  # noqa: SLF001 - stands in
    assert list(extractors([who.NEWSPAPER, who.FAST])) == [who.FAST]


def test_ours_alone_takes_no_memory():
    alone, known = (extractors([n])[n](SUBJECT) for n in (who.OURS, who.MEMORY))
    assert (alone.memory_generation, SUBJECT.memory) == (0, SUBJECT.memory)
    assert known.text == alone.text
