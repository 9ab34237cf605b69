"""What a host reserves, by tdmrep.json and robots.txt."""

import json

import pytest

from newscrawl.discovery.tdm import Rule, is_reserved, read_tdmrep, reserved_by_robots

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("location", "path", "matches"),
    [
        ("/", "/", True),
        ("/", "/news/a.html", True),
        ("/news/", "/news/a.html", True),
        ("/news/", "/sport/news/", False),
        ("/news", "/newsletter", True),
        ("/news$", "/news", True),
        ("/news$", "/newsletter", False),
        ("/*.html$", "/news/a.html", True),
        ("/*.html$", "/news/a.html?print=1", False),
        ("/*/print", "/news/print/a", True),
        ("/a*b*c$", "/abc", True),
        ("/a*b*c$", "/a-b-c-b", False),
        ("/a*bc$", "/abc", True),
        ("/ab*bc$", "/abc", False),
        ("*", "/anything", True),
        ("/caf%C3%A9/", "/caf\u00e9/1", True),
        ("news", "/news", False),
    ],
)
def test_locations_are_patterns_as_in_robots_txt(location, path, matches):
    assert Rule(location, reserved=True).matches(path) is matches


def test_a_hostile_pattern_takes_no_longer_than_its_path():
    assert not Rule("/" + "a*" * 5000 + "b$", reserved=True).matches("/" + "a" * 20_000)


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (b"", ()),
        (b"<html>", ()),
        (b"[" * 100_000, ()),
        (b"7", ()),
        (b'[1, {"location": 3, "tdm-reservation": 1}, {"location": "/a"}]', ()),
        (b'{"location": "/", "tdm-reservation": 1}', (Rule("/", reserved=True),)),
        (b'[{"location": "/a ", "tdm-reservation": "0"}]', (Rule("/a", reserved=False),)),
    ],
)
def test_a_file_gives_the_rules_that_can_be_read(body, rules):
    assert read_tdmrep(body) == rules


def test_the_longest_rule_that_matches_counts():
    entries = [
        {"location": "/", "tdm-reservation": 1},
        {"location": "/open/", "tdm-reservation": 0},
        {"location": "/open/not/", "tdm-reservation": 1, "tdm-policy": "https://example.org/p"},
    ]
    rules = read_tdmrep(json.dumps(entries).encode())

    asked = [f"{SITE}/", f"{SITE}/open/1", f"{SITE}/open/not/1", SITE]
    assert [is_reserved(rules, url) for url in asked] == [True, False, True, True]


def test_a_host_without_rules_reserves_nothing():
    assert not is_reserved((), f"{SITE}/")


@pytest.mark.parametrize(
    ("text", "reserved"),
    [
        ("", False),
        ("User-agent: *\nDisallow: /a", False),
        ("User-agent: *\nContent-Signal: search=yes, ai-train=no", True),
        ("User-agent: *\nContent-Signal: ai-train=yes, search=no", False),
        ("user-agent: *\ncontent-signal: /, ai-train=no", False),
        ("User-agent: *\nContent-Signal: /private/ ai-train=no", False),
        ("User-agent: *\nContent-Usage: train-ai=n", True),
        ("User-agent: other\nContent-Signal: ai-train=no", False),
        ("User-agent: other\nUser-agent: newscrawl\nContent-Signal: ai-train=no", True),
        ("User-agent: *\nContent-Signal: ai-train=no\n\nUser-agent: newscrawl\nAllow: /", False),
        ("User-agent: *\nAllow: /\nUser-agent: *\nContent-Signal: ai-train=no # all", True),
        ("Content-Signal: ai-train=no", False),
    ],
)
def test_robots_txt_speaks_to_the_agents_of_its_group(text, reserved):
    assert reserved_by_robots(text, "newscrawl") is reserved
