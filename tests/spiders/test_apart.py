import asyncio

from scrapy import Request

from newscrawl.spiders.apart import Apart, Hands, Turn


def test_there_are_so_many_hands_and_no_more():
    async def taking():
        hands = Hands(2)
        await hands.take("a")
        await hands.take("b")
        third = asyncio.ensure_future(hands.take("c"))
        await asyncio.sleep(0)
        waits = not third.done()
        hands.free("nobody")
        hands.free("a")
        hands.free("a")
        await third
        return waits

    assert asyncio.run(taking())


def test_pages_take_turns_in_the_order_in_which_they_were_taken():
    async def turns():
        hands, done = Hands(3), []

        async def turn(url):
            await hands.in_turn(url)
            done.append(url)
            hands.through(url)

        for url in "abc":
            await hands.take(url)
        waiting = [asyncio.ensure_future(turn(url)) for url in "cb"]
        await asyncio.sleep(0)
        hands.free("a")  # dropped before its turn came
        await asyncio.gather(*waiting)
        return done

    assert asyncio.run(turns()) == ["b", "c"]


def test_what_is_requested_alone_comes_in_order_and_pages_after_it():
    apart = Apart()
    first, second = Turn("a", "1", Request("https://a.example/1")), Turn("b", "2")
    apart.wait(first)
    apart.wait(second)
    apart.extract_last("3")

    assert apart.waiting("a") == {"1"}
    assert "2" in apart
    assert [apart.next_turn(), apart.next_turn(), apart.next_turn()] == [first, second, None]
    assert [apart.next_page(), apart.next_page()] == ["3", None]


def test_a_copy_waits_once_behind_all_that_is_no_copy():
    apart = Apart()

    assert [apart.postpone(url) for url in ("b", "a", "b")] == [True, True, False]
    apart.extract_last("z")
    assert [apart.next_page() for _ in range(4)] == ["z", "a", "b", None]
    assert "a" not in apart
