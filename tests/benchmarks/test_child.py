from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.child import as_options, environment_of, run_command


def test_a_command_says_what_it_took_and_something_goes_on_beside_it(tmp_path: Path):
    seen: list[int] = []

    @contextmanager
    def beside(pid: int) -> Iterator[None]:
        seen.append(pid)
        yield

    code = "import os, sys; print(os.getpid(), os.getcwd()); sys.exit(3)"
    log = tmp_path / "log"
    run = run_command([sys.executable, "-c", code], log, beside, cwd=tmp_path)
    assert run.code == 3
    assert run.output.split() == [str(seen[0]), str(tmp_path)]
    assert run.peak_mb > 1
    assert run.seconds >= 0


def test_settings_become_options():
    assert as_options({"A": "1", "B": ""}) == ["-s", "A=1", "-s", "B="]


def test_a_child_inherits_no_proxy_and_no_setting_of_ours():
    environ = {"PATH": "/bin", "HTTPS_PROXY": "http://proxy.example", "NEWSCRAWL_STORE": "x"}
    assert environment_of(environ, PYTHONPATH="here") == {"PATH": "/bin", "PYTHONPATH": "here"}
