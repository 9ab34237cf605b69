import pytest

from newscrawl.extraction.metadata import find_agency


@pytest.mark.parametrize(
    ("text", "bylines", "agency"),
    [
        ("Miami (dpa) – Es regnet.", (), "dpa"),
        ("Ein Vorspann ohne Ort.\nMiami (dpa) – Es regnet.", (), "dpa"),
        ("Miami (dpa) – Es regnet.", ("AFP",), "dpa"),
        ("Es regnet.", ("Von Ann Sample", "AFP"), "AFP"),
        ("Es regnet.\nEs bleibt nass. (SID)", (), "SID"),
        ("Es regnet.\n© dpa-infocom, dpa:260503-99-123456/2", (), "dpa"),
        ("It rains.\nSource: AFP", (), "AFP"),
        ("Es regnet.\n(Quelle: dpa)", (), "dpa"),
        ("PAP - 03-05-2026 10:20\nPada.", (), "PAP"),
        ("Es regnet.", (), ""),
        ("Die dpa meldet, dass es regnet, und AFP auch.", (), ""),
        ("", (), ""),
    ],
)
def test_the_agency_comes_from_dateline_byline_or_end(text, bylines, agency):
    assert find_agency(text, bylines) == agency
