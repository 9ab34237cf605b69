"""The memory of a process and all it started, by what Linux says in /proc.

PSS shares pages that several processes map among them, so that a sum counts each page once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PROC = Path("/proc")
EVERY = 0.1  # seconds between two samples


@dataclass(frozen=True, slots=True)
class Peaks:
    """The most memory that was seen, 10^6 bytes of PSS.

    Attributes:
        total_mb: Of all processes together, at one moment.
        main_mb: Of the first process alone.
        processes: The most processes at one moment.
    """

    total_mb: float = 0.0
    main_mb: float = 0.0
    processes: int = 0


def members(session: int, proc: Path = PROC) -> list[int]:
    """The processes of a session: the first and all it started, orphans too."""
    found = []
    for stat in proc.glob("[0-9]*/stat"):
        try:
            # "PID (NAME) STATE PPID PGRP SESSION ..."; a name may hold spaces and brackets.
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if len(fields) > 3 and int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def pss_of(pid: int, proc: Path = PROC) -> int:
    """Bytes of a process; 0 where it has ended."""
    try:
        lines = (proc / str(pid) / "smaps_rollup").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def sample(session: int, proc: Path = PROC) -> dict[int, int]:
    """Bytes of each process of a session."""
    return {pid: pss_of(pid, proc) for pid in members(session, proc)}


def peaks(samples: Iterable[Mapping[int, int]], main: int) -> Peaks:
    """The most that samples show.

    >>> peaks([{1: 2_000_000, 2: 1_000_000}, {1: 2_500_000}], 1)
    Peaks(total_mb=3.0, main_mb=2.5, processes=2)
    """
    found = list(samples)
    return Peaks(
        max((sum(each.values()) for each in found), default=0) / 1e6,
        max((each.get(main, 0) for each in found), default=0) / 1e6,
        max(map(len, found), default=0),
    )


class Watch:
    """Samples a session from a thread while it runs; it costs some CPU time of this process."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._samples: list[dict[int, int]] = []
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> Peaks:
        """Stop looking."""
        self._over.set()
        self._thread.join()
        return peaks(self._samples, self._session)

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._samples.append(sample(self._session))


@contextmanager
def watching(session: int) -> Iterator[list[Peaks]]:
    """Watch a session while the block runs; the list holds its peaks after it."""
    watch = Watch(session)
    found: list[Peaks] = []
    try:
        yield found
    finally:
        found.append(watch.end())
