"""Files that nobody wrote for this product, by profile alone. `tests/files/real/ATTRIBUTION.md` says whose they are.

Whole files are read too where FULL_CIRCLE_REAL_FILES names a folder that holds them.
"""

import os
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from etl import profile as profiles
from etl.mapping import Mapped, map_parts
from etl.reading import Limits
from etl.reading.whole import first_rows_of, sheets_in
from etl.reconcile import reconcile
from etl.typed import typed
from expectations.catalogue import datasets

SMALL = Path(__file__).parents[1] / "files" / "real"
WHOLE = Path(os.environ.get("FULL_CIRCLE_REAL_FILES", "/nowhere"))
DATASETS = datasets()
PROFILES = {key: profiles.load(key) for key in profiles.keys()}  # noqa: SIM118 - a function of ours
FILES = {
    "us_foreign_military_training": ("fmtr_three_groups.csv", "fmtr_fy2016_2018_africa_europe.csv"),
    "carpentries_instructor_training": ("carpentries_instructor_training_events.csv",) * 2,
    "oulad_courses": ("oulad_courses.csv",) * 2,
    "oulad_registrations": ("oulad_studentRegistration.csv",) * 2,
    "oulad_student_info": ("oulad_studentInfo.csv",) * 2,
    "servicenow_event_log": ("servicenow_incident_event_log.csv",) * 2,
    "nyc311": ("nyc311_animals.csv", "nyc311_animals_2025q1.csv"),
    "un_ga_roll_calls": ("un_ga_roll_calls.csv", "un_ga_roll_calls_session_74.csv"),
    "un_ga_votes": ("un_ga_votes.csv", "un_ga_votes_session_74.csv"),
    "us_dod_leader_visits": (None, "us_dod_leader_visits.csv"),
}
CUTS = [
    ("us_foreign_military_training", "fmtr_2007_three_countries.csv"),
    ("nyc311", "nyc311_rodents_2018_columns.csv"),
    ("un_ga_votes_voeten", "un_ga_votes_with_codes.csv"),
]
"""Other years and other forms of the same sources."""
BOTH = [(key, SMALL / small) for key, (small, _) in FILES.items() if small]
BOTH += [(key, SMALL / small) for key, small in CUTS]
BOTH += [(key, WHOLE / whole) for key, (_, whole) in FILES.items()]


