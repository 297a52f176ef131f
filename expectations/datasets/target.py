"""Baselines and targets of indicators."""

import pandas as pd

from expectations.columns import PROGRAMME, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import before, exists, is_in, looked_up, say
from expectations.indicator_codes import CODES, DIRECTION, DIRECTIONS, MEASURED_IN, UNITS
from expectations.known import Known
from expectations.rules import between, filled, in_order, true, unique
from expectations.texts import screened_texts

KEYS = ("indicator", "programme", "partner", "period", "set_on")
SERIES = ["indicator", "programme", "partner"]


@say("target.is_kept", "the value is the one first accepted under this key")
def _is_kept(frame: pd.DataFrame, _known: Known) -> pd.Series:
    kept = (frame["target_value"] == frame["before.target_value"]).astype("boolean")
    return kept.mask(frame["before.target_value"].isna())


@say("target.revises", "the period had a target before this one was set")
def _revises(frame: pd.DataFrame, known: Known) -> pd.Series:
    asked = [*SERIES, "period"]
    first = _all(known, frame).groupby(asked, dropna=False, as_index=False)["set_on"].min()
    earliest = frame[asked].merge(first, how="left", on=asked)["set_on"].set_axis(frame.index)
    return (frame["set_on"] > earliest).astype("boolean")


