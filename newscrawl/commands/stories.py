"""scrapy stories: articles that are copies of one text, over all sites."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.commandline import Verb, VerbCommand, open_store
from newscrawl.printable import one_line

if TYPE_CHECKING:  # loads SQLAlchemy, which no other command should wait for
    from newscrawl.storage import Story


class Command(VerbCommand):
    """Exit code 0 when something was found, 1 when nothing was, 2 for wrong arguments."""

    summary = "Show which articles are copies of one text, a wire story on many sites"

    def verbs(self) -> tuple[Verb, ...]:
        """The three verbs."""
        return (
            Verb(
                "list",
                "stories of several articles",
                self.list,
                _add_list_arguments,
                (
                    "scrapy stories list",
                    "scrapy stories list --site example.org --since 2026-11-01",
                    "scrapy stories list --copies 5 --limit 1000 --json",
                ),
            ),
            Verb(
                "show",
                "the copies of one article",
                self.show,
                _add_show_arguments,
                ("scrapy stories show https://www.example.org/news/1",),
            ),
            Verb(
                "group",
                "group articles saved before newscrawl knew stories",
                self.group,
                examples=("scrapy stories group",),
            ),
        )

    def list(self, options: Namespace) -> int:
        """Print stories."""
        with open_store(self.project_settings) as store:
            found = store.stories(options.site, options.since, options.limit, options.copies)
        for story in found:
            _print(story, as_json=options.json)
        if not found:
            print(f"no story of {options.copies} articles or more", file=sys.stderr)
        return 0 if found else 1

    def show(self, options: Namespace) -> int:
        """Print the story of one article, also where it is the only one."""
        with open_store(self.project_settings) as store:
            story = store.story_of(options.url)
        if story is None:
            print(f"no article of {one_line(options.url)} is stored", file=sys.stderr)
            return 1
        _print(story, as_json=options.json)
        return 0

    def group(self, _options: Namespace) -> int:
        """Group; say how many articles."""
        with open_store(self.project_settings) as store:
            number = store.group()
        print(f"{store.name}: {number} articles grouped")
        return 0


def _add_list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--site", default="", metavar="HOST", help="with a copy on this site")
    parser.add_argument(
        "--since", type=_moment, metavar="DATE", help="with a copy of then or later: 2026-11-01"
    )
    parser.add_argument(
        "--copies", type=_positive, default=2, metavar="N", help="of N articles or more; default: 2"
    )
    parser.add_argument("--limit", type=_positive, default=20, metavar="N", help="default: 20")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")


def _add_show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="canonical, or any that led to the article")
    parser.add_argument("--json", action="store_true", help="a JSON object")


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError(f"{said!r} is no date; write 2026-11-01") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise ValueError
    return number


def _print(story: Story, *, as_json: bool) -> None:
    from newscrawl.listings.stories import as_record, listed  # noqa: PLC0415 - loads SQLAlchemy

    print(json.dumps(as_record(story), ensure_ascii=False) if as_json else listed(story))
