"""What is personal, unknown, missing, damaged or out of place in a sheet, and how a template is known."""

import numpy as np
import pytest

from etl import profile as profiles
from etl.mapping import map_parts
from etl.reading.sheet import Note
from expectations.dataset import Effect
from tests.etl.mapping.conftest import DATASETS, column, course, sheet
from vocabulary.errors import Refused


def test_personal_columns_are_left_behind_and_a_pseudonym_may_still_be_made_of_one(mapping):
    text = 'personal = ["Name"]\n[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "run"\n'
    text += 'participant_key = { header = "Name", pseudonym = true }\n'
    mapped = mapping(text, sheet(["run", "Name", "E-mail Address"], ["R1", "Ann", "a@x.org"]))
    assert mapped.verbatim(np.array([0]))[0] == {"run": "R1", "Name": column(mapped, "participant_key")[0]}
    assert mapped.headers() == ["run", "Name"]
    [finding] = mapped.findings
    assert (finding.rule, finding.effect) == ("MF-14b", Effect.NOTE)


def test_a_refused_row_shows_the_pseudonym_in_place_of_the_person_and_takes_it_back(mapping):
    text = (
        'personal = ["Who"]\n[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "Run"\n'
        'participant_key = { header = "Who", pseudonym = true }\noutcome_label = "E-mail"\n'
    )
    first = mapping(text, sheet(["Run", "Who", "E-mail"], ["R-1", "Ann Example", "open"]))
    key = column(first, "participant_key")[0]
    assert first.verbatim(np.array([0]))[0] == {"Run": "R-1", "Who": key, "E-mail": "open"}
    assert first.headers() == ["Run", "Who", "E-mail"]
    again = mapping(text, sheet(["Run", "Who", "E-mail"], ["R-1", key, "open"]))
    assert column(again, "participant_key") == [key]


def test_an_address_that_a_pseudonym_is_made_of_is_shown_nowhere(mapping):
    text = (
        '[[part]]\ndataset = "training_roster"\n[part.columns]\nrun = "Run"\n'
        'participant_key = { template = "{E-mail} {Run}", pseudonym = true }\n'
    )
    assert mapping(text, sheet(["Run", "E-mail"], ["R-1", "ann@example.org"])).verbatim(np.array([0]))[0] == {"Run": "R-1"}


def test_an_unknown_column_is_reported_with_the_nearest_one_that_is_empty(mapping):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "validity_month"], ["C1", "One", "2", "x"])
    mapped = map_parts([raw], template, {}, DATASETS)[0]
    detail = next(f.detail for f in mapped.findings if f.rule == "MF-02b")
    assert "did you mean validity_months by 'validity_month'?" in detail


def test_a_template_knows_its_columns_by_name_or_alias_and_refuses_to_be_without_a_required_one():
    template = profiles.for_datasets({"course": DATASETS["course"]})
    [mapped] = map_parts([sheet(["Version ", "TITLE", "course code"], ["1", "One", "C1"])], template, {}, DATASETS)
    assert mapped.frame.loc[0, ["course", "course_version", "title"]].tolist() == ["C1", "1", "One"]
    with pytest.raises(Refused, match=r"no column 'course_version'.*MF-03.*nearest header is 'course'"):
        map_parts([sheet(["course", "title"], ["C1", "One"])], template, {}, DATASETS)


def test_a_workbook_of_several_datasets_is_cut_by_the_names_of_its_sheets():
    template = profiles.for_datasets(DATASETS)
    partner = sheet(["partner", "name", "kind"], ["VEL", "Velania", "NATION"], name="Partner")
    unit = sheet(["unit", "partner", "name", "kind"], ["V1", "VEL", "First", "CIVIL"], name="unit")
    assert [part.dataset for part in map_parts([unit, partner], template, {}, DATASETS)] == ["unit", "partner"]


def test_a_header_that_a_profile_needs_and_the_file_lacks_is_refused(mapping):
    with pytest.raises(Refused, match=r"no column 'tilte'.*nearest header is 'title'"):
        mapping(course('"tilte"'), sheet(["title"], ["x"]))


def test_signs_of_damage_refuse_the_submission(mapping):
    mapped = mapping(course('"a"'), sheet(["a"], ["x"], notes=(Note("MF-10", "damaged", refuses=True),)))
    assert [(f.rule, f.effect) for f in mapped.findings] == [("MF-10", Effect.REFUSE_SUBMISSION)]
    passed = mapping(course('"a"'), sheet(["a"], ["x"], notes=(Note("MF-10", "damaged"),)))
    assert [(f.rule, f.effect) for f in passed.findings] == [("MF-10b", Effect.NOTE)]


def test_a_column_of_what_has_no_place_here_refuses_the_file_unless_the_profile_leaves_it_out(mapping):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "Grid reference"], ["C1", "One", "2", "x"])
    found = {finding.rule: finding for finding in map_parts([raw], template, {}, DATASETS)[0].findings}
    assert found["SG-01"].effect == Effect.REFUSE_SUBMISSION
    assert "'Grid reference'" in found["SG-01"].detail
    assert "MF-02b" not in found
    left_out = mapping(
        course('"a"') + '[ignored]\n"Grid reference" = "not needed"\n', sheet(["a", "Grid reference"], ["One", "x"])
    )
    assert "SG-01" not in {finding.rule for finding in left_out.findings}


@pytest.mark.parametrize("header", ["latitude", "Start_Longitude", "LocationLatitude", "geopoint"])
def test_a_position_refuses_a_file_of_our_template_and_is_left_behind_in_an_export_of_a_platform(mapping, header):
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", header], ["C1", "One", "2", "50.85"])
    [ours] = map_parts([raw], template, {}, DATASETS)
    assert [(f.rule, f.effect, header in f.detail) for f in ours.findings if f.rule in ("SG-01", "MF-14b")] == [
        ("SG-01", Effect.REFUSE_SUBMISSION, True)
    ]
    assert header not in ours.headers()
    export = mapping(course('"a"'), sheet(["a", header], ["One", "50.85"]))
    assert [f.rule for f in export.findings if f.rule in ("SG-01", "MF-14b")] == ["MF-14b"]


def test_what_is_personal_and_no_position_is_left_behind_in_our_template_too():
    template = profiles.for_datasets({"course": DATASETS["course"]})
    raw = sheet(["course", "title", "course_version", "E-mail"], ["C1", "One", "2", "x"])
    assert [f.rule for f in map_parts([raw], template, {}, DATASETS)[0].findings if f.rule != "MF-03c"] == ["MF-14b"]
