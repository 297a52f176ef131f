"""Reporting periods, with the day reports are due and the day the period is locked."""

import pandas as pd

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import before, say
from expectations.known import Known
from expectations.reference_facts import tiles
from expectations.rules import filled, in_order, strictly_in_order, true, unique
from expectations.texts import screened_texts
from vocabulary.period import Period


@say("period.is_code", "the code names the days from start_on to end_on")
def _is_code(frame: pd.DataFrame, _known: Known) -> pd.Series:
    said = [_days(code) for code in frame["period"].fillna("")]
    starts, ends = (pd.Series(days, index=frame.index, dtype="datetime64[ns]") for days in zip(*said, strict=True))
    return ((starts == frame["start_on"]) & (ends == frame["end_on"])).astype("boolean").mask(frame["period"].isna())


@say("period.was_reopened", "its lock was moved later, or taken off, since the last accepted version")
def _was_reopened(frame: pd.DataFrame, _known: Known) -> pd.Series:
    last = frame["before.locked_on"]
    return (last.notna() & ~(frame["locked_on"] <= last)).astype("boolean")


@say("reopen_reason.is_new", "a reason is given, and it is not the one of an earlier re-opening")
def _reason_is_new(frame: pd.DataFrame, _known: Known) -> pd.Series:
    said, last = (frame[name].str.strip().fillna("") for name in ("reopen_reason", "before.reopen_reason"))
    return ((said != "") & (said != last)).astype("boolean")


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
        Column("reopen_reason", "text", "why it was opened again, where locked_on was moved later", required=False),
        Column("reopened_by_role", "text", "role that approved opening it again", required=False, longest=100),
    ),
    key_columns=("period",),
    facts=(
        _is_code, tiles("period.tiles", "period", ("calendar",), "start_on", "end_on"),
        before("period", "period", "locked_on"), before("period", "period", "reopen_reason"),
        _was_reopened, _reason_is_new,
    ),
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
        true(
            "MF-06d", Effect.REFUSE_SUBMISSION, "reopen_reason.is_new", when="period.was_reopened",
            shows=("locked_on", "reopen_reason", "period"), needs=("locked_on",),
            reason="A lock is not moved later, or taken off, without a written reason of its own.",
            hint="Write into reopen_reason why this period is opened again this time, or put the day back into locked_on.",
        ),
        filled(
            "MF-06e", Effect.REFUSE_SUBMISSION, "reopened_by_role", when="period.was_reopened",
            shows=("reopened_by_role", "locked_on", "period"), needs=("locked_on",),
            reason="Who moves a lock later, or takes it off, says which role approved it.",
            hint="Write the role, never a name, into reopened_by_role.",
        ),
        *screened_texts("SG-02", ("reopen_reason", "reopened_by_role")),
    ),
    example={"period": "2025Q1", "calendar": "QUARTER", "start_on": "2025-01-01", "end_on": "2025-03-31",
             "due_on": "2025-04-15", "locked_on": "2025-05-15"},
)  # fmt: skip
