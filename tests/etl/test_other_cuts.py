"""Other years, columns and forms of sources that a profile knows: the same profile reads them, and nothing is invented."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl import profile as profiles
from etl.loader import Loader
from etl.reconcile import reconcile
from tests.etl.steward import send
from tests.etl.test_real_files import DATASETS, PROFILES, SMALL, frame, mapped
from vocabulary.scope import Scope


def invitations(loader: Loader) -> pd.DataFrame:
    return loader.warehouse.rows("invitation", Scope.steward())


def test_a_question_mark_is_a_missing_day_and_no_withdrawal(tmp_path: Path) -> None:
    plain = SMALL / "oulad_studentRegistration.csv"
    marked = tmp_path / plain.name
    marked.write_text(plain.read_text(encoding="utf-8").replace('""', '"?"'), encoding="utf-8")
    assert '"?"' in marked.read_text(encoding="utf-8")
    expected, found = (mapped("oulad_registrations", path, tmp_path)["training_roster"].frame for path in (plain, marked))
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(
    ("file", "states"),
    [
        ("nyc311_rodents_2018_columns.csv", {"IN_IMPLEMENTATION": 2, "IMPLEMENTED": 3}),
        ("nyc311_interface.csv", {"PROPOSED": 1, "IN_IMPLEMENTATION": 2, "IMPLEMENTED": 3}),
    ],
)
def test_requests_in_older_columns_and_from_the_interface(file: str, states: dict[str, int], tmp_path: Path) -> None:
    actions = frame(mapped("nyc311", SMALL / file, tmp_path)["corrective_action"])
    assert Counter(actions["state"]) == states
    is_open = actions["state"] != "IMPLEMENTED"
    assert actions.loc[is_open, "implemented_on"].isna().all()
    assert actions.loc[~is_open, "implemented_on"].notna().all()


def test_a_renamed_column_of_the_portal_gives_the_same_requests(tmp_path: Path) -> None:
    older = SMALL / "nyc311_animals.csv"
    head, _, rows = older.read_text(encoding="utf-8").partition("\n")
    newer = tmp_path / older.name
    renamed = head.replace("Complaint Type", "Problem (formerly Complaint Type)")
    newer.write_text(f"{renamed}\n{rows}", encoding="utf-8")
    header = [cell.strip() for cell in renamed.split(",")]
    assert profiles.recognise("x.csv", [("x", [header])], PROFILES, DATASETS) == "nyc311"
    expected, found = (mapped("nyc311", path, tmp_path)["corrective_action"].frame for path in (older, newer))
    pd.testing.assert_frame_equal(found, expected)


def test_codes_of_votes_tell_absence_from_not_being_a_member(tmp_path: Path) -> None:
    parts = mapped("un_ga_votes_voeten", SMALL / "un_ga_votes_with_codes.csv", tmp_path)
    votes = parts["invitation"]
    assert Counter(votes.frame["attendance"]) == {"PRESENT": 8, "ABSENT": 7}
    assert (votes.counts["read"], votes.counts["elsewhere"], votes.counts["made"]) == (15, 6, 0)
    assert len(parts["partner"].frame) == 5
    assert frame(parts["engagement"])["start_on"].tolist()[0] == pd.Timestamp("1965-11-07")


def test_a_report_without_delivering_units_adds_up_to_its_printed_totals(tmp_path: Path) -> None:
    key = "us_foreign_military_training"
    parts = mapped(key, SMALL / "fmtr_2007_three_countries.csv", tmp_path)
    roster = parts["training_roster"]
    found = reconcile(PROFILES[key], roster.control, roster.detail)
    assert (found["groups"], found["agree"]) == (6, 6)
    assert (roster.counts["control"], roster.counts["folded"], roster.counts["read"]) == (6, 19, 83)
    assert frame(roster)["headcount"].sum() == 114
    assert "IMET-1" in set(parts["programme"].frame["name"])


def test_a_name_of_an_official_is_never_shown(tmp_path: Path) -> None:
    header = "Title,Name,Start Day,Start Month,Start Year,City Visited,State Visit,End Day,End Month,End Year"
    file = tmp_path / "visits.csv"
    file.write_text(f"{header}\nSecretary of the Air Force,A. Person,21,4,2012,,JPN,28,4,2012\n", encoding="utf-8")
    for part in mapped("us_dod_leader_visits", file, tmp_path).values():
        assert "Name" not in part.headers()
        assert "A. Person" not in part.verbatim(np.array([0]))[0].values()


def test_a_state_is_absent_only_from_sessions_in_which_it_voted(loader: Loader, tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text(
        "rcid,session,date,unres,short\n1,1,1946-01-01,R/1,a\n2,1,1946-01-02,R/2,b\n3,2,1947-01-01,R/3,c\n4,2,1947-01-02,R/4,d\n",
        encoding="utf-8",
    )
    votes = tmp_path / "votes.csv"
    votes.write_text(
        "rcid,country,country_code,vote\n1,Chad,TD,yes\n2,Chad,TD,no\n3,Chad,TD,yes\n3,Fiji,FJ,abstain\n4,Fiji,FJ,yes\n",
        encoding="utf-8",
    )
    assert send(loader, calls).exit_code == 0
    outcome = send(loader, votes)
    account = next(part for part in outcome.submission.parts if part.dataset == "invitation")
    assert (account.read, account.made, account.loaded) == (5, 1, 6)
    known = invitations(loader)
    absent = known[known["attendance"] == "ABSENT"]
    assert absent[["engagement", "partner"]].to_numpy().tolist() == [["UNGA-4", "CHAD"]]
