import pytest

from newscrawl.schedule.site_run import Phase, SiteRun


def run_at(phase, max_articles=None):
    run = SiteRun(max_articles)
    while run.phase is not phase:
        run.next_phase()
    return run


def test_phases_follow_each_other_and_end():
    run = SiteRun()

    assert [run.next_phase() for _ in range(4)] == [Phase.FETCH, Phase.EXTRACT, Phase.DONE, None]


def test_a_phase_lasts_until_every_request_is_answered():
    run = SiteRun()
    run.asked("a")
    run.asked("b")
    run.answered("a")

    assert run.next_phase() is None
    run.answered("b")
    assert run.next_phase() is Phase.FETCH


def test_the_same_url_asked_for_twice_is_waited_for_twice():
    run = SiteRun()
    run.asked("a")
    run.asked("a")
    run.answered("a")

    assert run.waiting == {"a"}
    run.answered("a")
    assert not run.waiting


def test_an_answer_that_nobody_asked_for_changes_nothing():
    run = SiteRun()
    run.asked("a")
    run.answered("b")
    run.answered("b")

    assert run.waiting == {"a"}


@pytest.mark.parametrize("phase", [Phase.SOURCES, Phase.EXTRACT, Phase.DONE])
def test_there_is_room_for_articles_in_one_phase_alone(phase):
    assert run_at(phase).room(8) == 0


def test_room_is_what_a_batch_leaves():
    run = run_at(Phase.FETCH)
    run.asked("a")
    run.asked("b")

    assert run.room(8) == 6
    assert run.room(1) == 0


def test_room_ends_with_the_last_article_allowed():
    run = run_at(Phase.FETCH, max_articles=3)
    for url in "ab":
        run.asked(url)
        run.answered(url)

    assert run.room(8) == 1
    run.asked("c")
    run.answered("c")
    assert run.room(8) == 0


def test_requests_for_sources_are_no_articles():
    run = SiteRun(max_articles=1)
    run.asked("feed")
    run.answered("feed")
    run.next_phase()

    assert run.room(8) == 1


def test_what_is_never_answered_is_given_up_and_named():
    run = SiteRun()
    run.asked("a")
    run.asked("b")
    run.answered("a")

    assert run.give_up() == {"b"}
    assert run.next_phase() is Phase.FETCH
