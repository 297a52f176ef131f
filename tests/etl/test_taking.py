"""What is not a whole file that stays as it is, is not taken in, and words say why."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.loader import Loader
from etl.taking import is_there, shown_name, taken
from tests.etl.steward import place, send, write_csv
from vocabulary.errors import NoRoom, Refused
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.edition import SubmissionState


class Growing(Archive):
    """An archive whose sender goes on writing while it reads."""

    def __init__(self, home: Path, file: Path) -> None:
        super().__init__(home)
        self.file = file

    def keep(self, stream) -> str:
        with self.file.open("a", encoding="utf-8") as more:
            more.write("one row more\n")
        return super().keep(stream)


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Refused, match="a pipe or a device"):
        taken(Archive(tmp_path), tmp_path / "pipe.csv")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "growing.csv"
    file.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(Refused, match="changed while it was read"):
        taken(Growing(tmp_path, file), file)


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"gone.csv: it cannot be read: No such file"):
        taken(Archive(tmp_path), tmp_path / "gone.csv")


def test_a_name_is_shown_without_line_breaks_marks_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert shown_name(tmp_path / "a\nb.csv") == "a\ufffdb.csv"
    assert shown_name(tmp_path / "vsc.\u202excsv") == "vsc.\ufffdxcsv"
    assert shown_name(Path(os.fsdecode(b"caf\xe9.csv"))) == "caf\ufffd.csv"
    assert not is_there(tmp_path / ("x" * 300))


def test_a_file_whose_name_is_no_text_is_loaded_under_a_name_that_is(desk: Loader, tmp_path: Path) -> None:
    named = write_csv(tmp_path / "roster.csv", [place(1)]).rename(tmp_path / os.fsdecode(b"caf\xe9\n.csv"))
    assert send(desk, named, profile="training_roster").submission.file_name == "caf\ufffd\ufffd.csv"


def test_without_room_nothing_is_lost_and_the_file_waits(desk: Loader, tmp_path: Path) -> None:
    if desk.warehouse._engines.file is None:
        pytest.skip("the server's disk is not ours to fill")
    before = desk.warehouse.edition().number
    small = "PRAGMA max_page_count = 1"  # SQLite takes the number of pages there are
    with desk.warehouse._engines.writer.connect() as connection:
        connection.execute(text(small))
    with pytest.raises(NoRoom, match="disk of the warehouse is full"):
        send(desk, write_csv(tmp_path / "training_roster.csv", [place(number) for number in range(1, 5000)]))
    assert desk.warehouse.edition().number == before
    states = {known.state for known in desk.warehouse.submissions(Scope.steward())}
    assert SubmissionState.REFUSED not in states
