"""`trafilatura_crawl.py URLS OUT CONCURRENCY`: trafilatura's own downloads, by its command."""

from __future__ import annotations

import sys
from pathlib import Path

import loopback_only  # noqa: F401 - before all that connects
from trafilatura import settings
from trafilatura.cli import main

# It sleeps between two requests to a host, and refuses this machine's addresses.
_CHANGED = {"SLEEP_TIME": "0", "SSRF_PROTECTION": "off"}


def config(folder: Path) -> Path:
    """Its own settings with ours in their place."""
    lines = Path(settings.__file__).with_name("settings.cfg").read_text("utf-8").splitlines()
    changed = [
        f"{key} = {_CHANGED[key]}" if (key := line.partition("=")[0].strip()) in _CHANGED else line
        for line in lines
    ]
    file = folder / "trafilatura.cfg"
    file.write_text("\n".join(changed), encoding="utf-8")
    return file


if __name__ == "__main__":
    urls, out, concurrency = sys.argv[1:]
    Path(out).mkdir()
    sys.argv[1:] = [
        *("--input-file", urls, "--output-dir", out, "--parallel", concurrency),
        *("--json", "--with-metadata", "--no-comments"),
        *("--config-file", str(config(Path(urls).parent))),
    ]
    main()
