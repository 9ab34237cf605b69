"""Handouts: site memories that workers read from files, so that no page carries one along."""

from __future__ import annotations

import os
import shutil
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import count
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from threading import RLock
from weakref import WeakValueDictionary, finalize

RECENT = 64  # files that are kept though no page in hand needs them; 256 KB each at most
_PREFIX = "newscrawl-memories-"  # of folders; then the process's number


@dataclass(frozen=True)
class MemoryRef:
    """A site memory that stands in a file.

    Attributes:
        digest: Of its bytes; what a worker keeps it by.
        path: The file, there for as long as this object is.
    """

    digest: str
    path: str = field(compare=False)


class Handouts:
    """Files of memories in a folder of their own, each written once.

    May be used from any thread. A file goes when nobody holds its reference and newer ones have
    been asked for; the folder goes at `close`, at the end of the process, or, should that be
    killed, with its last worker.
    """

    def __init__(self) -> None:
        self._end: Finalize | None = None
        self._held: WeakValueDictionary[str, MemoryRef] = WeakValueDictionary()
        self._recent: OrderedDict[str, MemoryRef] = OrderedDict()
        self._numbers = count()
        self._lock = RLock()

    @cached_property
    def folder(self) -> Path:
        """The folder, made when it is first asked for."""
        with self._lock:
            _remove_orphans()
            folder = Path(mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
            # Of a program that multiprocessing started, too; below zero: after its workers' end.
            self._end = Finalize(self, shutil.rmtree, (folder, True), exitpriority=-1)
            return folder

    def close(self) -> None:
        """Remove the folder."""
        if self._end is not None:
            self._end()

    def ref(self, data: bytes) -> MemoryRef:
        """The reference to a memory's bytes; hold it for as long as a task may need them."""
        digest = _digest(data)
        with self._lock:
            ref = self._held.get(digest) or self._written(digest, data)
            self._recent[digest] = ref
            self._recent.move_to_end(digest)
            if len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        return ref

    def _written(self, digest: str, data: bytes) -> MemoryRef:
        # The number keeps a file that is about to go apart from one of the same content.
        path = self.folder / f"{digest}-{next(self._numbers)}"
        path.write_bytes(data)
        ref = self._held[digest] = MemoryRef(digest, str(path))
        finalize(ref, _remove, path)
        return ref


def _remove_orphans() -> None:
    """Remove the folders of processes that were killed together with all of their workers."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # somebody else's
        return True
    return True


@lru_cache(RECENT)
def _digest(data: bytes) -> str:
    """Of a memory's bytes, which come with each page of its site."""
    return blake2b(data, digest_size=16).hexdigest()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
