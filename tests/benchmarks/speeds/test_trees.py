from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.speeds.trees import PROC, Peaks, Size, Watch, members, peaks, size_of


def process(proc: Path, pid: int, session: int, kib: int, state: str = "S") -> None:
    folder = proc / str(pid)
    folder.mkdir(parents=True)
    (folder / "stat").write_text(f"{pid} (a (b) c) {state} 1 {session} {session} 0 -1", "ascii")
    rollup = f"00-ff ---p 0 00:00 0 [rollup]\nRss: 1000 kB\nPss: {kib} kB\nPss_Dirty: 1 kB\n"
    (folder / "smaps_rollup").write_text(rollup, "ascii")


def test_a_session_is_the_first_process_and_all_it_started(tmp_path: Path):
    process(tmp_path, 7, 7, 100)
    process(tmp_path, 8, 7, 50)
    process(tmp_path, 9, 9, 10)
    process(tmp_path, 10, 7, 0, state="Z")
    assert sorted(members(7, tmp_path)) == [7, 8]
    assert size_of(8, tmp_path) == Size(51_200, 1_024_000)


def test_a_process_that_has_ended_takes_nothing(tmp_path: Path):
    assert size_of(7, tmp_path) == Size()


def test_the_peak_of_all_is_of_one_moment():
    samples = [
        {7: Size(3_000_000, 5_000_000), 8: Size(1_000_000)},
        {7: Size(2_000_000, 4_000_000), 8: Size(1_500_000), 9: Size(1_000_000, 9_000_000)},
    ]
    assert peaks(samples, 7) == Peaks(4.5, 5.0, 3)
    assert peaks([], 7) == Peaks()


@pytest.mark.skipif(not (PROC / "self" / "smaps_rollup").exists(), reason="no /proc")
def test_a_process_is_watched_with_its_children():
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen(
        [sys.executable, "-c", child], stdin=subprocess.PIPE, start_new_session=True
    ) as started:
        while len(members(started.pid)) < 2:
            time.sleep(0.01)
        watch = Watch(started.pid)
        while not watch.samples:
            time.sleep(0.01)
        found = watch.end()
        started.communicate(b"\n")
    assert found.processes == 2
    assert found.total_mb > found.main_mb / 2 > 0
