"""Rows of the reference lists, the targets and the submissions, and what is known beside them."""

from expectations.catalogue import datasets
from tests.expectations.asking import broken_rows
from tests.expectations.feedback_world import screening_cases
from tests.expectations.known_frames import FramesKnown, typed

DATASETS = datasets()
NATION = {"partner": "ALD", "name": "Alderland", "kind": "NATION"}
OTHER = {"partner": "BRE", "name": "Brenmark", "kind": "NATION"}
UNIT = {"unit": "ALD-1", "partner": "ALD", "name": "One"}
COURSE = {"course": "CRS-A", "course_version": "1", "title": "A"}
FIRST, SECOND = {"valid_to": "2025-12-31"}, {"course_version": "2", "valid_from": "2026-01-01"}
QUARTER = {"period": "2026Q1", "calendar": "QUARTER", "start_on": "2026-01-01", "end_on": "2026-03-31",
           "due_on": "2026-04-15", "locked_on": "2026-05-15"}  # fmt: skip
NEXT = {"period": "2026Q2", "calendar": "QUARTER", "start_on": "2026-04-01", "end_on": "2026-06-30"}
MEMBER = {"programme": "PRG", "partner": "ALD", "role": "LEAD", "valid_from": "2023-01-01"}
SECOND_MEMBER = MEMBER | {"partner": "BRE", "role": "MEMBER"}
THEME = {"theme": "TERMS", "name": "Terms", "topic": "TERMINOLOGY"}
PROGRAMME = {"programme": "PRG", "name": "Programme", "start_on": "2023-01-01", "period_type": "QUARTER"}
ITEM = {"survey": "S1", "form_version": "1", "item_code": "R1", "label": "How was it?", "scale": "LIKERT5"}
TARGET = {"indicator": "TRN-01", "programme": "PRG", "period": "2026Q1", "measured_in": "PERCENT", "direction": "UP",
          "target_value": 80, "kind": "MILESTONE", "set_on": "2025-12-01", "set_by_role": "board"}  # fmt: skip
EXPECTED = {"programme": "PRG", "partner": "ALD", "dataset": "training_roster", "period": "2026Q1",
            "due_on": "2026-04-15"}  # fmt: skip
SENT = {"batch": "S000009", "dataset": "training_roster", "partner": "ALD", "programme": "PRG", "period": "2026Q1",
        "extract": "DELTA", "received_on": "2026-04-10", "outcome": "ACCEPTED", "sha256": "ab", "file_rows": 100,
        "loaded_rows": 100, "refused_rows": 0}  # fmt: skip
RECEIVED = {day: {"received_on": day} for day in (
    "2025-12-31", "2026-01-01", "2026-04-15", "2026-04-16", "2026-05-15", "2026-05-16",
)}  # fmt: skip
EARLIER = [SENT | {"batch": f"S00000{at}", "file_rows": rows, "received_on": f"2025-0{at}-10"}
           for at, rows in ((1, 9000), (2, 90), (3, 110), (4, 100), (5, 100))]  # fmt: skip


