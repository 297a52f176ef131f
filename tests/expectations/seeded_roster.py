"""A large training roster with known kinds of faults, always the same for one seed: for parity and for measuring."""

import datetime as dt

import numpy as np
import pandas as pd

from expectations.dataset import Dataset
from expectations.datasets import course, course_run, membership, partner, training_roster, unit
from tests.expectations.known_frames import FramesKnown, typed

ROWS_A_RUN = 50
PARTNERS = tuple(f"PA{number:02d}" for number in range(20))
UNITS = tuple(f"{code}-U{number}" for code in PARTNERS for number in range(10))
COURSES = tuple(f"CRS-{number:02d}" for number in range(40))
OUTCOMES = ("COMPLETED_PASS", "COMPLETED_UNGRADED", "COMPLETED_FAIL", "NOT_COMPLETED", "WITHDRAWN", "NOT_RECORDED")
LABELS = {"COMPLETED_FAIL": "Completed (did not achieve pass grade)", "COMPLETED_PASS": "Completed"}
FAULTS = (
    ("run", "RUN-99999"), ("run", "bad run"), ("run", None), ("participant_key", "bad key"), ("participant_key", None),
    ("unit", "NOWHERE"), ("unit", "CLOSED"), ("unit", "LEFT"), ("unit", "bad unit"), ("unit", None),
    ("partner", "PA00"), ("partner", "ZZ99"), ("partner", "bad partner"), ("headcount", -1.0), ("headcount", None),
    ("attendance", "NO_SHOW"), ("attendance", "THERE"), ("attendance", "PRESENT"), ("attendance", None),
    ("outcome", "WEIRD"), ("outcome", "COMPLETED_PASS"), ("outcome", "IN_PROGRESS"), ("outcome", None),
    ("outcome_label", "Failed"), ("outcome_label", "x" * 201), ("post_score", 140.0), ("pre_score", -3.0),
    ("hours_attended", 99.0), ("hours_attended", -1.0), ("attempt_no", 0.0), ("attempt_no", None),
    ("completed_on", pd.NaT), ("completed_on", pd.Timestamp("2020-01-01")),
    ("completed_on", pd.Timestamp("2027-01-01")), ("withdrawn_on", pd.Timestamp("2020-01-01")),
    ("cert_expires_on", pd.Timestamp("2031-01-01")),
    ("releasability", "NONE"),
)  # fmt: skip


def seeded_roster(row_count: int, fault_share: float = 0.01, seed: int = 7) -> tuple[pd.DataFrame, FramesKnown]:
    """Rows of the training roster of which about *fault_share* carry a fault, and what is known beside them."""
    rng = np.random.default_rng(seed)
    runs = _runs(rng, max(20, row_count // ROWS_A_RUN))
    frame = _places(rng, runs, row_count)
    for column, value in FAULTS:
        frame.loc[rng.random(row_count) < fault_share / len(FAULTS), column] = value
    frame.loc[rng.random(row_count) < fault_share / len(FAULTS), ["unit", "partner"]] = None
    twice = np.flatnonzero(rng.random(row_count - 1) < fault_share / len(FAULTS)) + 1
    keys = list(training_roster.KEYS)
    frame.loc[twice, keys] = frame.loc[twice - 1, keys].to_numpy()
    return frame, _known(runs)


def _runs(rng: np.random.Generator, count: int) -> pd.DataFrame:
    starts = pd.Timestamp("2023-01-02") + pd.to_timedelta(rng.integers(0, 1000, count), "D")
    return _frame(
        course_run.DATASET,
        run=[f"RUN-{number:05d}" for number in range(count)],
        course=rng.choice(COURSES, count),
        course_version="1",
        programme="PRG",
        start_on=starts,
        end_on=starts + pd.to_timedelta(rng.integers(1, 6, count), "D"),
        seats_offered=rng.integers(40, 80, count).astype(float),
        trainee_count=rng.integers(40, 80, count).astype(float),
        status=rng.choice(("HELD", "CANCELLED"), count, p=(0.9, 0.1)),
        modality="IN_PERSON",
    )


def _places(rng: np.random.Generator, runs: pd.DataFrame, count: int) -> pd.DataFrame:
    run = rng.integers(0, len(runs), count)
    unit_number = rng.integers(0, len(UNITS), count)
    cancelled = runs["status"].to_numpy()[run] == "CANCELLED"
    outcome = np.where(cancelled, "NOT_RECORDED", rng.choice(OUTCOMES, count, p=(0.6, 0.1, 0.1, 0.1, 0.05, 0.05)))
    passed = outcome == "COMPLETED_PASS"
    done = pd.Series(runs["end_on"].to_numpy()[run]).where(np.char.startswith(outcome.astype(str), "COMPLETED"))
    post_score = np.where(passed, rng.integers(70, 101, count), rng.integers(20, 70, count)).astype(float)
    return _frame(
        training_roster.DATASET,
        run=runs["run"].to_numpy()[run],
        participant_key=np.char.add("P", rng.integers(10**6, 10**6 + count // 2 + 1, count).astype(str)),
        headcount=1.0,
        unit=np.array(UNITS)[unit_number],
        partner=np.array([code[:4] for code in UNITS])[unit_number],
        attendance=np.where(cancelled, "UNKNOWN", "PRESENT"),
        hours_attended=np.where(rng.random(count) < 0.5, np.nan, 24.0),
        outcome=outcome,
        outcome_label=[LABELS.get(word, "In course") for word in outcome],
        attempt_no=np.where(rng.random(count) < 0.02, 2.0, 1.0),
        pre_score=rng.integers(0, 70, count).astype(float),
        post_score=np.where(rng.random(count) < 0.1, np.nan, post_score),
        completed_on=done,
        cert_expires_on=(done + pd.DateOffset(months=24)).where(rng.random(count) < 0.5),
    )


def _known(runs: pd.DataFrame) -> FramesKnown:
    return FramesKnown(
        {
            "course_run": runs,
            "course": _frame(
                course.DATASET, course=COURSES, course_version="1", hours=24.0, pass_mark=70.0, validity_months=24.0
            ),
            "unit": _units(),
            "partner": _frame(partner.DATASET, partner=[*PARTNERS, "OUT"]),
            "membership": _frame(
                membership.DATASET, partner=PARTNERS, programme="PRG", valid_from=pd.Timestamp("2022-01-01")
            ),
        },
        received_on=dt.date(2026, 6, 30),
    )


def _units() -> pd.DataFrame:
    partners = [*(code[:4] for code in UNITS), "PA01", "OUT"]
    units = _frame(unit.DATASET, unit=[*UNITS, "CLOSED", "LEFT"], partner=partners)
    units.loc[units["unit"] == "CLOSED", "valid_to"] = pd.Timestamp("2022-12-31")
    return units


def _frame(dataset: Dataset, **values: object) -> pd.DataFrame:
    """A typed frame of whole columns; what is not given is missing."""
    dtypes = typed(dataset).dtypes
    given = pd.DataFrame(values)
    columns = {name: given[name] if name in given else pd.Series(index=given.index) for name in dataset.column_names}
    columns["marking"] = pd.Series("ALL", index=given.index)
    return pd.DataFrame({name: column.astype(dtypes[name]) for name, column in columns.items()})
