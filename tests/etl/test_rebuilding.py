"""Everything made anew from the kept files is what it was, in every edition."""

from pathlib import Path

from pandas.testing import assert_frame_equal

from etl.loader import Loader
from etl.rebuilding import rebuild
from tests.etl.steward import clock, opened, place, send, write_csv
from vocabulary.scope import Scope
from warehouse.store import Warehouse

STEWARD = Scope.steward()


def test_a_rebuilt_warehouse_tells_the_same_of_every_edition(copied: tuple[str, Path], tmp_path: Path) -> None:
    url, home = copied
    loader = opened(url, home)
    send(loader, write_csv(tmp_path / "training_roster.csv", [place(1), place(2), place(3, unit="NO-SUCH")]))
    wrong = send(loader, write_csv(tmp_path / "training_roster.csv", [place(2, "NOT_COMPLETED")]))
    all_there_is = {"extract": "FULL", "profile": "training_roster"}
    send(loader, write_csv(tmp_path / "full.csv", [place(2), place(4)]), **all_there_is)
    gone = send(loader, write_csv(tmp_path / "full.csv", [place(4)]), **all_there_is)
    assert gone.submission.parts[0].closed == 1
    loader.warehouse.withdraw(wrong.submission.id, loader.statements, clock(), "sent by mistake")
    loader.warehouse.withdraw(gone.submission.id, loader.statements, clock(), "it was not all there is")
    before = _told(loader)
    loader.warehouse.close()
    again = Loader.open(url, home, loader.statements, Warehouse.open_for_rebuild)
    made = list(rebuild(again))
    assert [edition.number for edition in made] == list(before)
    after = _told(again)
    for number, cells in before.items():
        assert_frame_equal(cells, after[number])
    again.warehouse.close()


def _told(loader: Loader) -> dict:
    numbers = sorted(edition.number for edition in loader.warehouse.editions())
    return {
        number: loader.warehouse.cells("course_completion", STEWARD, number).sort_values("month", ignore_index=True)
        for number in numbers
    }
