"""Memories are files for as long as somebody needs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.workers.handouts import RECENT, Handouts


@pytest.fixture
def handouts():
    handouts = Handouts()
    yield handouts
    handouts.close()


def test_a_memory_is_written_once(handouts):
    one, same, other = handouts.ref(b"one"), handouts.ref(b"one"), handouts.ref(b"other")

    assert one is same
    assert one != other
    assert Path(one.path).read_bytes() == b"one"
    assert len(list(handouts.folder.iterdir())) == 2


def test_a_file_goes_when_nobody_needs_it_and_others_came(handouts):
    held = handouts.ref(b"held")
    for number in range(RECENT + 5):
        handouts.ref(b"%d" % number)

    assert Path(held.path).read_bytes() == b"held"
    assert len(list(handouts.folder.iterdir())) == RECENT + 1


def test_a_file_that_went_is_written_again(handouts):
    path = handouts.ref(b"one").path
    for number in range(RECENT):
        handouts.ref(b"%d" % number)
    again = handouts.ref(b"one")

    assert not Path(path).exists()
    assert Path(again.path).read_bytes() == b"one"


def test_no_folder_is_made_for_nothing():
    handouts = Handouts()
    handouts.close()

    assert "folder" not in vars(handouts)


def test_the_folder_goes_in_the_end(handouts):
    handouts.ref(b"one")
    handouts.close()

    assert not handouts.folder.exists()


def test_folders_of_processes_that_are_gone_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    orphan = tmp_path / f"newscrawl-memories-{ended.pid}-abc"
    others = [tmp_path / f"newscrawl-memories-{os.getpid()}-abc", tmp_path / "newscrawl-memories-x"]
    for folder in (orphan, *others):
        folder.mkdir()
    handouts = Handouts()

    assert handouts.folder.parent == tmp_path
    assert not orphan.exists()
    assert all(folder.exists() for folder in others)
    handouts.close()
