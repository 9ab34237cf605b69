import pytest

from newscrawl.schedule.site_run import Phase, SiteRun


def test_phases_follow_each_other_and_end():
    run = SiteRun()

    assert [run.next_phase() for _ in range(6)] == [
        Phase.FETCH,
        Phase.LEARN,
        Phase.APART,
        Phase.EXTRACT,
        Phase.DONE,
        None,
    ]


def test_a_phase_lasts_until_every_request_is_answered():
    run = SiteRun()
    run.ask("a")
    run.ask("b")
    run.answer("a")

    assert run.next_phase() is None
    run.answer("b")
    assert run.next_phase() is Phase.FETCH


def test_a_url_is_asked_for_once_in_a_run():
    run = SiteRun()

    assert run.ask("a")
    assert not run.ask("a")
    run.answer("a")
    assert not run.ask("a")
    assert not run.waiting


def test_an_answer_that_nobody_asked_for_changes_nothing():
    run = SiteRun()
    run.ask("a")
    run.answer("b")

    assert run.waiting == {"a"}


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.FETCH}))
def test_there_is_room_for_articles_in_one_phase_alone(phase):
    assert SiteRun(phase).room(8) == 0


def test_room_is_what_a_batch_leaves():
    run = SiteRun(Phase.FETCH)
    run.ask("a")
    run.ask("b")

    assert run.room(8) == 6
    assert run.room(1) == 0


def test_a_page_that_is_safe_takes_no_room_and_is_waited_for_still():
    run = SiteRun(Phase.FETCH)
    run.ask("a")
    run.keep("a")

    assert run.room(8) == 8
    assert run.next_phase() is None


def test_room_ends_with_the_last_article_allowed():
    run = SiteRun(Phase.FETCH, max_articles=3)
    for url in "ab":
        run.ask(url)
        run.answer(url)

    assert run.room(8) == 1
    run.ask("c")
    run.answer("c")
    assert run.room(8) == 0


def test_requests_for_sources_are_no_articles():
    run = SiteRun(max_articles=1)
    run.ask("feed")
    run.answer("feed")
    run.next_phase()

    assert run.room(8) == 1


def test_what_is_never_answered_is_given_up_and_named():
    run = SiteRun()
    run.ask("a")
    run.ask("b")
    run.answer("a")

    assert run.give_up() == {"b"}
    assert run.next_phase() is Phase.FETCH


def test_what_waits_for_its_turn_is_not_given_up():
    run = SiteRun(Phase.APART)
    run.ask("a")
    run.ask("b")

    assert run.give_up(but=frozenset("b")) == {"a"}
    assert run.waiting == {"b"}


def test_what_is_left_counts_articles_alone():
    run = SiteRun(max_articles=2)
    run.ask("feed")
    run.answer("feed")
    run.next_phase()
    run.ask("a")

    assert run.left == 1
    assert SiteRun().left is None
