"""Runs a command as a child process and says what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
# ru_maxrss is in KiB on Linux, in bytes on macOS (getrusage(2) of each).
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a child process took and said.

    Attributes:
        code: Exit code.
        seconds: Wall-clock time.
        cpu_seconds: User and system time, its children's included.
        peak_mb: Largest resident set of the process or one child of it, in 10^6 bytes.
        output: What it wrote to its standard output and error.
    """

    code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


def scrapy(arguments: Sequence[str], log: Path) -> Run:
    """Run `scrapy ARGUMENTS` in the project; what it says goes to a file and comes back."""
    return run_command([sys.executable, "-m", "scrapy", *arguments], log)


def run_command(command: Sequence[str], log: Path) -> Run:
    """Run a command in the project; what it says goes to a file and comes back."""
    begin = time.perf_counter()
    with log.open("wb") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
        )
        _, status, used = os.wait4(child.pid, 0)  # as wait(), and says what this child used
    child.returncode = os.waitstatus_to_exitcode(status)
    return _run(child.returncode, time.perf_counter() - begin, used, log)


def _run(code: int, seconds: float, used: resource.struct_rusage, log: Path) -> Run:
    return Run(
        code=code,
        seconds=round(seconds, 2),
        cpu_seconds=round(used.ru_utime + used.ru_stime, 2),
        peak_mb=round(used.ru_maxrss * _RSS_UNIT / 1e6, 1),
        output=log.read_text(encoding="utf-8", errors="replace"),
    )
