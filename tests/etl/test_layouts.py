"""Layouts of real tools, written by hand with what is awkward in them (`tests/files/layouts`), by profile alone."""

import datetime as dt
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from etl import profile as profiles
from etl.mapping import Mapped, map_parts
from etl.reading import Limits
from etl.reading.whole import first_rows_of, sheets_in
from etl.typed import typed
from expectations.catalogue import datasets

LAYOUTS = Path(__file__).parents[1] / "files" / "layouts"
DATASETS = datasets()
PROFILES = {key: profiles.load(key) for key in profiles.keys()}  # noqa: SIM118 - a function of ours
TOLD = {"salt": "salt", "programme": "CRP"}
FILES = {
    "limesurvey_survey": "limesurvey.csv",
    "surveymonkey_survey": "surveymonkey.csv",
    "odk_survey": "odk.csv",
    "moodle_course_completion": "completion-RUN-1.csv",
    "googleforms_survey": "googleforms.csv",
}


def mapped(key: str, path: Path, work: Path) -> Mapped:
    assert profiles.recognise(path.name, first_rows_of(path, path.name, Limits(), work), PROFILES, DATASETS) == key
    return map_parts(sheets_in(path, path.name, PROFILES[key].reading, Limits(), work), PROFILES[key], TOLD, DATASETS)[
        0
    ]


def answers(part: Mapped) -> pd.DataFrame:
    """Typed answers by answer sheet and item, without the cells that could not be read."""
    return (
        typed(DATASETS[part.dataset], part.frame, part.part, "ALL")[0].set_index(["response", "item_code"]).sort_index()
    )


def wrong(part: Mapped) -> list[tuple[str, int]]:
    findings = typed(DATASETS[part.dataset], part.frame, part.part, "ALL")[1]
    return [(finding.shows[0], int(part.source_rows[at])) for finding in findings for at in finding.positions]


def test_limesurvey_has_a_byte_order_mark_and_forms_that_were_not_finished(tmp_path: Path) -> None:
    part = mapped("limesurvey_survey", LAYOUTS / "limesurvey.csv", tmp_path)
    found = answers(part)
    assert found.loc["7", "value_num"].tolist()[:2] == [5, 4]
    assert found.loc[("7", "R3"), "value_code"] == "NOT_APPLICABLE"
    assert found.loc[("7", "R1"), "submitted_at"] == pd.Timestamp("2025-03-12 13:05")  # from Berlin to UTC
    assert pd.isna(found.loc[("8", "R1"), "progress"])
    assert found.loc[("8", "R1"), "submitted_at"] == pd.Timestamp("2025-03-12 14:02:30")
    assert found.loc[("8", ["R2", "R3"]), "value_raw"].isna().all()
    assert found.loc[("9", "R1"), "submitted_at"] == pd.Timestamp("2025-03-13 07:04")  # not 1980
    assert wrong(part) == [("value_num", 4)]  # A9 is on no scale


def test_surveymonkey_has_two_header_rows_with_entities(tmp_path: Path) -> None:
    part = mapped("surveymonkey_survey", LAYOUTS / "surveymonkey.csv", tmp_path)
    found = answers(part)
    assert sorted(found.loc["114234567890"].index) == ["R1", "R2", "R3", "R4"]
    assert found.loc[("114234567890", "R3"), "value_code"] == "NOT_APPLICABLE"
    assert found.loc[("114234567891", "R2"), "value_num"] == 1
    assert found.loc[("114234567891", "R1"), "submitted_at"] == pd.Timestamp("2025-03-31 23:03")  # summer has begun
    assert wrong(part) == [("value_num", 4)]
    assert not any("example.org" in text for text in part.verbatim(np.array([1]))[0].values())


def test_odk_briefcase_writes_moments_in_english(tmp_path: Path) -> None:
    part = mapped("odk_survey", LAYOUTS / "odk.csv", tmp_path)
    found = answers(part)
    assert found.loc[("uuid:77aa", "R1"), "submitted_at"] == pd.Timestamp("2025-04-01 00:00:10")
    assert found.loc[("uuid:5f1c", "R3"), "value_code"] == "NOT_APPLICABLE"
    assert wrong(part) == []


