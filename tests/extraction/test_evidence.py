import pytest

from newscrawl.extraction.evidence import fingerprint, fingerprint_of_slot


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read 12 comments", "READ 99 COMMENTS"),
        ("Updated: 3 May, 10:15", "updated 4 May 11.20"),
        ("The Ferry!", "the ferry"),
        ("“Quoted”", '"Quoted"'),
    ],
)
def test_case_marks_and_the_value_of_digits_make_no_other_text(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ferry", "ferries"), ("5 May", "15 May"), ("港口", "港口关"), ("", "a")],
)
def test_other_words_make_another_text(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_fingerprints_have_40_bits_and_are_the_same_on_every_machine():
    assert fingerprint("The ferry stops.") == 0x53F83F135A
    assert fingerprint_of_slot(">main>p") == 0x46E8520E3A
    assert fingerprint_of_slot(">main>p.a") != fingerprint_of_slot(">main>p.A")
