import pytest

from newscrawl.extraction.metadata.agencies import agencies_in, agency_name, agency_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dpa", "dpa"),
        ("DPA", "dpa"),
        ("dpa/lni", "dpa"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("Quelle: dpa", "dpa"),
        ("© dpa-infocom", "dpa"),
        ("Agence France-Presse", "AFP"),
        ("avec AFP", "AFP"),
        ("The Associated Press", "AP"),
        ("Keystone-SDA", "SDA"),
        ("ATS", "SDA"),
        ("ΑΠΕ-ΜΠΕ", "AMNA"),
        ("ТАСС", "TASS"),
        ("来源：新华社", "Xinhua"),
        ("ロイター", "Reuters"),
        ("PAP", "PAP"),
        ("Sid", ""),
        ("Ani", ""),
        ("Ann Sample", ""),
        ("Mehr", ""),
        ("", ""),
        ("dpa " * 40, ""),
    ],
)
def test_agency_name(text, name):
    assert agency_name(text) == name


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von Ann Sample, dpa", ("dpa",)),
        ("dpa, AFP, Reuters", ("dpa", "AFP", "Reuters")),
        ("Ann Sample mit dpa und AFP", ("dpa", "AFP")),
        ("Le Quotidien avec AFP", ()),
        ("AFP, MANILA", ("AFP",)),
        ("Ann Sample", ()),
    ],
)
def test_agencies_in_a_byline(byline, names):
    assert agencies_in(byline) == names


def test_no_name_stands_for_two_agencies():
    exact, folded = agency_names()
    names = set(exact.values()) | set(folded.values())

    taken = {n for n in names if (exact | folded).get(n, n) != n}

    assert not taken
