import pytest

from benchmarks import metrics
from benchmarks.metrics import Score, Snippets, page_score, snippets
from tests.benchmarks.sets import story

GOLD = "\n".join(story(1))


def test_an_empty_output_scores_nothing():
    assert page_score("", GOLD) == Score(0.0, 0.0, 0.0)
    assert page_score(" \n.", GOLD) == Score(0.0, 0.0, 0.0)


def test_the_gold_itself_is_perfect_whatever_its_case_and_punctuation():
    assert page_score(GOLD, GOLD).perfect
    assert page_score(GOLD.upper().replace(",", " –"), GOLD).f1 == 1.0


def test_the_whole_page_has_full_recall_and_pays_in_precision():
    score = page_score(f"{GOLD}\n{GOLD}", GOLD)
    assert score.recall == 1.0
    assert score.precision == pytest.approx(0.5, abs=0.01)
    assert not score.perfect


def test_half_the_article_has_full_precision_and_half_the_recall():
    score = page_score("\n".join(story(1)[:3]), GOLD)
    assert score.precision == 1.0
    assert score.recall == pytest.approx(0.5, abs=0.05)
    assert score.f1 == pytest.approx(2 * score.recall / (1 + score.recall))


def test_counts_of_four_grams_matter():
    # a-b-c-d twice in the output, once in the gold: 1 of 5 grams is shared.
    assert page_score("a b c d a b c d", "a b c d") == Score(0.2, 1.0, pytest.approx(1 / 3))


def test_a_text_shorter_than_a_gram_is_one_gram():
    assert page_score("Two words", "two words").f1 == 1.0
    assert page_score("two", "two words").f1 == 0.0


def test_nothing_out_of_nothing_is_right():
    assert page_score("", "") == Score(1.0, 1.0, 1.0)
    assert page_score("something", "") == Score(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Über_uns: 3,5 Мир", ["über_uns", "3", "5", "мир"]),
        ("東京BBC２号", ["東", "京", "bbc２", "号"]),
        ("カタ ひら", ["カ", "タ", "ひ", "ら"]),
        ("한국 신문", ["한국", "신문"]),
        ("。、!?", []),
    ],
)
def test_tokens(text: str, expected: list[str]):
    assert metrics.tokens(text) == expected


def test_chinese_is_scored_by_the_character():
    assert page_score("甲乙丙丁戊", "甲乙丙丁己") == Score(0.5, 0.5, 0.5)


def test_snippets_are_found_across_white_space_and_not_across_case():
    text = "The ferry\n  stopped."
    assert snippets(text, ["ferry stopped", "Ferry"], ["The  ferry", "bus"]) == Snippets(1, 1, 1)


def test_snippets_are_pooled_over_pages():
    pooled = snippets("a b", ["a"], ["b"]) + snippets("c", ["c", "d"], [])
    assert pooled == Snippets(found=2, missed=1, unwanted=1)
    assert pooled.score == Score(*(pytest.approx(2 / 3),) * 3)
    assert Snippets(missed=3).score.f1 == 0.0


@pytest.mark.parametrize(
    ("output", "gold", "same"),
    [
        ("“Ferry” stops – again", "FERRY stops, again", True),
        ("Ferry stops", "Ferry stops | Quay", False),
        ("", "Ferry", False),
    ],
)
def test_same_title(output: str, gold: str, same: bool):  # noqa: FBT001 - an expectation
    assert metrics.same_title(output, gold) is same


def test_authors_are_compared_as_sets_of_names():
    assert metrics.author_score(["Ann  Lee", "Bo Ek"], ["bo ek", "ANN LEE"]) == 1.0
    assert metrics.author_score(["Ann Lee"], ["Ann Lee", "Bo Ek"]) == pytest.approx(2 / 3)
    assert metrics.author_score([], ["Ann Lee"]) == 0.0


def test_dates_are_compared_by_day():
    assert metrics.same_day("2024-05-03T23:00:00+02:00", "2024-05-03 01:00:00+00:00")
    assert not metrics.same_day("2024-05-04", "2024-05-03")
    assert not metrics.same_day("", "2024-05-03")


def test_the_mean_of_nothing_is_nothing():
    assert metrics.mean([]) == 0.0
    assert metrics.mean(iter([0.0, 1.0])) == 0.5