@say("target.goes_on", "the target is no step back from the one of the period before")
def _goes_on(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _all(known, frame).merge(known.rows("period")[["period", "end_on"]], on="period")
    rows = rows.sort_values(["end_on", "set_on"]).drop_duplicates([*SERIES, "period"], keep="last")
    earlier = rows.groupby(SERIES, dropna=False)["target_value"].shift()
    sign = rows["direction"].map({"UP": 1.0, "DOWN": -1.0, "NEUTRAL": 0.0}).astype("float64")
    rows["holds"] = (earlier.isna() | ((rows["target_value"] - earlier) * sign >= 0)).astype("boolean")
    keys = list(KEYS)
    return frame[keys].merge(rows[[*keys, "holds"]], how="left", on=keys)["holds"].set_axis(frame.index)


@say("baseline.comes_first", "the baseline was measured before the first period that has a target ends")
def _baseline_first(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = _all(known, frame).merge(known.rows("period")[["period", "end_on"]], on="period")
    first = rows.groupby(SERIES, dropna=False, as_index=False)["end_on"].min()
    ends = frame[SERIES].merge(first, how="left", on=SERIES)["end_on"].set_axis(frame.index)
    return (frame["baseline_on"] < ends).astype("boolean").mask(frame["baseline_on"].isna() | ends.isna())


@say("indicator.is_listed", "the indicator is one of the field's, or of the programme's own list")
def _is_listed(frame: pd.DataFrame, known: Known) -> pd.Series:
    own = known.rows("indicator", "indicator", list(frame["indicator"].dropna().unique()))["indicator"]
    return frame["indicator"].isin([*CODES, *own]).astype("boolean").mask(frame["indicator"].isna())


@say("target.is_of_indicator", "unit and direction are those of the indicator; missing where it is not listed")
def _is_of_indicator(frame: pd.DataFrame, known: Known) -> pd.Series:
    own = known.rows("indicator", "indicator", list(frame["indicator"].dropna().unique()))
    units = MEASURED_IN | {row.indicator: (row.measured_in,) for row in own.itertuples()}
    directions = DIRECTION | {row.indicator: row.direction for row in own.itertuples()}
    agrees = [
        row.measured_in in units[row.indicator] and row.direction == directions[row.indicator]
        if row.indicator in units
        else None
        for row in frame[["indicator", "measured_in", "direction"]].itertuples()
    ]
    return pd.Series(agrees, index=frame.index, dtype="boolean")


def _all(known: Known, frame: pd.DataFrame) -> pd.DataFrame:
    return known.rows("target", "indicator", list(frame["indicator"].dropna().unique()))


DATASET = Dataset(
    key="target",
    title="Targets",
    one_row_is="one target of one indicator for one period, as set on one day",
    prefix="TG",
    columns=(
        Column("indicator", "code", "code of the indicator (TRN-01)"),
        PROGRAMME,
        Column("partner", "id", "partner it is set for; empty is the whole programme", required=False),
        Column("period", "code", "period in which it is to be reached"),
        Column("measured_in", "code", "unit of the values", allowed=UNITS),
        Column("direction", "code", "which way is better", allowed=DIRECTIONS),
        Column("baseline_value", "number", "value it starts from", required=False),
        day("baseline_on", "day the baseline was measured"),
        Column("target_value", "number", "value to be reached"),
        Column("kind", "code", "final target, or a milestone on the way", allowed=("FINAL", "MILESTONE")),
        day("set_on", "day it was set", required=True),
        Column("set_by_role", "text", "role that set it", longest=100),
        Column("reason", "text", "why it was set, and why it was changed", required=False, longest=500),
    ),
    key_columns=KEYS,
    references=("programme", "partner", "period", "indicator", "target"),
    facts=(
        exists("programme", "programme"),
        exists("partner", "partner"),
        exists("period", "period"),
        looked_up("period", "period", "end_on"),
        before("target", KEYS, "target_value"),
        is_in("target.is_percent", "measured_in", ("PERCENT",)),
        _is_kept, _revises, _goes_on, _baseline_first, _is_listed, _is_of_indicator,
        say("target.steps_back", "the target is a step back")(lambda frame, _known: ~frame["target.goes_on"]),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, KEYS,
            reason="A target is set once a day for each indicator, programme, partner and period.", hint="Keep one.",
        ),
        true(
            "RF-08", Effect.REFUSE_SUBMISSION, "baseline.comes_first", shows=("baseline_on", "period"),
            reason="The baseline was measured before the first target is due.", hint="Mend baseline_on or the period.",
        ),
        true(
            "RF-08b", Effect.REFUSE_SUBMISSION, "indicator.is_listed", shows=("indicator",),
            reason="An indicator is named by its code, such as TRN-01.",
            hint="Look the code up in the catalogue; add an indicator of your own to the list of indicators first.",
        ),
        true(
            "RF-08d", Effect.REFUSE_SUBMISSION, "target.is_of_indicator",
            shows=("measured_in", "direction", "indicator"),
            reason="A target is given in the unit of its indicator, and in its direction.",
            hint="Mend measured_in or direction; the catalogue says which they are.",
        ),
        between(
            "RF-08c", Effect.REFUSE_SUBMISSION, "target_value", 0, 100, when="target.is_percent",
            reason="A target in percent lies between 0 and 100.", hint="Write 90 for ninety percent.",
        ),
        filled(
            "RF-09", Effect.WARN, "reason", when="target.steps_back", shows=("target_value", "reason", "period"),
            reason="A target that asks for less than the one before it says why.", hint="Write the reason.",
        ),
        true(
            "RF-10", Effect.REFUSE_SUBMISSION, "target.is_kept", shows=("target_value", "set_on"),
            reason="A target once set is never overwritten.",
            hint="Add a row with the day of the change in set_on, the new value and the reason.",
        ),
        filled(
            "RF-10b", Effect.REFUSE_SUBMISSION, "reason", when="target.revises", shows=("reason", "set_on"),
            reason="A changed target says why it was changed.", hint="Write the reason.",
        ),
        true(
            "TG-01", Effect.REFUSE_ROW, "period.exists",
            reason="The period is in the list of periods.", hint="Add the period first, or mend its code.",
        ),
        true(
            "TG-02", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "TG-03", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        in_order(
            "TG-04", Effect.WARN, "set_on", "period.end_on", shows=("set_on", "period"),
            reason="A target is set before its period is over.", hint="Mend set_on, or say in reason why so late.",
        ),
        *screened_texts("SG-02", ("reason", "set_by_role")),
    ),
    example={"indicator": "TRN-01", "programme": "DEMO-CRP", "period": "2025Q1", "measured_in": "PERCENT",
             "direction": "UP", "target_value": "90", "kind": "FINAL", "set_on": "2024-12-01",
             "set_by_role": "programme board"},
)  # fmt: skip
