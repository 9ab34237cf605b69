import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from newscrawl.explanations import Known, print_explanation
from newscrawl.extraction import explain
from tests.explanations.explained import explained, menu, page_with, script_page
from tests.pages import SENTENCES

TEASER = "<aside><p>Advertisement</p></aside>"
HEBREW = "המעבורת בין שני הנמלים הפסיקה לפעול ביום שני לאחר שהמנוע שלה התקלקל בלב ים."
CHINESE = (
    "两个港口之间的渡轮周一因发动机故障停运，约四百名通勤者如今改乘环湾巴士，路上要多花一个小时。"
)


def printed(explanation, *, width=80, whole=False, colours=False):
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    print_explanation(explanation, Known(), console, whole=whole)
    return out.getvalue()


def with_text(text):
    """The explanation of a page, its first dropped block saying this."""
    explanation = explained(menu("Coast"))
    first, *rest = explanation.blocks
    return replace(explanation, blocks=(replace(first, text=text), *rest))


def test_a_block_has_its_mark_its_reason_its_evidence_and_the_end_of_its_slot():
    lines = printed(explained(menu("Coast")), width=100).splitlines()

    dropped, kept = lines.index("- Coast"), lines.index(f"+ {SENTENCES[0]}")
    assert lines[dropped + 1].startswith("    navigation: stands in the site's navigation; weighs")
    assert lines[dropped + 1].endswith(" · nav>ul>li")
    assert lines[kept + 1].startswith("    kept: weighs 0.")


def test_the_fields_stand_on_top_and_an_empty_one_shows_that_it_is():
    article = replace(
        explained().article,
        headline="Ferry stops",
        lead="All wait.",
        agency="dpa",
        dateline="Miami",
        published="2026-11-03T08:00:00+01:00",
        paywalled=True,
    )

    lines = printed(replace(explained(), article=article)).splitlines()

    assert lines[:3] == ["Ferry stops", article.url, ""]
    assert lines[3:12] == [
        f"kind       {article.kind}, {article.word_count} words, en, behind a paywall",
        "lead       All wait.",
        "authors    -",
        "agency     dpa",
        "dateline   Miami",
        "published  2026-11-03T08:00:00+01:00",
        "modified   -",
        "section    -",
        "memory     none: the page was judged alone",
    ]


def test_the_counts_stand_at_the_end():
    last = printed(explained(menu("Coast", "Sports"))).splitlines()[-1]

    assert last == "Kept 4 of 7 blocks. Removed: navigation 2, headline 1"


def test_a_page_of_nothing_but_its_text_has_nothing_removed():
    explanation = explained()
    bare = replace(
        explanation,
        article=replace(explanation.article, removed={}, headline=""),
        blocks=explanation.blocks[1:],
        verdicts=explanation.verdicts[1:],
    )

    lines = printed(bare).splitlines()

    assert lines[0] == "(no headline)"
    assert lines[-1] == "Kept 4 of 4 blocks. Removed: nothing"


def test_menus_are_folded_unless_all_is_asked_for():
    explanation = explained(menu("Coast", "Politics", "Business", "Sports"))

    assert "… 4 blocks of navigation\n" in printed(explanation)
    assert "- Business\n" in printed(explanation, whole=True)
    assert "…" not in printed(explanation, whole=True)


def test_a_long_dropped_text_is_cut_unless_all_is_asked_for():
    explanation = with_text("sea " * 400)

    assert "sea … (1,600 characters)" in " ".join(printed(explanation).split())
    assert printed(explanation).count("sea") == 150
    assert printed(explanation, whole=True).count("sea") == 400


def test_text_out_of_script_data_is_said_to_be():
    said = "text       from the page's script data, not from the blocks below\n"

    assert said in printed(explain(script_page()))
    assert said not in printed(explained())


@pytest.mark.parametrize("width", [30, 60, 100])
@pytest.mark.parametrize("text", [HEBREW, CHINESE, "x" * 300, "⛴️ ferry " * 30])
def test_the_width_is_kept_to_and_no_letter_is_lost(width, text):
    before, _, behind = printed(with_text(text), width=width, whole=True).partition("\n- ")
    lines = f"{before}\n- {behind}".splitlines()

    assert max(cell_len(line) for line in lines) <= width
    assert not any(line != line.rstrip() for line in lines)
    assert "".join(behind.split()).startswith("".join(text.split()))


def test_a_page_tells_the_terminal_nothing():
    """Escape sequences and marks that turn text around are not printed; neither is markup."""
    text = "\x1b[2J\x9b31mred\x07 \u202egnorw\u2066 [bold]loud[/bold] :ship: \r\nend"

    out = printed(with_text(text))

    assert "- [2J 31mred gnorw [bold]loud[/bold] :ship: end\n" in out
    assert not set(out) & set("\x1b\x9b\x07\r\u202e\u2066")


def test_on_a_terminal_kept_is_green_and_dropped_is_red():
    out = printed(explained(menu("Coast")), colours=True)

    assert f"\x1b[32m+ {SENTENCES[0][:20]}" in out
    assert "\x1b[31m- Coast" in out


def test_the_page_may_be_without_any_text():
    page = page_with(title="Sold out")
    empty = replace(explain(page), blocks=(), verdicts=())

    assert printed(empty).splitlines()[-1].startswith("Kept 0 of 0 blocks.")
