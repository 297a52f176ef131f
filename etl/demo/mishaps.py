"""What went wrong on the way: corrected, repeated, late and faulty files, each with what became of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from etl.demo.cast import PARTNERS, Partner
from etl.demo.chance import days
from etl.demo.parcel import Parcel
from etl.demo.partners import roster
from etl.demo.rhythm import CUT_OFF_DAYS, Turn, turns
from etl.demo.tables import columns_of, workbook
from etl.demo.training import Row, Training
from etl.demo.training_exports import SCHOOL_AMERICAN, STATES, Export, moodle_utf16
from etl.demo.truth import Truth

Mishap = Callable[[Truth, Partner, Turn], list[Parcel]]
UNSETTLED = 3
ERROR_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>The portal is busy.</body></html>\n"
)


def special_rosters(truth: Truth) -> list[Parcel]:
    """The rosters of MISHAPS, in place of the usual ones."""
    partners = {partner.code: partner for partner in PARTNERS}
    parcels = []
    for (code, period), mishap in MISHAPS.items():
        turn = next(turn for turn in turns(truth.seed, partners[code]) if turn.period.code == period)
        parcels += mishap(truth, partners[code], turn)
    return parcels


def _later(turn: Turn, after: int) -> Turn:
    return replace(turn, received_at=turn.received_at + days(after))


def _again(parcel: Parcel, word: str, note: str) -> Parcel:
    stem, _, ending = parcel.name.rpartition(".")
    return replace(parcel, name=f"{stem}_{word}.{ending}", note=note)


def _corrected(after: int) -> Mishap:
    """Results that were not settled at first, and somebody who was forgotten; sent again as they really were."""

    def mishap(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
        final = roster(truth, partner, _later(turn, after))
        return [
            roster(truth, partner, turn, _unsettled),
            _again(final, "corrected", "Corrected after re-sits were marked."),
        ]

    return mishap


def _unsettled(places: list[Row]) -> list[Row]:
    passed = [place["participant_key"] for place in places[:-1] if place["outcome"] == "COMPLETED_PASS"][:UNSETTLED]
    gone = dict.fromkeys(("completed_on", "cert_expires_on", "post_score"))
    return [
        place | gone | {"outcome": "IN_PROGRESS"} if place["participant_key"] in passed else place
        for place in places[:-1]
    ]


def _sent_twice(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    first = roster(truth, partner, turn)
    return [first, _again(replace(first, received_at=first.received_at + days(3)), "copy", "Sent again by mistake.")]


def _some_rows_wrong(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    """Two rows cannot be taken; they alone are sent again."""
    mended = roster(truth, partner, _later(turn, 6), lambda places: places[:2])
    return [
        roster(truth, partner, turn, _two_wrong),
        _again(mended, "mended", "The two rows that were held back, mended."),
    ]


def _two_wrong(places: list[Row]) -> list[Row]:
    unit_unknown = places[0] | {"unit": "DRO-X9"}
    day_wrong = places[1] | {
        "outcome": "COMPLETED_UNGRADED",
        "completed_on": dt.date(2024, 8, 2),
        "attendance": "PRESENT",
        "hours_attended": None,
    }
    return [unit_unknown, day_wrong, *places[2:]]


def _label_unknown(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    """A course officer set one completion by hand, and Moodle says so in the label."""
    first = roster(truth, partner, turn)
    ours = roster(truth, partner, turn, export=Export("moodle_completion", "csv", _one_by_hand))
    mended = replace(first, received_at=first.received_at + days(5))
    return [ours, _again(mended, "mended", "The completion set by hand has its grade now.")]


def _one_by_hand(training: Training, places: list[Row]) -> bytes:
    text = moodle_utf16(training, places).decode("utf-16")
    return b"\xff\xfe" + text.replace(STATES["COMPLETED_PASS"], "Completed (set by course office)", 1).encode(
        "utf-16-le"
    )


def _column_missing(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    """Somebody renamed a column: the whole file is refused, and comes again the next day."""
    renamed = Export("training_roster", "xlsx", _outcome_renamed)
    mended = roster(truth, partner, _later(turn, 1))
    return [roster(truth, partner, turn, export=renamed), _again(mended, "mended", "With the template's own header.")]


def _outcome_renamed(_training: Training, places: list[Row]) -> bytes:
    columns = columns_of("training_roster", places)
    header = ["Final status" if name == "outcome" else name for name in columns]
    return workbook({"training_roster": [header, *([place.get(name) for name in columns] for place in places)]})


def _american_dates(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    mended = roster(truth, partner, _later(turn, 2))
    return [
        roster(truth, partner, turn, export=SCHOOL_AMERICAN),
        _again(mended, "mended", "With the day before the month."),
    ]


def _many_rows_wrong(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    """More than one row in ten names a unit that is not in the list: nothing loads, and a good file follows."""
    mended = roster(truth, partner, _later(turn, 9))
    return [roster(truth, partner, turn, _old_units), _again(mended, "mended", "With the units as they are listed.")]


def _old_units(places: list[Row]) -> list[Row]:
    return [place | {"unit": f"{place['unit']}-OLD"} if at % 3 == 0 else place for at, place in enumerate(places)]


def _error_page(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    good = roster(truth, partner, _later(turn, 1))
    page = replace(roster(truth, partner, turn), content=ERROR_PAGE, declared_rows=None)
    return [page, _again(good, "mended", "The portal had answered with an error page.")]


def _after_cut_off(truth: Truth, partner: Partner, turn: Turn) -> list[Parcel]:
    """So late that it no longer counts as received; its rows still load."""
    late = turn.period.end + days(CUT_OFF_DAYS + 6)
    return [
        roster(truth, partner, replace(turn, received_at=dt.datetime.combine(late, dt.time(10, 20), tzinfo=dt.UTC)))
    ]


MISHAPS: dict[tuple[str, str], Mishap] = {
    ("BRE", "2025Q1"): _sent_twice,
    ("COR", "2025Q2"): _corrected(24),
    ("VEL", "2025Q3"): _american_dates,
    ("DRO", "2025Q3"): _some_rows_wrong,
    ("GRE", "2026Q1"): _corrected(40),
    ("DRO", "202603"): _error_page,
    ("FEN", "2026Q2"): _label_unknown,
    ("ALD", "202605"): _column_missing,
    ("OSM", "202606"): _many_rows_wrong,
    ("VEL", "202607"): _after_cut_off,
    ("COR", "2026Q3"): _corrected(30),
}
"""By partner and period, what went wrong."""
