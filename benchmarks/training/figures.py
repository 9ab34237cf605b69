"""Cross-validated figures: by set and language, by script, by placement of unrelated prose."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from benchmarks.injection import PLACEMENTS
from benchmarks.metrics import mean, ratio
from benchmarks.training.validation import MODEL, ORACLE, TEACHER, Outcome

SMALL = 10  # pages; smaller languages are in their set's figures only
_READ = 2000  # characters of a text that tell its script
_SCRIPTS = {"CJK": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana"}

Row = dict[str, Any]


def script(text: str) -> str:
    """The script that most letters of a text are of, as Unicode names it.

    >>> script("Τα νέα (news)"), script("新闻"), script("2021")
    ('Greek', 'Han', '?')
    """
    names = Counter(unicodedata.name(c, "? ").split()[0] for c in text[:_READ] if c.isalpha())
    if not names:
        return "?"
    name = names.most_common(1)[0][0]
    return _SCRIPTS.get(name, name.capitalize())


def figures(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Row]]:
    """All figures as plain data: "sets", "scripts", "snippets" and "leak"."""
    plain = [o for o in outcomes if o.example.plain]
    texts = [o for o in plain if o.example.source.gold.text]
    snippets = [o for o in plain if not o.example.source.gold.text]
    foreign = [o for o in outcomes if o.example.measured.foreign.any()]
    return {
        "sets": {name: _texts(own) for name, own in _sets(texts).items()},
        "scripts": {name: _texts(own) for name, own in _grouped(texts, _script).items()},
        "snippets": {name: _snippets(own) for name, own in _grouped(snippets, _set).items()},
        "leak": {name: _leak(own) for name, own in _placements(foreign).items()},
    }


def _set(outcome: Outcome) -> str:
    return outcome.example.source.gold.set


def _script(outcome: Outcome) -> str:
    return script(outcome.example.source.gold.text or "")


def _grouped(
    outcomes: Iterable[Outcome], group: Callable[[Outcome], str]
) -> dict[str, list[Outcome]]:
    """Outcomes by group, the largest first."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(group(outcome), []).append(outcome)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _sets(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """By set, each followed by its languages where it has several."""
    found: dict[str, list[Outcome]] = {}
    for name, own in sorted(_grouped(outcomes, _set).items()):
        found[name] = own
        by_lang = _grouped(own, lambda o: o.example.source.gold.lang or "?")
        for lang, some in by_lang.items():
            if len(by_lang) > 1 and len(some) >= SMALL:
                found[f"{name} {lang}"] = some
    return found


def _placements(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found = _grouped(outcomes, lambda o: o.example.source.placement)
    return {name: found[name] for name in PLACEMENTS if name in found}


def _texts(outcomes: Sequence[Outcome]) -> Row:
    """Mean page F1 of each contestant, and on how many pages the model is better or worse."""
    pairs = [(o.page_f1(TEACHER), o.page_f1(MODEL)) for o in outcomes]
    return {
        "pages": len(outcomes),
        TEACHER: mean(teacher for teacher, _ in pairs),
        MODEL: mean(model for _, model in pairs),
        ORACLE: mean(o.page_f1(ORACLE) for o in outcomes),
        "better": sum(model > teacher for teacher, model in pairs),
        "worse": sum(model < teacher for teacher, model in pairs),
    }


def _snippets(outcomes: Sequence[Outcome]) -> Row:
    """F1 over the blocks that snippets tell of, pooled."""
    found: Row = {"pages": len(outcomes)}
    for who in (TEACHER, MODEL):
        counts = Counter[str]()
        for o in outcomes:
            known, wanted = o.example.measured.known, o.example.measured.kept
            counts["both"] += int((o.kept[who] & wanted & known).sum())
            counts["output"] += int((o.kept[who] & known).sum())
            counts["gold"] += int((wanted & known).sum())
        found[who] = ratio(counts["both"], counts["output"], counts["gold"]).f1
    return found


def _leak(outcomes: Sequence[Outcome]) -> Row:
    return {
        "pages": len(outcomes),
        TEACHER: mean(o.leak(TEACHER) for o in outcomes),
        MODEL: mean(o.leak(MODEL) for o in outcomes),
        "page F1": mean(o.page_f1(MODEL) for o in outcomes),
    }


def tables(found: Mapping[str, Mapping[str, Row]], folds: int) -> list[Table]:
    """The figures as tables, each of which says what its trees had seen."""
    held_out = f"cross-validated, {folds} folds: no tree has seen the page's publisher"
    return [
        _table(f"About page F1; {held_out}", found["sets"]),
        _table(f"By script of the gold text; {held_out}", found["scripts"], _won),
        _table(f"F1 of the blocks that snippets tell of; {held_out}", found["snippets"]),
        _table(f"Unrelated prose that is kept, by placement; {held_out}", found["leak"]),
    ]


def _won(row: Row) -> str:
    return "yes" if row[MODEL] > row[TEACHER] else "NO"


def _table(
    title: str, rows: Mapping[str, Row], verdict: Callable[[Row], str] | None = None
) -> Table:
    names = list(next(iter(rows.values()), {}))
    extra = ["model wins"] if verdict else []
    table = Table("", *names, *extra, title=title, title_justify="left", box=None)
    for name, row in rows.items():
        last = [verdict(row)] if verdict else []
        table.add_row(name, *(_cell(row[key]) for key in names), *last)
    return table


def _cell(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"
