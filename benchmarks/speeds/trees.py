"""The memory of a process and all it started, by what Linux says in /proc; elsewhere nothing.

PSS shares pages that several processes map among them, so that a sum counts each page once;
RSS counts all that a process maps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PROC = Path("/proc")
# Seconds between two samples. Each takes the system 1.5 ms for a process of 150 MB: ten a second
# took three such processes 2 % of two cores.
EVERY = 0.5
LOOK_AROUND = 2  # samples: new processes are looked for less often, which costs as much


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of one process."""

    pss: int = 0
    rss: int = 0


@dataclass(frozen=True, slots=True)
class Peaks:
    """The most memory that was seen, 10^6 bytes.

    Attributes:
        total_mb: PSS of all processes together, at one moment.
        main_mb: RSS of the first process.
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


def size_of(pid: int, proc: Path = PROC) -> Size:
    """Bytes of a process; none where it has ended."""
    try:
        lines = (proc / str(pid) / "smaps_rollup").read_text("ascii", "replace").splitlines()
    except OSError:
        return Size()
    kib = {
        key: int(rest.split()[0]) for key, _, rest in (line.partition(":") for line in lines[1:])
    }
    return Size(kib.get("Pss", 0) * 1024, kib.get("Rss", 0) * 1024)


def peaks(samples: Iterable[Mapping[int, Size]], main: int) -> Peaks:
    """The most that samples show; `main` is the first process."""
    found = list(samples)
    return Peaks(
        max((sum(size.pss for size in each.values()) for each in found), default=0) / 1e6,
        max((each.get(main, Size()).rss for each in found), default=0) / 1e6,
        max(map(len, found), default=0),
    )


class Watch:
    """Samples a session from a thread while it runs: a hundredth of a core."""

    def __init__(self, session: int) -> None:
        self._session = session
        self.samples: list[dict[int, Size]] = []
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> Peaks:
        """Stop looking."""
        self._over.set()
        self._thread.join()
        return peaks(self.samples, self._session)

    def _look(self) -> None:
        pids: list[int] = []
        while not self._over.wait(EVERY):
            if len(self.samples) % LOOK_AROUND == 0:
                pids = members(self._session)
            self.samples.append({pid: size for pid in pids if (size := size_of(pid)).rss})


@contextmanager
def watching(session: int) -> Iterator[list[Peaks]]:
    """Watch a session while the block runs; the list holds its peaks after it."""
    watch = Watch(session)
    found: list[Peaks] = []
    try:
        yield found
    finally:
        found.append(watch.end())
