"""Markings above the agreed level: known by their form, never by a word of prose."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from expectations.handling_marks import MARKING, name_is_marked

MARKED = (
    "SECRET", " CONFIDENTIAL ", "[RESTRICTED]", "*** TOP SECRET ***", "Top Secret", "Nato Restricted",
    "NATO SECRET", "SECRET NATO partner", "The NATO CONFIDENTIAL annex", "COSMIC TOP SECRET", "CONFIDENTIEL UE",
    "TRÈS SECRET UE/EU TOP SECRET", "RESTREINT UE/EU RESTRICTED", "VS-NfD", "GEHEIM",
    "SECRET//REL TO ALD, BRE", "TOP SECRET//SI//NOFORN", "CONFIDENTIAL // NF", "(S//NF) The unit", "S//REL", "(C/REL ALD)",
    "Released NOFORN", "SECRET - list of partners", "CONFIDENTIAL: list", "Partners (SECRET)", "Classification: SECRET",
    "a first line\nSECRET\na third", "Marking = CONFIDENTIAL until 2030",
)  # fmt: skip
WORDS = (
    "Secret of success", "The secret", "Secretary", "SECRETARY", "SECRETARIAT", "restricted access", "Restricted",
    "confidentiality",
    "Confidential feedback was asked for", "secret", "confidential", "A survey is confidential: nobody sees names.",
    "CONFIDENTIALITY AND RECORDS", "RESTRICTED ACCESS TO THE PORTAL", "Handling of restricted information", "Nato secretary",
    "UNCLASSIFIED", "NATO UNCLASSIFIED", "UNCLASSIFIED//REL TO ALD", "REL TO ALD, BRE", "participant(s)", "(S)",
    "(C) 2025", "(R)",
    "S/N", "A/C", "https://example.org/a//b", "and/or", "EU partners", "ALL", "NONE", "ALD;BRE", "VS-1", "TS", "n/a", "",
)  # fmt: skip


def found(texts):
    return pc.match_substring_regex(pa.array(texts), MARKING).to_pylist()


@pytest.mark.parametrize("text", MARKED)
def test_a_marking_is_known_by_its_form(text):
    assert found([text]) == [True]


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_none(text):
    assert found([text]) == [False]


@pytest.mark.parametrize(
    "name", ["SECRET_partner.csv", "roster-NATO-SECRET.xlsx", "nato_restricted roster.csv", "CONFIDENTIAL", "list (NOFORN).csv"]
)
def test_a_name_is_no_prose(name):
    assert name_is_marked(name)


@pytest.mark.parametrize(
    "name", ["secretariat.csv", "SECRETARIAT_2025.xlsx", "restricted_access_course.csv", "training_roster.csv", "Confidentiality"]
)
def test_an_ordinary_name_is_none(name):
    assert not name_is_marked(name)
