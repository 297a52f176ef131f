"""Every rule of the reference lists, the targets and the submissions, from both sides."""

import datetime as dt

import pytest

from expectations.finding import Outcome
from tests.expectations.asking import asked, broken_rows
from tests.expectations.known_frames import FramesKnown, typed
from tests.expectations.reference_world import (
    ASSESSED,
    COURSE,
    DATASETS,
    EARLIER,
    EDITION,
    EXPECTED,
    FIRST,
    HOLIDAY,
    ITEM,
    MAPPED,
    MEMBER,
    NATION,
    NEXT,
    OTHER,
    OWN,
    PROGRAMME,
    QUARTER,
    RECEIVED,
    ROLE,
    SCREENING,
    SECOND,
    SECOND_MEMBER,
    SENT,
    TARGET,
    THEME,
    TYPE,
    UNIT,
    broken,
    known_beside,
)

CASES = [
    ("partner", "RF-01", [NATION, OTHER, NATION | {"name": "Alder Land"}], [0, 2]),
    ("partner", "RF-01b", [NATION | {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}, OTHER], [0]),
    ("partner", "RF-11", [NATION | {"valid_to": "2026-05-01"}, OTHER | {"valid_to": "2026-05-01"}], [0]),
    ("partner", "RF-13", [NATION | {"aliases": "Mark;BRENMARK "}, OTHER | {"aliases": "Bren"}], [0, 1]),
    ("partner", "RF-13", [NATION | {"aliases": "Alder;Alderland"}, OTHER], []),
    ("partner", "RF-14", [NATION | {"iso3": "DEU"}, OTHER | {"iso3": "XYZ"}], [1]),
    ("partner", "RF-14", [NATION, OTHER | {"iso3": "XYZ", "kind": "ORGANISATION"}], []),
    ("partner", "PA-01", [NATION | {"fiscal_start_month": 12}, OTHER | {"fiscal_start_month": 13}], [1]),
    ("unit", "RF-01", [UNIT, UNIT | {"name": "Again"}, UNIT | {"unit": "ALD-2"}], [0, 1]),
    ("unit", "RF-01b", [UNIT | {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}], [0]),
    ("unit", "RF-02", [UNIT | {"parent_unit": "ALD-2"}, UNIT | {"unit": "ALD-2", "parent_unit": "ALD-1"}], [0, 1]),
    ("unit", "RF-02", [UNIT, UNIT | {"unit": "ALD-2", "parent_unit": "ALD-1"}], []),
    (
        "unit", "RF-02b",
        [UNIT, UNIT | {"unit": "ALD-2", "parent_unit": "ALD-1"}, UNIT | {"unit": "ALD-3"},
         UNIT | {"unit": "B1", "partner": "BRE"}, UNIT | {"unit": "B2", "partner": "BRE"}],
        [0, 1, 2],
    ),
    (
        "unit", "RF-02c",
        [UNIT | {"valid_to": "2026-01-01"}, UNIT | {"unit": "ALD-2", "parent_unit": "ALD-1"},
         UNIT | {"unit": "ALD-3", "parent_unit": "ALD-1", "valid_to": "2026-01-01"}],
        [1],
    ),
    ("unit", "RF-02d", [UNIT, UNIT | {"unit": "ALD-2", "parent_unit": "ALD-9"}], [1]),
    ("unit", "RF-03", [UNIT, UNIT | {"unit": "B1", "partner": "BRE", "parent_unit": "ALD-1"}], [1]),
    ("unit", "RF-13", [UNIT | {"aliases": "First"}, UNIT | {"unit": "ALD-2", "aliases": "first;2nd"}], [0, 1]),
    ("unit", "UN-01", [UNIT, UNIT | {"unit": "X1", "partner": "XXX"}], [1]),
    ("programme", "RF-01", [PROGRAMME, PROGRAMME], [0, 1]),
    ("programme", "RF-01b", [PROGRAMME | {"end_on": "2023-01-01"}, PROGRAMME | {"end_on": "2022-12-31"}], [1]),
    ("programme", "PR-01", [PROGRAMME | {"lead_partner": "ALD"}, PROGRAMME | {"lead_partner": "XXX"}], [1]),
    ("programme", "PR-02", [PROGRAMME | {"fiscal_start_month": 1}, PROGRAMME | {"fiscal_start_month": 0}], [1]),
    ("membership", "RF-01", [MEMBER | {"valid_to": "2024-01-01"}, MEMBER | {"valid_from": "2024-01-01"}], [0, 1]),
    ("membership", "RF-01", [MEMBER | {"valid_to": "2024-01-01"}, MEMBER | {"valid_from": "2024-01-02"}], []),
    ("membership", "RF-01", [MEMBER, MEMBER | {"valid_from": "2024-01-01", "valid_to": "2024-02-01"},
                             MEMBER | {"valid_from": "2025-01-01"}], [0, 1, 2]),
    ("membership", "RF-01b", [MEMBER | {"valid_to": "2022-12-31"}, MEMBER], [0]),
    ("membership", "RF-04", [MEMBER, SECOND_MEMBER], []),
    ("membership", "RF-04", [MEMBER, SECOND_MEMBER | {"valid_from": "2023-01-02"}], [0, 1]),
    ("membership", "RF-04", [MEMBER, SECOND_MEMBER | {"valid_to": "2024-06-30"}], [0, 1]),
    ("membership", "RF-04", [MEMBER | {"role": "MEMBER"}, SECOND_MEMBER], [0, 1]),
    ("membership", "XD-10", [MEMBER, SECOND_MEMBER | {"valid_to": "2026-06-29"}], [1]),
    ("membership", "XD-10", [SECOND_MEMBER | {"valid_to": "2026-06-29"}, SECOND_MEMBER | {"valid_from": "2026-06-30"}],
     []),
    ("membership", "XD-10", [SECOND_MEMBER | {"valid_to": "2026-06-30"}], []),
    ("membership", "ME-01", [MEMBER, MEMBER | {"programme": "XXX"}], [1]),
    ("membership", "ME-02", [MEMBER, MEMBER | {"partner": "XXX"}], [1]),
    ("course", "RF-01", [COURSE, COURSE, COURSE | {"course_version": "2"}], [0, 1]),
    ("course", "RF-01b", [COURSE | {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}], [0]),
    ("course", "RF-07", [COURSE, COURSE | SECOND], [0, 1]),
    ("course", "RF-07", [COURSE | FIRST, COURSE | SECOND], []),
    ("course", "RF-07b", [COURSE | FIRST, COURSE | SECOND], []),
    ("course", "RF-07b", [COURSE | {"valid_to": "2025-12-30"}, COURSE | SECOND], [1]),
    ("course", "RF-07c", [COURSE | {"pass_mark": 100}, COURSE | {"pass_mark": 101}], [1]),
    ("course", "RF-11", [COURSE | {"valid_to": "2026-02-02"}, COURSE | SECOND], []),
    ("course", "RF-11", [COURSE | {"valid_to": "2026-02-01"}, COURSE | SECOND], [0]),
    ("course", "CO-01", [COURSE | {"themes": "TERMS"}, COURSE | {"themes": "TERMS;LAW"}], [1]),
    ("course", "CO-02", [COURSE | {"hours": 0}, COURSE | {"hours": -1}], [1]),
    ("course", "CO-03", [COURSE | {"validity_months": 1}, COURSE | {"validity_months": 0}], [1]),
    ("unit", "RF-11", [UNIT | {"valid_to": "2026-03-31"}, UNIT | {"unit": "ALD-2", "valid_to": "2026-03-31"}, UNIT], [0]),
    ("unit", "RF-11", [UNIT | {"unit": "ALD-3", "valid_to": "2026-02-14"}], [0]),
    ("unit", "RF-11", [UNIT | {"unit": "ALD-3", "valid_to": "2026-02-15"}], []),
    ("theme", "RF-11", [THEME | {"valid_to": "2026-02-14"}, THEME | {"theme": "LAW", "valid_to": "2020-01-01"}], [0]),
    ("theme", "RF-11", [THEME | {"valid_to": "2026-02-15"}], []),
    ("theme", "RF-11", [THEME | {"theme": "FORMS", "valid_to": "2026-02-15"}], [0]),
    ("programme", "RF-11", [PROGRAMME | {"end_on": "2026-06-30"}, PROGRAMME | {"programme": "NEW", "end_on": "2024-06-30"}],
     [0]),
    ("programme", "RF-11", [PROGRAMME | {"programme": "RUNS", "end_on": "2026-02-01"}], [0]),
    ("programme", "RF-11", [PROGRAMME | {"programme": "RUNS", "end_on": "2026-02-02"}, PROGRAMME], []),
    ("standard", "RF-11", [EDITION | {"superseded_on": "2026-02-14"}, EDITION | {"edition": "2"}], [0]),
    ("standard", "RF-11", [EDITION | {"superseded_on": "2026-02-15"},
                           EDITION | {"edition": "2", "superseded_on": "2026-02-14"}], []),
    ("agreement_type", "RF-11", [TYPE | {"valid_to": "2026-02-14"}, TYPE | {"agreement_type": "LAW"}], [0]),
    ("agreement_type", "RF-11", [TYPE | {"valid_to": "2026-02-15"}], []),
    ("agreement_type", "RF-11", [TYPE | {"agreement_type": "NEEDED", "valid_to": "2026-02-15"}], [0]),
    ("period", "RF-01", [QUARTER, QUARTER, NEXT], [0, 1]),
    ("period", "RF-05", [QUARTER, NEXT | {"end_on": "2026-06-29"}, QUARTER | {"period": "Spring"}], [1, 2]),
    ("period", "RF-05b", [QUARTER, NEXT], []),
    ("period", "RF-05b", [QUARTER, NEXT | {"start_on": "2026-04-02"}], [1]),
    ("period", "RF-05b", [QUARTER, NEXT | {"start_on": "2026-03-31"}], [1]),
    ("period", "RF-06", [QUARTER | {"due_on": "2026-04-01"}, QUARTER | {"due_on": "2026-03-31"}], [1]),
    ("period", "RF-06b", [QUARTER | {"locked_on": "2026-04-15"}, QUARTER | {"locked_on": "2026-04-14"}], [1]),
    ("theme", "RF-01", [THEME, THEME | {"theme": "LAW"}, THEME], [0, 2]),
    ("theme", "RF-01b", [THEME | {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}, THEME], [0]),
    ("theme", "SG-03", [THEME, THEME | {"topic": "SUSPECTS"}], [1]),
    ("theme", "TH-01", [THEME, THEME | {"theme": "FORMS", "parent_theme": "TERM"}], [1]),
    ("survey_item", "SI-01", [ITEM, ITEM, ITEM | {"item_code": "R2"}], [0, 1]),
    ("survey_item", "SI-03", [ITEM, ITEM | {"scale": "MULTI"}, ITEM | {"scale": "CODE", "options": "A;B"}], [1]),
    ("target", "RF-01", [TARGET, TARGET, TARGET | {"partner": "ALD"}], [0, 1]),
    ("target", "RF-08", [TARGET | {"baseline_on": "2026-03-30"}, TARGET | {"set_on": "2025-12-02"}], []),
    ("target", "RF-08", [TARGET | {"baseline_on": "2026-03-31"}], [0]),
    ("target", "RF-08b", [TARGET, TARGET | {"indicator": "Completion"}, TARGET | {"indicator": "TRN-10"}], [1, 2]),
    ("target", "RF-08b", [TARGET | {"indicator": "OWN-02"}, TARGET | {"indicator": "OWN-03"}], [1]),
    ("target", "RF-08d", [TARGET, TARGET | {"measured_in": "DAYS"}, TARGET | {"direction": "DOWN"}], [1, 2]),
    ("target", "RF-08d", [TARGET | {"indicator": "OWN-02", "measured_in": "DAYS", "direction": "DOWN"},
                          TARGET | {"indicator": "OWN-02"}, TARGET | {"indicator": "OWN-03"}], [1]),
    ("target", "RF-08c", [TARGET | {"target_value": 100}, TARGET | {"target_value": 101}], [1]),
    ("target", "RF-08c", [TARGET | {"target_value": 180, "measured_in": "DAYS"}, TARGET | {"target_value": -1}], [1]),
    ("target", "RF-09", [TARGET, TARGET | {"period": "2026Q2", "target_value": 79}], [1]),
    ("target", "RF-09", [TARGET, TARGET | {"period": "2026Q2", "target_value": 79, "reason": "new form"}], []),
    ("target", "RF-09", [TARGET | {"direction": "DOWN"}, TARGET | {"direction": "DOWN", "period": "2026Q2",
                                                                 "target_value": 79}], []),
    ("target", "RF-10b", [TARGET, TARGET | {"set_on": "2026-01-15", "target_value": 85}], [1]),
    ("target", "RF-10b", [TARGET, TARGET | {"set_on": "2026-01-15", "target_value": 85, "reason": "ahead"}], []),
    ("target", "TG-01", [TARGET, TARGET | {"period": "2031Q1"}], [1]),
    ("target", "TG-02", [TARGET, TARGET | {"programme": "XXX"}], [1]),
    ("target", "TG-03", [TARGET | {"partner": "ALD"}, TARGET | {"partner": "XXX"}], [1]),
    ("target", "TG-04", [TARGET | {"set_on": "2026-03-31"}, TARGET | {"set_on": "2026-04-01"}], [1]),
    ("course_theme_map", "RF-01", [MAPPED, MAPPED | {"valid_from": "2025-01-01"}, MAPPED | {"theme": "LAW"}], [0, 1]),
    ("course_theme_map", "RF-01b", [MAPPED | {"valid_to": "2024-01-01"}, MAPPED | {"valid_to": "2023-12-31"}], [1]),
    ("course_theme_map", "CT-01", [MAPPED, MAPPED | {"course": "CRS-Z"}], [1]),
    ("course_theme_map", "CT-02", [MAPPED, MAPPED | {"theme": "LAW"}], [1]),
    ("course_theme_map", "CT-03", [MAPPED, MAPPED | {"basis": "TITLE"}], [1]),
    ("standard", "RF-01", [EDITION, EDITION | {"edition": "2"}, EDITION], [0, 2]),
    ("standard", "RF-01b", [EDITION | {"superseded_on": "2024-01-01"}, EDITION | {"superseded_on": "2023-12-31"}], [1]),
    ("agreement_type", "RF-01", [TYPE, TYPE, TYPE | {"agreement_type": "LAW"}], [0, 1]),
    ("agreement_type", "RF-01b", [TYPE | {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}, TYPE], [0]),
    ("holiday", "RF-01", [HOLIDAY, HOLIDAY | {"partner": "ALD"}, HOLIDAY], [0, 2]),
    ("holiday", "HO-01", [HOLIDAY | {"partner": "ALD"}, HOLIDAY | {"partner": "XXX"}], [1]),
    ("indicator", "RF-01", [OWN, OWN | {"indicator": "OWN-02"}, OWN], [0, 2]),
    ("indicator", "IN-01", [OWN, OWN | {"indicator": "Visits"}], [1]),
    ("indicator", "IN-02", [OWN, OWN | {"indicator": "TRN-01"}], [1]),
    ("training_requirement", "RQ-01", [ROLE, ROLE | {"role": "PLANNER"}, ROLE], [0, 2]),
    ("training_requirement", "RQ-02", [ROLE | {"required_to": "2025-01-01"}, ROLE | {"required_to": "2024-12-31"}],
     [1]),
    ("training_requirement", "RQ-03", [ROLE, ROLE | {"programme": "XXX"}], [1]),
    ("training_requirement", "RQ-03b", [ROLE, ROLE | {"partner": "XXX"}], [1]),
    ("training_requirement", "RQ-03c", [ROLE | {"unit": None}, ROLE | {"unit": "XXX"}], [1]),
    ("training_requirement", "RQ-03d", [ROLE, ROLE | {"course": "CRS-Z"}], [1]),
    ("training_requirement", "RQ-04", [ROLE, ROLE | {"partner": "BRE"}], [1]),
    ("training_requirement", "RQ-04b", [ROLE, ROLE | {"unit": "ALD-OLD"}], [1]),
    ("training_requirement", "RQ-05", [ROLE, ROLE | {"required_from": "2022-12-31"}], [1]),
    ("training_requirement", "RQ-06", [ROLE, ROLE | {"role": "CHIEF"}, ROLE | {"course": "CRS-B"}], [1]),
    ("training_requirement", "XD-10", [ROLE, ROLE | {"partner": "BRE"},
                                       ROLE | {"partner": "BRE", "required_to": "2026-02-15"}], [1]),
    *SCREENING,
    ("expected_submission", "RF-01", [EXPECTED, EXPECTED, EXPECTED | {"partner": "BRE"}], [0, 1]),
    ("expected_submission", "RF-06", [EXPECTED, EXPECTED | {"due_on": "2026-03-31"}], [1]),
    (
        "expected_submission", "RF-06b",
        [EXPECTED | {"cut_off_on": "2026-04-15"}, EXPECTED | {"cut_off_on": "2026-04-14"}], [1],
    ),
    (
        "expected_submission", "ES-01",
        [EXPECTED, EXPECTED | {"partner": "BRE"}, EXPECTED | {"partner": "BRE", "period": "2026Q2"}], [2],
    ),
    ("expected_submission", "ES-02", [EXPECTED, EXPECTED | {"dataset": "roster"}], [1]),
    ("expected_submission", "ES-03", [EXPECTED, EXPECTED | {"programme": "XXX"}], [1]),
    ("expected_submission", "ES-04", [EXPECTED | {"partner": None}, EXPECTED | {"partner": "XXX"}], [1]),
    ("expected_submission", "ES-05", [EXPECTED, EXPECTED | {"period": "2031Q1"}], [1]),
    ("submission_manifest", "MF-00", [SENT, SENT, SENT | {"dataset": "course_run"}], [0, 1]),
    ("submission_manifest", "MF-06", [SENT | {"period": None}, SENT | {"period": "2031Q1"}], [1]),
    ("submission_manifest", "MF-06b", [SENT | RECEIVED["2026-05-15"], SENT | RECEIVED["2026-05-16"]], [1]),
    ("submission_manifest", "MF-06c", [SENT | RECEIVED["2026-01-01"], SENT | RECEIVED["2025-12-31"]], [1]),
    ("submission_manifest", "MF-07", [SENT | {"partner": None}, SENT | {"partner": "XXX"}], [1]),
    ("submission_manifest", "MF-07b", [SENT, SENT | {"programme": "XXX"}], [1]),
    ("submission_manifest", "MF-07c", [SENT, SENT | {"partner": "BRE"}], [1]),
    ("submission_manifest", "MF-07d", [SENT | {"releasability": "ALD BRE"}, SENT | {"releasability": "ALD XXX"}], [1]),
    ("submission_manifest", "MF-07d", [SENT | {"releasability": "ALL"}, SENT | {"releasability": "NONE"}], []),
    ("submission_manifest", "MF-13", [SENT | RECEIVED["2026-04-15"], SENT | RECEIVED["2026-04-16"]], [1]),
]  # fmt: skip


