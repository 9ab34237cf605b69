"""Ctrl-C, and what `systemctl stop` sends: a crawl ends in good order and leaves no process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.killing import Crawl, serving

Send = Callable[[int, signal.Signals], None]
END = 60  # seconds to wait for at most


# A terminal's Ctrl-C goes to the workers, too, and so does what some service managers send;
# systemd's signal goes to the main process alone (README).
@pytest.mark.parametrize(
    ("how", "send"),
    [(signal.SIGINT, os.killpg), (signal.SIGTERM, os.killpg), (signal.SIGTERM, os.kill)],
)
def test_a_crawl_that_is_stopped_puts_everything_down(
    tmp_path: Path, how: signal.Signals, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # where memories are handed out
    with serving(40, 0.3, tmp_path) as world:
        crawl = Crawl(tmp_path / "crawl", world)
        process = crawl.start()
        wait_until(lambda: crawl.saved() > 0)
        send(process.pid, how)

        assert process.wait(END) == 0
        assert wait_until(lambda: not is_there(process.pid))
        assert list(tmp_path.glob("newscrawl-memories-*")) == []
        assert crawl.ask("SELECT count(*) FROM urls WHERE attempted_at != ''") == [(0,)]
        assert 0 < crawl.saved() < 38

        crawl.finish()
    assert crawl.saved() == 38
    assert crawl.ask("SELECT max(tries), max(interrupted) FROM urls") == [(0, 0)]


def wait_until(happened) -> bool:
    end = time.monotonic() + END
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)
    return happened()


def is_there(group: int) -> bool:
    """Whether a process group has a process left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
