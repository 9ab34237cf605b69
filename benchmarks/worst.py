"""Where an output goes wrong: lines that should not be there, lines that should, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.contestants import ALONE, MEMORY, Judged, Output
from benchmarks.figures import Result
from benchmarks.metrics import collapse, grams, page_score, snippets, tokens

SAME = 0.5  # of a line's 4-grams: from here on it stands in the other text
WIDTH = 150  # characters of a line shown
SLOT = 70  # of a slot, from its end
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the output or the gold that the other lacks, and our verdict behind it."""

    text: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with one output.

    Attributes:
        kept: Lines in the output that the gold does not have.
        dropped: Lines of the gold that the output does not have.
    """

    kept: tuple[Line, ...]
    dropped: tuple[Line, ...]


def diagnose(output: Output, gold: str) -> Diagnosis:
    """Which lines of an output are wrong, by comparing 4-grams line by line."""
    return Diagnosis(
        kept=tuple(_explained(missing(output.text, gold), output.blocks)),
        dropped=tuple(_explained(missing(gold, output.text), output.blocks)),
    )


def missing(text: str, other: str) -> list[str]:
    """The lines of `text` that `other` does not hold."""
    joined, known = _padded(other), grams(other)
    return [
        line
        for line in map(collapse, text.splitlines())
        if tokens(line) and _padded(line) not in joined and _overlap(line, known) < SAME
    ]


def _overlap(line: str, known: Counter[tuple[str, ...]]) -> float:
    own = grams(line)
    return (own & known).total() / own.total()


def _padded(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def _explained(lines: Iterable[str], blocks: Sequence[Judged]) -> Iterator[Line]:
    for line in lines:
        block = _block_of(line, blocks)
        if block is None:
            yield Line(line, "in no block", "")
        else:
            reason = "kept" if block.kept else block.reason
            yield Line(line, reason, f"{block.evidence} [{block.slot[-SLOT:]}]")


def _block_of(line: str, blocks: Sequence[Judged]) -> Judged | None:
    """The block that the line comes from: the same text, else most of its 4-grams."""
    own = grams(line)
    best, most = None, len(own) * SAME
    for block in blocks:
        if collapse(block.text) == line:
            return block
        both = (own & grams(block.text)).total()
        if both > most:
            best, most = block, both
    return best


def show_worst(console: Console, results: Sequence[Result], count: int) -> None:
    """Print the worst pages of ours with their wrong lines, and all wrong lines by reason."""
    if not count:
        return
    looked_at = [(r, name) for r in results if (name := _ours_of(r))]
    for result, name in sorted(looked_at, key=lambda pair: _grade(*pair))[:count]:
        _show(console, result, name)
    with_text = [(r.outputs[n], r.gold.text) for r, n in looked_at if r.gold.text is not None]
    console.print(cost_table(costs(with_text)))


def _ours_of(result: Result) -> str:
    return next((name for name in (MEMORY, ALONE) if name in result.outputs), "")


def _grade(result: Result, name: str) -> float:
    """Page F1; where there are only snippets, their F1."""
    gold, output = result.gold, result.outputs[name]
    if gold.text is not None:
        return page_score(output.text, gold.text).f1
    return snippets(output.text, gold.with_text, gold.without_text).score.f1


def _show(console: Console, result: Result, name: str) -> None:
    gold, output = result.gold, result.outputs[name]
    scores = ", ".join(f"{who} {_grade(result, who):.3f}" for who in result.outputs)
    console.print(f"\n[bold]{gold.set} {escape(gold.id)}[/] ({gold.lang}) {scores} {gold.path}")
    if output.error:
        console.print(f"  [red]{escape(output.error)}[/]")
    if gold.text is None:
        _show_snippets(console, result, output)
        return
    score = result.score(name)
    console.print(f"  P {score.precision:.3f}  R {score.recall:.3f}")
    found = diagnose(output, gold.text)
    for sign, lines in (("+", found.kept), ("-", found.dropped)):
        for line in lines:
            console.print(
                f"  {sign} {escape(line.text[:WIDTH])} [dim]{len(line.text)}c "
                f"<{escape(line.reason)}> {escape(line.evidence)}[/]"
            )


def _show_snippets(console: Console, result: Result, output: Output) -> None:
    text = collapse(output.text)
    for snippet in result.gold.without_text:
        if collapse(snippet) in text:
            console.print(f"  + {escape(snippet)}")
    for line in _explained(
        (s for s in map(collapse, result.gold.with_text) if s not in text), output.blocks
    ):
        console.print(f"  - {escape(line.text)} [dim]<{escape(line.reason)}>[/]")


@dataclass(slots=True)
class Cost:
    """What one cause costs over a set: lines, characters, and points of mean page F1."""

    pages: int = 0
    lines: int = 0
    characters: int = 0
    points: float = 0.0


def costs(results: Sequence[tuple[Output, str]]) -> dict[tuple[str, str], Cost]:
    """The cost of each cause, ("kept" or "dropped", reason), over outputs with their gold.

    Points are what the mean page F1 would gain, in hundredths, were that cause alone gone.
    """
    found: dict[tuple[str, str], Cost] = {}
    for output, gold in results:
        now = page_score(output.text, gold).f1
        for cause, lines in _causes(diagnose(output, gold)).items():
            cost = found.setdefault(cause, Cost())
            cost.pages += 1
            cost.lines += len(lines)
            cost.characters += sum(map(len, lines))
            gain = page_score(_mended(output.text, cause[0], lines), gold).f1 - now
            cost.points += 100 * gain / len(results)
    return found


def _causes(found: Diagnosis) -> dict[tuple[str, str], list[str]]:
    causes: dict[tuple[str, str], list[str]] = {}
    for line in found.kept:
        why = _NUMBER.sub("#", line.evidence.partition(" [")[0]) or line.reason
        causes.setdefault(("kept", why), []).append(line.text)
    for line in found.dropped:
        causes.setdefault(("dropped", line.reason), []).append(line.text)
    return causes


def _mended(text: str, what: str, lines: Sequence[str]) -> str:
    if what == "dropped":
        return "\n".join([text, *lines])
    wrong = set(lines)
    return "\n".join(line for line in text.splitlines() if collapse(line) not in wrong)


def cost_table(found: dict[tuple[str, str], Cost]) -> Table:
    """Causes, the dearest first."""
    table = Table("wrongly", "reason", "pages", "lines", "characters", "points", box=None)
    for (what, reason), cost in sorted(found.items(), key=lambda item: -item[1].points):
        counts = map(str, (cost.pages, cost.lines, cost.characters))
        table.add_row(what, escape(reason), *counts, f"{cost.points:.2f}")
    return table


def dump(results: Iterable[Result], folder: Path) -> None:
    """Write outputs beside gold: one folder a contestant and one of gold, for `diff -r`."""
    for result in results:
        texts = {name: output.text for name, output in result.outputs.items()}
        if result.gold.text is not None:
            texts["gold"] = result.gold.text
        for name, text in texts.items():
            file = folder / name / result.gold.set / f"{result.gold.id.replace('/', '_')}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text + "\n", encoding="utf-8", errors="replace")