@pytest.mark.parametrize(("dataset", "rule", "rows", "breaking"), CASES)
def test_the_rows_that_break_a_rule_are_named_and_no_others(dataset, rule, rows, breaking):
    assert broken(dataset, rule, *rows) == breaking


@pytest.mark.parametrize(("last", "breaking"), [("2026-02-14", [0]), ("2026-02-15", []), (None, [])])
def test_nobody_is_assessed_by_a_version_that_was_retired(last, breaking):
    rows = [ASSESSED | {"valid_to": last}, ASSESSED | {"item_code": "H2", "valid_to": "2020-01-01"}]
    assert broken("assessment_item", "RF-11", *rows) == breaking


def test_an_item_keeps_the_scale_its_answers_were_given_on():
    rows = [ITEM | {"scale": "NPS11"}, ITEM | {"form_version": "2", "scale": "NPS11"}]
    known = FramesKnown(before={"survey_item": typed(DATASETS["survey_item"], ITEM)})
    assert broken_rows(DATASETS["survey_item"], "SI-02", known, *rows) == [0]


WHY = {"reopen_reason": "BRE sent its roster late", "reopened_by_role": "programme director"}
LATER, SAME, EARLIER_DAY = ({"locked_on": day} for day in ("2026-05-16", "2026-05-15", "2026-05-14"))
REOPENED = [
    ("MF-06d", LATER | WHY, LATER | {"reopened_by_role": "programme director"}),
    ("MF-06d", SAME, LATER | WHY | {"reopen_reason": " "}),
    ("MF-06d", EARLIER_DAY, {"locked_on": None}),
    ("MF-06d", {"locked_on": None} | WHY, LATER | WHY | {"reopen_reason": "told the first time "}),
    ("MF-06e", LATER | WHY, LATER | WHY | {"reopened_by_role": None}),
    ("MF-06e", SAME, {"locked_on": None, "reopen_reason": WHY["reopen_reason"]}),
    ("MF-06e", EARLIER_DAY, {"locked_on": None}),
]


