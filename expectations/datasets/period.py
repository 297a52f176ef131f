"""Reporting periods, with the day reports are due and the day the period is locked."""

import pandas as pd

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import say
from expectations.known import Known
from expectations.reference_facts import tiles
from expectations.rules import in_order, strictly_in_order, true, unique
from vocabulary.period import Period


@say("period.is_code", "the code names the days from start_on to end_on")
def _is_code(frame: pd.DataFrame, _known: Known) -> pd.Series:
    said = [_days(code) for code in frame["period"].fillna("")]
    starts, ends = (pd.Series(days, index=frame.index, dtype="datetime64[ns]") for days in zip(*said, strict=True))
    return ((starts == frame["start_on"]) & (ends == frame["end_on"])).astype("boolean").mask(frame["period"].isna())


def _days(code: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a period code; NaT where it is none, which equals no day."""
    try:
        period = Period.parse(code)
    except ValueError:
        return pd.NaT, pd.NaT
    return pd.Timestamp(period.start), pd.Timestamp(period.end)


DATASET = Dataset(
    key="period",
    title="Reporting periods",
    one_row_is="one period of one calendar",
    prefix="PD",
    columns=(
        Column("period", "code", "code of the period (202503, 2025Q1, 2025Oct)", aliases=("period code",)),
        Column("calendar", "code", "calendar it belongs to: MONTH, QUARTER, YEAR, OCTOBER_YEAR ..."),
        day("start_on", "its first day", required=True),
        day("end_on", "its last day", required=True),
        day("due_on", "day by which reports are due"),
        day("locked_on", "day after which nothing in it changes without a written reason"),
    ),
    key_columns=("period",),
    facts=(_is_code, tiles("period.tiles", "period", ("calendar",), "start_on", "end_on")),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["period"],
            reason="A period is listed once.", hint="Keep one row.",
        ),
        true(
            "RF-05", Effect.REFUSE_SUBMISSION, "period.is_code", shows=("period", "start_on", "end_on"),
            reason="A period's code says its first and last day (2025Q1 is 2025-01-01 to 2025-03-31).",
            hint="Mend the code or the days.",
        ),
        true(
            "RF-05b", Effect.REFUSE_SUBMISSION, "period.tiles", shows=("start_on", "calendar", "period"),
            reason="A period begins the day after the one before it in its calendar ended.",
            hint="Add the missing period, or mend the calendar.",
        ),
        strictly_in_order(
            "RF-06", Effect.REFUSE_SUBMISSION, "end_on", "due_on",
            reason="Reports are due after the period has ended.", hint="Mend due_on.",
        ),
        in_order(
            "RF-06b", Effect.REFUSE_SUBMISSION, "due_on", "locked_on",
            reason="A period is not locked before its reports are due.", hint="Mend locked_on.",
        ),
    ),
    example={"period": "2025Q1", "calendar": "QUARTER", "start_on": "2025-01-01", "end_on": "2025-03-31",
             "due_on": "2025-04-15", "locked_on": "2025-05-15"},
)  # fmt: skip
