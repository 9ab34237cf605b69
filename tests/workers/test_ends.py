"""Workers end with their parent, however it ends, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.imports import ROOT

END = 30  # seconds to wait for at most
# A user's script, without a guard against being imported by its workers: they must not.
PARENT = """
import sys, threading, time
from pathlib import Path
from newscrawl.extraction import Page
from newscrawl.workers import Limits, Workers
from tests.workers import tasks

page = Page("https://example.org/news/a-100001.html", b"four")
workers = Workers(Limits(workers=1))
ref = workers.memory(b"a memory")
print(workers.call(tasks.worker_of, page), Path(ref.path).parent, flush=True)
if sys.argv[1] in ("close", "dismiss"):
    getattr(workers, sys.argv[1])()
else:
    task = getattr(tasks, sys.argv[1])
    threading.Thread(target=workers.call, args=(task, page), daemon=True).start()
    time.sleep(60)
"""
UNCLOSED = """
from newscrawl.workers import Limits, Workers
Workers(Limits(workers=2)).start()
"""
# As scripts run crawls one after the other: such a program ends without atexit.
IN_A_CHILD = f"""
from multiprocessing import get_context
child = get_context("fork").Process(target=exec, args=({UNCLOSED!r},))
child.start()
child.join()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("task", ["length_of", "hanging"])
def test_no_worker_outlives_its_parent(tmp_path, how, task):
    parent, worker, folder = started(tmp_path, task)
    parent.send_signal(how)
    parent.wait(END)

    assert is_gone(Path(f"/proc/{worker}"))
    assert is_gone(folder)


@pytest.mark.parametrize("how", ["close", "dismiss"])
def test_a_parent_that_closes_its_workers_ends_by_itself(tmp_path, how):
    parent, worker, folder = started(tmp_path, how)

    assert parent.wait(END) == 0
    assert is_gone(Path(f"/proc/{worker}"))
    assert is_gone(folder)


@pytest.mark.parametrize("script", [UNCLOSED, f"{UNCLOSED}raise SystemExit(2)", IN_A_CHILD])
def test_a_program_ends_workers_that_nobody_closed(tmp_path, script):
    program = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    _, said = program.communicate(timeout=END)  # none of its workers holds the pipe any more

    assert said == ""
    assert list(tmp_path.iterdir()) == []


def started(folder: Path, task: str) -> tuple[subprocess.Popen[str], str, Path]:
    """A parent with a worker that does a task."""
    script = folder / "crawl.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script, task],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent.stdout as out:
        worker, memories = out.readline().split()
    return parent, worker, Path(memories)


def is_gone(path: Path) -> bool:
    end = time.monotonic() + END
    while path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not path.exists()
