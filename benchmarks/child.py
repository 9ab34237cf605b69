"""Runs a command as a child process and says what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# What a crawl of this machine needs, without the delays that real hosts get.
LOOPBACK: Mapping[str, str] = {
    "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "True",
    "TWISTED_DNS_RESOLVER": "benchmarks.scrapy_parts.LoopbackResolver",
    "AUTOTHROTTLE_ENABLED": "False",
    "DOWNLOAD_DELAY": "0",
}
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


def as_options(settings: Mapping[str, str]) -> list[str]:
    """Settings for a scrapy command line."""
    return [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]


def run_command(
    command: Sequence[str],
    log: Path,
    beside: Callable[[int], AbstractContextManager[object]] = nullcontext,
    **options: Any,
) -> Run:
    """Run a command in the project; what it says goes to a file and comes back.

    Args:
        command: The program and its arguments.
        log: The file.
        beside: What goes on while the process runs: a context manager made of its id.
        options: For Popen, in place of those here.
    """
    begin = time.perf_counter()
    with log.open("wb") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            **({"cwd": ROOT} | options),
        )
        with beside(child.pid):
            _, status, used = os.wait4(child.pid, 0)  # as wait(), and says what this child used
    child.returncode = os.waitstatus_to_exitcode(status)
    return _run(child.returncode, time.perf_counter() - begin, used, log)


def environment_of(environ: Mapping[str, str] = os.environ, **more: str) -> dict[str, str]:
    """A child's environment: no proxies, nothing that changes a crawler's settings, and `more`."""
    ours = ("NEWSCRAWL_", "SCRAPY_")
    kept = {
        key: value
        for key, value in environ.items()
        if not key.lower().endswith("_proxy") and not key.startswith(ours) and key != "PYTHONPATH"
    }
    return kept | more


def _run(code: int, seconds: float, used: resource.struct_rusage, log: Path) -> Run:
    return Run(
        code=code,
        seconds=round(seconds, 2),
        cpu_seconds=round(used.ru_utime + used.ru_stime, 2),
        peak_mb=round(used.ru_maxrss * _RSS_UNIT / 1e6, 1),
        output=log.read_text(encoding="utf-8", errors="replace"),
    )
