"""From outputs to figures: per set, per language, and on the sites that have a memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from benchmarks import metrics
from benchmarks.contestants import PEERS, Output
from benchmarks.gold import GoldPage
from benchmarks.metrics import Score, Snippets


@dataclass(frozen=True, slots=True)
class Result:
    """A page with what each contestant made of it, and whether its site has a memory."""

    gold: GoldPage
    outputs: Mapping[str, Output]
    on_site: bool = False

    def score(self, name: str) -> Score:
        """Page F1 of a contestant; only where the set has texts."""
        return metrics.page_score(self.outputs[name].text, self.gold.text or "")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one contestant on one group of pages; None where the set lacks the gold.

    Attributes:
        pages: How many pages.
        failed: On how many it gave nothing.
        f1: Mean page F1.
        perfect: Share of pages with an F1 of .999 or more.
        precision: Mean precision.
        recall: Mean recall.
        snippets: Precision, recall and F1 of snippets, pooled.
        error_ratio: Error over the error of trafilatura's better mode.
        title: Share of titles that are right.
        authors: Mean F1 of names.
        date: Share of dates that are right by day.
        cpu: Mean seconds of CPU time a page.
        cpu_ratio: CPU time over that of trafilatura's default mode, same run.
    """

    pages: int
    failed: int
    f1: float | None = None
    perfect: float | None = None
    precision: float | None = None
    recall: float | None = None
    snippets: Score | None = None
    error_ratio: float | None = None
    title: float | None = None
    authors: float | None = None
    date: float | None = None
    cpu: float | None = None
    cpu_ratio: float | None = None

    @property
    def error(self) -> float | None:
        """1 - mean page F1; where the set has snippets only, 1 - snippet F1."""
        if self.f1 is not None:
            return 1 - self.f1
        return None if self.snippets is None else 1 - self.snippets.f1


def groups(results: Iterable[Result]) -> dict[tuple[str, str], list[Result]]:
    """Results by (set, group): all, each language, and the sites with a memory likewise."""
    found: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        lang = result.gold.lang or "?"
        names = ["all", lang] + (["sites 5+", f"sites 5+ {lang}"] if result.on_site else [])
        for name in names:
            found.setdefault((result.gold.set, name), []).append(result)
    return dict(sorted(found.items(), key=lambda item: (item[0][0], _order(item))))


def _order(item: tuple[tuple[str, str], list[Result]]) -> tuple[bool, bool, int, str]:
    name = item[0][1]
    on_sites = name.startswith("sites 5+")
    return on_sites, name not in {"all", "sites 5+"}, -len(item[1]), name


def compare(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of every contestant that has an output for each of the pages."""
    names = [n for n in results[0].outputs if all(n in r.outputs for r in results)]
    plain = {name: figures(results, name) for name in names}
    errors = [plain[name].error for name in PEERS if name in plain]
    best = min((error for error in errors if error is not None), default=None)
    rival = next((plain[name].cpu for name in PEERS if name in plain), None)
    return {
        name: replace(
            found, error_ratio=_over(found.error, best), cpu_ratio=_over(found.cpu, rival)
        )
        for name, found in plain.items()
    }


def figures(results: Sequence[Result], name: str) -> Figures:
    """One contestant's figures, those in comparison left out."""
    outputs = [(r.gold, r.outputs[name]) for r in results]
    scores = [r.score(name) for r in results if r.gold.text is not None]
    times = [out.cpu for _, out in outputs]
    return Figures(
        pages=len(results),
        failed=sum(not out.text for _, out in outputs),
        f1=_mean(s.f1 for s in scores),
        perfect=_mean(float(s.perfect) for s in scores),
        precision=_mean(s.precision for s in scores),
        recall=_mean(s.recall for s in scores),
        snippets=_snippets(outputs),
        title=_mean(float(metrics.same_title(o.title, g.title)) for g, o in outputs if g.title),
        authors=_mean(metrics.author_score(o.authors, g.authors) for g, o in outputs if g.authors),
        date=_mean(float(metrics.same_day(o.date, g.date)) for g, o in outputs if g.date),
        cpu=_mean(t for t in times if t is not None) if None not in times else None,
    )


def as_json(results: Sequence[Result]) -> dict[str, dict[str, dict[str, object]]]:
    """All groups' figures as plain data: {"set / group": {contestant: figures}}."""
    return {
        f"{set_} / {group}": {name: asdict(f) for name, f in compare(rows).items()}
        for (set_, group), rows in groups(results).items()
    }


def _snippets(outputs: Sequence[tuple[GoldPage, Output]]) -> Score | None:
    marked = [(g, o) for g, o in outputs if g.with_text or g.without_text]
    if not marked:
        return None
    counts = (metrics.snippets(o.text, g.with_text, g.without_text) for g, o in marked)
    return sum(counts, start=Snippets()).score


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return metrics.mean(values) if values else None


def _over(value: float | None, base: float | None) -> float | None:
    return None if value is None or not base else value / base
