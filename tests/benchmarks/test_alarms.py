"""The simulated sites are what they are said to be."""

from random import Random

import pytest

from benchmarks.alarms import CHANGES, Site, count_false, quiet, until_alarm

STEADY = Site(20, 4, 0.05, 0.05, 0.1, 0.01, 300, (0, 0, 0.0), frozenset({3}))


def drawn():
    return list(quiet(STEADY, 28, Random(1)))  # noqa: S311 - draws, not secrets


def test_runs_come_in_their_order_with_fewer_pages_at_weekends():
    runs = drawn()
    began = [run.began for _, run in runs]
    pages = [sum(run.pages for day, run in runs if day % 7 == weekday) for weekday in range(7)]

    assert began == sorted(began)
    assert len(runs) == 4 * 28
    assert max(pages[5:]) < min(pages[:5])


def test_the_site_is_away_for_one_run_of_its_outage():
    down = [day for day, run in drawn() if run.failed > 2 and not run.pages]

    assert down == [3]


def test_the_same_seed_draws_the_same():
    assert drawn() == drawn()


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_noticed(name):
    found = until_alarm(CHANGES[name], 20, 1, f"1 {name}")

    assert found is not None
    assert found.pages >= 5


def test_a_quiet_site_is_counted_by_its_days():
    bad_days, began, signs = count_false(sites=1, days=30, seed=1)

    assert 0 <= bad_days <= 30
    assert began == signs.total()
