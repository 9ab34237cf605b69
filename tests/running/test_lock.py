import signal
import subprocess
import sys

import pytest

from newscrawl.errors import AlreadyRunning, RunError
from newscrawl.running.lock import locked
from tests.imports import ROOT

HOLD = """
import sys, time
from pathlib import Path
from newscrawl.running.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_holds_it_at_a_time_and_its_end_frees_it(tmp_path):
    path = tmp_path / "new" / "lock"
    with locked(path), pytest.raises(AlreadyRunning, match=r"already running: process \d+, since"):
        locked(path).__enter__()
    with locked(path):
        pass


def test_the_kernel_frees_it_when_its_holder_is_killed(tmp_path):
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning, match=f"process {holder.pid}"):
            locked(path).__enter__()
        holder.send_signal(signal.SIGKILL)
    with locked(path):
        pass


def test_a_lock_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match=r"file/lock: .*; set NEWSCRAWL_LOCK_FILE"):
        locked(tmp_path / "file" / "lock").__enter__()
