"""Extension: writes what the downloader's slots have come to into `slots.json`."""

from __future__ import annotations

import json
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.settings import EXTENSIONS


class SlotFile:
    """Delay and jitter of each host's slot when the spider closes."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SlotFile:
        def write() -> None:
            slots = crawler.engine.downloader.slots
            said = {key: [slot.delay, slot.jitter] for key, slot in slots.items()}
            Path("slots.json").write_text(json.dumps(said))

        crawler.signals.connect(write, signals.spider_closed, weak=False)
        return cls()


WITH_SLOT_FILE = {
    "EXTENSIONS": json.dumps(
        {**EXTENSIONS, "tests.crawling.StatsFile": 0, "tests.middlewares.slot_file.SlotFile": 0}
    )
}


def slot(folder: Path, host: str = "127.0.0.1") -> tuple[float, float]:
    """Delay and jitter of a host's slot."""
    delay, jitter = json.loads((folder / "slots.json").read_text())[host]
    return delay, jitter
