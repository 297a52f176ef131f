"""Free text: what is held back, and what a programme's ordinary sentences may say."""

import re

import pytest

from expectations.catalogue import datasets
from expectations.dataset import Column, Dataset, Effect
from expectations.screening import (
    COORDINATES,
    E_MAIL,
    EQUIPMENT,
    FORBIDDEN_TERMS,
    PHONE,
    forbidden_terms,
    names_content,
    out_of_scope,
    screened,
    terms_in,
)
from expectations.suite import check
from tests.expectations.known_frames import FramesKnown, typed

HELD_BACK = {
    COORDINATES: (
        "held at 50.8503, 4.3517 in spring", "50.8503;4.3517", "at 50° 51' north", "50.85° N", "31U DQ 48249 11944",
        "5051N 00421E", "-33.8688 / 151.2093",
    ),
    E_MAIL: ("write to a.person@example.org", "a.person (at) example.org", "A.PERSON@EXAMPLE.ORG"),
    PHONE: ("call +44 20 7946 0958", "0032 2 555 12 34", "(020) 7946 0958", "+1 (202) 555-0143", "+3225551234"),
    forbidden_terms(): ("the Patrol Route was known", "two passport  numbers", "a call-sign", "unit movements"),
}  # fmt: skip
ORDINARY = (
    "Between 2024-03-01 and 2024-03-05, 24 of 30 people (80.5 %) finished.",
    "The form changed on 01/03/2026; 12,345 rows were moved from version 2.1.10 to 2.2.0.",
    "Lessons 1.2.3, 4.5.6 and 7.8.9 were merged; see RUN-00123 and FND-2025-0007.",
    "Terminology differs (see chapters 3, 4 and 5), N of 40 agreed.",
    "Invitations went out 28 days before; 3 of 12 partners answered late @ home.",
    "Sources: 2023Q1 to 2025Q4, weights 0.115, 0.105 and 0.085.",
    "The routes to a decision were unclear, and serial delays followed.",
    "A temperature of 20 ° in the room.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "text"), [(pattern, text) for pattern, texts in HELD_BACK.items() for text in texts]
)
def test_what_does_not_belong_here_is_found(pattern, text):
    assert re.search(pattern, text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_pass(text):
    assert [pattern for pattern in HELD_BACK if re.search(pattern, text)] == []


@pytest.mark.parametrize("term", FORBIDDEN_TERMS)
def test_every_forbidden_term_is_found_in_any_case(term):
    assert re.search(forbidden_terms(), f"It says {term.upper()}, in short.")


def test_the_stewards_list_is_one_term_a_line():
    assert terms_in("# why\n\n  Blue   Box \nred box\nBLUE BOX\n") == ("blue box", "red box")
    assert re.search(forbidden_terms(("blue box",)), "two Blue-Boxes, a blue  box")
    with pytest.raises(ValueError, match="holds no term"):
        terms_in("# nothing\n")


@pytest.mark.parametrize("header", ["Subject", "message_body", "Summary", "attachments", "Full text"])
def test_a_column_of_content_is_known_by_its_header(header):
    assert names_content(header)


@pytest.mark.parametrize("header", ["Context", "Subjective", "delivered_on", "desk", "embodied"])
def test_a_column_of_anything_else_is_none(header):
    assert not names_content(header)


def test_the_log_of_exchanges_has_no_column_of_content():
    columns = datasets()["info_exchange"].columns
    assert [name for column in columns for name in (column.name, *column.aliases) if names_content(name)] == []


def test_a_screened_column_names_the_rows_of_each_kind():
    dataset = Dataset("note", "Notes", "one note", "NO", (Column("note", "text", ""),), ("note",),
                      rules=screened("SG-02", "note"))  # fmt: skip
    texts = ["fine", "50.8503, 4.3517", "a@example.org", "+44 20 7946 0958", "a call sign", None]
    findings = check(dataset, typed(dataset, *({"note": text} for text in texts)), FramesKnown(), dataset.rules)
    assert {finding.rule: finding.positions.tolist() for finding in findings} == {
        "SG-02a:note": [1], "SG-02b:note": [2], "SG-02c:note": [3], "SG-02d:note": [4],
    }  # fmt: skip
    assert {finding.effect for finding in findings} == {Effect.REFUSE_ROW}


@pytest.mark.parametrize("header", ["Grid_reference", "GPS", "Unit movement", "Person of interest", "deviceType town",
                                    "LocationLatitude", "_geopoint_longitude", "Geo point", "lng", "Eastings"])  # fmt: skip
def test_a_column_of_what_does_not_belong_here_is_known_by_its_header(header):
    assert out_of_scope(header)


@pytest.mark.parametrize("header", ["Country", "Language", "Platform", "Course title", "Target value", "Latency", "Coordinator"])
def test_a_column_of_the_programme_is_none(header):
    assert not out_of_scope(header)


@pytest.mark.parametrize("dataset", datasets().values(), ids=datasets())
def test_no_dataset_has_a_column_of_what_does_not_belong_here(dataset):
    assert [name for column in dataset.columns for name in (column.name, *column.aliases) if out_of_scope(name)] == []


@pytest.mark.parametrize("text", ["the T-72 link", "an M4A1", "AN/PRC-152 sets", "two Mk 19"])
def test_designations_of_equipment_are_found(text):
    assert re.search(EQUIPMENT, text)


@pytest.mark.parametrize("text", [*ORDINARY[:1], "ISO 9001", "in 2026Q3", "level 2 of 3", "chapter 4.1", "COVID-19"])
def test_ordinary_numbers_are_no_equipment(text):
    assert not re.search(EQUIPMENT, text)
