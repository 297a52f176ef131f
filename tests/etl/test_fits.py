"""A file that was forced to be read as what it is not is refused with a word on what it is."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl import __main__ as commands
from etl.loader import Loader
from tests.etl.steward import REFERENCES, place, send, write_csv
from warehouse.edition import SubmissionState

MOODLE = Path(__file__).parents[1] / "files" / "layouts" / "completion-RUN-1.csv"
COMPLETION = "Its headers fit the profile moodle_course_completion: load it with --profile moodle_course_completion."
ROSTER = "Its headers fit the dataset training_roster: load it with --dataset training_roster."


def refusal(desk: Loader, path: Path, **claims: str) -> str:
    submission = send(desk, path, **claims).submission
    assert submission.state == SubmissionState.REFUSED, submission.message
    return submission.message


@pytest.mark.parametrize("forced", ["training_roster", "course", "kobo_survey", "school_roster", "template"])
def test_an_export_that_was_forced_to_be_something_else_is_told_its_profile(
    desk: Loader, tmp_path: Path, forced: str
) -> None:
    path = shutil.copy(MOODLE, tmp_path / "export.csv")
    assert refusal(desk, Path(path), profile=forced).endswith(COMPLETION)


@pytest.mark.parametrize("forced", ["course", "moodle_completion", "improvement_plan", "training_rooster"])
def test_a_file_of_our_template_that_was_forced_to_be_something_else_is_told_its_dataset(
    desk: Loader, tmp_path: Path, forced: str
) -> None:
    assert refusal(desk, write_csv(tmp_path / "places.csv", [place(1)]), profile=forced).endswith(ROSTER)


def test_a_file_that_is_called_what_it_is_not_is_told_what_it_is(desk: Loader, tmp_path: Path) -> None:
    said = refusal(desk, write_csv(tmp_path / "partner.csv", REFERENCES["course_run"]))
    assert said.endswith("Its headers fit the dataset course_run: load it with --dataset course_run.")


def test_several_that_fit_are_all_named(desk: Loader, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    both = {**place(1), **dict.fromkeys(MOODLE.read_text(encoding="utf-8").splitlines()[0].replace('"', "").split(","), "x")}
    said = refusal(desk, write_csv(path, [both]), profile="course")
    assert said.endswith(
        "Its headers fit moodle_course_completion, training_roster: load it with --profile and the one that is meant."
    )


def test_what_is_refused_for_another_reason_or_fits_nothing_is_told_no_other_way(desk: Loader, tmp_path: Path) -> None:
    claimed = refusal(desk, write_csv(tmp_path / "places.csv", [place(1)]), profile="training_roster", partner="ZZZ")
    assert "Its headers fit" not in claimed
    assert "Its headers fit" not in refusal(desk, write_csv(tmp_path / "else.csv", [{"a": "1"}]), profile="course")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "Its headers fit" not in refusal(desk, tmp_path / "empty.csv", profile="course")


def test_the_command_says_it(desk: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "loader", lambda: desk)
    path = shutil.copy(MOODLE, tmp_path / "export.csv")
    for words in (["--dry-run"], []):
        said = CliRunner().invoke(commands.app, ["load", str(path), "--dataset", "training_roster", *words])
        assert COMPLETION in " ".join(said.output.split())
