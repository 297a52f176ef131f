"""A small fictional programme in a real warehouse: five partners, 25 months, two editions. Test data, all of it."""

import datetime as dt
import random
from collections.abc import Iterator

from metrics.series import Control, Meaning, Point, Series, Signal, Variation, Verdict
from tests.metrics.shelf import Row, publish
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.store import Warehouse

PROGRAMME = "DEMO-TST"
PARTNERS = {"ALD": "Alderland", "BRE": "Brenmark", "COR": "Corvia & <Sons>", "DRO": "Drosk", "ELM": "Elmar"}
FIRST, LAST = Month(2024, 10), Month(2026, 10)
LATE_SINCE = Month(2026, 3)
"""From here on Brenmark implements nothing on time."""
REPORTED_ON, NEWEST_ON = "2026-10-20", "2026-11-20"


def fill(warehouse: Warehouse) -> None:
    """Publish the programme, and a month later a correction that restates one quarter figure."""
    actions = list(_actions())
    publish(warehouse, REPORTED_ON, **_references(), corrective_action=actions, **_training(), **_reporting())
    late = next(row for row in actions if row["action"] == "A-ALD-202608-0")
    publish(warehouse, NEWEST_ON, corrective_action=[late | {"implemented_on": dt.date(2026, 10, 1)}])


def selection(edition: int | None = 2) -> Selection:
    """The quarter that the tests review."""
    return Selection.ending(PROGRAMME, Month(2026, 9)).as_known_in(edition)


def series(values: tuple[float | None, ...], signals: dict[int, Meaning] | None = None) -> Series:
    """A share by month, ending in September 2026, of ten cases a month; limits 0.2 around 0.7."""
    until = Month(2026, 9)
    first = until + (1 - len(values))
    points = tuple(_point(first + at, value) for at, value in enumerate(values))
    line = tuple(None if value is None else 0.7 for value in values)
    control = Control(
        "p", "p chart", line, _moved(line, -0.2), _moved(line, 0.2),
        tuple(Signal(at, "beyond a limit", is_high=False, meaning=each) for at, each in (signals or {}).items()),
        points=len(values),
    )  # fmt: skip
    quarter = Point("2026 Q3", State.VALUE, 0.6, 18, 30)
    verdict = Verdict(Variation.COMMON, "", "It shows no change beyond chance", "Because it does not.")
    chosen = Selection(PROGRAMME, first, until, edition=2)
    return Series("implemented_on_time", chosen, 2, points, quarter, control, verdict, target=0.75)


def _point(month: Month, value: float | None) -> Point:
    if value is None:
        return Point(month.name, State.NOT_REPORTED, month=month)
    return Point(month.name, State.VALUE, value, round(value * 10), 10, month=month)


def _moved(line: tuple[float | None, ...], by: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else value + by for value in line)


def _months() -> Iterator[Month]:
    return FIRST.until(LAST)


def _references() -> dict[str, list[Row]]:
    joined = {code: dt.date(2025, 4, 1) if code == "ELM" else FIRST.first_day for code in PARTNERS}
    quarters = [Quarter(2024, 4) + at for at in range(10)]
    return {
        "partner": [{"partner": code, "name": name, "kind": "NATION"} for code, name in PARTNERS.items()],
        "programme": [{"programme": PROGRAMME, "name": "Trial Programme", "start_on": FIRST.first_day}],
        "membership": [
            {"programme": PROGRAMME, "partner": code, "role": "MEMBER", "valid_from": day}
            for code, day in joined.items()
        ],
        "unit": [{"unit": f"U-{code}", "partner": code, "name": name} for code, name in PARTNERS.items()],
        "period": [
            {
                "period": str(quarter), "calendar": "QUARTER", "start_on": quarter.first.first_day,
                "end_on": quarter.last.last_day, "due_on": quarter.last.last_day + dt.timedelta(days=15),
                "locked_on": quarter.last.last_day + dt.timedelta(days=21),
            }
            for quarter in quarters
        ] + [_month_period(month) for month in _months()],
    }  # fmt: skip


def _month_period(month: Month) -> Row:
    return {
        "period": f"{month.number}", "calendar": "MONTH", "start_on": month.first_day, "end_on": month.last_day,
        "due_on": month.last_day + dt.timedelta(days=10),
    }  # fmt: skip


def _actions() -> Iterator[Row]:
    """Six actions a month and partner, due in it; two in three done on time, but for one partner's last months."""
    pick = random.Random(7)
    for month in _months():
        for code in PARTNERS:
            for at in range(6):
                due = month.first_day + dt.timedelta(days=27)
                is_late = pick.random() > 0.75 or (code == "BRE" and month >= LATE_SINCE)
                done = due + dt.timedelta(days=40 if is_late else -10)
                is_done = done < dt.date(2026, 10, 15)
                yield {
                    "action": f"A-{code}-{month.number}-{at}", "source_kind": "REQUEST", "action_text": "Agree a form",
                    "programme": PROGRAMME, "responsible_partner": code, "proposed_on": due - dt.timedelta(days=120),
                    "state": "IMPLEMENTED" if is_done else "ENDORSED", "endorsed_on": due - dt.timedelta(days=110),
                    "due_original_on": due, "due_current_on": due, "implemented_on": done if is_done else None,
                }  # fmt: skip


def _training() -> dict[str, list[Row]]:
    pick = random.Random(11)
    runs, roster = [], []
    for month in _months():
        run = f"R-{month.number}"
        runs.append(
            {
                "run": run,
                "course": "C1",
                "course_version": "1",
                "programme": PROGRAMME,
                "status": "HELD",
                "start_on": month.first_day,
                "end_on": month.first_day + dt.timedelta(days=5),
            }
        )
        for code in PARTNERS:
            if code == "DRO" and month.year == 2025:
                continue  # a year without this partner
            for at in range(8):
                outcome = "COMPLETED_PASS" if pick.random() < 0.9 else "NOT_COMPLETED"
                roster.append(
                    {
                        "run": run,
                        "participant_key": f"P-{code}-{at}",
                        "attempt_no": 1,
                        "headcount": 1,
                        "partner": code,
                        "unit": f"U-{code}",
                        "attendance": "PRESENT",
                        "outcome": outcome,
                        "confirmed_on": month.first_day - dt.timedelta(days=20),
                    }
                )
    return {"course_run": runs, "training_roster": roster}


def _reporting() -> dict[str, list[Row]]:
    """Two reports are owed a month and partner; Corvia sent none in the third quarter of 2026."""
    pick = random.Random(13)
    owed, sent = [], []
    for month in _months():
        for code in PARTNERS:
            for dataset in ("training_roster", "corrective_action"):
                due = month.last_day + dt.timedelta(days=10)
                key = {"programme": PROGRAMME, "partner": code, "dataset": dataset, "period": f"{month.number}"}
                owed.append(key | {"due_on": due, "cut_off_on": due + dt.timedelta(days=10)})
                if code == "COR" and month.number >= 202607:
                    continue
                received = due + dt.timedelta(days=-2 if pick.random() < 0.85 else 4)
                sent.append(
                    key | {"batch": f"B{len(sent)}", "extract": "DELTA", "received_on": received, "outcome": "ACCEPTED"}
                )
    return {"expected_submission": owed, "submission_manifest": sent}
