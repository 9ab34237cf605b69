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
if sys.argv[1] == "close":
    workers.close()
else:
    task = getattr(tasks, sys.argv[1])
    threading.Thread(target=workers.call, args=(task, page), daemon=True).start()
    time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("task", ["length_of", "hanging"])
def test_no_worker_outlives_its_parent(tmp_path, how, task):
    parent, worker, folder = started(tmp_path, task)
    parent.send_signal(how)
    parent.wait(END)

    assert is_gone(Path(f"/proc/{worker}"))
    assert is_gone(folder)


def test_a_parent_that_closes_its_workers_ends_by_itself(tmp_path):
    parent, worker, folder = started(tmp_path, "close")

    assert parent.wait(END) == 0
    assert is_gone(Path(f"/proc/{worker}"))
    assert is_gone(folder)


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
