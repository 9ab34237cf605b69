import pytest

from benchmarks.wire.editions import Edition
from benchmarks.wire.scoring import KindScore, Score, by_kind, score


def made(*stories: int) -> list[Edition]:
    return [Edition(number, f"kind {number}", is_copy=True, text="") for number in stories]


@pytest.mark.parametrize(
    ("true", "found", "strangers", "expected"),
    [
        ((1, 1, 1), (5, 5, 5), (), Score(3, 0, 0)),
        ((1, 1, 1), (5, 5, 6), (), Score(1, 0, 2)),
        ((1, 1, 2), (5, 5, 5), (), Score(1, 2, 0)),
        ((1, 1), (5, 5), (5, 9), Score(1, 2, 0)),
        ((1, 2), (5, 6), (7,), Score(0, 0, 0)),
    ],
)
def test_pairs_are_counted(true, found, strangers, expected):
    assert score(made(*true), found, strangers) == expected


def test_precision_and_recall_are_shares_of_pairs():
    assert (Score(3, 1, 2).precision, Score(3, 1, 2).recall) == (0.75, 0.6)
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall) == (0, 0)


def test_each_kind_says_how_many_found_a_copy_and_how_many_are_with_another_text():
    editions = made(1, 1, 2, 3)

    assert by_kind(editions, [5, 5, 5, 8], [8]) == {
        "kind 1": KindScore(2, 2, 2),
        "kind 2": KindScore(1, 0, 1),
        "kind 3": KindScore(1, 0, 1),
    }
