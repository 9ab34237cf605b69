from io import StringIO
from pathlib import Path

from rich.console import Console

from benchmarks.contestants import ALONE, Judged, Output
from benchmarks.figures import Result
from benchmarks.gold import gold_page
from benchmarks.worst import costs, diagnose, dump, missing, show_worst
from tests.benchmarks.sets import story

LEAD, *BODY = story(1)
PROMO = "Our calendar shows twelve lighthouses and costs less than a lunch."
GOLD = "\n".join([LEAD, *BODY])
OUTPUT = Output(
    text="\n".join([*BODY, PROMO]),
    blocks=(
        Judged(LEAD, "header>p", kept=False, reason="outside", evidence="stands in the header"),
        *(Judged(text, "div>p", kept=True, reason="", evidence="kept on 4 of 5") for text in BODY),
        Judged(PROMO, "div>p", kept=True, reason="", evidence="kept on 3 of 5"),
    ),
)


def test_each_wrong_line_comes_with_the_verdict_behind_it():
    found = diagnose(OUTPUT, GOLD)
    assert [(line.text, line.reason) for line in found.kept] == [(PROMO, "kept")]
    assert [(line.text, line.reason) for line in found.dropped] == [(LEAD, "outside")]
    assert found.dropped[0].evidence == "stands in the header [header>p]"


def test_an_output_that_is_the_gold_has_no_wrong_line():
    assert diagnose(Output(GOLD), GOLD) == diagnose(Output(""), "")
    assert missing(GOLD, GOLD.replace("\n", " ")) == []


def test_a_line_that_stands_half_in_the_other_text_is_not_missing():
    words = LEAD.split()
    assert missing(LEAD, " ".join(words[: len(words) * 3 // 4])) == []
    assert missing(LEAD, " ".join(words[: len(words) // 4])) == [LEAD]
    assert missing("No.\n...", "Yes, no.") == []


def test_text_from_nowhere_is_said_to_be_in_no_block():
    assert diagnose(Output(PROMO), GOLD).kept[0].reason == "in no block"


def test_a_cause_costs_what_the_page_would_gain_without_it():
    found = costs([(OUTPUT, GOLD), (Output(GOLD), GOLD)])
    assert set(found) == {("kept", "kept on # of #"), ("dropped", "outside")}
    kept = found["kept", "kept on # of #"]
    assert (kept.pages, kept.lines, kept.characters) == (1, 1, len(PROMO))
    assert 0 < kept.points < found["dropped", "outside"].points < 50


def shown(results: list[Result], count: int) -> str:
    out = StringIO()
    show_worst(Console(file=out, width=400, soft_wrap=True), results, count)
    return out.getvalue()


def result(id_: str, output: Output, **truth: object) -> Result:
    row = {"id": id_, "file": "f", "site": "quay.example", "lang": "en", **truth}
    return Result(gold_page(row, Path("set")), {ALONE: output})


def test_the_worst_pages_come_first():
    results = [
        result("good", Output(GOLD), text=GOLD),
        result("bad", OUTPUT, text=GOLD),
        result("broken", Output(error="NothingToRead: empty"), text=GOLD),
    ]
    text = shown(results, 2)
    assert text.index("broken") < text.index("NothingToRead: empty") < text.index("bad")
    assert "good" not in text
    assert f"+ {PROMO}" in text
    assert f"- {LEAD[:100]}" in text
    assert shown(results, 0) == ""


def test_where_there_are_only_snippets_these_are_shown():
    truth = {"with_text": [LEAD, BODY[0]], "without_text": [PROMO, "Imprint"]}
    text = shown([result("page", OUTPUT, **truth)], 1)
    assert f"+ {PROMO}" in text
    assert f"- {LEAD}" in text
    assert "Imprint" not in text
    assert BODY[0] not in text


def test_outputs_are_written_beside_the_gold(tmp_path: Path):
    dump([result("a/b", OUTPUT, text=GOLD)], tmp_path)
    assert (tmp_path / "gold/set/a_b.txt").read_text() == GOLD + "\n"
    assert (tmp_path / "ours/set/a_b.txt").read_text() == OUTPUT.text + "\n"
