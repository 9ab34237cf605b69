from __future__ import annotations

import gzip
from io import BytesIO

import pytest

from newscrawl.warc.members import Member, whole_members

FIRST, SECOND = gzip.compress(b"a" * 1_000_000), gzip.compress(b"")


def test_members_are_found_one_after_the_other() -> None:
    assert list(whole_members(BytesIO(FIRST + SECOND))) == [
        Member(0, len(FIRST)),
        Member(len(FIRST), len(SECOND)),
    ]
    assert list(whole_members(BytesIO(FIRST + SECOND), len(FIRST))) == [
        Member(len(FIRST), len(SECOND))
    ]


@pytest.mark.parametrize("cut", [1, 8, len(FIRST) - 1, len(FIRST)])
def test_one_that_is_cut_off_is_none(cut: int) -> None:
    assert list(whole_members(BytesIO(SECOND + FIRST[:-cut]))) == [Member(0, len(SECOND))]


@pytest.mark.parametrize("behind", [b"\x00" * 512, b"WARC/1.1", FIRST[2:]])
def test_what_is_no_member_ends_them(behind: bytes) -> None:
    assert list(whole_members(BytesIO(FIRST + behind))) == [Member(0, len(FIRST))]


def test_nothing_holds_none() -> None:
    assert list(whole_members(BytesIO(b""))) == []
