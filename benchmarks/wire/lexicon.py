"""Words of a language, and random phrases made of them. All words and names are invented."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

_FOLDER = Path(__file__).parent / "words"
_SLOT = re.compile(r"\{(.)\}")
_ACCUSATIVE = {"der": "den"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what one event is about; other texts on it name them too.

    Attributes:
        people: Full names.
        places: Towns.
        offices: Organisations.
    """

    people: tuple[str, ...]
    places: tuple[str, ...]
    offices: tuple[str, ...]


class Lexicon:
    """Phrases of one language.

    Args:
        language: The name of a file in words/, without its ending.
    """

    def __init__(self, language: str) -> None:
        said = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        self.language = language
        self.unspaced = language == "zh"
        self.lists = {key: _list(value) for key, value in said.items() if isinstance(value, str)}
        self.patterns: list[str] = said["patterns"]
        self.boilerplate: list[str] = said["boilerplate"]
        self.datelines: list[str] = said["datelines"]
        self.forms = {name: said[name] for name in ("weather", "stock", "table")}
        self.connectors = said.get("connectors", "").split("|")
        self.synonyms = dict(pair.split("=") for pair in said["synonyms"].split("|"))
        self.agency: str = said["agency"]

    def cast(self, rng: Random) -> Cast:
        """New names for an event."""
        return Cast(
            tuple(self.person(rng) for _ in range(4)),
            tuple(self.place(rng) for _ in range(4)),
            tuple(self.noun(rng) for _ in range(2)),
        )

    def fill(self, pattern: str, rng: Random, cast: Cast) -> str:
        """The pattern with every slot filled."""
        while "{" in pattern:
            pattern = _SLOT.sub(lambda match: self._slot(match[1], rng, cast), pattern, count=1)
        return pattern[:1].upper() + pattern[1:]

    def person(self, rng: Random) -> str:
        """A full name."""
        if self.unspaced:
            return rng.choice(self.lists["syllables"]) + rng.choice(self.lists["given"])
        return f"{rng.choice(self.lists['given'])} {self._name(rng, 2)}"

    def place(self, rng: Random) -> str:
        """A town."""
        return self._name(rng, rng.choice((1, 2))) + rng.choice(self.lists["place_ends"])

    def noun(self, rng: Random) -> str:
        """A noun with its article, as the subject of a sentence."""
        first, second = rng.choice(self.lists["first"]), rng.choice(self.lists["second"])
        article, _, kind = second.rpartition(" ")
        match self.language:
            case "de":
                return f"{article} {first}{kind.lower()}"
            case "en":
                return f"{article} {first} {kind}"
            case "fr":
                return f"{second} {first}"
            case "ru":
                return f"{first} {second}"
        return first + second

    def _name(self, rng: Random, parts: int) -> str:
        return "".join(rng.choice(self.lists["syllables"]) for _ in range(parts)).capitalize()

    def _slot(self, slot: str, rng: Random, cast: Cast) -> str:  # noqa: PLR0911 - a slot a line
        if slot in _LISTS:
            return rng.choice(self.lists[_LISTS[slot]])
        # Names of the event come back in all texts on it.
        match slot:
            case "H" | "G":
                return rng.choice(cast.people) if rng.random() < 0.7 else self.person(rng)
            case "P" | "r":
                return rng.choice(cast.places) if rng.random() < 0.6 else self.place(rng)
            case "O":
                return rng.choice(cast.offices) if rng.random() < 0.5 else self.noun(rng)
            case "a":
                return self._object(rng)
            case "N" | "n":
                return self.noun(rng)
        return str(rng.randrange(*_NUMBERS[slot]))

    def _object(self, rng: Random) -> str:
        noun = self.noun(rng)
        article, _, kind = noun.partition(" ")
        return f"{_ACCUSATIVE[article]} {kind}" if article in _ACCUSATIVE else noun


_LISTS = {
    "V": "verbs", "W": "verbs", "A": "adverbs", "D": "weekdays", "T": "tails", "s": "states",
}  # fmt: skip
_NUMBERS = {"#": (11, 9_999), "X": (2, 89), "t": (2, 89), "x": (0, 6)}


def _list(said: str) -> list[str]:
    return said.split("|") if "|" in said else said.split()


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language, read once."""
    return Lexicon(language)