def here(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return path


def mapped(key: str, path: Path, tmp_path: Path) -> dict[str, Mapped]:
    sheets = sheets_in(here(path), path.name, PROFILES[key].reading, Limits(), tmp_path)
    return {part.dataset: part for part in map_parts(sheets, PROFILES[key], {"salt": "salt"}, DATASETS)}


def frame(part: Mapped) -> pd.DataFrame:
    return typed(DATASETS[part.dataset], part.frame, part.part, "NONE")[0]


def refused(part: Mapped) -> list[int]:
    """Source rows of records with a cell that could not be read."""
    findings = typed(DATASETS[part.dataset], part.frame, part.part, "NONE")[1]
    return sorted({int(part.source_rows[at]) for finding in findings for at in finding.positions})


@pytest.mark.parametrize(("key", "path"), BOTH, ids=lambda value: getattr(value, "stem", value))
def test_a_file_is_recognised_by_its_headers_among_all_profiles_and_datasets(key, path, tmp_path):
    rows = first_rows_of(here(path), path.name, Limits(), tmp_path)
    assert profiles.recognise(path.name, rows, PROFILES, DATASETS) == key


@pytest.mark.parametrize(("key", "path"), BOTH, ids=lambda value: getattr(value, "stem", value))
def test_every_row_of_a_file_is_in_the_account_of_every_part(key, path, tmp_path):
    for part in mapped(key, path, tmp_path).values():
        counts = part.counts
        places = ("label", "control", "elsewhere", "folded", "unreadable", "read")
        assert counts["file_rows"] == len(path.read_bytes().splitlines()) == sum(counts[place] for place in places)
        assert counts["records"] == len(part.frame) == len(part.source_rows)


@pytest.mark.parametrize(("key", "path"), BOTH, ids=lambda value: getattr(value, "stem", value))
def test_no_column_of_a_known_file_is_unknown(key, path, tmp_path):
    said = [finding.rule for part in mapped(key, path, tmp_path).values() for finding in part.findings]
    assert not {"MF-02b", "MF-03b", "MAP-CODES", "MAP-PATTERN"} & set(said)


@pytest.mark.parametrize(("key", "path"), BOTH, ids=lambda value: getattr(value, "stem", value))
def test_columns_in_another_order_with_one_more_give_the_same_records(key, path, tmp_path):
    table = pd.read_csv(here(path), dtype="str", keep_default_na=False, sep=",")
    table = table[table.columns[::-1]].assign(extra="x")
    other = tmp_path / path.name
    table.to_csv(other, index=False)
    again = mapped(key, other, tmp_path)
    for dataset, part in mapped(key, path, tmp_path).items():
        pd.testing.assert_frame_equal(part.frame, again[dataset].frame)
    first = next(iter(again.values()))
    assert any(finding.rule == "MF-02b" and "'extra'" in finding.detail for finding in first.findings)


def test_printed_totals_are_not_training_and_the_group_that_differs_is_named(tmp_path):
    key = "us_foreign_military_training"
    roster = mapped(key, SMALL / "fmtr_three_groups.csv", tmp_path)["training_roster"]
    found = reconcile(PROFILES[key], roster.control, roster.detail)
    assert (found["groups"], found["agree"]) == (3, 2)
    assert [(d["printed"], d["added"]) for d in found["differ"]] == [(63, 61)]
    assert "Benin / Misc DoD/DoS" in found["differ"][0]["group"]
    assert not any("Totals" in str(title) for title in roster.frame["run"])


def test_the_table_of_one_year_and_region_has_no_columns_that_say_so(tmp_path):
    key = "us_foreign_military_training"
    whole = pd.read_csv(SMALL / "fmtr_three_groups.csv", dtype=str, keep_default_na=False)
    part = whole.drop(columns=["fiscal_year", "region"]).assign(source="FMT_Volume-I")
    part.to_csv(tmp_path / "2016_2017_Africa_fmtrpt.tsv", sep="\t", index=False)
    roster = mapped(key, tmp_path / "2016_2017_Africa_fmtrpt.tsv", tmp_path)["training_roster"]
    found = reconcile(PROFILES[key], roster.control, roster.detail)
    assert (found["groups"], found["agree"]) == (3, 2)
    assert found["differ"][0]["group"].startswith("Benin / Misc DoD/DoS")
    with_year = mapped(key, SMALL / "fmtr_three_groups.csv", tmp_path)["training_roster"]
    pd.testing.assert_frame_equal(roster.frame, with_year.frame)


def test_fragments_and_slipped_rows_are_held_back_with_their_row_numbers(tmp_path):
    parts = mapped("us_foreign_military_training", SMALL / "fmtr_three_groups.csv", tmp_path)
    assert [(row, why) for row, _, why in parts["training_roster"].unreadable] == [
        (30, "has no dates: a course title broken over several lines"),
        (35, "has no dates: a course title broken over several lines"),
    ]
    # a run whose first day is "$0", the same with "$25,832", and one whose title stands alone in row 30
    assert refused(parts["course_run"]) == [19, 24, 31]
    assert refused(parts["training_roster"]) == [31]  # the others name a run that was refused: a rule's affair


def test_the_whole_report_reconciles_in_all_groups_but_the_two_that_are_damaged(tmp_path):
    key = "us_foreign_military_training"
    roster = mapped(key, WHOLE / FILES[key][1], tmp_path)["training_roster"]
    found = reconcile(PROFILES[key], roster.control, roster.detail)
    of_year = Counter(roster.control["fiscal_year"])
    assert of_year == {"2016-2017": 297, "2017-2018": 294}
    assert (found["groups"], found["agree"]) == (591, 589)
    assert [group["group"][:30] for group in found["differ"]] == [
        "2016-2017 / Africa / Niger / S",
        "2017-2018 / Africa / Benin / M",
    ]
    assert roster.counts["control"] == 591
    assert len(roster.unreadable) == 7


def test_certified_and_not_certified_add_up_to_who_came(tmp_path):
    roster = mapped("carpentries_instructor_training", SMALL / "carpentries_instructor_training_events.csv", tmp_path)[
        "training_roster"
    ]
    counts = frame(roster).groupby(["run", "outcome"])["headcount"].sum().unstack()
    assert counts.loc["2015-05-27-TTT-MSU"].to_dict() == {"COMPLETED_UNGRADED": 10, "NOT_COMPLETED": 16}
    assert (roster.counts["read"], roster.counts["records"]) == (18, 36)
    assert len(refused(roster)) == 4  # events without a count of certified


def test_relative_days_become_dates_from_the_start_of_the_presentation(tmp_path):
    roster = frame(mapped("oulad_registrations", SMALL / "oulad_studentRegistration.csv", tmp_path)["training_roster"])
    lines = (SMALL / "oulad_studentRegistration.csv").read_text().splitlines()
    module, presentation, _, registered, _ = [cell.strip('"') for cell in lines[1].split(",")]
    start = pd.Timestamp(f"{presentation[:4]}-{'02' if presentation.endswith('B') else '10'}-01")
    assert roster["run"][0] == f"{module}-{presentation}"
    assert roster["nominated_on"][0] == start + pd.Timedelta(days=int(registered))


def test_outcomes_are_the_published_ones(tmp_path):
    roster = frame(mapped("oulad_student_info", WHOLE / "oulad_studentInfo.csv", tmp_path)["training_roster"])
    assert roster["outcome"].value_counts().to_dict() == {
        "COMPLETED_PASS": 12_361 + 3_024, "WITHDRAWN": 10_156, "COMPLETED_FAIL": 7_052,
    }  # fmt: skip


def test_the_same_student_has_the_same_key_in_both_files_and_it_is_not_the_number(tmp_path):
    registered = mapped("oulad_registrations", SMALL / "oulad_studentRegistration.csv", tmp_path)[
        "training_roster"
    ].frame
    finished = mapped("oulad_student_info", SMALL / "oulad_studentInfo.csv", tmp_path)["training_roster"].frame
    assert set(registered["participant_key"]) == set(finished["participant_key"])
    assert registered["participant_key"].str.fullmatch("P[0-9A-F]{24}").all()


def test_an_open_incident_is_open_though_its_rows_carry_the_final_dates(tmp_path):
    actions = frame(
        mapped("servicenow_event_log", SMALL / "servicenow_incident_event_log.csv", tmp_path)["corrective_action"]
    )
    actions = actions.set_index("action")
    assert actions.loc["INC0000047", "state"] == "IN_IMPLEMENTATION"
    assert actions.loc["INC0000047", ["implemented_on", "validated_on"]].isna().all()
    assert actions.loc["INC0000045", "state"] == "VALIDATED"
    assert actions.loc["INC0000045", "implemented_on"] == pd.Timestamp("2016-02-29")
    assert actions.loc["INC0000093", "implemented_on"] is pd.NaT  # "?" is missing


def test_one_record_an_incident_and_the_other_changes_are_folded(tmp_path):
    part = mapped("servicenow_event_log", SMALL / "servicenow_incident_event_log.csv", tmp_path)["corrective_action"]
    assert (part.counts["read"], part.counts["folded"]) == (4, 16)


def test_a_request_in_progress_has_no_day_of_closing(tmp_path):
    actions = frame(mapped("nyc311", SMALL / "nyc311_animals.csv", tmp_path)["corrective_action"])
    assert actions["implemented_on"].notna().equals(actions["state"].eq("IMPLEMENTED"))
    assert actions.loc[0, ["proposed_on", "implemented_on"]].tolist() == [
        pd.Timestamp("2025-03-12"),
        pd.Timestamp("2025-03-13"),
    ]


def test_a_missing_vote_is_an_absence_that_the_profile_made(tmp_path):
    votes = mapped("un_ga_votes", SMALL / "un_ga_votes.csv", tmp_path)["invitation"]
    absent = votes.frame[votes.frame["attendance"] == "ABSENT"]
    assert (votes.counts["read"], votes.counts["made"], votes.counts["records"]) == (26, 4, 30)
    assert Counter(absent["partner"]) == {"CONGO-KINSHASA": 3, "KIRIBATI": 1}
    assert (votes.source_rows[absent.index] == 0).all()
    assert set(absent["releasability"]) == {"ALL"}


def test_namibia_is_a_country_and_not_a_missing_value(tmp_path):
    partners = mapped("un_ga_votes", SMALL / "un_ga_votes.csv", tmp_path)["partner"].frame.set_index("partner")
    assert partners.loc["NAMIBIA", "aliases"] == "NA"
    assert partners.loc["COTE-D-IVOIRE", "name"] == "Côte d’Ivoire"


def test_the_whole_grid_of_a_session_is_there(tmp_path):
    votes = mapped("un_ga_votes", WHOLE / "un_ga_votes_session_74.csv", tmp_path)["invitation"]
    assert (votes.counts["read"], votes.counts["records"]) == (16_346, 17_563)


def test_visits_have_dates_from_three_columns_and_a_repeat_is_folded(tmp_path):
    parts = mapped("us_dod_leader_visits", WHOLE / "us_dod_leader_visits.csv", tmp_path)
    assert frame(parts["engagement"])["start_on"][0] == pd.Timestamp("2012-04-21")
    trip = parts["invitation"].frame["engagement"] == parts["engagement"].frame["engagement"][0]
    assert parts["invitation"].frame.loc[trip, "partner"].tolist() == ["JPN", "KOR"]
    assert parts["invitation"].counts["folded"] == 2
