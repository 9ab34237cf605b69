from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.schedule.revisits import (
    NEVER,
    Revisits,
    Step,
    believable,
    is_changed,
    newest,
    read_revisits,
)

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DEFAULT = read_revisits("1d:4h 7d:2d 30d:10d")

moments = st.timedeltas(timedelta(days=-9000), timedelta(days=9000)).map(lambda span: NOW + span)
spans = st.timedeltas(MINUTE, timedelta(days=3000))


@st.composite
def schedules(draw):
    """Any schedule: ages grow; waits are what they are."""
    ages = sorted(draw(st.sets(spans, min_size=1, max_size=4)))
    return Revisits(tuple(Step(age, draw(spans)) for age in ages))


@given(schedules(), moments, spans)
def test_a_next_visit_lies_ahead_and_before_the_limit(schedule, dated, age):
    visited = dated + age
    later = schedule.next_visit(dated, visited)

    assert later is None or visited < later < dated + schedule.limit


@given(schedules(), moments, spans)
def test_past_the_limit_there_is_none(schedule, dated, age):
    assert schedule.next_visit(dated, dated + schedule.limit + age) is None


@given(schedules(), moments)
def test_visits_come_to_an_end(schedule, dated):
    """At most as many as the waits fit into the ages, and one more for each step."""
    most = sum(step.until / (step.every * 0.9) + 1 for step in schedule.steps)
    visits, last = 0, dated
    while visits <= min(most, 300) and (later := schedule.next_visit(dated, last)) is not None:
        visits, last = visits + 1, later

    assert visits <= most


@given(schedules(), moments, spans)
def test_an_article_dated_in_the_future_counts_as_new(schedule, visited, ahead):
    assert schedule.next_visit(visited + ahead, visited) == schedule.next_visit(visited, visited)


@given(spans, spans)
def test_by_the_default_an_older_article_waits_no_less(one, other):
    younger, older = sorted((one, other))
    waits = [DEFAULT.next_visit(NOW - age, NOW) for age in (younger, older)]

    assert waits[1] is None or waits[0] <= waits[1]


def test_often_for_a_day_then_rarely_then_never():
    last, ages = NOW, []
    while (last := DEFAULT.next_visit(NOW, last)) is not None:
        ages.append((last - NOW) / DAY)

    assert [round(age, 2) for age in ages[:7]] == [0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05]
    assert [round(age, 2) for age in ages[7:]] == [2.85, 4.65, 6.45, 8.25, 17.25, 26.25]


@pytest.mark.parametrize("late", [-5 * MINUTE, timedelta(0), 5 * MINUTE])
def test_a_daily_crawl_finds_a_daily_visit_due(late):
    due = read_revisits("7d:1d").next_visit(NOW, NOW + 10 * MINUTE)

    assert due <= NOW + DAY + late


@pytest.mark.parametrize("text", ["", " ", ","])
def test_an_empty_schedule_is_never(text):
    assert read_revisits(text) == NEVER
    assert NEVER.next_visit(NOW, NOW) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1d", "'1d' is no AGE:WAIT such as 1d:4h, in m, h or d"),
        ("1d:0h", "'1d:0h' is no AGE:WAIT"),
        ("1w:1d", "'1w:1d' is no AGE:WAIT"),
        ("7d:1d 1d:4h", "ages must grow from one step to the next"),
        ("9999999999d:1d", "more days than a calendar has"),
    ],
)
def test_a_wrong_schedule_says_what_is_wrong(text, why):
    with pytest.raises(ValueError, match=why):
        read_revisits(text)


@pytest.mark.parametrize(
    ("published", "changes", "dated"),
    [
        (NOW - 9 * DAY, (), NOW - 9 * DAY),
        (None, (), NOW),
        (None, (None, NOW + DAY), NOW + DAY),
        (NOW - 9 * DAY, (NOW - 3 * DAY, NOW - 5 * DAY), NOW - 3 * DAY),
        (NOW + 9 * DAY, (), NOW),  # dated anew at each visit
    ],
)
def test_an_article_is_as_old_as_its_newest_date(published, changes, dated):
    assert newest(NOW, published, *changes) == dated


@pytest.mark.parametrize(
    ("said", "known", "visited", "changed"),
    [
        (NOW, None, NOW - HOUR, True),
        (NOW, None, NOW + HOUR, False),  # seen since
        (NOW, None, NOW + MINUTE, True),  # the site's clock may be late
        (NOW, None, None, False),  # not visited yet: it is due in any case
        (NOW, NOW, NOW - HOUR, False),  # said before
        (NOW, NOW + MINUTE, NOW - HOUR, False),  # another source knows better
        (NOW, NOW - DAY, NOW - HOUR, True),
        (NOW, NOW - DAY, NOW + HOUR, False),
    ],
)
def test_a_newer_date_of_change_counts_if_it_was_not_seen_since(said, known, visited, changed):
    assert is_changed(said, known, visited) is changed


@pytest.mark.parametrize(("visited", "changed"), [(NOW, True), (NOW + DAY, False)])
def test_a_day_without_a_time_counts_as_the_whole_day(visited, changed):
    today = NOW.replace(hour=0)

    assert is_changed(today, today - DAY, visited) is changed


@given(moments, st.none() | moments, st.none() | moments)
def test_what_was_noted_is_no_change_any_more(said, known, visited):
    noted = max(said, known) if known else said

    assert not is_changed(said, noted, visited)


def test_a_moment_that_all_pages_share_is_that_of_the_file():
    now, day, own = NOW.isoformat(), NOW.replace(hour=0).isoformat(), (NOW - HOUR).isoformat()

    assert believable([now] * 11 + [day] * 11 + [own]) == {day, own}
    assert believable([now] * 10) == {now}
