"""scrapy articles show --versions --diff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.storage import Store
from tests.commands.running import run
from tests.storage.making import URL, article, store_url


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with an article that was changed twice."""
    bodies = ("It sails.\nA bus waits.", "It sails.\nTwo buses wait.", "It sails.\nA bus waits.")
    with Store(store_url(tmp_path)) as store:
        for day, body in enumerate(bodies, 1):
            at = f"2026-11-0{day}T07:00:00+00:00"
            store.save(article(headline=f"Day {day}", body=body, text=body, fetched_at=at))
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


def test_versions_are_listed_oldest_first(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", URL, "--versions", "-s", kept)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if line.startswith("  ")] == [
        "  Day 1",
        "  Day 2",
        "  Day 3",
    ]
    assert "Version 3 of 3, current: " in ran.out


def test_a_diff_shows_the_words(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", URL, "--versions", "--diff", "-s", kept)
    assert ran.code == 0
    assert "    ~ Day [-1-]{+2+}\n" in ran.out
    assert "    … 1 paragraph unchanged\n    - A bus waits.\n    + Two buses wait.\n" in ran.out


def test_versions_as_json_are_a_line_each(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", URL, "--versions", "--diff", "--json", "-s", kept)
    first, second, third = map(json.loads, ran.out.splitlines())
    assert (first["number"], first["is_current"], first["diff"]) == (1, False, {})
    assert second["text"] == "It sails.\nTwo buses wait."
    assert second["diff"]["body"][0] == [{"edit": "removed", "text": "A bus waits."}]
    assert (third["headline"], third["is_current"], third["replaced_at"]) == ("Day 3", True, "")


def test_diff_is_of_versions(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", URL, "--diff", "-s", kept)
    assert ran.code == 2
    assert "--versions --diff" in ran.err


def test_versions_of_what_is_not_stored(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "show", "https://example.org/x", "--versions", "-s", kept)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "no article of https://example.org/x is stored\n"