def test_microsoft_forms_has_typed_dates_and_texts_that_word_changed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    headers = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Wave", "Course run", "Name2",
               "The course met\nits stated objectives. ", "I\u2019ll use what I learned.",
               "The instructors were \u201cwell prepared\u201d.", "I\u2019d recommend the course.",
               "Which parts should be longer?\u00a0"]  # fmt: skip
    sent = dt.datetime(2025, 3, 12, 14, 5, 44)
    said = ["Agree", "Strongly agree", "Not applicable", "Disagree", "Practice;Questions;"]
    book.active.append(headers)
    book.active.append(
        [1, sent - dt.timedelta(minutes=5), sent, "anonymous", None, None, "2025-03", "RUN-1", "ALD", *said]
    )
    book.save(tmp_path / "Course reaction.xlsx")
    part = mapped("msforms_survey", tmp_path / "Course reaction.xlsx", tmp_path)
    found = answers(part).loc["1"]
    assert found["value_num"].tolist()[:2] == [4, 5]
    assert found.loc["T1", "value_raw"] == "Practice;Questions"
    assert pd.isna(found.loc["T1", "value_num"])
    assert found.loc["R3", "value_code"] == "NOT_APPLICABLE"
    assert found.loc["R1", "submitted_at"] == pd.Timestamp("2025-03-12 13:05:44")
    assert wrong(part) == []


def test_google_forms_tells_answers_apart_by_moment_and_invitation(tmp_path: Path) -> None:
    part = mapped("googleforms_survey", LAYOUTS / "googleforms.csv", tmp_path)
    found = answers(part).reset_index().set_index(["invitee_key", "item_code"])
    assert found["response"].nunique() == 5  # two were sent in one second
    assert found.loc[("INV-0001", "R1"), "submitted_at"] == pd.Timestamp("2025-03-12 13:05:44")
    assert found.loc[("INV-0003", "R1"), "submitted_at"] == pd.Timestamp("2025-03-30 22:03:09")  # summer has begun
    assert found.loc[("INV-0004", "R1"), "submitted_at"] == pd.Timestamp("2025-03-12 14:05:44")
    assert pd.isna(found.loc[("INV-0005", "R1"), "submitted_at"])  # whose AST? nobody guesses
    assert found.loc[("INV-0001", "R3"), "value_code"] == "NOT_APPLICABLE"
    assert found.loc[("INV-0001", "T1"), "value_raw"] == "Practice, and more of it;Questions"
    assert wrong(part) == [("value_num", 3), *[("submitted_at", 6)] * 5]
    assert not any("example.org" in text for at in range(len(part.frame)) for text in part.verbatim(np.array([at]))[0].values())


def test_moodle_course_completion_says_a_day_or_nothing(tmp_path: Path) -> None:
    part = mapped("moodle_course_completion", LAYOUTS / "completion-RUN-1.csv", tmp_path)
    frame = typed(DATASETS[part.dataset], part.frame, part.part, "ALL")[0]
    assert frame["outcome"].tolist() == ["COMPLETED_UNGRADED", "IN_PROGRESS", "IN_PROGRESS"]
    assert frame["run"].unique().tolist() == ["RUN-1"]
    assert frame["completed_on"].tolist() == [pd.Timestamp("2025-03-05"), pd.NaT, pd.NaT]
    assert wrong(part) == []


@pytest.mark.parametrize(("key", "file"), FILES.items())
def test_an_export_without_answers_has_no_records(key: str, file: str, tmp_path: Path) -> None:
    lines = (LAYOUTS / file).read_text(encoding="utf-8").splitlines()
    path = tmp_path / file
    path.write_text("\n".join(lines[: 2 if key == "surveymonkey_survey" else 1]) + "\n", encoding="utf-8")
    assert mapped(key, path, tmp_path).counts["records"] == 0


def test_moodle_saves_a_csv_for_excel_in_utf_16_with_tabs(tmp_path: Path) -> None:
    text = (
        '"","ID number",Institution,"Course run",Attempt,"Opening session","","Course completion","1 March 2025"\n'
        '"Ann Éxample",1041,ALD-M1,RUN-1,1,Completed,"2025-03-03 09:02:00","Completed (achieved pass grade)","2025-03-05 16:05"\n'
        '"Ben Example",1042,BRE-L1,RUN-1,1,"Not completed","","Completed (did not achieve pass grade)","2025-03-05 16:06:00"\n'
    )
    frames = []
    for name, encoding, delimiter in (("plain", "utf-8", ","), ("excel", "utf-16", "\t")):
        path = tmp_path / name / "progress.RUN-1.csv"
        path.parent.mkdir()
        path.write_bytes(text.replace(",", delimiter).encode(encoding))
        frames.append(mapped("moodle_completion", path, tmp_path).frame)
    assert frames[0]["outcome"].tolist() == ["COMPLETED_PASS", "COMPLETED_FAIL"]
    pd.testing.assert_frame_equal(*frames)
