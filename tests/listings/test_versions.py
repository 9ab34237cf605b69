from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from newscrawl.listings.versions import Edition, as_record, editions, print_versions
from newscrawl.storage import Version
from tests.storage.making import article

NOW = article(
    headline="Ferry starts running",
    body="Its engine was repaired on Tuesday.\nA bus goes around the bay.\nSo it was.\nThanks.",
    fetched_at="2026-11-04T07:00:00+00:00",
)
FIRST = Version(
    headline="Ferry stops running",
    lead=NOW.lead,
    body="Its engine failed on Monday.\nA bus goes around the bay.\nSo it was.",
    text="",
    modified="",
    word_count=1500,
    content_hash="1",
    fetched_at="2026-11-03T07:00:00+00:00",
    memory_generation=0,
    replaced_at="2026-11-04T07:10:00+00:00",
)


def printed(found: list[Edition], *, diff: bool, color: bool = False) -> str:
    out = StringIO()
    system = "standard" if color else None
    console = Console(file=out, width=72, force_terminal=color, color_system=system)  # type: ignore[arg-type]
    print_versions(found, console, diff=diff)
    return out.getvalue()


def test_versions_are_numbered_oldest_first_and_say_what_changed() -> None:
    first, last = editions(NOW, [FIRST])
    assert (first.number, first.is_current, first.changed) == (1, False, ())
    assert (last.number, last.is_current, last.changed) == (2, True, ("headline", "body"))
    assert last.version.replaced_at == ""


def test_an_article_that_never_changed_is_one_version() -> None:
    assert printed(editions(NOW, []), diff=True) == (
        "Version 1 of 1, current: fetched 2026-11-04T07:00:00+00:00, 15 words\n"
        "  Ferry starts running\n"
    )


def test_versions_without_diff_are_two_lines_each() -> None:
    assert printed(editions(NOW, [FIRST]), diff=False) == (
        "Version 1 of 2: fetched 2026-11-03T07:00:00+00:00, 1,500 words\n"
        "  Ferry stops running\n"
        "Version 2 of 2, current: fetched 2026-11-04T07:00:00+00:00, 15 words,\n"
        "headline, body changed\n"
        "  Ferry starts running\n"
    )


def test_a_diff_marks_words_and_folds_what_stayed() -> None:
    assert printed(editions(NOW, [FIRST]), diff=True).split("\n", 5)[5] == (
        "  headline\n"
        "    ~ Ferry [-stops-]{+starts+} running\n"
        "  body\n"
        "    ~ Its engine [-failed-]{+was repaired+} on [-Monday-]{+Tuesday+}.\n"
        "    … 2 paragraphs unchanged\n"
        "    + Thanks.\n"
        "\n"
    )


def test_on_a_terminal_colours_say_it() -> None:
    shown = printed(editions(NOW, [FIRST]), diff=True, color=True)
    assert "[-" not in shown
    assert "\x1b[9;31mstops\x1b[0m\x1b[32mstarts\x1b[0m" in shown


def test_a_page_cannot_talk_to_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\u202egnp.exe\u2066"
    shown = printed(
        editions(replace(NOW, headline=evil, body=evil), [replace(FIRST, lead=evil)]), diff=True
    )
    assert not set("\x1b\x07\u202e\u2066") & set(shown)


def test_a_version_as_json_has_its_text_and_the_paragraphs_that_changed() -> None:
    first, last = editions(NOW, [FIRST])
    record = as_record(last, first, diff=True)
    assert record["number"] == 2
    assert record["is_current"]
    assert record["changed"] == ["headline", "body"]
    assert record["body"] == NOW.body
    assert record["diff"]["headline"] == [
        [
            {"edit": "same", "text": "Ferry "},
            {"edit": "removed", "text": "stops"},
            {"edit": "added", "text": "starts"},
            {"edit": "same", "text": " running"},
        ]
    ]
    assert len(record["diff"]["body"]) == 2
    assert as_record(first, None, diff=True)["diff"] == {}
    assert "diff" not in as_record(last, first, diff=False)
