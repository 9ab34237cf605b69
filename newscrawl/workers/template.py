"""What workers are copies of: multiprocessing's fork server imports this, and nothing else does."""

from __future__ import annotations

import gc
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the parent decides

from newscrawl.workers.inside import warm_up  # noqa: E402 - the signal may come any time

warm_up()
gc.collect()
gc.freeze()  # the collector would write to all objects, and what is written to is shared no more
