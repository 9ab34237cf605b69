from __future__ import annotations

import json
from pathlib import Path

from benchmarks.speeds.crawlers import OURS, PLAIN, TRAFILATURA, Job, crawler
from benchmarks.speeds.served import ServedPage, ServedSite
from newscrawl.discovery.sites import read_sites
from newscrawl.items import Article
from newscrawl.storage import Store

SITES = [
    ServedSite("127.0.1.1", (ServedPage("/news/1", ""), ServedPage("/news/2", "", listed=False))),
    ServedSite("127.0.1.2", (ServedPage("/news/1", ""),)),
]


def test_ours_is_told_its_sites_and_writes_to_its_own_folder(tmp_path: Path):
    command = crawler(OURS).command(Job(SITES, 8080, tmp_path))
    assert [site.name for site in read_sites(tmp_path / "sites.toml")] == [
        "127.0.1.1:8080",
        "127.0.1.2:8080",
    ]
    assert f"NEWSCRAWL_STORE=sqlite:///{tmp_path}/newscrawl.db" in command
    assert "CONCURRENT_REQUESTS=16" in command


def test_plain_scrapy_and_ours_share_concurrency_and_manners(tmp_path: Path):
    ours, plain = (set(crawler(n).command(Job(SITES, 8080, tmp_path))) for n in (OURS, PLAIN))
    same = {"CONCURRENT_REQUESTS=16", "DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False"}
    assert same <= ours & plain
    homes = (tmp_path / "homes.txt").read_text(encoding="utf-8").split()
    assert homes == ["http://127.0.1.1:8080/", "http://127.0.1.2:8080/"]


def test_others_are_given_the_pages_that_are_listed(tmp_path: Path):
    command = crawler(TRAFILATURA).command(Job(SITES, 8080, tmp_path))
    assert command[-1] == "16"
    urls = (tmp_path / "urls.txt").read_text(encoding="utf-8").split()
    assert urls == ["http://127.0.1.1:8080/news/1", "http://127.0.1.2:8080/news/1"]


def test_what_was_saved_is_counted(tmp_path: Path):
    ours, plain, others = (crawler(name) for name in (OURS, PLAIN, TRAFILATURA))
    assert [ours.saved(tmp_path), plain.saved(tmp_path)] == [0, 0]
    with Store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        store.save(Article(url="https://quay.example/1", headline="Quay", text="Quiet."))
    rows = [{"text": "Quiet."}, {"text": ""}]
    (tmp_path / "out.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [ours.saved(tmp_path), plain.saved(tmp_path)] == [1, 1]
    (tmp_path / "other" / "out.jsonl").mkdir(parents=True)
    (tmp_path / "other" / "out.jsonl" / "a.json").write_text("{}", encoding="utf-8")
    assert others.saved(tmp_path / "other") == 1
