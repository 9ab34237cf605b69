from newscrawl.spiders.readings import Readings


def test_a_reading_is_there_once():
    readings = Readings()
    readings.put("a", b"read")

    assert readings.pop("a") == b"read"
    assert readings.pop("a") == b""


def test_a_page_without_a_reading_takes_no_room():
    readings = Readings(room=4)
    readings.put("a", b"1234")
    readings.put("b", b"")

    assert readings.pop("a") == b"1234"
    assert readings.pop("b") == b""


def test_where_there_is_no_room_those_that_came_first_stay():
    readings = Readings(room=10)
    for url in "abc":
        readings.put(url, b"1234")

    assert [readings.pop(url) for url in "abc"] == [b"1234", b"1234", b""]


def test_a_reading_takes_the_place_of_an_earlier_one():
    readings = Readings(room=10)
    readings.put("a", b"1234")
    readings.put("a", b"12345678")
    readings.put("b", b"12")
    readings.put("a", b"123456789")

    assert [readings.pop(url) for url in "ab"] == [b"", b"12"]


def test_a_reading_that_is_larger_than_the_room_is_not_kept():
    readings = Readings(room=3)
    readings.put("a", b"1234")
    readings.put("b", b"12")

    assert [readings.pop(url) for url in "ab"] == [b"", b"12"]
