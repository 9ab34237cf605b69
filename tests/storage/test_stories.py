from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy import delete, func, select, table, update

from newscrawl.errors import StorageError
from newscrawl.items import Article
from newscrawl.storage import Store
from newscrawl.storage.rereading import save_reading
from newscrawl.storage.schema import articles
from newscrawl.storage.stories import assign_as_it_is
from newscrawl.storage.story_tables import story_articles
from newscrawl.stories import Grouped
from tests.storage.making import NOW, article
from tests.stories.texts import paragraphs, text

WIRE, OTHER = paragraphs(1, 10), paragraphs(2, 10)
WHOLE = "\n".join(WIRE)
FIRST, LAST = "\n".join(WIRE[:6]), "\n".join(WIRE[4:])
TABLES = ("story_articles", "story_keys", "story_copies")


def printed(name: str, said: str, **changes: object) -> Article:
    """The article of one site."""
    url = f"https://{name}.example/news"
    site = f"{name}.example"
    return article(url, canonical_url=url, site=site, headline=name, text=said, **changes)


def saved(store: Store, **texts: str) -> None:
    for name, said in texts.items():
        store.save(printed(name, said), now=NOW)


def stories(store: Store) -> list[list[str]]:
    """The names of the sites in each story, single articles included."""
    return sorted(sorted(c.headline for c in s.copies) for s in store.stories(copies=1, limit=99))


def rows(store: Store) -> list[int]:
    with store.reading("count") as connection:
        counts = [select(func.count()).select_from(table(name)) for name in TABLES]
        return [connection.execute(count).scalar_one() for count in counts]


def test_copies_on_several_sites_are_one_story_and_another_text_is_none(store: Store) -> None:
    with_local = "\n".join([*WIRE[:8], *OTHER[:2]])
    saved(store, a=f"PARIS (AFP) - {WHOLE}", b=with_local, c=text(3))

    assert stories(store) == [["a", "b"], ["c"]]


def test_what_was_made_ready_of_another_text_does_not_count(store: Store) -> None:
    saved(store, a=WHOLE)
    store.save(printed("b", text(3)), now=NOW, grouped=Grouped.of(WHOLE))

    assert stories(store) == [["a"], ["b"]]


def test_a_story_measures_its_copies_against_the_article_that_is_asked_for(store: Store) -> None:
    saved(store, whole=WHOLE, part=FIRST)
    story = store.story_of("https://whole.example/news")
    assert story is not None
    (part,) = story.others

    assert (part.headline, part.site, part.agency) == ("part", "part.example", "dpa")
    assert part.shared == 1
    assert 0.4 < part.holds < 0.8
    assert part.jaccard == pytest.approx(part.holds, abs=0.05)
    other_way = store.story_of("https://part.example/news")
    assert other_way is not None
    assert (other_way.others[0].shared, other_way.others[0].holds) == (part.holds, part.shared)
    assert other_way.number == story.number


def test_an_article_alone_is_a_story_of_one_and_no_article_has_none(store: Store) -> None:
    saved(store, alone=WHOLE)
    story = store.story_of("https://alone.example/news")

    assert story is not None
    assert (len(story.copies), story.others) == (1, ())
    assert store.story_of("https://nowhere.example/") is None
    assert store.stories() == []


@pytest.mark.parametrize("order", list(permutations(("whole", "first", "last", "other"))))
def test_the_order_of_saving_changes_no_story(store: Store, order: tuple[str, ...]) -> None:
    """`first` and `last` share too little: only `whole` tells that they are one story."""
    texts = {"whole": WHOLE, "first": FIRST, "last": LAST, "other": text(2)}
    saved(store, **{name: texts[name] for name in order})

    assert stories(store) == [["first", "last", "whole"], ["other"]]


def test_a_story_has_the_number_of_the_article_saved_first(store: Store) -> None:
    saved(store, first=FIRST, last=LAST)
    numbers = [s.number for s in store.stories(copies=1)]
    saved(store, whole=WHOLE, late=WHOLE)
    (story,) = store.stories()

    assert story.number == min(numbers)


def test_a_story_falls_apart_when_what_held_it_together_is_removed(
    store: Store,
) -> None:
    saved(store, first=FIRST, whole=WHOLE, last=LAST)
    assert stories(store) == [["first", "last", "whole"]]
    store.remove("https://whole.example/news", "a test", NOW)

    assert stories(store) == [["first"], ["last"]]
    assert rows(store)[0] == 2
    assert store.problems() == []


def test_nothing_of_a_removed_article_is_left_in_the_index(store: Store) -> None:
    saved(store, a=WHOLE, b=WHOLE)
    store.remove("https://a.example/news", "a test", NOW)
    assert rows(store) == [1, 32, 0]
    store.remove("https://b.example/news", "a test", NOW)

    assert rows(store) == [0, 0, 0]


def test_deleting_an_article_s_row_deletes_its_entries(store: Store) -> None:
    saved(store, a=WHOLE, b=WHOLE)
    with store.writing("delete") as connection:
        connection.exec_driver_sql("DELETE FROM articles")

    assert rows(store) == [0, 0, 0]


