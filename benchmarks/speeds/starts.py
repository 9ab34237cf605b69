"""How long a fresh process takes: `scrapy extract` on one file, and importing extraction."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child import run_command
from benchmarks.speeds.ratios import Spread, spread


@dataclass(frozen=True, slots=True)
class Start:
    """What fresh processes of one command took: wall-clock and CPU seconds."""

    what: str
    wall: Spread
    cpu: Spread


def starts(body: bytes, url: str, work: Path, times: int) -> list[Start]:
    """Both commands, in turns. `work` is a folder for the page and what is said of it."""
    page = work / "page.html"
    page.write_bytes(body)
    out = str(work / "article.jsonl")
    python = sys.executable
    commands = {
        "scrapy extract FILE": [
            *(python, "-m", "scrapy", "extract"),
            *(str(page), "--url", url, "-O", out),
        ],
        "import newscrawl.extraction": [python, "-c", "from newscrawl.extraction import extract"],
        "python alone": [python, "-c", "pass"],
    }
    return _in_turns(commands, work, times)


def _in_turns(commands: dict[str, list[str]], work: Path, times: int) -> list[Start]:
    taken: dict[str, list[tuple[float, float]]] = {what: [] for what in commands}
    for _ in range(times):
        for what, command in commands.items():
            run = _checked(command, work / "start.log")
            taken[what].append(run)
    return [
        Start(what, spread([wall for wall, _ in each]), spread([cpu for _, cpu in each]))
        for what, each in taken.items()
    ]


def _checked(command: Sequence[str], log: Path) -> tuple[float, float]:
    run = run_command(command, log)
    if run.code:
        raise SystemExit(f"{' '.join(command)} ended with {run.code}: {run.output[-500:]}")
    return run.seconds, run.cpu_seconds
