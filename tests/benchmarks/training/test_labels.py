from pathlib import Path

from benchmarks.gold import gold_page
from benchmarks.training.labels import Labels, label
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.items import Page
from tests.benchmarks.sets import story

GOLD = story(1, 4)


def blocks_of(*paragraphs: str) -> tuple[Block, ...]:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = Page("https://quay.example/a", f"<html><body>{body}</body></html>".encode())
    return lay_out(parse(page)).blocks


def labels(blocks: tuple[Block, ...], **truth: object) -> Labels:
    row = {"id": "x", "file": "x", "site": "quay.example", "lang": "en", **truth}
    return label(blocks, gold_page(row, Path("set")))


def test_a_block_is_kept_from_half_of_its_4_grams_on():
    gold = "one two three four five six seven"  # 4 grams
    half = "one two three four five six seven a b c d"  # 8 grams, 4 of them in the gold
    less = f"{half} e"
    found = labels(blocks_of(gold, half, less), text=gold)
    assert found.coverage == (1.0, 0.5, 4 / 9)
    assert found.kept == (True, True, False)
    assert all(found.known)


def test_a_short_block_must_be_a_line_of_the_gold():
    text = f"By the sea\n{GOLD[0]}"
    found = labels(blocks_of("By the sea", "By the", GOLD[0]), text=text)
    assert found.kept == (True, False, True)


def test_of_two_copies_the_one_amid_gold_is_kept():
    text = "\n".join(GOLD)
    found = labels(blocks_of(GOLD[1], "Read on", "Share", "Print", *GOLD), text=text)
    assert found.kept == (False, False, False, False, True, True, True, True)


def test_as_many_copies_are_kept_as_the_gold_has():
    text = "\n".join([GOLD[0], GOLD[1], GOLD[1], GOLD[2]])
    twice = blocks_of(GOLD[0], GOLD[1], GOLD[1], GOLD[2], "a", "b", "c", GOLD[1])
    assert labels(twice, text=text).kept == (True, True, True, True, False, False, False, False)


def test_snippets_tell_of_the_blocks_that_hold_them_and_no_others():
    blocks = blocks_of(GOLD[0], "Imprint of the quay", GOLD[1], f"{GOLD[2]} Imprint")
    wanted = [GOLD[0][:20].replace(" ", "\n"), GOLD[2][:20], " "]
    found = labels(blocks, with_text=wanted, without_text=["Imprint"])
    assert found.known == (True, True, False, False)
    assert found.kept[:2] == (True, False)