@pytest.mark.parametrize(("rule", "holds", "breaks"), REOPENED)
def test_a_lock_is_moved_later_only_with_a_reason_of_its_own_and_a_role(rule, holds, breaks):
    dataset = DATASETS["period"]
    last = QUARTER | {"reopen_reason": "told the first time"}
    known = FramesKnown(before={"period": typed(dataset, last)}, declared_missing={*WHY})
    assert broken_rows(dataset, rule, known, QUARTER | holds, QUARTER | breaks, NEXT | {"locked_on": "2027-01-01"}) == [1]


def test_a_target_once_accepted_is_never_overwritten():
    rows = [TARGET | {"target_value": 75}, TARGET | {"target_value": 75, "set_on": "2026-01-15"}]
    known = FramesKnown(
        {"target": typed(DATASETS["target"], *rows), "period": typed(DATASETS["period"], QUARTER)},
        before={"target": typed(DATASETS["target"], TARGET)},
    )
    assert broken_rows(DATASETS["target"], "RF-10", known, *rows) == [0]


@pytest.mark.parametrize(("rows", "breaking"), [(50, []), (49, [0]), (200, []), (201, [0])])
def test_a_submission_is_compared_with_the_median_of_the_four_before_it(rows, breaking):
    dataset = DATASETS["submission_manifest"]
    known = FramesKnown(before={"submission_manifest": typed(dataset, *EARLIER)}, received_on=dt.date(2026, 4, 10))
    assert broken_rows(dataset, "MF-09", known, SENT | {"file_rows": rows}) == breaking


