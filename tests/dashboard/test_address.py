import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address import Asked, decode, encode, link
from vocabulary.period import Month
from vocabulary.selection import Selection

DEFAULT = Selection.ending("CRP", Month(2026, 9))
codes = st.from_regex(r"\A[A-Z0-9][A-Z0-9_-]{0,31}\Z")
months = st.builds(Month, st.integers(1910, 2200), st.integers(1, 12))


@st.composite
def selections(draw):
    until, count = draw(months), draw(st.integers(1, 120))
    return Selection(
        draw(codes), until + (1 - count), until, tuple(draw(st.sets(codes, max_size=6))),
        draw(st.none() | st.integers(1, 2**31 - 2)),
    )  # fmt: skip


focuses = st.just("") | st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")


@given(selections(), focuses, selections())
def test_what_is_encoded_is_decoded_whatever_the_default(selection, focus, default):
    asked = Asked(selection, focus)
    assert decode(encode(asked), default) == asked
    assert decode(encode(asked), default).notices == ()


anything = (
    st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
)
names = st.sampled_from(["programme", "until", "months", "partners", "edition", "focus"]) | st.text()


@settings(max_examples=400)
@given(st.dictionaries(names, anything))
def test_no_field_however_strange_raises(fields):
    asked = decode(fields, DEFAULT)
    assert asked.selection.since <= asked.selection.until


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("until", "soon"), ("until", "2026-13"), ("until", "1850-01"),
        ("months", "0"), ("months", "-3"), ("months", "9999"),
        ("months", "٣"), ("edition", "1e3"), ("edition", "99999999999"), ("partners", "VEL,'; DROP TABLE"),
        ("programme", "<script>"), ("focus", "../etc/passwd"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_the_usual_and_is_named(name, text):
    asked = decode({name: text}, DEFAULT)
    assert asked.selection == DEFAULT
    assert len(asked.notices) == 1
    assert name in asked.notices[0]


def test_an_address_is_short_and_can_be_read_by_a_person():
    chosen = DEFAULT.narrowed("VEL", "OSM").as_known_in(118)
    address = link("/quarterly-review", Asked(chosen))
    assert address == "/quarterly-review?programme=CRP&until=2026-09&partners=OSM,VEL&edition=118"


def test_an_empty_field_is_the_usual_without_a_notice():
    assert decode({"edition": "", "partners": ""}, DEFAULT) == Asked(DEFAULT)
    assert decode({"edition": ""}, DEFAULT).notices == ()


@pytest.mark.parametrize("name", ["programme", "partners", "focus"])
def test_a_line_end_after_a_code_is_not_part_of_it(name):
    default = Selection.ending("DEMO", Month(2026, 9))
    asked = decode({name: "ABC\n"}, default)
    assert (asked.selection, asked.focus) == (default, "")
    assert len(asked.notices) == 1
