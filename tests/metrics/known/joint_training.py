from tests.metrics.lines import places, run
from tests.metrics.shelf import Row


def answer(shelf):
    """Joint; one partner; two partners of one service; two partners of whom one names no unit; nobody there: 2 of 4.

    R6 is joint because somebody whose attendance was not recorded completed it; R7 could be, by a place nobody knows of.
    """
    who = {"R1": ("AM", "BL"), "R2": ("AM", "AL"), "R3": ("AM", "BM"), "R4": ("AM", None), "R5": (), "R6": (), "R7": ()}
    shelf.fill(
        "2026-06-01",
        unit=[
            {"unit": f"{partner}{kind[0]}", "partner": partner * 3, "kind": kind}
            for partner in "AB" for kind in ("MILITARY", "LAW_ENFORCEMENT")
        ],
        course_run=[run(code, "2026-02-10", host_partner="AAA") for code in who],
        training_roster=[
            *(_came(code, unit) for code, units in who.items() for unit in units),
            _came("R6", "AM"), _came("R6", "BL") | {"attendance": "UNKNOWN"},
            _came("R7", "AM"), _came("R7", "BL") | {"attendance": "UNKNOWN", "outcome": "NOT_RECORDED"},
            *places("R2", "BBB", 1, "NOT_COMPLETED", attendance="NO_SHOW", unit="BM"),
        ],
    )  # fmt: skip
    point = shelf.point("joint_training", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (2, 4, 3)
    assert point.parts == {"two partners or more": 3, "both services": 3}


def _came(run_code: str, unit: str | None) -> Row:
    """Somebody of a unit, whose partner the unit says; of partner B where no unit is named."""
    [row] = places(run_code, "BBB", 1, unit=unit, participant_key=f"P-{unit}")
    return row if unit is None else {**row, "partner": None}
