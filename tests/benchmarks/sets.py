"""Sets of gold pages for tests, in words of our own."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

WHO = ("the baker", "a pilot", "our neighbour", "the old ferryman", "a girl from Lund", "nobody")
DID = ("repaired", "painted", "sold", "borrowed", "forgot", "measured", "hid", "described")
WHAT = ("a green boat", "the tower clock", "nine lanterns", "a sack of salt", "the west gate")
WHERE = ("behind the mill", "on the quay", "near the chapel", "under the bridge", "in the rain")
WHEN = ("at noon", "before dawn", "on Tuesday", "after the flood", "in the third week of May")


def story(seed: int, paragraphs: int = 6) -> list[str]:
    """Paragraphs of an article; other ones for another seed."""
    rng = random.Random(seed)  # noqa: S311 - a draw
    return [" ".join(_sentence(rng) for _ in range(4)) for _ in range(paragraphs)]


def _sentence(rng: random.Random) -> str:
    words = " ".join(rng.choice(part) for part in (WHO, DID, WHAT, WHERE, WHEN))
    return f"{words[0].upper()}{words[1:]}, {rng.randint(2, 99)} people say."


def article(paragraphs: list[str], footer: str = "") -> str:
    """The page of an article."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        '<!doctype html><html lang="en"><head><title>Quay news</title></head><body>'
        '<header class="top"><a href="/">Quay</a></header>'
        f'<main><div class="wide"><h1>Quay news</h1><div class="story">{body}</div></div></main>'
        f"<footer>{footer}</footer></body></html>"
    )


def write_set(folder: Path, pages: list[tuple[str, dict[str, Any]]]) -> Path:
    """A set in a folder: pages as HTML, each with its line of truth."""
    (folder / "pages").mkdir(parents=True)
    lines = []
    for number, (html, truth) in enumerate(pages):
        file = f"pages/{number}.html.gz"
        (folder / file).write_bytes(gzip.compress(html.encode()))
        row = {"id": f"page-{number}", "file": file, "site": "quay.example", "lang": "en"}
        lines.append(json.dumps({**row, **truth}))
    (folder / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def site_set(folder: Path, pages: int = 6) -> Path:
    """A set of one site's articles with their gold."""
    stories = [story(seed) for seed in range(pages)]
    return write_set(
        folder,
        [
            (
                article(text),
                {"text": "\n".join(text), "url": f"https://quay.example/news/story-{i}"},
            )
            for i, text in enumerate(stories)
        ],
    )
