import os

import pytest

from newscrawl.wholefile import whole_file


def test_a_file_appears_when_the_block_ends_well(tmp_path):
    path = tmp_path / "out.jsonl"

    with whole_file(path) as file:
        file.write("ä\n")
        assert not path.exists()

    assert path.read_bytes() == "ä\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_the_old_file_stands_and_nothing_is_left_behind(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError), whole_file(path) as file:
        file.write("new\ud800")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")

    with whole_file(tmp_path / "link") as file:
        file.write("x")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "x"


def test_what_is_no_regular_file_is_written_to_as_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    with whole_file(pipe) as file:
        file.write("x")

    assert os.read(reader, 9) == b"x"
    os.close(reader)


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "gone" / "out"):
        pass
