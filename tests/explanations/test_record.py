import json
from dataclasses import asdict

from newscrawl.explanations import Known, as_record
from newscrawl.extraction import SiteMemory
from newscrawl.items import Article
from tests.explanations.explained import explained, menu, page_with


def test_a_record_is_the_article_then_its_blocks():
    explanation = explained(menu("Coast"))

    record = as_record(explanation, Known())

    assert list(record) == [*Article.__dataclass_fields__, "memory", "blocks"]
    assert {name: record[name] for name in asdict(explanation.article)} == asdict(
        explanation.article
    )
    assert record["memory"] is None
    assert record["blocks"][0] == {
        "text": "Coast",
        "slot": explanation.blocks[0].slot,
        "kept": False,
        "reason": "navigation",
        "evidence": explanation.verdicts[0].evidence,
        "weight": round(explanation.weights[0], 3),
    }
    assert {b["reason"] for b in record["blocks"] if b["kept"]} == {None}


def test_a_record_survives_json():
    record = as_record(explained("<p>Θάλασσα</p>"), Known())

    assert json.loads(json.dumps(record))["blocks"] == record["blocks"]


def test_a_memory_is_named_with_what_it_has_seen():
    memory = SiteMemory()
    memory.observe(page_with())
    memory.close_generation()

    record = as_record(explained(), Known(memory, "store.db"))

    assert record["memory"] == {"source": "store.db", "pages": 1, "generation": 1}
    assert str(Known(memory, "store.db")) == "1 page, generation 1, from store.db"
