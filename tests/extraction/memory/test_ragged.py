import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.memory.ragged import Ragged

ROWS = st.lists(st.lists(st.integers(-(2**62), 2**62), max_size=5), max_size=8)


def rows_of(ragged):
    return [ragged.row(number).tolist() for number in range(len(ragged.counts))]


@given(ROWS)
def test_rows_are_as_they_were_given(rows):
    ragged = Ragged.of(rows)

    assert rows_of(ragged) == rows
    assert ragged.rows.tolist() == [n for n, row in enumerate(rows) for _ in row]


@given(ROWS, st.data())
def test_rows_are_taken_in_any_order(rows, data):
    numbers = data.draw(
        st.lists(st.integers(0, len(rows) - 1), max_size=9) if rows else st.just([])
    )

    assert rows_of(Ragged.of(rows)[np.array(numbers, np.int64)]) == [rows[n] for n in numbers]


@given(ROWS, ROWS)
def test_joined_rows_follow_each_other(one, other):
    joined = Ragged.joined([Ragged.of(one), Ragged.of(other)])

    assert rows_of(joined) == one + other
    assert (joined == Ragged.of(one + other), joined == Ragged.of([*one, [1]])) == (
        True,
        one + other == [*one, [1]],
    )
