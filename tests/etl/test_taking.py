"""What is not a whole file that stays as it is, is not taken in, and words say why."""

import datetime as dt
import errno
import io
import os
from pathlib import Path

import pytest
from sqlalchemy import text

from etl.deliver import work_one
from etl.loader import Loader
from etl.taking import is_there, shown_name, taken
from tests.etl.steward import place, send, write_csv
from vocabulary.errors import NoRoom, Refused
from vocabulary.scope import Scope
from warehouse.archive import Archive
from warehouse.edition import Submission, SubmissionState


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
    assert shown_name(tmp_path / "training\u00a0roster.csv") == "training roster.csv"
    assert shown_name(tmp_path / "vsc.\u202excsv") == "vsc.\ufffdxcsv"
    assert shown_name(Path(os.fsdecode(b"caf\xe9.csv"))) == "caf\ufffd.csv"
    assert not is_there(tmp_path / ("x" * 300))


def test_a_file_whose_name_is_no_text_is_loaded_under_a_name_that_is(desk: Loader, tmp_path: Path) -> None:
    named = write_csv(tmp_path / "roster.csv", [place(1)]).rename(tmp_path / os.fsdecode(b"caf\xe9\n.csv"))
    assert send(desk, named, profile="training_roster").submission.file_name == "caf\ufffd\ufffd.csv"


FULL = """
    CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'kein Platz mehr' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER is_full BEFORE INSERT ON training_roster EXECUTE FUNCTION is_full()
"""
"""What a server answers a COPY to a full disk, in the language of its machine."""


def _fill_the_disk(desk: Loader, is_full: bool) -> None:
    with desk.warehouse._engines.writer.begin() as connection:
        if desk.warehouse._engines.file is not None:  # SQLite takes the number of pages there are for 1
            connection.execute(text(f"PRAGMA max_page_count = {1 if is_full else 2**30}"))
        else:
            connection.execute(text(FULL if is_full else "DROP FUNCTION is_full CASCADE"))


def test_without_room_nothing_is_lost_and_the_file_waits_until_there_is_some(desk: Loader, tmp_path: Path) -> None:
    before = desk.warehouse.edition().number
    _fill_the_disk(desk, is_full=True)
    with pytest.raises(NoRoom, match="disk of the warehouse is full"):
        send(desk, write_csv(tmp_path / "training_roster.csv", [place(number) for number in range(1, 5000)]))
    assert desk.warehouse.edition().number == before
    newest = desk.warehouse.submissions(Scope.steward())[0]
    assert newest.state in (SubmissionState.QUEUED, SubmissionState.CHECKING)
    _fill_the_disk(desk, is_full=False)
    again = send(desk, tmp_path / "training_roster.csv").submission
    assert (again.id, again.state, again.edition) == (newest.id, SubmissionState.PUBLISHED, before + 1)


def test_a_worker_waits_for_room_and_goes_on_with_the_same_file(desk: Loader, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "training_roster.csv", [place(number) for number in range(1, 5000)])
    sha256, moment = taken(desk.archive, path), dt.datetime(2026, 4, 10, 9)
    waiting = desk.warehouse.receive(Submission("", sha256, path.name, "training_roster", moment))
    _fill_the_disk(desk, is_full=True)
    waited = []

    def make_room(why: NoRoom) -> None:
        waited.append(why)
        _fill_the_disk(desk, is_full=False)

    outcome = work_one(desk, lambda: moment, make_room)
    assert (outcome.submission.id, outcome.submission.state) == (waiting.id, SubmissionState.PUBLISHED)
    assert len(waited) == 1


def test_where_nothing_can_be_kept_no_half_file_is_left(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def read(self, _size: int = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    archive = Archive(tmp_path)
    with pytest.raises(NoRoom, match="Make room"):
        archive.keep(Full())
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
