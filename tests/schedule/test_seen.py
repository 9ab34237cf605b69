from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.schedule.seen import Seen

TEXTS = st.lists(st.text(max_size=3))


@given(TEXTS, TEXTS, TEXTS)
def test_it_knows_what_a_set_of_texts_knows(added, discarded, updated):
    seen, known = Seen(), set()
    for text in added:
        seen.add(text)
        known.add(text)
    for text in discarded:
        seen.discard(text)
        known.discard(text)
    seen.update(updated)
    known.update(updated)

    assert all((text in seen) == (text in known) for text in added + discarded + updated)
    assert "of no list" not in seen