def test_a_text_that_becomes_another_one_leaves_its_story_for_another(store: Store) -> None:
    saved(store, a=WHOLE, b=WHOLE, c="\n".join(OTHER))
    saved(store, b="\n".join(OTHER))

    assert stories(store) == [["a"], ["b", "c"]]


def test_saving_the_same_words_again_changes_nothing(store: Store) -> None:
    saved(store, a=WHOLE, b=FIRST)
    before = store.stories(), rows(store)
    saved(store, a=f"Miami (dpa) – {WHOLE}", b=FIRST)
    found = store.stories()

    assert (found[0].number, rows(store)) == (before[0][0].number, before[1])


def test_the_text_that_the_store_keeps_counts_not_an_older_one_that_is_saved_late(
    store: Store,
) -> None:
    now, before = "2026-11-03T07:00:00+00:00", "2026-11-01T07:00:00+00:00"
    saved(store, a=WHOLE)
    store.save(printed("b", WHOLE, fetched_at=now))
    store.save(printed("b", "\n".join(OTHER), fetched_at=before))

    assert stories(store) == [["a", "b"]]


def test_texts_too_short_to_tell_apart_stay_alone(store: Store) -> None:
    saved(store, a="The ferry stays in the harbour.", b="The ferry stays in the harbour.")

    assert stories(store) == [["a"], ["b"]]
    assert rows(store) == [2, 0, 0]


def test_what_many_texts_say_fills_its_keys_and_hides_no_copy(store: Store) -> None:
    """Sixty texts end in the same paragraph; look-ups read the newest of a key alone."""
    end = " ".join(f"every site says word {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    saved(store, **{f"n{i}": f"{text(100 + i)}\n{end}" for i in range(60)})
    saved(store, copy=f"{text(100)}\n{end}")

    assert [story for story in stories(store) if len(story) > 1] == [["copy", "n0"]]


def test_stories_are_listed_newest_first_by_site_date_and_size(store: Store) -> None:
    saved(store, a=WHOLE, b=WHOLE, c=WHOLE)
    later = {"published": "2026-11-20T08:00:00+01:00"}
    for name in ("d", "e"):
        store.save(printed(name, "\n".join(OTHER), **later))

    def found(**which: object) -> list[list[str]]:
        return [[c.headline for c in s.copies] for s in store.stories(**which)]  # type: ignore[arg-type]

    assert found() == [["d", "e"], ["a", "b", "c"]]
    assert found(limit=1) == [["d", "e"]]
    assert found(copies=3) == found(site="b.example") == [["a", "b", "c"]]
    assert found(since=NOW.replace(day=10)) == [["d", "e"]]


def test_articles_from_before_stories_are_grouped_on_request(store: Store) -> None:
    saved(store, a=WHOLE, b=FIRST, c=text(2))
    with store.writing("go back") as connection:
        for name in reversed(TABLES):
            connection.execute(delete(table(name)))
    assert stories(store) == []
    alone = store.story_of("https://a.example/news")

    assert alone is not None
    assert alone.others == ()
    assert store.group() == 3
    assert store.group() == 0
    assert stories(store) == [["a", "b"], ["c"]]


def test_an_article_that_changed_while_it_was_grouped_is_grouped_by_its_new_text(
    store: Store,
) -> None:
    saved(store, a=WHOLE, b=text(3))
    read_before = Grouped.of(text(3))
    saved(store, b=FIRST)
    with store.writing("group") as connection:
        number = connection.scalar(select(articles.c.id).where(articles.c.headline == "b"))
        assert number is not None
        assign_as_it_is(connection, number, read_before)
        assign_as_it_is(connection, number + 9, read_before)  # one that is gone

    assert stories(store) == [["a", "b"]]


def test_an_article_that_is_read_anew_is_grouped_anew(store: Store) -> None:
    saved(store, a=WHOLE, b=text(3))
    (b,) = (one for one in store.articles() if one.headline == "b")
    assert save_reading(store, replace(b, text=FIRST))

    assert stories(store) == [["a", "b"]]


def test_an_article_that_cannot_be_saved_leaves_no_entry(new_store: Store) -> None:
    saved(new_store, a=WHOLE)
    with new_store.writing("damage") as connection:
        connection.exec_driver_sql("ALTER TABLE story_copies RENAME TO lost")
    with pytest.raises(StorageError, match="story_copies"):
        new_store.save(printed("b", WHOLE))
    assert new_store.article("https://b.example/news") is None
    with new_store.writing("mend") as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO story_copies")

    assert rows(new_store)[0] == 1


def test_replacing_an_article_keeps_it_in_its_story(store: Store) -> None:
    first = printed("a", WHOLE)
    saved(store, b=WHOLE)
    store.save(first)
    store.save(replace(first, headline="new", content_hash="new"))

    assert stories(store) == [["b", "new"]]


def test_copies_of_what_an_earlier_version_has_grouped_are_found(store: Store) -> None:
    saved(store, a=WHOLE, b=text(3))
    with store.writing("forget shingles") as connection:
        connection.execute(update(story_articles).values(shingles=None))
    saved(store, c=FIRST)

    assert stories(store) == [["a", "c"], ["b"]]
