"""The steward's commands: a file that cannot be taken in never keeps the others out; a wrong word is said to be one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from etl import __main__ as commands
from etl import watching
from etl.loader import Loader
from etl.manifest import read_manifest
from etl.run import NOTHING_LOADED
from tests.etl.steward import place, write_csv
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState


@pytest.fixture
def call(desk: Loader, monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """Call with the words of a command line; it works on `desk`."""
    monkeypatch.setattr(commands, "loader", lambda: desk)
    return lambda *words: CliRunner().invoke(commands.app, [str(word) for word in words])


def names(desk: Loader) -> list[str]:
    return [known.file_name for known in desk.warehouse.submissions(Scope.steward())]


def test_a_file_that_cannot_be_read_never_keeps_the_rest_of_a_folder_out(call, desk: Loader, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a note.txt").write_text("Dear steward", encoding="utf-8")
    write_csv(folder / "training_roster.csv", [place(1)])
    said: Result = call("load", folder)
    assert said.exit_code == NOTHING_LOADED
    assert "a note.txt" in said.output
    assert set(names(desk)) >= {"a note.txt", "training_roster.csv"}


def test_a_file_that_no_profile_knows_is_in_the_ledger_kept_and_explained(call, desk: Loader, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("run,participant_key,headcount,attendance,result,attempt_no\nR,P,1,PRESENT,x,1\n", encoding="utf-8")
    assert call("load", path).exit_code == NOTHING_LOADED
    refused = desk.warehouse.submissions(Scope.steward(), limit=1)[0]
    assert (refused.file_name, refused.state) == ("places.csv", SubmissionState.REFUSED)
    assert desk.archive.path(refused.sha256).read_bytes() == path.read_bytes()
    said = call("explain", refused.id)
    assert "fit no profile" in said.output
    assert "training_roster, which has outcome besides" in " ".join(said.output.split())
    assert call("load", path, "--dry-run").exit_code == NOTHING_LOADED


def test_a_replay_that_goes_on_passes_over_what_it_had_refused(call, desk: Loader, tmp_path: Path) -> None:
    """The same content of another moment, and the same file sent by hand, are received like any other."""
    write_csv(tmp_path / "training_roster.csv", [place(1)])
    (tmp_path / "places.csv").write_text("run,result\nR,x\n", encoding="utf-8")
    lines = ["file,received_at", "places.csv,2025-04-03T09:00:00+02:00", "training_roster.csv,2025-04-04T09:00:00+02:00"]
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("\n".join(lines), encoding="utf-8")
    for _ in range(2):
        assert call("load", manifest, "--replay").exit_code == 0
        assert (names(desk).count("places.csv"), names(desk).count("training_roster.csv")) == (1, 1)
    manifest.write_text("\n".join([*lines, "places.csv,2025-04-05T09:00:00+02:00"]), encoding="utf-8")
    call("load", manifest, "--replay")
    assert names(desk).count("places.csv") == 2
    call("load", tmp_path / "places.csv")
    assert names(desk).count("places.csv") == 3


def test_a_folder_without_files_is_said_to_hold_none(call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert isinstance(call("load", tmp_path / "in").exception, Refused)


def test_an_extract_is_full_or_delta_and_no_other_word_passes_for_changes_only(
    call, desk: Loader, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(1)])
    wrong = call("load", path, "--extract", "FUL")
    assert wrong.exit_code == commands.CANNOT
    assert "FULL" in wrong.output
    assert path.name not in names(desk)
    assert call("load", path, "--extract", "full").exit_code == 0


def test_watching_needs_a_folder(call, tmp_path: Path) -> None:
    said = call("watch", tmp_path / "nowhere")
    assert said.exit_code == 2
    words = said.output.replace("│", " ").split()  # the box breaks its lines where the folder's name lets it
    assert "does not exist" in " ".join(words)


def test_a_mended_file_of_the_same_size_is_seen_as_another(tmp_path: Path) -> None:
    path = tmp_path / "partner.csv"
    path.write_text("2020-13-01", encoding="utf-8")
    before = dict(watching._dropped(tmp_path))
    path.write_text("2020-12-01", encoding="utf-8")
    after = dict(watching._dropped(tmp_path))
    assert before[path][0] == after[path][0]
    assert before != after


def test_watching_goes_on_after_a_file_that_cannot_be_read(
    call, desk: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a note.txt").write_text("Dear steward", encoding="utf-8")
    write_csv(folder / "training_roster.csv", [place(1)])
    rounds = iter(range(3))
    monkeypatch.setattr(commands.time, "sleep", lambda _: None if next(rounds, None) is not None else stop())
    call("watch", folder, "--settle", "0")
    assert "training_roster.csv" in names(desk)


def stop() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("file,received_at,note\na.csv,2026-01-31T09:00:00+00:00,late, mended by office\n", "4 cells under 3 headers"),
        ("file,received_at,partner,partner\na.csv,2026-01-31T09:00:00+00:00,VEL,NOR\n", "a column stands twice"),
    ],
)
def test_a_manifest_whose_cells_and_headers_do_not_fit_is_refused_and_never_read_otherwise(tmp_path: Path, text, why):
    (tmp_path / "a.csv").write_text("a\n", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=why):
        read_manifest(tmp_path / "manifest.csv")