@pytest.mark.parametrize(("held", "rows", "breaking"), [(3, 3, []), (3, 4, [0]), (0, 3, [0])])
def test_rows_that_come_back_mended_are_no_short_submission(held, rows, breaking):
    """Three rows were held back of the last one: three come back, and are no measure of the next whole one either."""
    dataset = DATASETS["submission_manifest"]
    last = EARLIER[-1] | {"batch": "S9", "refused_rows": held, "received_on": "2026-04-01"}
    known = FramesKnown(before={"submission_manifest": typed(dataset, *EARLIER, last)}, received_on=dt.date(2026, 4, 10))
    assert broken_rows(dataset, "MF-09", known, SENT | {"file_rows": rows}) == breaking


def test_mended_rows_do_not_lower_what_is_usual():
    dataset = DATASETS["submission_manifest"]
    last = EARLIER[-1] | {"batch": "S9", "refused_rows": 3, "received_on": "2026-04-01"}
    back = [last | {"batch": f"S1{at}", "file_rows": 3, "refused_rows": 3, "received_on": f"2026-04-0{at}"} for at in (2, 3, 4)]
    known = FramesKnown(before={"submission_manifest": typed(dataset, *EARLIER, last, *back)}, received_on=dt.date(2026, 4, 10))
    assert broken_rows(dataset, "MF-09", known, SENT | {"file_rows": 6}) == [0]


def test_a_first_submission_is_compared_with_nothing():
    assert broken("submission_manifest", "MF-09", SENT) == []


def test_a_submission_that_names_no_period_is_not_asked_about_one():
    for rule in ("MF-06", "MF-06b", "MF-06c", "MF-07c", "MF-13"):
        known = known_beside("submission_manifest", [SENT])
        finding = asked(DATASETS["submission_manifest"], rule, known, SENT | {"period": None})
        assert finding.outcome is Outcome.HELD


def test_every_declared_rule_of_the_reference_lists_has_a_case_here():
    mine = ("partner", "unit", "programme", "membership", "course", "period", "theme", "survey_item", "target",
            "expected_submission", "submission_manifest", "course_theme_map", "standard", "agreement_type", "holiday",
            "indicator", "training_requirement")  # fmt: skip
    elsewhere = {("survey_item", "SI-02"), ("target", "RF-10"), ("submission_manifest", "MF-09"),
                 ("period", "MF-06d"), ("period", "MF-06e")}  # fmt: skip
    declared = {(key, rule.id) for key in mine for rule in DATASETS[key].rules}
    assert declared == {(key, rule) for key, rule, _, broken_at in CASES if broken_at} | elsewhere
