from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.listings.differences import Edit, Paragraph, compare, is_same

SIGNS = {Edit.SAME: "{}", Edit.REMOVED: "[-{}-]", Edit.ADDED: "{{+{}+}}"}


def written(paragraphs: list[Paragraph]) -> list[str]:
    """The paragraphs as wdiff writes them."""
    return ["".join(SIGNS[part.edit].format(part.text) for part in each) for each in paragraphs]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("One.\nTwo.", "One.\nTwo.", ["One.", "Two."]),
        ("", "One.", ["{+One.+}"]),
        ("One.", "", ["[-One.-]"]),
        ("", "", []),
        (
            "The ferry sails at noon.\nA bus waits.",
            "The ferry sails at midnight.\nA bus waits.",
            ["The ferry sails at [-noon-]{+midnight+}.", "A bus waits."],
        ),
        (
            "The captain of the ferry said so on Monday.",
            "The captain of the bus said so on late Tuesday.",
            ["The captain of the [-ferry-]{+bus+} said so on [-Monday-]{+late Tuesday+}."],
        ),
        (
            "It will cost four hundred euros a year in all.",
            "It will cost five thousand euros a year in all.",
            ["It will cost [-four hundred-]{+five thousand+} euros a year in all."],
        ),
        (
            "A.\nThe ferry stays in the harbour.\nB.",
            "A.\nNobody was hurt by it.\nB.",
            ["A.", "[-The ferry stays in the harbour.-]", "{+Nobody was hurt by it.+}", "B."],
        ),
        (
            "Its engine failed on Monday.\nA bus goes around the bay.",
            "New at the top.\nIts engine failed on Friday.\nA bus goes around the wide bay.",
            [
                "{+New at the top.+}",
                "Its engine failed on [-Monday-]{+Friday+}.",
                "A bus goes around the {+wide +}bay.",
            ],
        ),
        ("渡轮停在港口里。", "渡轮停在码头里。", ["渡轮停在[-港口-]{+码头+}里。"]),
    ],
)
def test_what_changed(old: str, new: str, found: list[str]) -> None:
    assert written(compare(old, new)) == found


def test_a_paragraph_too_long_to_compare_is_an_old_one_and_a_new_one() -> None:
    old, new = "word " * 3000, "word " * 2999 + "other "
    assert [part.edit for part in compare(old, new)[0]] == [Edit.REMOVED, Edit.ADDED]


def test_more_new_paragraphs_than_can_be_paired_are_new_ones() -> None:
    old = [f"The ferry number {n} sails at noon." for n in range(150)]
    new = [f"The ferry number {n} sails at night." for n in range(150)]
    found = compare("\n".join(old), "\n".join(new))
    assert [line for each in found for line in written([each])] == [
        *(f"[-{line}-]" for line in old),
        *(f"{{+{line}+}}" for line in new),
    ]


WORDS = st.lists(st.sampled_from(["ferry", "bus", "noon", "渡轮", "a b", "\n"]), max_size=12)


@given(WORDS, WORDS)
def test_both_texts_can_be_put_together_from_the_parts(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    found = compare(before, after)

    def side(left_out: Edit) -> list[str]:
        kept = ([part for part in each if part.edit is not left_out] for each in found)
        return ["".join(part.text for part in parts) for parts in kept if parts]

    assert "\n".join(side(Edit.ADDED)) == before
    assert "\n".join(side(Edit.REMOVED)) == after
    assert all(map(is_same, found)) == (before == after)