ROLE_UNTIL = {"participant_key": "P1", "programme": "PRG", "unit": "ALD-1", "role": "LIAISON", "course": "CRS-A"}
MAPPED = {"course": "CRS-A", "theme": "TERMS", "basis": "CONTENT", "valid_from": "2024-01-01"}
EDITION = {"standard": "STD-1", "edition": "1", "title": "Terms", "promulgated_on": "2024-01-01"}
TYPE = {"agreement_type": "INFO", "name": "Information"}
ASSESSED = {"instrument_version": "1", "domain": "HUMAN", "item_code": "H1", "item_text": "Uses the common glossary"}
USES = {
    "training_requirement": [ROLE_UNTIL | {"required_to": None}, ROLE_UNTIL | {"unit": "ALD-2", "required_to": "2026-03-31"}],
    "partner_self_assessment": [{"assessment": "AS-1", "partner": "ALD", "unit": "ALD-3", "instrument_version": "1",
                                 "item_code": "H1", "assessed_on": "2026-02-15"}],
    "course_theme_map": [{"course": "CRS-A", "theme": "FORMS"}, {"course": "CRS-A", "theme": "TERMS", "valid_to": "2025-12-31"}],
    "observation": [{"observation": "OBS-1", "theme": "TERMS", "submitted_on": "2026-02-15"}],
    "standards_adoption": [
        {"standard": "STD-1", "edition": "1", "partner": "ALD", "status": "IMPLEMENTED", "status_on": "2026-02-15"},
        {"standard": "STD-1", "edition": "2", "partner": "ALD", "status": "NOT_RATIFYING", "status_on": "2026-02-15"},
    ],
    "required_agreement": [{"programme": "PRG", "agreement_type": "NEEDED"}],
    "agreement": [{"agreement": "AG-1", "agreement_type": "INFO", "effective_on": "2026-02-15"},
                  {"agreement": "AG-2", "agreement_type": "INFO"}],
}  # fmt: skip
"""What uses the codes of the lists, and until when (RF-11)."""
HOLIDAY = {"holiday_on": "2026-01-01", "name": "New Year"}
OWN = {"indicator": "OWN-01", "name": "Visits written up", "measured_in": "PERCENT", "direction": "UP"}
ROLE = {"participant_key": "P1", "programme": "PRG", "partner": "ALD", "unit": "ALD-1", "role": "LIAISON",
        "course": "CRS-A", "required_from": "2025-01-01"}  # fmt: skip
TEXTS = {"partner": (NATION, "name", "short_name"), "unit": (UNIT, "name"), "programme": (PROGRAMME, "name"),
         "course": (COURSE, "title"), "theme": (THEME, "name"), "survey_item": (ITEM, "label"),
         "target": (TARGET, "reason", "set_by_role"), "standard": (EDITION, "title"), "agreement_type": (TYPE, "name"),
         "holiday": (HOLIDAY, "name"), "indicator": (OWN, "name", "owner_role"),
         "period": (QUARTER, "reopen_reason", "reopened_by_role")}  # fmt: skip
"""A row of each list, and the columns that people write."""
SCREENING = [
    (dataset, rule, [row | holds, row | breaks], [1])
    for dataset, (row, *columns) in TEXTS.items()
    for rule, holds, breaks in screening_cases("SG-02", tuple(columns))
]


def known_beside(dataset, rows, **said):
    """What is known: the usual lists, and the rows being checked in the place of their own list."""
    lists = {
        "partner": [NATION, OTHER],
        "programme": [PROGRAMME],
        "membership": [MEMBER, SECOND_MEMBER | {"valid_to": "2026-02-15"}],
        "unit": [UNIT, UNIT | {"unit": "ALD-OLD", "valid_to": "2024-12-31"}],
        "theme": [THEME],
        "period": [QUARTER, NEXT],
        "expected_submission": [EXPECTED],
        "course": [COURSE | {"required_for_roles": "LIAISON; PLANNER"}, COURSE | {"course": "CRS-B"}],
        "indicator": [OWN | {"indicator": "OWN-02", "measured_in": "DAYS", "direction": "DOWN"}],
        "corrective_action": [{"action": "A1", "programme": "PRG", "responsible_partner": "BRE", "state": "TASKED"}],
        "course_run": [
            {"run": "R1", "course": "CRS-A", "course_version": "1", "programme": "RUNS", "start_on": "2026-02-02",
             "status": "PLANNED"},
            {"run": "R2", "course": "CRS-A", "course_version": "1", "programme": "RUNS", "start_on": "2026-05-02",
             "status": "CANCELLED"},
        ],
        **USES,
        dataset: rows,
    }  # fmt: skip
    return FramesKnown({key: typed(DATASETS[key], *each) for key, each in lists.items()}, **said)


def broken(dataset, rule, *rows, **said):
    return broken_rows(DATASETS[dataset], rule, known_beside(dataset, rows, **said), *rows)
