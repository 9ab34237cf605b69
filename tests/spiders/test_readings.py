from newscrawl.items import Path
from newscrawl.spiders.readings import Readings


def readings_of(*put, room=10):
    readings = Readings(room)
    for url, reading in put:
        readings.put(url, Path.FULL, reading)
    return readings


def test_a_reading_is_there_once():
    readings = readings_of(("a", b"read"))

    assert readings.pop("a") == b"read"
    assert readings.pop("a") == b""


def test_a_page_without_a_reading_takes_no_room():
    readings = readings_of(("a", b"1234"), ("b", b""), room=4)

    assert readings.pop("a") == b"1234"
    assert readings.pop("b") == b""


def test_where_there_is_no_room_those_that_came_first_stay():
    readings = readings_of(*((url, b"1234") for url in "abc"))

    assert [readings.pop(url) for url in "abc"] == [b"1234", b"1234", b""]


def test_a_reading_takes_the_place_of_an_earlier_one():
    readings = readings_of(("a", b"1234"), ("a", b"12345678"), ("b", b"12"), ("a", b"123456789"))

    assert [readings.pop(url) for url in "ab"] == [b"", b"12"]


def test_a_reading_that_is_larger_than_the_room_is_not_kept():
    readings = readings_of(("a", b"1234"), ("b", b"12"), room=3)

    assert [readings.pop(url) for url in "ab"] == [b"", b"12"]


def test_a_page_that_was_read_in_full_may_be_recognised_the_next_time():
    readings = readings_of(("a", b"1234"))
    readings.put("a", Path.FAST, b"12")

    assert readings.path_of("a") == Path.FAST


def test_how_a_page_was_read_is_known_until_it_is_dropped():
    readings = readings_of(("a", b"1234"), ("b", b"12345678"))
    readings.put("c", Path.FAST, b"12")
    readings.pop("a")
    assert [readings.path_of(url) for url in "abcd"] == [Path.FULL] * 2 + [Path.FAST] * 2

    readings.drop("a")
    readings.drop("c")
    assert readings.path_of("a") == Path.FAST
    assert readings.pop("c") == b""
