"""The index answers as one would who goes through all pages."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.evidence import SlotRecord, Trace
from newscrawl.extraction.memory import Index
from newscrawl.extraction.memory.traces import Traces
from tests.extraction.memory import TRACES, unlike

relaxed = settings(max_examples=200, deadline=None)


def is_copy(one, other):
    if one.key == other.key:
        return True
    shared = len(one.prose & other.prose)
    fewest, most = sorted((len(one.prose), len(other.prose)))
    if one.headline == other.headline and fewest:
        return shared >= 0.5 * fewest
    return shared > 2 and shared >= 0.8 * most


def one_of_each(traces):
    kept = []
    for trace in sorted(traces, key=lambda t: (not t.slots, t.key)):
        if not any(is_copy(trace, other) for other in kept):
            kept.append(trace)
    return kept


def slowly_recalled(traces, of):
    """Pages, repeats and records, counted the long way."""
    others = one_of_each([t for t in traces if not is_copy(t, of)])
    repeats = Counter(fp for t in others for fp in t.texts & of.texts)
    votes = {
        slot: [t.slots[slot][0] / max(t.slots[slot][1], 1) for t in others if slot in t.slots]
        for slot in of.slots
    }
    counted = {slot: (len(v), round(sum(v) / len(v), 9)) for slot, v in votes.items() if v}
    return len(others), dict(repeats), counted


@relaxed
@given(st.lists(TRACES, max_size=12, unique_by=lambda t: t.key), TRACES)
def test_the_index_recalls_what_going_through_all_pages_gives(traces, of):
    recall = Index(Traces.of(traces)).recall(of)

    records = {slot: (r.pages, round(r.kept, 9)) for slot, r in recall.records.items()}
    assert (recall.pages, recall.repeats, records) == slowly_recalled(traces, of)


def test_two_copies_of_a_page_that_are_none_of_each_other_are_both_left_out():
    def page(number, prose):
        return Trace(number, 7, frozenset(prose), frozenset({99}), {})

    index = Index(Traces.of([page(1, {1, 2}), page(2, {3, 4}), page(3, {50, 51, 52})]))
    recall = index.recall(page(9, {1, 3}))

    assert (recall.pages, recall.repeats) == (1, {99: 1})


def test_a_page_that_was_recognised_has_no_vote_but_its_texts_count():
    taught, recognised = unlike(1, {7}, {5: (10, 10)}), unlike(2, {7})

    index = Index(Traces.of([taught, recognised]))

    assert (index.pages, index.taught) == (2, 1)
    assert index.repeats(7) == 2
    assert index.records([5]) == {5: SlotRecord(1, 1.0)}


def test_a_copy_that_the_teacher_read_counts_rather_than_one_that_it_did_not():
    recognised = Trace(1, 4, frozenset({1, 2, 3}), frozenset(), {})
    taught = Trace(2, 4, frozenset({1, 2, 3}), frozenset(), {5: (10, 10)})

    assert Index(Traces.of([recognised, taught])).records([5]) == {5: SlotRecord(1, 1.0)}


def test_a_box_is_barren_where_pages_enough_had_it_and_none_held_anything_in_it():
    def page(number, held, barren):
        prose = frozenset(range(number * 100, number * 100 + 6))
        return Trace(number, number, prose, prose, {1: (1, 1)}, frozenset(held), frozenset(barren))

    index = Index(Traces.of([page(1, {1}, {2, 3}), page(2, {1}, {2, 3}), page(3, {3}, {2})]))

    assert index.barren(3) == {2}
    assert index.barren(2) == {2}
    assert index.barren(4) == frozenset()
