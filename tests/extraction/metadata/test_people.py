import pytest

from newscrawl.extraction.metadata.people import looks_like_person, person_names

BYLINES = [
    ("Ann Sample", ("Ann Sample",)),
    ("Von Ann Sample", ("Ann Sample",)),
    ("VON ANN SAMPLE", ("ANN SAMPLE",)),
    ("By Ann Sample and Bob Pattern, Carl Model", ("Ann Sample", "Bob Pattern", "Carl Model")),
    ("Ann Sample und Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("Par Ann Sample et Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("Por Ann Sample y Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("di Ann Sample e Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("Ann Sample y Gasset", ("Ann Sample y Gasset",)),
    ("Av Ann Sample og Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("Автор: Анна Пример и Пётр Образец", ("Анна Пример", "Пётр Образец")),
    ("作者：王小明、李大力", ("王小明", "李大力")),
    ("Ann Sample; Bob Pattern", ("Ann Sample", "Bob Pattern")),
    ("Ludwig von Beispiel", ("Ludwig von Beispiel",)),
    ("Von Ludwig von Beispiel", ("Ludwig von Beispiel",)),
    ("Ann van der Sample", ("Ann van der Sample",)),
    ("Ann Sample, Redaktion Sport", ("Ann Sample",)),
    ("Ann Sample, Staff Writer", ("Ann Sample",)),
    ("Ann Sample (ann@news.example)", ("Ann Sample",)),
    ("Ann Sample ann@news.example", ("Ann Sample",)),
    ("Ann Sample, PhD, RD", ("Ann Sample",)),
    ("Ann Sample in Berlin", ("Ann Sample",)),
    ("By Ann Sample for The Daily Pattern", ("Ann Sample",)),
    ("Ann Sample | 3. Mai 2026", ("Ann Sample",)),
    ("Ann Sample Thursday", ("Ann Sample",)),
    ("AS Ann Sample", ("Ann Sample",)),
    ("Daily Pattern By Ann Sample", ("Ann Sample",)),
    ("Ann Sample, dpa", ("Ann Sample",)),
    ("annsample42", ()),
    ("pencilneck", ("pencilneck",)),
    ("Ann Sample, Berlin", ("Ann Sample",)),
    ("dpa", ()),
    ("Redaktion", ()),
    ("Newsroom Staff", ()),
    ("news.example, Frankfurt, Germany", ()),
    ("https://news.example/authors/ann", ()),
    ("12.03.2026", ()),
    ("Von", ()),
    ("", ()),
]


@pytest.mark.parametrize(("byline", "names"), BYLINES)
def test_a_byline_gives_names_of_persons(byline, names):
    assert person_names([byline]) == names


def test_a_person_is_named_once():
    assert person_names(["Ann Sample", "By ANN SAMPLE", "Ann Sample Mayfield"]) == ("Ann Sample",)


def test_the_site_is_no_person():
    assert person_names(["Daily Pattern", "Ann Sample"], not_names=frozenset({"dailypattern"})) == (
        "Ann Sample",
    )


def test_a_desk_of_the_site_is_no_person():
    names = person_names(["Ann Sample, DPB NORTH"], not_names=frozenset({"dpb"}))

    assert names == ("Ann Sample",)


def test_a_name_with_an_and_may_be_the_site():
    assert person_names(["Bread & Butter"], not_names=frozenset({"breadbutter"})) == ()


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("Ann Sample", True),
        ("Ann van der Sample", True),
        ("王小明", True),
        ("follow", False),
        ("Ann", False),
        ("read the terms", False),
        ("Ann Bea Cid Dee Eve Fay", False),
    ],
)
def test_the_shape_of_a_name(name, looks):
    assert looks_like_person(name) is looks
