"""Where the CPU time of our extraction goes, by cProfile: functions, the costliest first."""

from __future__ import annotations

import io
import pstats
import time
from collections.abc import Sequence
from contextlib import suppress
from cProfile import Profile

from benchmarks.speeds.extractors import Extractor, Subject


def profile(extractor: Extractor, subjects: Sequence[Subject], lines: int) -> str:
    """Two lists: by the time with what a function calls, and by its own."""
    profiler = Profile(time.process_time)  # what else runs on the machine does not count
    for subject in subjects:
        with suppress(Exception):  # a page that cannot be read costs what it costs
            profiler.runcall(extractor, subject)
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out)
    stats.strip_dirs().sort_stats("cumulative").print_stats(lines)
    stats.sort_stats("tottime").print_stats(lines)
    return out.getvalue()
